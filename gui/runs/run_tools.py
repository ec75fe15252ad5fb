"""Opens what makes and compares runs; the dialogs are made when they are asked for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.baselines import Baseline, Baselines, available
from core.language import Message
from core.network.errors import NodewiseError
from core.network.run import Run
from gui.document import Document
from gui.messages import Kind
from gui.plots.palette import N_RUN_COLOURS, optimizer_colour
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
        self._handle: Any = None

    def all_runs(self) -> None:
        """The table with every column, in a window of its own."""
        from gui.runs.all_runs_dialog import AllRunsDialog

        AllRunsDialog(self.session, self.document, self.settings, self._panel.window()).open()

    def race(self) -> None:
        """Several optimizers from the same start."""
        from gui.runs.race_dialog import RaceDialog

        self._open(RaceDialog)

    def grid(self) -> None:
        """Many networks and settings."""
        from gui.runs.grid_dialog import GridDialog

        self._open(GridDialog)

    def starts(self) -> None:
        """Many random weights."""
        from gui.runs.starts_dialog import StartsDialog

        self._open(StartsDialog)

    def baselines(self) -> None:
        """Fit the linear models in the worker, and keep them as runs."""
        network = replace(self.document.network, runs=())
        try:
            names = available(network)
        except NodewiseError as error:
            self._panel.told.emit(error, Kind.REFUSAL)
            return
        handle = self._handle = self.session.submit(Baselines(network, names))
        handle.finished.connect(self._keep_baselines)
        handle.failed.connect(lambda reason: self._panel.told.emit(reason, Kind.REFUSAL))
        self._panel.told.emit(Message("The linear models are being fitted…"), Kind.INFO)

    def _keep_baselines(self, found: tuple[Baseline, ...]) -> None:
        kept_baselines(self.document, found)
        notes = [note for baseline in found for note in baseline.notes]
        done = Message("The linear models are in the table of runs now.")
        self._panel.told.emit(notes[0] if notes else done, Kind.INFO)

    def comparison(self) -> None:
        """The linear models beside the network."""
        from gui.runs.comparison_dialog import ComparisonDialog

        self._open(ComparisonDialog)

    def collapse(self) -> None:
        """The network as a linear model."""
        from gui.runs.collapse_dialog import CollapseDialog

        self._open(CollapseDialog)

    def coefficients(self, run: Run) -> None:
        """The numbers of a linear model."""
        from gui.runs.coefficients_dialog import CoefficientsDialog

        CoefficientsDialog(run, self.document, self.settings, self._panel.window()).open()

    def _open(self, kind: Any) -> Any:
        """Show a dialog over the window; the window waits."""
        dialog = kind(self.session, self.document, self.settings, self._panel.window())
        dialog.open()
        return dialog


def kept_baselines(document: Document, found: Sequence[Baseline]) -> None:
    """Put linear models into the table of runs, in place of older ones of their kind."""
    network = document.network
    fitted = {baseline.name for baseline in found}
    runs = [run for run in network.runs if run.settings.get("optimizer") not in fitted]
    first = optimizer_colour("a baseline")
    added = [baseline.run(network, (first + i) % N_RUN_COLOURS) for i, baseline in enumerate(found)]
    document.edit(Message("Fit the linear models"), replace(network, runs=(*runs, *added)))
