"""Opening images: an IDX file or a folder, how they are read, and what comes of it."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.datasets.image_folder import is_image
from core.datasets.images import MOST_SIDE, USUAL_SIDE
from core.language import tr, translatable
from gui.data.adopting import NetworkNote, adopt
from gui.data.controls import ButtonRow, Labelled
from gui.data.image_reading import ImageOptions, ImageSource, Opened
from gui.data.image_wall import ImageWall
from gui.data.reading_dialog import ReadingDialog
from gui.data.words import columns_text, rows_text, split_sentence
from gui.document import Document
from gui.inspector.fields import WholeField
from gui.inspector.functions import Description
from gui.inspector.section import Choice, Page, Section, Text, set_label, show_row
from gui.panes import scrolling
from gui.settings import Settings
from gui.theme import theme

SIDE = 310
SMALLEST_SIDE = 4
_SIZES = {
    "own": Description(translatable("as they are"), ""),
    "given": Description(translatable("as given"), ""),
}
_INKS = {
    "": Description(translatable("as the border tells"), ""),
    "dark": Description(translatable("dark on light"), ""),
    "light": Description(translatable("light on dark"), ""),
}


class ImageDialog(ReadingDialog):
    """Reads beside the window's work; nothing changes until "Use these data"."""

    WIDTH, HEIGHT = 960, 680

    def __init__(
        self,
        path: Path | None,
        document: Document,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._path = document, path
        self.opened: Opened | None = None
        self.source = ImageSource(self)
        self.source.progressed.connect(self.show_share)
        self.source.finished.connect(self._on_opened)
        self.source.failed.connect(self._on_failure)
        self._build_head()
        self._build_form()
        self.note = NetworkNote(document.network, settings)
        self.wall = ImageWall()
        self._arrange()
        self.settle()
        self.show_reading(False)
        if path is not None:
            self.read(path)
        else:
            self.use.setEnabled(False)
            self.folder.setFocus()

    def _build_head(self) -> None:
        self.file, self.how = Text("text", 12), Text("muted", 10)
        self.folder, self.idx = QPushButton(), QPushButton()
        for button, call in ((self.folder, self._ask_folder), (self.idx, self._ask_file)):
            button.setAutoDefault(False)
            button.clicked.connect(call)
        self._buttons = ButtonRow((self.folder, self.idx))

    def _build_form(self) -> None:
        self._form = Section(field_width=150)
        self.own_size, self.side = Choice(_SIZES), WholeField(SMALLEST_SIDE, MOST_SIDE)
        self.side.setValue(USUAL_SIDE)
        self.ink = Choice(_INKS)
        self.with_test = QCheckBox()
        self.with_test.setChecked(True)
        self.own_size.show_key("own")
        self.ink.show_key("")
        fields = self.own_size, self.side, self.ink
        self._labels = [self._form.add_row(field) for field in fields]
        self._with_test = Labelled(self.with_test)
        self._form.add_wide(self._with_test)
        self.own_size.chosen.connect(lambda _key: self.read_again())
        self.ink.chosen.connect(lambda _key: self.read_again())
        self.side.valueChanged.connect(lambda _n: self.read_again())
        self.with_test.toggled.connect(lambda _on: self.read_again())

    def _arrange(self) -> None:
        page = Page()
        page.add(self._form)
        page.add(self.note)
        self._side = scrolling(page)
        reading = QHBoxLayout()
        reading.addWidget(self.progress, 1)
        reading.addWidget(self.stop)
        reader = QWidget()
        reader.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        left = QVBoxLayout(reader)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.file)
        left.addWidget(self.how)
        left.addWidget(self._buttons)
        left.addLayout(reading)
        left.addWidget(self.wall, 1)
        left.setSpacing(8)
        body = QWidget()
        self._row = QHBoxLayout(body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(scrolling(reader), 1)
        self._row.addWidget(self._side)
        self.set_body(body)

    # Reading

    @property
    def options(self) -> ImageOptions:
        """What is chosen."""
        side = self.side.value() if self.own_size.key == "given" else None
        return ImageOptions(side, self.ink.key or "", self.with_test.isChecked())

    def read(self, path: Path) -> None:
        """Read a folder or a file from its beginning."""
        self._path, self.opened = path, None
        self.use.setEnabled(False)
        is_folder = path.is_dir() or is_image(path)
        for label in self._labels:
            show_row(label, is_folder)
        show_row(self._labels[1], is_folder and self.own_size.key == "given")
        self._with_test.setHidden(is_folder)
        self.show_reading(True)
        self.tell(tr("Reading…"))
        self.retitle()
        self.source.read(path, self.options)

    def read_again(self) -> None:
        """Read the same anew, in another way."""
        if self._path is not None:
            self.read(self._path)

    def stop_reading(self) -> None:
        """Give up reading."""
        self.source.cancel()
        self.show_reading(False)
        self.tell(tr("Reading was stopped."))

    def _on_opened(self, opened: Opened) -> None:
        self.show_reading(False)
        self.opened = opened
        data = opened.data
        self.use.setEnabled(True)
        self.wall.set_data(data)
        self.note.show_data(data)
        self._write_status()

    def _write_status(self) -> None:
        if self.opened is None:
            return
        data = self.opened.data
        told = [f"{columns_text(data)}, {rows_text(data.n_observations)}."]
        if data.split is not None:
            told.append(split_sentence(data))
        self.tell(" ".join([*told, *map(str, self.opened.notes)]))

    def _on_failure(self, error: object) -> None:
        self.show_reading(False)
        self.wall.set_data(None)
        self.note.show_data(None)
        self.tell(error, bad=True)

    def _ask_folder(self) -> None:
        near = str(self._path.parent) if self._path else ""
        name = QFileDialog.getExistingDirectory(self, tr("Open a folder of images"), near)
        if name:
            self.read(Path(name))

    def _ask_file(self) -> None:
        near = str(self._path.parent) if self._path else ""
        name, _ = QFileDialog.getOpenFileName(self, tr("Open an IDX file"), near)
        if name:
            self.read(Path(name))

    def accept(self) -> None:
        """Use the images as one change; what the note refuses keeps the dialog open."""
        if self.opened is None or self._path is None:
            return
        network = self.note.network
        if network is None:
            self.tell(self.note.problem, bad=True)
            return
        adopt(self._document, network, self._path.name)
        super().accept()

    def done(self, result: int) -> None:
        self.source.cancel()
        super().done(result)

    # Looks and texts

    def restyle(self) -> None:
        """Take fonts and distances from the theme again."""
        super().restyle()
        px = theme().px
        self._row.setSpacing(px(12))
        self._side.setFixedWidth(min(px(SIDE), round(self.sizeHint().width() * 0.42)))
        for button in (self.folder, self.idx, self.stop):
            button.setFont(theme().font(10))

    def retitle(self) -> None:
        """Name what is being read, or say what can be."""
        self.file.setText(self._path.name if self._path else tr("No images yet"))
        self.file.setToolTip(str(self._path or ""))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.setWindowTitle(tr("Import images"))
        self.use.setText(tr("Use these data"))
        self.folder.setText(tr("Folder…"))
        self.folder.setToolTip(
            tr("A folder of PNG, JPEG, BMP and other pictures: a folder a class, or file names"
               " that begin with the class.")
        )  # fmt: skip
        self.idx.setText(tr("IDX file…"))
        self.idx.setToolTip(
            tr("Images as MNIST's are published; the file of labels beside them is found.")
        )
        self.stop.setToolTip(tr("Stop reading the images."))
        self.progress.setAccessibleName(tr("Share of the images that is read"))
        self.how.setText(
            tr(
                "Every pixel becomes an input from 0 for paper to 1 for ink, every class an output."
                " Choose a folder with a folder for each class (or files named like 7_001.png), or"
                " an IDX file, as MNIST is published; its labels are found beside it."
            )
        )
        self._form.heading.setText(tr("How they are read"))
        for label, text in zip(
            self._labels, (tr("Size"), tr("Height and width"), tr("Ink")), strict=True
        ):
            set_label(label, text)
        self.own_size.setToolTip(
            tr("As they are, where all have one size of at most 64 × 64; else 28 × 28.")
        )
        self.ink.setToolTip(tr("Dark on light is turned round, so that ink is 1, as in MNIST."))
        self._with_test.set_text(
            tr("Take test images beside it as test rows"),
            tr("As t10k-images beside train-images, of the same size."),
        )
        self.wall.setAccessibleName(tr("The first images of every class, as they are read"))
        self.retitle()
        self._write_status()
