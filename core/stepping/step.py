"""A step of a trace: one explained calculation, as pure data without words or typesetting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.network.edge import Parameter
from core.network.node import Unit
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

    ``left`` is what is computed. ``value`` is the computed number, or for matrices an array.
    """

    left: Expression
    formula: Expression
    value: Any


@dataclass(frozen=True)
class Card:
    """One factor of a chain rule, or its result: symbol, formula, value, and what it is."""

    symbol: Expression
    formula: Expression | None
    value: float
    caption: str  # key of core.stepping.wording.CAPTIONS
    colour: Colour | None
    about: tuple[Quantity, ...] = ()  # what this factor lights on the canvas


@dataclass(frozen=True)
class Step:
    """One position of the cursor.

    ``key`` names the step so that it is found again after an edit. ``topic`` chooses its words.
    ``lights`` colours what the step is about on the canvas; ``arrives`` are the quantities whose
    values are known from this step on. ``cards`` is the row of factors, ``current`` the filled one.
    ``table`` holds rows for steps that show many numbers at once (all δ, all gradients, all rows).
    """

    key: tuple
    phase: Phase
    topic: str
    about: Quantity | None = None
    lines: tuple[Line, ...] = ()
    cards: tuple[Card, ...] = ()
    current: int | None = None
    lights: Mapping[Quantity, Colour | None] = field(default_factory=dict)
    path: tuple[Unit, ...] = ()
    arrives: Mapping[Quantity, float] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    parameter: Parameter | None = None
