"""What plots are drawn with: loaded beside the window, as it takes half a second."""

import sys
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from gui import qt_classes
from gui.stepping.background import Background


def is_loaded() -> bool:
    """Return whether plots can be drawn at once."""
    # A module that is still being imported stands there, too, but without its end.
    return hasattr(sys.modules.get("gui.plots.chart"), "Readout")


class Library(QObject):
    """Loads the library, which asks for all classes of Qt, once they are made."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._done: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def load(self, done: Callable[[], None]) -> None:
        """Call ``done`` when plots can be drawn."""
        self._done = done
        self._timer.start(0)

    def _turn(self) -> None:
        if qt_classes.make_some():
            self._timer.stop()
            self._background.run(lambda: import_module("gui.plots.chart"), self._tell)

    def _tell(self, *_: object) -> None:
        if self._done is not None:
            self._done()
