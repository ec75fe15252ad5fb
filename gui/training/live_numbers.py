"""The numbers of a run in hand on the canvas, as often as leaves the window free."""

from time import perf_counter
from typing import Any

from gui.plots.pace import Pace

REST = 4.0
"""How many times longer than it takes to draw live numbers they then stand still, at least."""
WAIT = 0.08
"""Seconds that they wait for the plots to leave them a frame, at most."""


class LiveNumbers:
    """Shares the frames of the window with the plots."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._free_from = 0.0

    def show(self, session: Any) -> None:
        """Show the numbers of a training, or without one those of the document again."""
        begun = perf_counter()
        is_running = session is not None and session.state == "running"
        if is_running and self._waits(begun):
            return
        if session is not None and self._canvas.is_large and session.theta is not None:
            self._canvas.show_parameters(session.plan, session.theta)
        else:
            self._canvas.show_live(None if session is None else session.network)
        taken = perf_counter() - begun
        self._free_from = perf_counter() + REST * taken
        if is_running:
            Pace.claim(2 * taken)  # it is still to be painted

    def _waits(self, now: float) -> bool:
        if now < self._free_from:
            return True
        return now < self._free_from + WAIT and not Pace.is_free()
