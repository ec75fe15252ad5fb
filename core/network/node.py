"""A place in the network: an input, a hidden neuron or layer, or an output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

from core.language import Counted, Message
from core.network.errors import ShapeError, ValueRangeError

Array = np.ndarray[Any, np.dtype[Any]]
MAX_UNITS = 10_000


class Role(StrEnum):
    """What a node is for."""

    INPUT = "input"
    HIDDEN = "hidden"
    OUTPUT = "output"


class Unit(NamedTuple):
    """One neuron: a node's id and the place in the node, from 0."""

    node: str
    index: int = 0  # type: ignore[assignment]  # hides tuple.index, which nobody needs


@dataclass(frozen=True, eq=False)
class Node:
    """An input, hidden or output place of ``units`` neurons.

    ``bias`` has shape (units,) and is 0 for inputs; ``activation`` is read for hidden nodes only,
    because the network's output function is over all outputs together. ``label`` is LaTeX and
    overrides the name that the notation gives. ``extra`` keeps keys of the file we do not know.
    """

    id: str
    role: Role
    units: int = 1
    label: str | None = None
    activation: str = "sigmoid"
    bias: Array = field(default_factory=lambda: np.zeros(1))
    position: tuple[float, float] = (0.0, 0.0)
    frozen_bias: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= self.units <= MAX_UNITS:
            raise ValueRangeError(
                what=f"{self.id}.units", problem=f"expected 1 to {MAX_UNITS}, got {self.units}"
            )
        bias = np.zeros(self.units) if self.units > 1 and self.bias.shape == (1,) else self.bias
        object.__setattr__(self, "bias", frozen_array(bias, (self.units,), f"{self.id}.bias"))

    def at(self, position: tuple[float, float]) -> "Node":
        """This node in another place; nothing else is looked at, for a thousand may be dragged."""
        moved: Node = object.__new__(Node)
        vars(moved).update(vars(self), position=position)
        return moved

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and same_fields(self, other)

    __hash__ = None  # type: ignore[assignment]


def frozen_array(values: object, shape: tuple[int, ...], what: str) -> Array:
    """Return ``values`` as a read-only array of ``shape``; raise `ShapeError` if it has another."""
    array = np.array(values, dtype=np.float64)
    if array.shape != shape:
        raise ShapeError(what=what, expected=shape_text(shape), got=shape_text(array.shape))
    array.flags.writeable = False
    return array


def shape_text(shape: tuple[int, ...]) -> Message | Counted:
    """Say a shape in words: ``(2, 3)`` is ``2 × 3 numbers``."""
    if len(shape) == 1 or all(n == 1 for n in shape):
        return Counted("{n} number", "{n} numbers", shape[0] if shape else 1)
    return Message("{shape} numbers", shape=" × ".join(map(str, shape)))


def same_fields(one: Any, other: Any) -> bool:
    """Return whether two dataclasses hold the same values, arrays bit for bit."""
    return all(_same(getattr(one, name), getattr(other, name)) for name in one.__dataclass_fields__)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return a is b or (np.shape(a) == np.shape(b) and _same_numbers(a, b))
    return bool(a == b)


def _same_numbers(a: Array, b: Array) -> bool:
    """Return whether two arrays of one shape hold the same, NaN being NaN.

    NumPy's own test looks for NaN everywhere first, which takes ten times as long.
    """
    a, b = np.asarray(a), np.asarray(b)
    differs = a != b
    if not differs.any():
        return True
    left, right = a[differs], b[differs]
    return bool((left != left).all() and (right != right).all())
