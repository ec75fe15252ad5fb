"""Answers that take longer than a frame: computed in a thread, the newest question first."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer

from core.watching import Cancelled
from gui.stepping.background import Background

AT_ONCE = 300_000
"""Values of neurons that are computed in a few milliseconds: more is left to a thread."""


class Answers(QObject):
    """Computes at once what is small and in a thread what is not.

    While the thread is busy the newest request waits, so that a running training cannot keep an
    answer from coming. An answer whose key is no longer the newest is dropped.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = Background(self)
        self._key: object = None
        self._next: tuple[object, Callable[[], Any], Callable[[Any], None]] | None = None
        self._is_hurried = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Return whether an answer is still to come."""
        return self._thread.is_busy or self._next is not None

    def ask(
        self, key: object, work: Callable[[], Any], done: Callable[[Any], None], cost: float
    ) -> None:
        """Call ``done`` with what ``work`` returns; ``key`` says which question it answers."""
        self._key = key
        if cost <= AT_ONCE:
            self._thread.cancel()
            self._next = None
            done(work())
            return
        self._next = (key, work, done)
        if not self._thread.is_busy and not self._rest.isActive():
            self._begin()

    def hurry(self) -> None:
        """Begin the next answer, whatever it is to be, without a rest before it."""
        self._is_hurried = True
        if self._rest.isActive():
            self._rest.stop()
            self._begin()

    def forget(self) -> None:
        """Want no answer any more."""
        self._key = self._next = None
        self._rest.stop()
        self._thread.cancel()

    def _begin(self) -> None:
        if self._next is None:
            return
        key, work, done = self._next
        self._next, self._is_hurried = None, False
        begun = perf_counter()

        def answered(result: Any, error: Exception | None) -> None:
            wanted = key == self._key
            # The thread and the window want the same processor: it rests longer than it worked.
            if not self._is_hurried:
                self._rest.start(round(2000 * (perf_counter() - begun)))
            if error is not None and not isinstance(error, Cancelled):
                raise error
            if self._is_hurried:
                self._begin()
            if wanted and error is None:
                done(result)

        self._thread.run(work, answered)
