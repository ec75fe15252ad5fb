"""What a session shows: the trace in force, the step at the cursor, and the state without one."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from core.compiling.compiler import with_parameters
from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array
from core.stepping.parameter_list import first_weight
from core.stepping.quantity import Quantity
from core.stepping.rendering import Writer
from core.stepping.step import Step
from core.stepping.trace import Lesson, Request, Trace
from gui.canvas.overlay import Overlay
from gui.document import Document
from gui.settings import Settings
from gui.stepping.derived import Derived
from gui.stepping.latex import step_latex
from gui.stepping.overlays import overlay_of, overlay_of_problem
from gui.stepping.recording import Recording
from gui.stepping.requests import BEFORE_THE_STEP, parameter_on


class State(StrEnum):
    """Whether there are numbers to show."""

    READY = "ready"
    CALCULATING = "calculating"
    UNFINISHED = "unfinished"


class Recorded(QObject):
    """The half of a session that is read; `StepSession` is the half that acts."""

    trace_changed = Signal()
    """Another trace, or none: steps, numbers and state are new. `step_changed` follows."""
    step_changed = Signal()
    """The cursor moved, or the names and numbers are written in another way."""
    overlay_changed = Signal(object)
    message = Signal(object)
    """A `Message` for the user; its ``str`` is the sentence."""
    observed_changed = Signal()
    """Another observation is stepped through, in a training another row is on the canvas."""
    hovered = Signal(object)
    """The `Quantity` pointed at in a formula, a table or on the canvas; None when there is none."""

    def __init__(self, document: Document, settings: Settings, parent: QObject | None) -> None:
        super().__init__(parent)
        self.document, self.settings = document, settings
        self._request = Request()
        self._recording: Recording | None = None
        self._problem: NodewiseError | None = None
        self._writer: Writer | None = None
        self._cursor = -1
        self._shown: tuple[tuple[int, int], Network, Array] | None = None
        self.derived = Derived(lambda: self.trace, self)

    @property
    def state(self) -> State:
        """Whether there are numbers to show."""
        if self._problem is not None:
            return State.UNFINISHED
        return State.CALCULATING if self._recording is None else State.READY

    @property
    def problem(self) -> NodewiseError | None:
        """What is missing: ``str`` is a sentence, ``nodes`` the ids of what is incomplete."""
        return self._problem

    @property
    def request(self) -> Request:
        """What is explained."""
        return self._request

    @property
    def lesson(self) -> Lesson:
        """The lesson of the request."""
        return self._request.lesson

    @property
    def trace(self) -> Trace | None:
        """The recorded steps, None while there are none."""
        return self._recording.trace if self._recording else None

    @property
    def recording(self) -> Recording | None:
        """The trace with what is looked up in it."""
        return self._recording

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of the trace."""
        return self._recording.trace.steps if self._recording else ()

    @property
    def cursor(self) -> int:
        """The index of the step that is shown, −1 before the first."""
        return self._cursor

    @property
    def step(self) -> Step | None:
        """The step that is shown."""
        return self.steps[self._cursor] if 0 <= self._cursor < len(self.steps) else None

    @property
    def writer(self) -> Writer:
        """Writes formulas with the names and the notation in force."""
        if self._writer is None:
            notation = self.settings.notation
            self._writer = Writer(Names(self.document.network, notation), notation)
        return self._writer

    @property
    def overlay(self) -> Overlay:
        """What the step adds to the drawing: only values that have arrived in this trace."""
        if self._problem is not None:
            return overlay_of_problem(self._problem)
        if self._recording is None:
            return Overlay()
        return overlay_of(self._recording, self._cursor, self.writer, self.shown_to)

    @property
    def shown_to(self) -> int:
        """The last step whose results may be seen."""
        return self._cursor

    @property
    def n_observations(self) -> int:
        """How many rows there are."""
        return self.document.network.data.n_observations

    @property
    def parameter(self) -> Parameter | None:
        """The parameter in question, else the selected one or the first weight."""
        network = self.document.network
        chosen = self._request.parameter
        if chosen is not None and network.has(chosen):
            return chosen
        selected = parameter_on(network, self.document.selection.edges)
        return selected or first_weight(network)

    @property
    def shown_network(self) -> Network | None:
        """The network with the parameters of the training step in hand, if they are others."""
        trace = self.trace
        if trace is None or not trace.moves:
            return None
        theta = trace.theta_at(self.shown_to)
        if theta is trace.before.theta:
            return None
        key = id(theta), id(self.document.network)
        if self._shown is None or self._shown[0] != key:
            network = with_parameters(trace.before.plan, self.document.network, theta)
            self._shown = key, network, theta
        return self._shown[1]

    @property
    def can_apply(self) -> bool:
        """Return whether this lesson ends in an update."""
        return self.new_theta is not None

    @property
    def new_theta(self) -> Array | None:
        """What an update leads to: in a training the θ of the step in hand; None without one."""
        trace = self.trace
        if trace is None:
            return None
        if trace.moves:
            return trace.theta_at(self.shown_to)
        return trace.after.theta if trace.after is not None else None

    @property
    def n_trained(self) -> int:
        """How many training steps the θ in hand has made."""
        if self.trace is None:
            return 0
        theta = self.trace.theta_at(self.shown_to)
        numbers = (m.number for m in self.trace.moves if m.new_theta is theta)
        return max(0, next(numbers, 0) - self._request.n_done)

    def find(self, quantity: Quantity) -> int | None:
        """The step of this trace that a number comes from; in a training the last one before."""
        trace = self.trace
        if trace is None or not trace.moves:
            return trace.arrival(quantity) if trace else None
        kind = BEFORE_THE_STEP.get(quantity.kind, quantity.kind)
        wanted, now = quantity._replace(kind=kind), self._cursor - (kind is not quantity.kind)
        steps = reversed(range(now + 1))
        found = next((i for i in steps if wanted in trace.steps[i].arrives), None)
        return trace.arrival(quantity) if found is None else found

    def has_arrived(self, quantity: Quantity) -> bool:
        """Return whether the steps up to the cursor have computed a loss or gradient."""
        if self._recording is None:
            return False
        return self._recording.known(quantity, self.shown_to) is not None

    @property
    def calculated_gradients(self) -> list[Parameter] | None:
        """The parameters whose gradients the steps have come to; None for all of them."""
        return self._recording.gradients_by(self.shown_to) if self._recording else []

    def current_latex(self) -> str:
        """The formula of the step as LaTeX, blank before the first step."""
        if self.step is None:
            return ""
        return step_latex(self.step, self.writer)
