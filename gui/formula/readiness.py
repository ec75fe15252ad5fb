"""Loads what typesets formulas beside the window, so that the first clicks are answered at once."""

from collections.abc import Callable
from threading import Thread

from PySide6.QtCore import QObject, Signal

from gui import threads
from gui.formula import glyphs


class Readiness(QObject):
    """Says when formulas can be typeset without a wait of half a second."""

    arrived = Signal()
    """From now on formulas are typeset; whoever showed a stop-gap shows it anew."""

    def __init__(self) -> None:
        super().__init__()
        self._thread: Thread | None = None

    def begin(self, then: Callable[[], None] | None = None) -> None:
        """Load in a thread; `arrived` follows, unless everything is there already.

        ``then`` is called in the thread after that.
        """
        if self._thread is None and not glyphs.is_loaded():
            self._thread = threads.start(self._load, then, name="formulas")

    def _load(self, then: Callable[[], None] | None) -> None:
        glyphs.load()
        self.arrived.emit()  # queued: it reaches widgets in their own thread
        if then is not None:
            then()


_readiness: Readiness | None = None


def readiness() -> Readiness:
    """The one readiness of the program."""
    global _readiness
    if _readiness is None:
        _readiness = Readiness()
    return _readiness
