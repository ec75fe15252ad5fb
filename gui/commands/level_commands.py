"""What the commands on blocks and levels do."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class LevelCommands:
    """Hands each command to the drawing's levels, and shows the summary."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._summary: Any = None
        self._all_seen = True
        levels = window.workshop.drawing.levels
        levels.message.connect(window.workshop.messages.show_message)
        levels.working.connect(self._show_progress)
        levels.finished.connect(window.workshop.messages.end_progress)
        levels.refused.connect(window.workshop.refuse)
        levels.beginning.connect(self._look)
        levels.drawn.connect(self._keep_in_sight)

    def _show_progress(self, text: object, share: float) -> None:
        workshop = self._window.workshop
        workshop.messages.show_progress(text, share, workshop.drawing.levels.cancel)

    def _look(self) -> None:
        canvas = self._window.workshop.canvas
        self._all_seen = canvas.visible_rect().contains(canvas.picture.content_rect())

    def _keep_in_sight(self) -> None:
        """Who saw the whole drawing sees it whole again; who looked at a part goes on there."""
        canvas = self._window.workshop.canvas
        if self._all_seen and not canvas.visible_rect().contains(canvas.picture.content_rect()):
            canvas.navigator.fit_smoothly()

    def expand(self) -> None:
        self._window.workshop.drawing.levels.expand()

    def collapse(self) -> None:
        self._window.workshop.drawing.levels.collapse()

    def duplicate_level(self) -> None:
        self._window.workshop.drawing.levels.duplicate_level()

    def remove_level(self) -> None:
        self._window.workshop.drawing.levels.remove_level()

    def summary(self) -> None:
        """Show the table of levels beside the drawing; it follows what is drawn."""
        from gui.dialogs.summary_dialog import SummaryDialog

        if self._summary is None:
            window = self._window
            self._summary = SummaryDialog(window.document, window.settings, window)
        self._summary.show()
        self._summary.raise_()
        self._summary.activateWindow()
