"""What plots are drawn with: loaded beside the window, as it takes half a second."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from time import perf_counter

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer

from gui.stepping.background import Background

_SLICE = 0.004
"""Seconds in one turn of the event loop; the slowest class alone takes 17 ms."""


def is_loaded() -> bool:
    """Return whether plots can be drawn at once."""
    # A module that is still being imported stands there, too, but without its end.
    return hasattr(sys.modules.get("gui.plots.chart"), "Readout")


class Library(QObject):
    """Loads the library once the window itself knows all classes of Qt.

    PySide makes a class when it is first asked for, and pyqtgraph asks for all of them. In a thread
    of its own, the window would paint with classes that are only half there, which ends the
    process: `QPainter.fillRect` looks at `QGradient`.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._done: Callable[[], None] | None = None
        self._classes = _classes_of_qt()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def load(self, done: Callable[[], None]) -> None:
        """Call ``done`` when plots can be drawn."""
        self._done = done
        self._timer.start(0)

    def _turn(self) -> None:
        until = perf_counter() + _SLICE
        for _ in self._classes:
            if perf_counter() > until:
                return
        self._timer.stop()
        self._background.run(lambda: import_module("gui.plots.chart"), self._tell)

    def _tell(self, *_: object) -> None:
        if self._done is not None:
            self._done()


def _classes_of_qt() -> Iterator[object]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield getattr(module, name, None)
