"""The edges at each node, and edges with other weights, made only where they are asked for.

A drawing neuron by neuron has 233,000 edges. In which order they stand at their nodes follows from
the wiring alone, as two arrays that networks wired alike share. A training changes the weight of
every one: until somebody asks for an edge, its number in an array is enough.
"""

from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)
from dataclasses import dataclass, replace

import numpy as np

from core.network.edge import Edge, EdgeKey, reweighted
from core.network.node import Array


@dataclass(frozen=True, eq=False)
class EdgeOrder:
    """The places of all edges, node by node: those of node n are order[start[n] : stop[n]]."""

    order: Array
    ranges: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, nodes: Collection[str], ends: Array, order: Array) -> "EdgeOrder":
        """For the place of each edge's node (edges,) and the edges in the order of their nodes."""
        stops = np.cumsum(np.bincount(ends, minlength=len(nodes))).tolist()
        return cls(order, dict(zip(nodes, zip([0, *stops], stops, strict=False), strict=True)))


class EdgesAt(Mapping[str, tuple[Edge, ...]]):
    """The edges into or out of each node."""

    def __init__(
        self, edges: Mapping[EdgeKey, Edge], keys: Sequence[EdgeKey], order: EdgeOrder
    ) -> None:
        self._edges, self._keys, self._order = edges, keys, order
        self._found: dict[str, tuple[Edge, ...]] = {}

    def __getitem__(self, node_id: str) -> tuple[Edge, ...]:
        found = self._found.get(node_id)
        if found is None:
            start, stop = self._order.ranges[node_id]
            edges, keys = self._edges, self._keys
            found = tuple([edges[keys[i]] for i in self._order.order[start:stop].tolist()])
            self._found[node_id] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._order.ranges)

    def __len__(self) -> int:
        return len(self._order.ranges)


class EdgesWith(Mapping[EdgeKey, Edge]):
    """Edges as they were drawn, those of one weight with other numbers.

    ``drawn`` and ``old`` are the edges and their strengths, ``place`` tells where in them an edge
    is. ``numbers`` are the weights now (edges,); ``own`` are edges that differ in more than that.
    """

    def __init__(
        self,
        drawn: Mapping[EdgeKey, Edge],
        old: Array,
        place: Callable[[EdgeKey], int],
        numbers: Array,
        own: Mapping[EdgeKey, Edge],
    ) -> None:
        self._drawn, self._old, self._place = drawn, old, place
        self._numbers, self._own = numbers, own
        self._made = dict(own)
        self._all: dict[EdgeKey, Edge] | None = None

    def with_numbers(self, numbers: Array, own: Mapping[EdgeKey, Edge]) -> "EdgesWith":
        """The same edges with these numbers, and with some that differ in more."""
        kept = {
            key: replace(edge, weight=numbers[self._place(key)])
            for key, edge in self._own.items()
            if key not in own and edge.weight.size == 1
        }
        wide = {key: edge for key, edge in self._own.items() if edge.weight.size > 1}
        return EdgesWith(self._drawn, self._old, self._place, numbers, {**kept, **wide, **own})

    @property
    def origin(self) -> Mapping[EdgeKey, Edge]:
        """The edges that these differ from in weights alone; themselves where more is other."""
        return self if self._own else self._drawn

    @property
    def is_made(self) -> bool:
        """Return whether every edge has been asked for."""
        return self._all is not None

    def __getitem__(self, key: EdgeKey) -> Edge:
        found = self._made.get(key)
        if found is None:
            drawn = self._drawn[key]
            place = self._place(key) if drawn.weight.size == 1 else None
            if place is None or self._numbers[place] == self._old[place]:
                return drawn
            [made] = reweighted([drawn], self._numbers[place].reshape(1, 1, 1)).values()
            made.weight.flags.writeable = False
            found = self._made.setdefault(key, made)
        return found

    def as_drawn(self) -> Iterator[Edge]:
        """Every edge with its ends and flags, and perhaps with another number: none is made."""
        own, drawn = self._own, self._drawn.items()
        return (own.get(key, edge) for key, edge in drawn) if own else iter(self._drawn.values())

    def copy(self) -> dict[EdgeKey, Edge]:
        """All edges, as a dictionary of one's own."""
        return self._whole().copy()

    def keys(self) -> KeysView[EdgeKey]:  # noqa: D102 - as of every mapping
        return self._drawn.keys()

    def values(self) -> ValuesView[Edge]:  # noqa: D102 - as of every mapping
        return self._whole().values()

    def items(self) -> ItemsView[EdgeKey, Edge]:  # noqa: D102 - as of every mapping
        return self._whole().items()

    def _whole(self) -> dict[EdgeKey, Edge]:
        if self._all is None:
            made, edges = dict(self._drawn.items()), [*self._drawn.values()]
            chosen = np.flatnonzero(self._numbers != self._old).tolist()
            chosen = [i for i in chosen if edges[i].weight.size == 1]
            numbers = self._numbers[chosen][:, None, None]
            numbers.flags.writeable = False
            made.update(reweighted([edges[i] for i in chosen], numbers))
            made.update(self._made)
            self._all = self._made = made
        return self._all

    def __iter__(self) -> Iterator[EdgeKey]:
        return iter(self._drawn)

    def __len__(self) -> int:
        return len(self._drawn)

    def __contains__(self, key: object) -> bool:
        return key in self._drawn


def origin_of(edges: Mapping[EdgeKey, Edge]) -> Mapping[EdgeKey, Edge]:
    """The edges that these differ from in weights alone, perhaps themselves."""
    return edges.origin if isinstance(edges, EdgesWith) else edges
