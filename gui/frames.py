"""The frames of the window, shared out among everything that follows a training.

The canvas, the plots, the small pictures, the line of numbers: each is a `Pace`, a piece of work
that is asked for again and again. A tick comes once a frame, after what the last one changed has
been painted, and does what is due, the longest due first, as far as there is room for it.
"""

import weakref
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

FRAME = 0.016
"""Seconds between two ticks."""
ROOM = 0.009
"""Seconds of a frame for painting and work together: the rest is for what nobody foresees."""
PATIENCE = 0.1
"""Seconds after which something is done though there is no room for it."""
REST = 5
"""How many times as long as a piece of work takes it is left alone."""
SHARE = 2.0
"""How many times as long as a piece of work takes all of them then rest: a training that shares
the processor loses what the window takes."""

Seconds = Callable[[], float]


class Frames(QObject):
    """The one timer of all paces. Whoever paints for milliseconds says so with `painted`."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: weakref.WeakSet[Pace] = weakref.WeakSet()
        self._painted = self._ticked_at = self._rests_until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def painted(self, seconds: float) -> None:
        """Say that so much of this frame is used up."""
        self._painted += seconds

    def add(self, pace: "Pace") -> None:
        """Call a pace when it is due and there is room for it."""
        self._waiting.add(pace)
        self._wait()

    def remove(self, pace: "Pace") -> None:
        """Do not call it."""
        self._waiting.discard(pace)

    def __contains__(self, pace: "Pace") -> bool:
        return pace in self._waiting

    def rest(self, seconds: float) -> None:
        """Let all rest after so many seconds of work and painting."""
        self._rests_until = max(self._rests_until, perf_counter() + SHARE * seconds)

    def _wait(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        first = min(pace.due_at for pace in self._waiting)
        at = max(first, self._ticked_at + FRAME, self._rests_until)
        self._timer.start(max(1, round(1000 * (at - perf_counter()))))

    def _tick(self) -> None:
        used, self._painted = self._painted, 0.0
        now = self._ticked_at = perf_counter()
        to_paint = 0.0
        # What belonged to a window that is closed is gone, though Python may still hold it.
        due = [pace for pace in self._waiting if isValid(pace) and pace.due_at <= now]
        self._waiting = weakref.WeakSet(pace for pace in self._waiting if isValid(pace))
        for pace in sorted(due, key=lambda pace: pace.due_at):
            fits = max(used + pace.last_seconds, to_paint + pace.painting()) <= ROOM
            if fits or (not to_paint and now - pace.due_at > PATIENCE):
                pace.now()
                used += pace.last_seconds
                to_paint += pace.last_seconds + pace.painting()
        self._wait()


_frames: Frames | None = None


def frames() -> Frames:
    """The one of the program."""
    global _frames
    if _frames is None:
        _frames = Frames()
    return _frames


class Pace(QObject):
    """Calls a function soon after it is asked for, never for more than a sixth of the time.

    ``painting`` says how many seconds it takes to paint what the function has changed. What is
    asked for is always done in the end, with what there is to show then.
    """

    def __init__(
        self,
        work: Callable[[], None],
        least_ms: int,
        parent: QObject,
        painting: Seconds = lambda: 0.0,
    ) -> None:
        super().__init__(parent)
        self.painting = painting
        self._work, self._least = work, least_ms / 1000
        self._free_at = self.due_at = 0.0
        self.last_seconds = 0.0

    @property
    def is_waiting(self) -> bool:
        """Return whether the function is still to be called."""
        return self in frames()

    def ask(self) -> None:
        """Call the function when it is time; asking again changes nothing."""
        if not self.is_waiting:
            self._due(max(self._free_at, perf_counter()))

    def _due(self, at: float) -> None:
        self.due_at = at
        frames().add(self)

    def now(self) -> None:
        """Call the function now; what it will take to paint is as it was the last time."""
        self.forget()
        begun = perf_counter()
        self._work()
        ended = perf_counter()
        self.last_seconds = ended - begun
        whole = self.last_seconds + self.painting()
        frames().rest(whole)
        self._free_at = max(begun + self._least, ended + REST * whole)

    def set_least(self, least_ms: float) -> None:
        """From the next call on, leave at least so many milliseconds between two."""
        self._least = least_ms / 1000

    def hurry(self, least_ms: float) -> None:
        """Wait no longer than that for the next call, however much was to be waited for."""
        self.set_least(least_ms)
        self._free_at = min(self._free_at, perf_counter() + self._least)
        if self.is_waiting:
            self._due(min(self.due_at, self._free_at))

    def forget(self) -> None:
        """Call nothing."""
        frames().remove(self)
