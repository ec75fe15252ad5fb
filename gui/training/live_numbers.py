"""The numbers of a run in hand on the canvas, as often as leaves the window free."""

from typing import Any

from PySide6.QtCore import QObject

from gui.frames import Pace

_LEAST_MS = 33


class LiveNumbers(QObject):
    """Shares the frames of the window with the plots."""

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session: Any = None
        self._pace = Pace(self._draw, _LEAST_MS, self, lambda: canvas.paint_seconds)

    def show(self, session: Any) -> None:
        """Show the numbers of a training, or without one those of the document again.

        Those of a run that goes on are shown soon, those that it rests at now.
        """
        self._session = session
        if session is not None and session.state == "running":
            self._pace.ask()
        else:
            self._pace.forget()
            self._draw()

    def forget(self) -> None:
        """Show nothing any more: something else is on the canvas."""
        self._pace.forget()

    def _draw(self) -> None:
        session, canvas = self._session, self._canvas
        if session is not None and canvas.is_large and session.theta is not None:
            canvas.show_parameters(session.plan, session.theta)
        else:
            canvas.show_live(None if session is None else session.network)
