"""Discreet marks where a lesson's slide prints something else than what is exact.

A file's ``lesson.marks`` name a quantity (kind and node) and an observation, ``null`` for the whole
batch. A mark is shown only while the network still gives the exact number it was written about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any

from core.language import language
from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.network.node import Unit
from core.numbers import parse_number
from core.stepping.quantity import Quantity
from core.stepping.step import Phase, Step
from core.stepping.trace import Lesson, Trace

CLOSE = 1e-6


@dataclass(frozen=True)
class Mark:
    """What a slide prints for a quantity, what is exact, and a sentence about it."""

    slide: str
    exact: str
    text: str


def marks(trace: Trace, cursor: int) -> list[Mark]:
    """The marks of one step, in the language in use."""
    found = trace.before.network.lesson.get("marks", [])
    if not 0 <= cursor < len(trace.steps) or not isinstance(found, list):
        return []
    step = trace.steps[cursor]
    return [_mark(m) for m in found if isinstance(m, Mapping) and _belongs(m, trace, step)]


def _mark(mark: Mapping[str, Any]) -> Mark:
    note = mark.get("note", "")
    text = note.get(language(), note.get("en", "")) if isinstance(note, Mapping) else note
    return Mark(str(mark.get("slide", "")), str(mark.get("exact", "")), str(text))


def _belongs(mark: Mapping[str, Any], trace: Trace, step: Step) -> bool:
    row, batch = mark.get("row"), trace.request.lesson is Lesson.MATRICES
    if batch != (row is None) or (not batch and row != trace.request.row + 1):
        return False
    about = mark.get("quantity")
    if not isinstance(about, Mapping) or not _is_shown(about, step):
        return False
    value = _value(about, trace)
    return value is None or _still_holds(value, str(mark.get("exact", "")))


def _is_shown(about: Mapping[str, Any], step: Step) -> bool:
    kind, node = about.get("kind"), about.get("node")
    if kind == "loss":
        return step.phase is Phase.LOSS
    if kind == "residual":
        return step.topic == "loss_to_output"
    if node is None:
        return step.topic == "matrix_product" and step.details.get("level") == 1
    if kind == "wx":
        sums = ("neuron", "term", "sum")
        return step.topic in sums and step.about is not None and _node_of(step.about) == node
    return any(q.kind == kind and q.unit == Unit(str(node)) for q in step.arrives)


def _node_of(quantity: Quantity) -> str | None:
    if quantity.unit is not None:
        return quantity.unit.node
    return quantity.parameter.target.node if quantity.parameter is not None else None


def _value(about: Mapping[str, Any], trace: Trace) -> float | None:
    """The number that a mark is about as the network gives it now; None if it is no number."""
    evaluation, kind, node = trace.before, about.get("kind"), about.get("node")
    if kind == "loss":
        return evaluation.loss
    unit = Unit(str(node))
    if node not in evaluation.drawing.nodes:
        return None
    if kind == "residual":
        return evaluation.target(unit) - evaluation.a(unit)
    if kind == "wx":
        return evaluation.z(unit) - evaluation.value(Parameter(unit))
    return evaluation.z(unit) if kind == "z" else evaluation.a(unit)


def _still_holds(value: float, exact: str) -> bool:
    try:
        return isclose(value, parse_number(exact), rel_tol=CLOSE)
    except NodewiseError:
        return True
