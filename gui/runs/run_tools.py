"""Opens what makes and compares runs; the dialogs are made when they are asked for."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.network.run import Run
from gui.document import Document
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.runs.runs_panel import RunsPanel


class RunTools(QObject):
    """The experiments, the linear models and the large table of one document."""

    def __init__(
        self, session: Any, document: Document, settings: Settings, panel: "RunsPanel"
    ) -> None:
        super().__init__(panel)
        self.session, self.document, self.settings = session, document, settings
        self._panel = panel

    def all_runs(self) -> None:
        """The table with every column, in a window of its own."""
        from gui.runs.all_runs_dialog import AllRunsDialog

        AllRunsDialog(self.session, self.document, self.settings, self._panel.window()).open()

    def race(self) -> None:
        """Several optimizers from the same start."""

    def grid(self) -> None:
        """Many networks and settings."""

    def starts(self) -> None:
        """Many random weights."""

    def baselines(self) -> None:
        """The linear models, as runs."""

    def comparison(self) -> None:
        """The linear models beside the network."""

    def collapse(self) -> None:
        """The network as a linear model."""

    def coefficients(self, run: Run) -> None:
        """The numbers of a linear model."""
