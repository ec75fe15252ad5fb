"""What can be done with the data of a document: choose, import, split, export."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from core.language import Message, tr
from core.numbers import grouped
from gui.data.words import name_of
from gui.document import Document
from gui.messages import Kind
from gui.settings import Settings
from gui.stepping.background import Background

MOST_CELLS = 10_000_000
"""More inputs are not written as text: as CSV, MNIST would take a minute and 130 MB."""


class DataDesk(QObject):
    """Opens the dialogs; each makes at most one change of the document."""

    told = Signal(object, object)
    """A sentence for the user and its `Kind`."""

    def __init__(self, document: Document, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._settings, self._parent = document, settings, parent
        self._background = Background(self)

    def choose(self) -> None:
        """Offer the built-in data."""
        from gui.data.choose_dialog import ChooseDialog

        self._run(ChooseDialog(self._document, self._settings, self._parent.window()))

    def import_file(self, path: Path | None = None) -> None:
        """Import a CSV, asking which if none is named; images are opened as such."""
        from gui.data.image_reading import holds_images
        from gui.data.import_dialog import ImportDialog, ask_for_table

        chosen = path if path is not None else ask_for_table(self._parent.window())
        if chosen is not None and holds_images(chosen):
            self.import_images(chosen)
        elif chosen is not None:
            parent = self._parent.window()
            self._run(ImportDialog(chosen, self._document, self._settings, parent))

    def import_images(self, path: Path | None = None) -> None:
        """Open an IDX file or a folder of images; without a path, the dialog asks for one."""
        from gui.data.image_dialog import ImageDialog

        parent = self._parent.window()
        self._run(ImageDialog(path, self._document, self._settings, parent))

    def split(self) -> None:
        """Split the rows into training, validation and test."""
        from gui.data.split_dialog import SplitDialog

        if not self._document.network.data.n_observations:
            self.told.emit(Message("There are no observations to split yet."), Kind.REFUSAL)
            return
        self._run(SplitDialog(self._document, self._settings, self._parent.window()))

    def export(self) -> None:
        """Ask for a file and write the data there, with the part of every row."""
        data = self._document.network.data
        if not data.n_observations:
            self.told.emit(Message("There are no observations to export yet."), Kind.REFUSAL)
            return
        if data.inputs.size > MOST_CELLS:
            n = grouped(data.inputs.size)
            self.told.emit(
                Message(
                    "{n} numbers are too many for a table: save the network, its file keeps them.",
                    n=n,
                ),
                Kind.REFUSAL,
            )
            return
        name = name_of(data.source) or tr("data")
        suggested = f"{name}.csv".replace("/", "-")
        name, _ = QFileDialog.getSaveFileName(
            self._parent.window(), tr("Export the data"), suggested, "CSV (*.csv)"
        )
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(".csv"))

    def export_to(self, path: Path) -> None:
        """Write the data beside the window's work, and tell when it is done."""
        from core.datasets.export import write_csv

        data = self._document.network.data

        def done(_result: object, error: Exception | None) -> None:
            if error is not None:
                self.told.emit(error, Kind.REFUSAL)
            else:
                self.told.emit(Message("Saved as {name}.", name=path.name), Kind.INFO)

        self._background.run(lambda: write_csv(data, path), done)

    def _run(self, dialog: QDialog) -> None:
        before = self._document.network.nodes.keys()
        dialog.exec()
        dialog.deleteLater()
        desk = getattr(self._parent.window(), "workshop", None)
        if desk is not None and self._document.network.nodes.keys() != before:
            desk.canvas.fit()  # inputs and outputs were made anew
