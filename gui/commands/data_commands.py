"""What the commands on the data do."""

from pathlib import Path
from typing import TYPE_CHECKING

from gui.data.desk import DataDesk

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class DataCommands:
    """Opens the dialogs about data, and takes tables that are dropped on the window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._desk = DataDesk(window.document, window.settings, window)
        self._desk.told.connect(window.tell)

    def choose(self) -> None:
        """Offer the built-in data."""
        self._window.show_drawing()
        self._desk.choose()

    def import_file(self, path: Path | None = None) -> None:
        """Import a table, asking for the file if none is named."""
        self._window.show_drawing()
        self._desk.import_file(path)

    def split(self) -> None:
        """Say which rows are for what."""
        self._desk.split()

    def export(self) -> None:
        """Write the data to a file."""
        self._desk.export()
