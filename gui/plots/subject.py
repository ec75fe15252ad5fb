"""What the plots look at: the network with the numbers that it has now, its data and its runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PySide6.QtCore import QObject, Signal, SignalInstance

from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.plan import Plan
from core.language import tr
from core.network.data import Data, Part
from core.network.errors import NodewiseError
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array
from core.network.run import Run
from core.numbers import grouped
from core.training.settings import TrainingSettings
from gui.document import Document
from gui.plots.palette import free_run_colour
from gui.settings import Settings

if TYPE_CHECKING:
    from gui.plots.routes import Routes


MOST_WORK = 100_000_000
"""Observations × parameters from which the loss is not worked out at hundreds of places."""

MOST_INPUTS = 100
"""Inputs up to which one of them is worth an axis."""


class Session(Protocol):
    """What the plots ask of the training session."""

    state_changed: SignalInstance
    reported: SignalInstance
    live_changed: SignalInstance

    @property
    def state(self) -> Any:
        """IDLE, RUNNING or PAUSED."""

    @property
    def network(self) -> Network:
        """The document's network with the live numbers."""

    @property
    def in_use(self) -> TrainingSettings:
        """The settings of the run in hand, else those of the next run."""

    @property
    def theta(self) -> Array | None:
        """The live numbers as one vector."""

    @property
    def history(self) -> Mapping[str, Array]:
        """The curves of the run in hand, or of the last one."""

    @property
    def epochs_done(self) -> float | None:
        """How many epochs the run in hand has made, with the share of the one it is in."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A finished network with its numbers θ, as they are at this moment."""

    network: Network
    plan: Plan
    theta: Array
    settings: TrainingSettings
    names: Names

    @property
    def data(self) -> Data:
        """All observations."""
        return self.network.data

    @cached_property
    def fits(self) -> bool:
        """Return whether the observations have the columns that the network asks for."""
        data, plan = self.data, self.plan
        return (
            data.inputs.shape[1] == plan.n_inputs
            and data.targets.shape[1] == plan.n_outputs
            and data.n_observations > 0
        )

    @cached_property
    def training(self) -> tuple[Array, Array]:
        """Inputs and targets of the training rows that are filled in."""
        part = self.data.part(Part.TRAINING)
        whole = np.isfinite(part.inputs[:]).all(axis=1) & np.isfinite(part.targets).all(axis=1)
        return part.inputs[whole], part.targets[whole]

    @property
    def can_lose(self) -> bool:
        """Return whether there is a loss to speak of."""
        if self.is_large:
            return self.fits and self.data.count(Part.TRAINING) > 0
        return self.fits and len(self.training[0]) > 0

    def some_inputs(self, most: int) -> Array:
        """At most so many training rows (n, inputs), evenly apart; whole ones alone."""
        rows = self.data.rows(Part.TRAINING)
        found = self.data.inputs[rows[:: max(1, -(-len(rows) // most))]]
        whole: Array = found[np.isfinite(found).all(axis=1)]
        return whole

    @property
    def has_many_inputs(self) -> bool:
        """Whether one or two inputs alone, as two pixels of an image, say nothing."""
        return self.data.image is not None or self.plan.n_inputs > MOST_INPUTS

    @property
    def is_large(self) -> bool:
        """Whether the loss at one more place takes so long that pictures of it are not drawn."""
        return self.data.n_observations * self.plan.n_theta > MOST_WORK


class Watched(QObject):
    """The one ear of all plots: who changed what, and what there is to show now."""

    structure_changed = Signal()
    """The network was drawn otherwise, or its data or settings changed."""
    numbers_changed = Signal()
    """Weights and biases moved, by training or by hand."""
    reported = Signal()
    """The curves of the run in hand are longer."""
    runs_changed = Signal()
    selection_changed = Signal()

    def __init__(
        self, session: Session, document: Document, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.session, self.document, self.settings = session, document, settings
        self._compiled: tuple[Network, Plan, Names] | None = None
        self._subject: Subject | None = None
        self._is_old = True
        self.problem: NodewiseError | None = None
        session.live_changed.connect(self._on_live)
        session.reported.connect(self._on_report)
        session.state_changed.connect(self._on_state)
        document.network_changed.connect(self._on_network)
        document.selection_changed.connect(lambda *_: self.selection_changed.emit())
        settings.notation_changed.connect(self._on_notation)

    @cached_property
    def routes(self) -> "Routes":
        """The paths of the runs, kept for all plots."""
        from gui.plots.routes import Routes  # it looks at what is watched here

        return Routes(self)

    def subject(self) -> Subject | None:
        """What there is now; None where the network is not finished, and ``problem`` says why."""
        if self._is_old:
            self._subject = self._look()
            self._is_old = False
        return self._subject

    def _look(self) -> Subject | None:
        # Live numbers are taken from θ: a network of 200,000 edges that has them takes a second.
        network = self.document.network
        try:
            plan, names = self._plan(network)
            settings = TrainingSettings.of(network.training)
        except NodewiseError as problem:
            self.problem = problem
            return None
        self.problem = None
        live = self.session.theta if self.is_live else None
        fits = live is not None and live.shape == (plan.n_theta,)
        theta = np.array(live) if fits else parameter_vector(plan, network)
        return Subject(network, plan, theta, settings, names)

    def _plan(self, network: Network) -> tuple[Plan, Names]:
        """The plan of a network; another with other numbers alone has the same."""
        if self._compiled is None or not same_drawing(self._compiled[0], network):
            plan = compile_network(network)
            self._compiled = network, plan, Names(network, self.settings.notation)
        return self._compiled[1], self._compiled[2]

    @property
    def is_live(self) -> bool:
        """Return whether a run is in hand."""
        return self._state != "IDLE"

    @property
    def is_running(self) -> bool:
        """Return whether a run is in hand, and does not rest."""
        return self._state == "RUNNING"

    @property
    def _state(self) -> str:
        return str(getattr(self.session.state, "name", self.session.state)).upper()

    @property
    def shown_runs(self) -> list[Run]:
        """The runs that are to be overlaid."""
        return [run for run in self.document.network.runs if run.shown]

    @property
    def live_curves(self) -> Mapping[str, Array]:
        """The curves of the run in hand; empty once it has ended and is among the runs."""
        history = self.session.history
        loss = history.get("loss") if history and self.is_live else None
        return history if loss is not None and len(loss) else {}

    @property
    def live_colour(self) -> int:
        """The number of the colour that the run in hand has, and will have among the runs."""
        taken = [run.colour for run in self.document.network.runs]
        return free_run_colour(self.session.in_use.optimizer, taken)

    def _on_live(self) -> None:
        self._is_old = True
        self.numbers_changed.emit()

    def _on_report(self, *_: object) -> None:
        self._is_old = True
        self.reported.emit()

    def _on_state(self, *_: object) -> None:
        self._is_old = True
        self.reported.emit()
        self.numbers_changed.emit()

    def _on_notation(self, *_: object) -> None:
        self._compiled, self._is_old = None, True
        self.structure_changed.emit()

    def _on_network(self, before: Network, after: Network) -> None:
        self._is_old = True
        if before.runs is not after.runs:
            self.runs_changed.emit()
        if (
            not same_drawing(before, after)
            or before.data is not after.data
            or before.training != after.training
        ):
            self.structure_changed.emit()
        elif after.edges_changed(before) or any(
            after.nodes[n] is not node for n, node in before.nodes.items()
        ):
            self.numbers_changed.emit()


def same_drawing(one: Network, other: Network) -> bool:
    """Return whether two networks differ in numbers and places alone, so that a plan fits both."""
    if one is other:
        return True
    if (one.output_function, one.loss) != (other.output_function, other.loss):
        return False
    if list(one.nodes) != list(other.nodes) or not other.same_flags(one):
        return False
    nodes = zip(one.nodes.values(), other.nodes.values(), strict=True)
    return all(a is b or _alike(a, b) for a, b in nodes)


def _alike(a: Any, b: Any) -> bool:
    names = ("role", "units", "activation", "frozen_bias", "label")
    return all(getattr(a, name) == getattr(b, name) for name in names)


def too_large(subject: Subject) -> str:
    """Why the loss is not drawn along a parameter, and what to look at instead."""
    return tr(
        "The loss of {rows} observations at hundreds of places would take minutes: see the curves "
        "of loss and accuracy, or step through one weight in the Step workspace."
    ).format(rows=grouped(subject.data.n_observations))
