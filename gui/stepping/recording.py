"""A recorded trace with what the window looks up in it again and again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Unit
from core.network.notation import Notation
from core.stepping.fragment import Fragment
from core.stepping.parameter_list import AllOf, parameters_of, theta_order
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer, latex_of
from core.stepping.step import Batch, Line, Phase, Step
from core.stepping.trace import Lesson, Request, Trace, record
from gui import qt_classes
from gui.formula.glyphs import is_loaded
from gui.formula.typeset import row_of
from gui.stepping.hidden import written_lines
from gui.stepping.in_circles import NEURON, UNIT, in_circle
from gui.stepping.lights import DARK, Lit, lit_by

LARGE = 300
"""From this many parameters on a trace is recorded beside the window: it takes over 40 ms."""


MUCH = 6000
"""So many rows in all the training steps take as long."""
_LONGEST_LATEX = 60
MOST_WRITTEN = 60
"""So many steps are written out in advance."""
_MOST_TEXTS = 16
EACH = 20
"""A training step that is only made again takes as long as so many rows."""


def takes_long(network: Network, request: Request) -> bool:
    """Return whether to record beside the window."""
    if network.n_parameters >= LARGE:
        return True
    n = network.data.n_observations
    work = n * request.n_moves + (n + EACH) * request.n_done
    return request.lesson is Lesson.TRAINING and work >= MUCH


@dataclass(frozen=True, eq=False)
class Recording:
    """``arrivals`` says from which step on a neuron's value is known, −1 from the start."""

    trace: Trace
    arrivals: Mapping[Unit, tuple[int, float]]
    _lit: dict[int, Lit] = field(default_factory=dict)
    _written: dict[tuple[int, Writer], list[list[Fragment]]] = field(default_factory=dict)
    _losses: dict[Writer, str] = field(default_factory=dict)
    _texts: dict[tuple[int, Notation], Mapping[Unit, str]] = field(default_factory=dict)
    _known: dict[int, Mapping[Quantity, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, network: Network, request: Request, notation: Notation) -> "Recording":
        """Record; raise `UnfinishedError` for what is missing."""
        trace = record(network, request, notation)
        recording = cls(trace, _arrivals(trace))
        if network.n_parameters >= LARGE:
            recording.prepare(notation)
        return recording

    @property
    def n_steps(self) -> int:
        """How many steps there are; the cursor goes from −1 to one less."""
        return len(self.trace.steps)

    def lit(self, index: int) -> Lit:
        """What a step lights, looked up once."""
        if index < 0:
            return DARK
        if index not in self._lit:
            self._lit[index] = lit_by(self.trace.steps[index])
        return self._lit[index]

    def prepare(self, notation: Notation) -> None:
        """Look up in advance what takes long for a large network."""
        self._others  # noqa: B018 - kept from now on
        for index in range(self.n_steps):
            self.lit(index)
            self.values(index)
        for step in self.trace.steps:
            if not isinstance(step.arrives, AllOf):
                for quantity, value in step.arrives.items():
                    if quantity.unit is not None:
                        in_circle(value, notation, self._room(quantity.unit))
        if self.trace.before.has_target:
            parameters_of(self.trace.before)
            theta_order(self.trace.before)

    def typeset(self, writer: Writer) -> None:
        """Find the outlines of the first steps' formulas; beside the window, while it waits."""
        for index, step in enumerate(self.trace.steps[:MOST_WRITTEN]):
            typeset_beforehand(step, self.lines(index, writer), writer)

    def lines(self, index: int, writer: Writer) -> list[list[Fragment]]:
        """The lines of a step with all their results, written once by each writer.

        Another one has other names: a neuron may be called otherwise in between.
        """
        key = index, writer
        if key not in self._written:
            self._written[key] = written_lines(self.trace.steps[index], writer)
        return self._written[key]

    def loss(self, writer: Writer) -> str:
        """The LaTeX of L and how it is made, where that is short."""
        if writer not in self._losses:
            self._losses[writer] = _loss(self.trace.steps, writer)
        return self._losses[writer]

    def values(self, cursor: int) -> Mapping[Unit, float]:
        """What the neurons hand on, as far as it is known at a step."""
        if self.trace.request.lesson is Lesson.TRAINING:
            return _units_of(self._known_at(cursor))
        return {u: value for u, (at, value) in self.arrivals.items() if at <= cursor}

    def texts(self, cursor: int, notation: Notation) -> Mapping[Unit, str]:
        """`values` as they stand on the canvas; the last of them are kept for very many neurons."""
        values = self.values(cursor)
        key = len(values), notation
        known = self._texts.get(key) if self.trace.request.lesson is not Lesson.TRAINING else None
        if known is None:
            known = {u: in_circle(value, notation, self._room(u)) for u, value in values.items()}
            while len(self._texts) >= _MOST_TEXTS:
                del self._texts[next(iter(self._texts))]
            self._texts[key] = known
        return known

    def _room(self, unit: Unit) -> int:
        """How many characters a neuron's circle has."""
        return NEURON if self.trace.before.drawing.nodes[unit.node].units == 1 else UNIT

    def known(self, quantity: Quantity, cursor: int) -> float | None:
        """A loss or a gradient, if it is known at a step."""
        if self.trace.request.lesson is Lesson.TRAINING:
            return self._known_at(cursor).get(quantity)
        found = self.arrival(quantity)
        return found[1] if found is not None and found[0] <= cursor else None

    def gradients_by(self, cursor: int) -> list[Parameter] | None:
        """The parameters whose gradients are known at a step; None for all of them."""
        gradient, steps = Kind.GRADIENT, self.trace.steps[: cursor + 1]
        if any(isinstance(s.arrives, AllOf) and s.arrives.kind is gradient for s in steps):
            return None
        if self.trace.request.lesson is Lesson.TRAINING:
            known = [q for q in self._known_at(cursor) if q.row is None]
        else:
            known = [q for q, (at, _value) in self._others.items() if at <= cursor]
        return [q.parameter for q in known if q.kind is gradient and q.parameter is not None]

    def _known_at(self, cursor: int) -> Mapping[Quantity, float]:
        if cursor not in self._known:
            self._known.clear()
            self._known[cursor] = self.trace.known(cursor)
        return self._known[cursor]

    def arrival(self, quantity: Quantity) -> tuple[int, float] | None:
        """From which step on a number is known, and the number."""
        found = self._others.get(quantity)
        return self._of_all(quantity) if found is None else found

    def _of_all(self, quantity: Quantity) -> tuple[int, float] | None:
        """A number that arrives with that of every other parameter."""
        for i, step in enumerate(self.trace.steps):
            if isinstance(step.arrives, AllOf) and quantity in step.arrives:
                return i, step.arrives[quantity]
        return None

    @cached_property
    def _others(self) -> Mapping[Quantity, tuple[int, float]]:
        """The losses and gradients that arrive by themselves."""
        kinds = (Kind.LOSS, Kind.NEW_LOSS, Kind.GRADIENT)
        return {
            quantity: (i, value)
            for i, step in enumerate(self.trace.steps)
            if not isinstance(step.arrives, AllOf)
            for quantity, value in step.arrives.items()
            if quantity.kind in kinds
        }

    @property
    def start(self) -> int:
        """Where a lesson begins: before the first step, or with the first step backwards."""
        if self.trace.request.lesson is Lesson.TRAINING:
            return 0
        if self.trace.request.lesson not in (Lesson.PARAMETER, Lesson.BACKWARD):
            return -1
        steps = enumerate(self.trace.steps)
        return next((i for i, step in steps if step.phase is Phase.BACKWARD), -1)

    def place_of(self, step: Step | None) -> int | None:
        """Where the step of another trace is in this one; −1 for None, before the first."""
        return -1 if step is None else self.trace.find(step.key)

    def place_like(self, step: Step | None) -> int | None:
        """The same step, else the one about the same, else the first of the phase."""
        found = self.place_of(step)
        if found is None and step is not None and step.batch is not None:
            return self._in_training(step, step.batch)
        if found is None and step is not None and step.about is not None:
            found = self.trace.arrival(step.about)
        if found is None and step is not None:
            phase, steps = step.phase, enumerate(self.trace.steps)
            found = next((i for i, s in steps if s.phase is phase), None)
        return found

    def _in_training(self, step: Step, batch: Batch) -> int | None:
        """The same part of the same training step, else where that step begins."""
        steps = [(i, s) for i, s in enumerate(self.trace.steps) if s.batch is not None]
        same = [(i, s) for i, s in steps if s.batch and s.batch.number == batch.number]
        like = [i for i, s in same if s.phase is step.phase]
        return next(iter([*like, *(i for i, _s in same)]), None)


def _loss(steps: tuple[Step, ...], writer: Writer) -> str:
    step = next((s for s in steps if s.phase is Phase.LOSS), None)
    if step is not None and step.batch is not None:
        return "L"  # of a batch: how it is made of its rows stands below the canvas
    if step is None or not step.lines or not isinstance(step.lines[0], Line):
        return "L"
    latex = latex_of(writer.symbols(step.lines[0].formula))
    is_short = len(latex) <= _LONGEST_LATEX and "cdots" not in latex
    return f"L = {latex}" if is_short else "L"


def typeset_beforehand(step: Step, lines: list[list[Fragment]], writer: Writer) -> None:
    """Find the outlines of a step's formulas, and of its cards, which are written elsewhere."""
    if not (is_loaded() and qt_classes.are_made()):
        return
    pieces = [fragment for line in lines for fragment in line]
    for card in step.cards:
        pieces += writer.symbols(card.symbol) + writer.symbols(card.formula)
    for piece in pieces:
        row_of(piece.latex)


def _units_of(known: Mapping[Quantity, float]) -> dict[Unit, float]:
    found = known.items()
    return {q.unit: v for q, v in found if q.kind is Kind.ACTIVATION and q.unit is not None}


def _arrivals(trace: Trace) -> dict[Unit, tuple[int, float]]:
    known = {
        quantity.unit: (-1, value)
        for quantity, value in trace.known(-1).items()
        if quantity.kind is Kind.ACTIVATION and quantity.unit is not None
    }
    for i, step in enumerate(trace.steps):
        if isinstance(step.arrives, AllOf):
            continue
        for quantity, value in step.arrives.items():
            if quantity.kind is Kind.ACTIVATION and quantity.unit is not None:
                known.setdefault(quantity.unit, (i, value))
    return known
