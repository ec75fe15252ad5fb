"""Choosing a built-in data set: a gallery, its options, and what becomes of the network."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from core.datasets.catalogue import CATALOGUE, Dataset
from core.datasets.preparing import Choice, Prepared
from core.language import tr, translatable
from gui.data.adopting import NetworkNote, adopt
from gui.data.controls import Labelled, Picture
from gui.data.dialog import DataDialog
from gui.data.option_form import OptionForm
from gui.data.thumbnails import thumbnail
from gui.data.words import size_text, source_text
from gui.document import Document
from gui.inspector.section import Page, Section, Text
from gui.panes import scrolling
from gui.settings import Settings
from gui.stepping.background import Background
from gui.theme import theme

_KEY = Qt.ItemDataRole.UserRole
_STANDARDISED = translatable(
    "Standardised: minus the mean, divided by the standard deviation of the training rows."
    " Networks learn faster from it; you still see measured numbers."
)
_PIXELS = translatable(
    "Pixels are from 0 to 1 already, a byte each, and are not standardised: all together they"
    " would take eight times the memory."
)
SMALL = 76, 56
GALLERY = 264


class ChooseDialog(DataDialog):
    """Nothing changes until "Use these data"; then it is one change that Undo takes back."""

    WIDTH, HEIGHT = 900, 680

    def __init__(
        self,
        document: Document,
        settings: Settings,
        parent: QWidget | None = None,
        sets: Mapping[str, Dataset] = CATALOGUE,
    ) -> None:
        super().__init__(parent)
        self._document, self._settings, self._sets = document, settings, sets
        self.prepared: Prepared | None = None
        self._background, self._loading = Background(self), Background(self)
        self._forms: dict[str, OptionForm] = {}
        self._pictures = list(sets)
        self._build_gallery()
        self._build_details()
        body = QWidget()
        self._row = QHBoxLayout(body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.gallery)
        self._row.addWidget(scrolling(self._page), 1)
        self.set_body(body)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._draw_next)
        self._timer.start(0)
        self.settle()
        current = str(document.network.data.source.get("dataset", ""))
        self.show_set(current if current in sets else next(iter(sets)))
        self.gallery.setFocus()

    def _build_gallery(self) -> None:
        self.gallery = QListWidget()
        self.gallery.setWordWrap(True)
        self.gallery.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key in self._sets:
            item = QListWidgetItem(self.gallery)
            item.setData(_KEY, key)
        self.gallery.currentItemChanged.connect(lambda *_: self._on_set())
        self.gallery.itemActivated.connect(lambda _item: self.accept())

    def _build_details(self) -> None:
        self._page = Page()
        self.title, self.about = Text("text", 13), Text()
        self.source = Text("muted", 9)
        self.picture = Picture()
        self._top = Section()
        self._top.heading.hide()
        for widget in (self.title, self.about, self.picture, self.source):
            self._top.add_wide(widget)
        self._page.add(self._top)
        self._form_place = Section()
        self._form_place.heading.hide()
        self._page.add(self._form_place)
        self._numbers = Section()
        self.standardise_inputs, self.standardise_targets = QCheckBox(), QCheckBox()
        for box in (self.standardise_inputs, self.standardise_targets):
            box.toggled.connect(self._on_option)
        self._labels = [Labelled(b) for b in (self.standardise_inputs, self.standardise_targets)]
        for label in self._labels:
            self._numbers.add_wide(label)
        self._why = Text("muted", 9)
        self._numbers.add_wide(self._why)
        self._page.add(self._numbers)
        self.note = NetworkNote(self._document.network, self._settings)
        self._page.add(self.note)

    # What is chosen

    @property
    def key(self) -> str:
        """The key of the data set in front."""
        item = self.gallery.currentItem()
        return str(item.data(_KEY)) if item is not None else next(iter(self._sets))

    @property
    def dataset(self) -> Dataset:
        """The data set in front."""
        return self._sets[self.key]

    @property
    def form(self) -> OptionForm | None:
        """Its options, None where it has none."""
        return self._forms.get(self.key)

    def show_set(self, key: str) -> None:
        """Bring a data set to the front."""
        self.gallery.setCurrentRow(list(self._sets).index(key))

    def _on_set(self) -> None:
        dataset = self.dataset
        if dataset.options and self.key not in self._forms:
            form = self._forms[self.key] = OptionForm(dataset, self._settings.notation)
            form.changed.connect(self._on_option)
            form.refused.connect(partial(self.tell, bad=True))
            self._form_place.add_wide(form)
        for key, form in self._forms.items():
            form.setVisible(key == self.key)
        self._form_place.setVisible(self.form is not None)
        for box, wanted in (
            (self.standardise_inputs, dataset.choice.standardise_inputs),
            (self.standardise_targets, dataset.choice.standardise_targets),
        ):
            box.blockSignals(True)
            box.setChecked(wanted)
            box.blockSignals(False)
        for label in self._labels:
            label.setHidden(dataset.has_images)
        self._write_details()
        self._prepare()

    def _on_option(self, *_: object) -> None:
        self._prepare()

    def _prepare(self) -> None:
        """Make the rows beside the window's work: there may be 100,000 of them."""
        self.use.setEnabled(False)
        dataset, form = self.dataset, self.form
        choice = replace(
            dataset.choice,
            standardise_inputs=self.standardise_inputs.isChecked(),
            standardise_targets=self.standardise_targets.isChecked(),
        )
        seed, options = (form.seed.value(), dict(form.values)) if form else (0, {})
        self._background.run(lambda: _prepared(dataset, seed, choice, options), self._on_prepared)

    def _on_prepared(self, prepared: Prepared | None, error: Exception | None) -> None:
        self.prepared = prepared
        self.use.setEnabled(prepared is not None)
        if prepared is None:
            self.tell(error, bad=True)
            return
        self.tell(size_text(prepared))
        self.picture.set_data(prepared.data)
        self.note.show_data(prepared.data, self.dataset.task)

    def accept(self) -> None:
        """Use the data as one change; what the note refuses keeps the dialog open."""
        if self.prepared is None or not self.use.isEnabled():
            return
        network = self.note.network
        if network is None:
            self.tell(self.note.problem, bad=True)
            return
        adopt(self._document, network, tr(self.dataset.title))
        super().accept()

    def done(self, result: int) -> None:
        self._background.cancel()
        self._loading.cancel()
        self._timer.stop()
        super().done(result)

    # Pictures

    def _draw_next(self) -> None:
        """Draw one picture of the gallery; the next at the next turn of the event loop."""
        if not self._pictures:
            self._timer.stop()
            return
        key = self._pictures.pop(0)
        dataset = self._sets[key]
        if not dataset.has_images:
            self._show_picture(key, dataset.prepared())
            return
        self._loading.run(
            lambda: _prepared(dataset, 0, dataset.choice, {}),
            lambda prepared, _error: self._show_picture(key, prepared),
        )

    def _show_picture(self, key: str, prepared: Prepared | None) -> None:
        if prepared is None:  # the files are not there: choosing the set says so
            return
        pixmap = self._drawn(prepared, *SMALL)
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # otherwise Qt tints it
        self.gallery.item(list(self._sets).index(key)).setIcon(icon)

    def _drawn(self, prepared: Prepared, width: int, height: int) -> QPixmap:
        px = theme().px
        return thumbnail(prepared.data, QSize(px(width), px(height)), self.devicePixelRatioF())

    # Texts and looks

    def _write_details(self) -> None:
        dataset = self.dataset
        self.title.setText(tr(dataset.title))
        self.about.setText(tr(dataset.about))
        self.source.setText(source_text(dataset.source))
        self._why.setText(tr(_PIXELS if dataset.has_images else _STANDARDISED))
        self.picture.setAccessibleName(tr("Picture of the data"))

    def restyle(self) -> None:
        """Take fonts and distances from the theme again."""
        super().restyle()
        px = theme().px
        self._row.setSpacing(px(8))
        self.gallery.setIconSize(QSize(px(SMALL[0]), px(SMALL[1])))
        self.gallery.setFixedWidth(min(px(GALLERY), round(self.sizeHint().width() * 0.42)))
        self.gallery.setSpacing(px(2))
        self.gallery.setFont(theme().font(10))
        self._pictures = list(self._sets)
        self._timer.start(0)
        self._keep_room()

    def _keep_room(self) -> None:
        """Make lines that wait for their picture as high as with it: nothing moves."""
        blank = QPixmap(self.gallery.iconSize())
        blank.fill(Qt.GlobalColor.transparent)
        for i in range(self.gallery.count()):
            if self.gallery.item(i).icon().isNull():
                self.gallery.item(i).setIcon(QIcon(blank))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.setWindowTitle(tr("Choose data"))
        self.use.setText(tr("Use these data"))
        self.gallery.setAccessibleName(tr("Built-in data"))
        for i in range(self.gallery.count()):
            item = self.gallery.item(i)
            dataset = self._sets[item.data(_KEY)]
            item.setText(tr(dataset.title))
            item.setToolTip(tr(dataset.about))
        self._numbers.heading.setText(tr("Numbers"))
        self._labels[0].set_text(tr("Standardise inputs"))
        self._labels[1].set_text(tr("Standardise targets"))
        if self.gallery.currentItem() is not None:
            self._write_details()


def _prepared(dataset: Dataset, seed: int, choice: Choice, options: Mapping[str, Any]) -> Prepared:
    """The observations, with the pixels of images read from the disk."""
    prepared = dataset.prepared(seed, choice, **options)
    if dataset.has_images:
        prepared.data.inputs[:1]
    return prepared
