"""What the commands on the data do."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.data.desk import DataDesk

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class DataCommands:
    """Opens the dialogs about data, and takes tables that are dropped on the window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._desk = DataDesk(window.document, window.settings, window)
        self._desk.told.connect(window.tell)
        self._browser: Any = None
        window.workshop.digits_wanted.connect(self._show_rows)

    def choose(self) -> None:
        """Offer the built-in data."""
        self._window.show_drawing()
        self._desk.choose()

    def import_file(self, path: Path | None = None) -> None:
        """Import a table, asking for the file if none is named."""
        self._window.show_drawing()
        self._desk.import_file(path)

    def import_images(self, path: Path | None = None) -> None:
        """Open images: an IDX file or a folder."""
        self._window.show_drawing()
        self._desk.import_images(path)

    def browse(self) -> None:
        """Look through the images of the document."""
        self._window.show_drawing()
        self._open_browser().show_all()

    def _show_rows(self, rows: Any, title: object) -> None:
        browser = self._open_browser()
        if rows is None:
            browser.show_all()
        else:
            browser.show_rows(rows, title)

    def _open_browser(self) -> Any:
        """The window with the images, made when it is first wanted."""
        if self._browser is None:
            from gui.digits.browser import DigitBrowser

            window = self._window
            browser = self._browser = DigitBrowser(
                window.document, window.settings, lambda: window.training, window
            )
            browser.step_wanted.connect(self._step)
            browser.data_wanted.connect(self.choose)
            window.workshop.arranged.connect(browser.judging.follow_session)
        self._browser.show()
        self._browser.raise_()
        self._browser.activateWindow()
        return self._browser

    def _step(self, row: int) -> None:
        """Go through an observation in the workspace Step."""
        self._window.show_drawing()
        self._window.workshop.step_observation(row)
        self._window.activateWindow()

    def split(self) -> None:
        """Say which rows are for what."""
        self._desk.split()

    def export(self) -> None:
        """Write the data to a file."""
        self._desk.export()
