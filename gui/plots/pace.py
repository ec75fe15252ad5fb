"""How often plots are computed and drawn: at once when that is quick, else as often as bearable."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer

from gui.stepping.background import Background

AT_ONCE = 300_000
"""Values of neurons that are computed in a few milliseconds: more is left to a thread."""


_REST = 5
"""How many times as long as a plot takes it is left alone."""
_APART = 0.020
"""Seconds between the work of one plot and that of the next, in which the first is painted."""
_SHARE = 2.0
"""How many times as long as a piece of work takes all plots then rest: a training that shares the
processor loses what the window takes."""


class Pace(QObject):
    """Calls a function soon after it is asked for, never for more than a sixth of the time.

    No two are called one right after the other, nor right after what they follow, the news of a
    training that the canvas shows too: each frame of the window gets one piece of the work.
    """

    _next_at = 0.0

    def __init__(
        self,
        work: Callable[[], None],
        least_ms: int,
        parent: QObject,
        painting: Callable[[], float] = lambda: 0.0,
    ) -> None:
        super().__init__(parent)
        self._painting = painting
        self._work, self._least = work, least_ms / 1000
        self._free_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self.last_seconds = 0.0

    @property
    def is_waiting(self) -> bool:
        """Return whether the function is still to be called."""
        return self._timer.isActive()

    @staticmethod
    def is_free() -> bool:
        """Return whether no piece of work was just done."""
        return perf_counter() >= Pace._next_at

    @staticmethod
    def claim(seconds: float) -> None:
        """Say that a piece of work, of so many seconds with its painting, has just been done."""
        Pace._next_at = perf_counter() + max(_APART, _SHARE * seconds)

    def ask(self) -> None:
        """Call the function when it is time; asking again changes nothing."""
        if not self._timer.isActive():
            self._start(max(self._free_at - perf_counter(), _APART))

    def _start(self, seconds: float) -> None:
        self._timer.start(max(1, round(1000 * seconds)))

    def _on_time(self) -> None:
        wait = Pace._next_at - perf_counter()
        if wait > 0:
            self._start(wait)
        else:
            self.now()

    def now(self) -> None:
        """Call the function now; what it will take to paint is as it was the last time."""
        self._timer.stop()
        begun = perf_counter()
        self._work()
        ended = perf_counter()
        self.last_seconds = ended - begun
        Pace.claim(self.last_seconds + self._painting())
        self._free_at = max(
            begun + self._least, ended + _REST * (self.last_seconds + self._painting())
        )

    def set_least(self, least_ms: float) -> None:
        """From the next call on, leave at least so many milliseconds between two."""
        self._least = least_ms / 1000

    def hurry(self, least_ms: float) -> None:
        """Wait no longer than that for the next call, however much was to be waited for."""
        self.set_least(least_ms)
        self._free_at = min(self._free_at, perf_counter() + self._least)
        if self._timer.isActive():
            self._start(self._least)

    def forget(self) -> None:
        """Call nothing."""
        self._timer.stop()


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

    def forget(self) -> None:
        """Want no answer any more."""
        self._key = self._next = None
        self._rest.stop()
        self._thread.cancel()

    def _begin(self) -> None:
        if self._next is None:
            return
        key, work, done = self._next
        self._next = None
        begun = perf_counter()

        def answered(result: Any, error: Exception | None) -> None:
            wanted = key == self._key
            # The thread and the window want the same processor: it rests longer than it worked.
            self._rest.start(round(2000 * (perf_counter() - begun)))
            if error is not None:
                raise error
            if wanted:
                done(result)

        self._thread.run(work, answered)
