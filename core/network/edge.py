"""A connection between two nodes, with its weights."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from core.network.errors import ShapeError
from core.network.node import Array, Unit, same_fields, shape_text


class EdgeKey(NamedTuple):
    """The two nodes that an edge joins; there is at most one edge between two nodes."""

    source: str
    target: str


class Parameter(NamedTuple):
    """One weight, from ``source`` to ``target``; without a source, the bias of ``target``."""

    target: Unit
    source: Unit | None = None

    @property
    def edge(self) -> EdgeKey | None:
        """The edge that holds the weight, None for a bias."""
        return EdgeKey(self.source.node, self.target.node) if self.source else None


@dataclass(frozen=True, eq=False, slots=True)
class Edge:
    """The weights from ``source`` to ``target``, of shape (target units, source units).

    Row k, column j is the lecture's w_kj: from unit j of the source to unit k of the target.
    ``mask`` is False where two units are not connected: there is no parameter then, and the
    weight is 0. None means that every unit is connected to every other, as nearly always.
    """

    source: str
    target: str
    weight: Array
    frozen: bool = False
    label: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    mask: Array | None = None

    def __post_init__(self) -> None:
        weight = np.array(self.weight, dtype=np.float64, ndmin=2)
        if self.mask is not None:
            self._check_mask(np.array(self.mask, dtype=bool, ndmin=2), weight)
        weight.flags.writeable = False
        object.__setattr__(self, "weight", weight)

    def _check_mask(self, mask: Array, weight: Array) -> None:
        if mask.shape != weight.shape:
            raise ShapeError(
                what=f"{self.source} → {self.target}: mask",
                expected=shape_text(weight.shape),
                got=shape_text(mask.shape),
            )
        weight[~mask] = 0.0
        mask.flags.writeable = False
        object.__setattr__(self, "mask", None if mask.all() else mask)

    @property
    def n_weights(self) -> int:
        """How many weights there are: one for each pair of units that is connected."""
        return int(self.weight.size if self.mask is None else np.count_nonzero(self.mask))

    def connects(self, source: int, target: int) -> bool:
        """Return whether unit ``source`` of the source is connected to unit ``target``."""
        return self.mask is None or bool(self.mask[target, source])

    @property
    def key(self) -> EdgeKey:
        """The pair of nodes that names this edge."""
        return EdgeKey(self.source, self.target)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edge) and same_fields(self, other)

    __hash__ = None  # type: ignore[assignment]


def strength(weight: Array) -> float:
    """A single weight; of several the root of their mean square, with the sign of their mean."""
    if weight.size == 1:
        return float(weight.item())
    flat = weight.ravel()
    size = math.sqrt(float(flat @ flat) / max(1, flat.size))
    return -size if float(flat.sum()) < 0 else size


class _Open(Edge):
    """An edge while its fields are written, which is twice as quick as through the frozen class."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


_NO_EXTRA: Mapping[str, Any] = {}


def single_edges(
    ids: Sequence[str],
    ends: Array,
    weights: Array,
    frozen: bool = False,
    label: str | None = None,
    extra: Mapping[str, Any] = _NO_EXTRA,
) -> dict[EdgeKey, Edge]:
    """Edges between single neurons, one for each of ``weights`` (n,).

    ``ends`` (n, 2) are the places of source and target in ``ids``. A drawing of many neurons has
    200,000 of them: they share one array, and no field is checked on the way.
    """
    numbers = np.array(weights, dtype=np.float64).reshape(-1, 1, 1)
    numbers.flags.writeable = False  # and so is every view of it
    sources, targets = ([ids[i] for i in column] for column in ends.T.tolist())
    made: dict[EdgeKey, Edge] = {}
    new: Any = object.__new__  # Any: `Edge` says that it is read only
    new_key = tuple.__new__
    for pair, weight in zip(zip(sources, targets, strict=True), numbers, strict=True):
        edge = new(_Open)
        edge.source, edge.target = pair
        edge.weight = weight
        edge.frozen = frozen
        edge.label = label
        edge.extra = extra
        edge.mask = None
        edge.__class__ = Edge
        made[new_key(EdgeKey, pair)] = edge
    return made


def reweighted(edges: Iterable[Edge], weights: Array) -> dict[EdgeKey, Edge]:
    """Edges of one weight as they are but for that weight: one (1, 1) read-only array for each."""
    made: dict[EdgeKey, Edge] = {}
    new: Any = object.__new__  # Any: `Edge` says that it is read only
    new_key = tuple.__new__
    for old, weight in zip(edges, weights, strict=True):
        edge = new(_Open)
        edge.source = source = old.source
        edge.target = target = old.target
        edge.weight = weight
        edge.frozen = old.frozen
        edge.label = old.label
        edge.extra = old.extra
        edge.mask = old.mask
        edge.__class__ = Edge
        made[new_key(EdgeKey, (source, target))] = edge
    return made
