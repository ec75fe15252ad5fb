"""A step of a trace: one explained calculation, as pure data without words or typesetting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.network.node import Array, Unit
from core.stepping.expression import Expression
from core.stepping.quantity import Colour, Quantity


class Phase(StrEnum):
    """The part of the lesson that a step belongs to."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class StepSize(StrEnum):
    """How much one press of Next calculates."""

    TERM = "term"
    NEURON = "neuron"
    LEVEL = "level"
    ALL = "all"


@dataclass(frozen=True)
class Line:
    """``left = symbols = numbers = value``: one formula, shown in symbols, numbers and its result.

    ``left`` is what is computed, ``value`` the number that the pass computed. It is printed with
    as many digits as it takes to tell it ``apart`` from another number, as the one before.
    """

    left: Expression
    formula: Expression
    value: float
    numbers: Expression | None = None  # where the numbers take another form than the symbols
    apart: float | None = None


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix of a batch step with its printed name; ``absent`` marks edges that are not there."""

    latex: str
    values: Array
    absent: Array | None = None


@dataclass(frozen=True)
class MatrixLine:
    """``left = a · b + c …``: matrices and the operators between them, and the result."""

    left: str
    pieces: tuple[Matrix | str, ...]
    result: Matrix


@dataclass(frozen=True)
class Card:
    """One factor of a chain rule, or its result: symbol, formula, value, and what it is."""

    symbol: Expression
    formula: Expression
    value: float
    caption: str  # key of core.stepping.wording.CAPTIONS
    colour: Colour | None = None
    numbers: Expression | None = None
    about: tuple[Quantity, ...] = ()  # what this factor lights on the canvas


@dataclass(frozen=True)
class Batch:
    """The rows of training step ``number``, as they are numbered in the data from 0.

    ``shown`` is the one that the canvas shows, and ``left_out`` what dropout leaves out of it.
    """

    number: int
    rows: tuple[int, ...]
    shown: int
    left_out: frozenset[Unit] = frozenset()


@dataclass(frozen=True)
class Step:
    """One position of the cursor.

    ``key`` names the step so that it is found again after an edit. ``topic`` is a key of
    `core.stepping.wording`. ``lights`` colours what the step is about on the canvas, and
    ``arrives`` holds the values that are known from this step on. ``cards`` is the row of factors
    with ``current`` the one in hand; ``table`` lists many numbers at once (all δ, all gradients).
    In a training, ``batch`` is what the training step is about, ``theta`` are the parameters from
    this step on, and a step that ``begins`` forgets what has arrived before.
    """

    key: tuple
    phase: Phase
    topic: str
    about: Quantity | None = None
    lines: tuple["Line | MatrixLine | Batch", ...] = ()
    cards: tuple[Card, ...] = ()
    current: int | None = None
    lights: Mapping[Quantity, Colour] = field(default_factory=dict)
    dims: bool = False
    arrives: Mapping[Quantity, float] = field(default_factory=dict)
    table: Sequence[tuple[Quantity, float]] = ()
    details: Mapping[str, float] = field(default_factory=dict)
    batch: Batch | None = None
    theta: Array | None = None
    begins: bool = False
