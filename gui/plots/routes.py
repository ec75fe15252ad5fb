"""Where runs went among the parameters: the run in hand as it goes, earlier ones by doing again."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.compiling.compiler import parameter_vector
from core.exploring.paths import Path, path_of
from core.network.errors import NodewiseError
from core.network.run import Run
from core.training.settings import TrainingSettings
from gui.plots.subject import Subject, Watched
from gui.stepping.background import Background

_MOST_ROWS = 2000
_MOST_NUMBERS = 4_000_000
_MOST_STEPS = 50_000


@dataclass(frozen=True, eq=False)
class Route:
    """A path with the run's name and the number of its colour."""

    name: str
    colour: int
    path: Path


class Routes(QObject):
    """Keeps the paths of the runs that are shown; ``changed`` tells when one has come."""

    changed = Signal()

    def __init__(self, watched: Watched) -> None:
        super().__init__(watched)
        self._watched = watched
        self._known: dict[int, tuple[Run, object, Path]] = {}
        self._thread = Background(self)
        self._trail: list[tuple[int, int, np.ndarray]] = []
        watched.session.reported.connect(self._note)

    @property
    def is_busy(self) -> bool:
        """Return whether paths are still to come."""
        return self._thread.is_busy

    def of(self, subject: Subject) -> list[Route]:
        """The paths that are known; those that are not are looked for."""
        found, waiting = [], []
        for run in self._watched.shown_runs:
            key = self._known.get(id(run))
            if key is not None and key[1] is subject.plan:
                if len(key[2].steps):
                    found.append(Route(run.name, run.colour, key[2]))
            elif run.start is not None and run.steps:
                waiting.append(run)
        if waiting and not self._thread.is_busy:
            self._look_for(subject, waiting[0])
        live = self.live(subject)
        return found if live is None else [*found, live]

    def live(self, subject: Subject) -> Route | None:
        """The path of the run in hand, as often as it was seen."""
        if not self._watched.is_live or len(self._trail) < 2:
            return None
        steps, epochs, thetas = zip(*self._trail, strict=True)
        if thetas[0].shape != (subject.plan.n_theta,):
            return None
        path = Path(np.array(steps), np.array(epochs), np.array(thetas))
        return Route("", self._watched.live_colour, path)

    def _note(self, report: object) -> None:
        """Keep where the run in hand is; every second place goes when there are too many."""
        step, theta = getattr(report, "step", None), getattr(report, "theta", None)
        if step is None or theta is None or not np.isfinite(theta).all():
            return
        is_other = self._trail and self._trail[0][2].shape != theta.shape
        if is_other or (self._trail and step < self._trail[-1][0]):
            self._trail = []
        if self._trail and step == self._trail[-1][0]:
            return
        self._trail.append((step, int(getattr(report, "epoch", 0)), theta.copy()))
        if len(self._trail) > max(2, min(_MOST_ROWS, _MOST_NUMBERS // max(1, len(theta)))):
            self._trail = self._trail[::2]

    def _look_for(self, subject: Subject, run: Run) -> None:
        plan, data, network = subject.plan, subject.data, subject.network
        none = Path(np.empty(0), np.empty(0), np.empty((0, plan.n_theta)))
        try:
            assert run.start is not None
            start = parameter_vector(plan, run.start.into(network))
            end = None if run.end is None else parameter_vector(plan, run.end.into(network))
            settings = TrainingSettings.of(run.settings)
        except NodewiseError:  # of a network that was drawn otherwise
            self._keep(run, plan, none, None)
            return
        steps = run.steps if run.steps <= _MOST_STEPS else 10**12
        seconds = 2.0 if run.steps <= _MOST_STEPS else 0.0
        self._thread.run(
            lambda: path_of(plan, start, end, data, settings, steps, seconds),
            lambda path, error: self._keep(run, plan, path or none, error),
        )

    def _keep(self, run: Run, plan: object, path: Path, error: Exception | None) -> None:
        alive = {id(r) for r in self._watched.document.network.runs}
        self._known = {k: v for k, v in self._known.items() if k in alive}
        self._known[id(run)] = run, plan, path
        if error is not None and not isinstance(error, NodewiseError):
            raise error
        self.changed.emit()
