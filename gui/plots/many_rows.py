"""When a plot of many rows looks at them: seldom while a run is on, at once when it rests."""

from collections.abc import Hashable
from time import perf_counter

from PySide6.QtCore import QObject

from core.watching import Progress, Watch
from gui.plots.answers import AT_ONCE
from gui.plots.card import PlotCard

_SOON_MS = 250
"""Between two questions whether the epoch is over."""
_LONGEST = 10.0
"""Seconds after which an epoch that takes longer is looked at in the middle."""


class ManyRows(QObject):
    """Spares the training that a card follows: one look an epoch, ``rest`` seconds after the last.

    A look that is begun while a run is in hand is given up when the run rests or ends: what it
    came to is looked at instead.
    """

    def __init__(self, card: PlotCard, rest: float) -> None:
        super().__init__(card)
        self._card, self._rest = card, rest
        self._progress = Progress()
        self._is_of_run = False
        self._seen: tuple[int, Hashable] | None = None
        self._until = 0.0
        watched = card.watched
        watched.numbers_changed.connect(self._on_change)
        watched.structure_changed.connect(self.forget)
        watched.session.state_changed.connect(self._on_change)

    def look(self, cost: float, what: Hashable) -> Watch | None:
        """The watch of a look at ``what``; None where the last look is good enough for now."""
        watched, pace = self._card.watched, self._card.pace
        is_slow = watched.is_running and cost > AT_ONCE
        now, seen = perf_counter(), (int(watched.session.epochs_done or 0), what)
        if is_slow and seen == self._seen and now < self._until:
            pace.set_least(_SOON_MS)
            return None
        pace.set_least(1000 * self._rest if is_slow else self._card.least_ms)
        self._seen, self._until = seen if is_slow else None, now + _LONGEST
        self._is_of_run = watched.is_live
        self._progress = Progress()
        return self._progress.watch

    def forget(self) -> None:
        """Look again, though the epoch is the same."""
        self._seen = None

    def _on_change(self) -> None:
        if self._card.watched.is_running:
            return
        if self._is_of_run:
            self._progress.is_unwanted = True
            self._card.answers.hurry()
        self._card.pace.hurry(self._card.least_ms)
