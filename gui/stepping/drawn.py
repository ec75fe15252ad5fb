"""An observation that is not among the data: a digit that somebody drew, to be stepped through."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.network.data import Data
from core.network.network import Network
from core.network.node import Role
from core.stepping.trace import Lesson, Request
from gui.stepping.by_hand import ByHand
from gui.stepping.player import Player
from gui.stepping.recording import Recording

ABOUT_ONE = (Lesson.FORWARD, Lesson.PARAMETER, Lesson.BACKWARD)
"""The lessons that are about one observation."""


class OfDrawn(ByHand):
    """Stands in for the data while it is explained; the data themselves are not changed."""

    player: Player

    def __init__(self, *args: Any) -> None:
        self._drawn: Data | None = None
        self._with_drawn: tuple[Network, Data, Network] | None = None
        super().__init__(*args)

    @property
    def drawn(self) -> Data | None:
        """What was drawn, as data of one row, if that is what the steps are about."""
        drawn = self._drawn
        if drawn is None or self.lesson not in ABOUT_ONE:
            return None
        fits = drawn.inputs.shape[1] == len(self.document.network.units(Role.INPUT))
        return drawn if fits else None

    def explain_drawn(self, observation: Data) -> None:
        """Step through one observation that was drawn, until a row of the data is chosen."""
        self.player.pause()
        self._drawn = observation
        with_target = not bool((observation.targets != observation.targets).any())
        lesson = self.lesson if self.lesson in ABOUT_ONE and with_target else Lesson.FORWARD
        self._request = replace(self._request, lesson=lesson, n_done=0)
        self._record(lambda recording: -1 if lesson is Lesson.FORWARD else recording.start)

    def leave_drawn(self) -> None:
        """Go back to the data."""
        if self._drawn is not None:
            self._drawn = None
            self._record(lambda recording: recording.place_like(self.step))

    def calculated(self) -> tuple[Network, Request]:
        """What the trace is recorded of: the document's network, perhaps with what was drawn."""
        network, drawn = self.document.network, self.drawn
        if drawn is None:
            return network, self._request
        kept = self._with_drawn
        if kept is None or kept[0] is not network or kept[1] is not drawn:
            kept = self._with_drawn = network, drawn, replace(network, data=drawn)
        return kept[2], replace(self._request, row=0)

    def _record(self, place: Callable[[Recording], int | None]) -> None:
        raise NotImplementedError
