"""An observation that is not among the data: a digit that somebody drew, to be stepped through."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.network.data import Data
from core.network.node import Array
from core.stepping.trace import Lesson
from gui.stepping.by_hand import ByHand
from gui.stepping.player import Player
from gui.stepping.recording import Recording

ABOUT_ONE = (Lesson.FORWARD, Lesson.PARAMETER, Lesson.BACKWARD)
"""The lessons that are about one observation."""


class OfDrawn(ByHand):
    """Stands in for a row of the data while it is explained; the data are not changed."""

    player: Player

    @property
    def drawn(self) -> Data | None:
        """What was drawn, as data of one row, if that is what the steps are about."""
        return self._request.drawn if self.lesson in ABOUT_ONE else None

    def explain_drawn(self, observation: Data) -> None:
        """Step through one observation that was drawn, until a row of the data is chosen."""
        self.player.pause()
        with_target = not bool((observation.targets != observation.targets).any())
        lesson = self.lesson if self.lesson in ABOUT_ONE and with_target else Lesson.FORWARD
        self._request = replace(self._request, lesson=lesson, n_done=0, drawn=observation)
        self._record(lambda recording: -1 if lesson is Lesson.FORWARD else recording.start)

    def _record(self, place: Callable[[Recording], int | None]) -> None:
        raise NotImplementedError


def show_observed(session: OfDrawn, canvas: Any) -> None:
    """Let the canvas show the image that is stepped through, of a row or one that was drawn."""
    canvas.show_observation(observed(session))


def observed(session: OfDrawn) -> Array | None:
    """The inputs of what is stepped through, in a training those of the row on the canvas."""
    trace, step, data = session.trace, session.step, session.document.network.data
    if trace is None or data.image is None:
        return None
    if step is not None and step.batch is not None:
        return data.inputs[step.batch.shown]
    return trace.before.x[0]
