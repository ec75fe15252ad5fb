"""A connection between two nodes, with its weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from core.network.node import Array, Unit, same_fields


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


@dataclass(frozen=True, eq=False)
class Edge:
    """The weights from ``source`` to ``target``, of shape (target units, source units).

    Row k, column j is the lecture's w_kj: from unit j of the source to unit k of the target.
    """

    source: str
    target: str
    weight: Array
    frozen: bool = False
    label: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        weight = np.array(self.weight, dtype=np.float64, ndmin=2)
        weight.flags.writeable = False
        object.__setattr__(self, "weight", weight)

    @property
    def key(self) -> EdgeKey:
        """The pair of nodes that names this edge."""
        return EdgeKey(self.source, self.target)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edge) and same_fields(self, other)

    __hash__ = None  # type: ignore[assignment]
