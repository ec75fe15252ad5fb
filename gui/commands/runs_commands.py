"""What the commands do that make, compare and keep runs."""

from typing import TYPE_CHECKING, Any

from core.language import translatable
from core.network.errors import NodewiseError

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.runs.runs_panel import RunsPanel


class RunsCommands:
    """Hands each command to the table of runs of the workspace Train, and opens that first."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def race(self) -> None:
        self._tools("race")

    def grid(self) -> None:
        self._tools("grid")

    def starts(self) -> None:
        self._tools("starts")

    def baselines(self) -> None:
        self._tools("baselines")

    def comparison(self) -> None:
        self._tools("comparison")

    def collapse(self) -> None:
        """Where it is asked for: the homework belongs to the steps as much as to the runs."""
        from gui.runs.collapse_dialog import CollapseDialog

        window = self._window
        window.show_drawing()
        CollapseDialog(window.training, window.document, window.settings, window).open()

    def all_runs(self) -> None:
        self._tools("all_runs")

    def export(self) -> None:
        self._panel().export()

    def copy(self) -> None:
        self._panel().copy()

    def _tools(self, name: str) -> Any:
        return getattr(self._panel().tools, name)()

    def _panel(self) -> "RunsPanel":
        from gui.runs.runs_panel import RunsPanel

        self._window.show_drawing()
        if self._window.workshop.workspace != "train":
            self._window.workshop.show_workspace("train")
        panel = self._window.findChild(RunsPanel)
        if panel is None:
            raise NodewiseError(message=translatable("The table of runs is not here yet."))
        return panel
