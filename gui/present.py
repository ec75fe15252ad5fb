"""The presentation: the whole screen for the drawing and the formula."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow


class Presentation(QObject):
    """Hides everything but canvas and formula; Escape or the same key brings it back."""

    def __init__(self, window: QMainWindow, leave_only_canvas: Callable[[bool], None]) -> None:
        super().__init__(window)
        self._window, self._leave_only_canvas = window, leave_only_canvas
        self._was = Qt.WindowState.WindowNoState
        self.on = False
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.toggle)

    def toggle(self) -> None:
        """Begin or end the presentation."""
        self.on = not self.on
        self._window.menuBar().setVisible(not self.on)
        self._escape.setEnabled(self.on)
        if self.on:
            self._was = self._window.windowState()
            self._window.setWindowState(self._was | Qt.WindowState.WindowFullScreen)
        else:
            self._window.setWindowState(self._was & ~Qt.WindowState.WindowFullScreen)
        # Last: the drawing is fitted into the room that there is now.
        self._leave_only_canvas(self.on)
