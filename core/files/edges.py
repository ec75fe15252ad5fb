"""The edges of a file: one an object, or very many as columns; all are held against the rules."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.files.arrays import array_from
from core.files.columns import columns_from, stands_for_many
from core.files.decoding import joined
from core.files.errors import SpotError
from core.files.fields import Fields
from core.files.stepwise import PlainEdges
from core.language import Message, translatable
from core.network.edge import Edge, EdgeKey, single_edges
from core.network.errors import (
    CycleError,
    DuplicateEdgeError,
    NodewiseError,
    UnknownNodeError,
)
from core.network.network import Network, check_ends
from core.network.node import Array, Node, Role
from core.watching import Watch


def with_edges(network: Network, items: list[Any], watch: Watch) -> Network:
    """The network with the edges of a file; raise a `FileError` that names the spot.

    ``items`` is emptied on the way: what very many edges were read from is not kept beside them.
    """
    reading = _Reading(network)
    first = 0
    for i, item in enumerate(items):
        if isinstance(item, PlainEdges):
            reading.plain(item, first)
            first += len(item.sources)
        else:
            where = joined("edges", first)
            if stands_for_many(item):
                reading.columns(item, where, watch)
            else:
                reading.one(item, where)
            first += 1
        items[i] = None
        if i % _OFTEN == 0:
            watch(i / len(items))
    return reading.wired()


_OFTEN = 1024
"""Items between two words to a watch."""
_AT_ONCE = 8192
"""Edges in one piece: a thread that holds Python's lock for longer makes the window wait."""
_FEW = 16
"""So few edges are made one by one."""


class _Reading:
    """The edges that were read so far."""

    def __init__(self, network: Network) -> None:
        self.edges: dict[EdgeKey, Edge] = {}
        self.ends = [np.zeros((0, 2), dtype=np.intp)]
        """Pieces of what `Network.ends` of these edges are."""
        self._columns: list[tuple[str, int, int]] = []
        """The columns: their spot, how many edges came before them, and how many these are."""
        self._network = network
        self._ids = [*network.nodes]
        self._at = {node_id: i for i, node_id in enumerate(self._ids)}
        nodes = network.nodes.values()
        self._single = np.array([n.units == 1 for n in nodes], dtype=bool)
        self._has_way_out = np.array([n.role is not Role.OUTPUT for n in nodes], dtype=bool)
        self._has_way_in = np.array([n.role is not Role.INPUT for n in nodes], dtype=bool)

    def wired(self) -> Network:
        """The network with the edges."""
        wired = replace(self._network, edges=self.edges)
        vars(wired)["ends"] = np.concatenate(self.ends)  # known here, and asked for by all
        try:
            wired.levels  # noqa: B018 - raises CycleError
        except CycleError as problem:
            key = EdgeKey(str(problem.values["source"]), str(problem.values["target"]))
            place = list(self.edges).index(key)
            raise SpotError(where=self._spot(place), problem=problem) from None
        return wired

    def _spot(self, place: int) -> str:
        """Where in the file an edge stands."""
        skipped = 0  # by this much, the item of the file comes before the edge's own place
        for where, first, n in self._columns:
            if first <= place < first + n:
                return joined(joined(where, "targets"), place - first)
            if first + n <= place:
                skipped += n - 1
        return joined("edges", place - skipped)

    def one(self, value: Any, where: str) -> None:
        """An object that is one edge."""
        self._add(_edge(self._network, Fields(value, where)), where)

    def _add(self, edge: Edge, where: str) -> None:
        try:
            check_ends(self._network, edge)
            if edge.key in self.edges:
                raise DuplicateEdgeError(source=edge.source, target=edge.target)
        except NodewiseError as problem:
            raise SpotError(where=where, problem=problem) from None
        self.edges[edge.key] = edge
        self.ends.append(np.array([[self._at[edge.source], self._at[edge.target]]], np.intp))

    def plain(self, item: PlainEdges, first: int) -> None:
        """Edges one an object, of which the first is item ``first`` of the list."""
        if len(item.sources) < _FEW or not self._plain_at_once(item):
            for i, value in enumerate(item.objects(), start=first):  # names the one that is wrong
                self.one(value, joined("edges", i))

    def _plain_at_once(self, item: PlainEdges) -> bool:
        """Take the edges if all are sound; return whether they are."""
        n = len(item.sources)
        try:
            ends = np.empty((n, 2), dtype=np.intp)
            ends[:, 0] = np.fromiter(map(self._at.__getitem__, item.sources), np.intp, n)
            ends[:, 1] = np.fromiter(map(self._at.__getitem__, item.targets), np.intp, n)
        except KeyError:
            return False
        weights = np.fromiter(map(float, item.weights), np.float64, n)
        if not np.isfinite(weights).all() or self._wrong(ends).any():
            return False
        return self._take(single_edges(self._ids, ends, weights), ends)

    def columns(self, value: Any, where: str, watch: Watch) -> None:
        """An object that is very many edges between single neurons."""
        fields = Fields(value, where)
        columns = columns_from(fields)
        frozen, label = fields.flag("frozen"), fields.text("label") or None
        nodes = np.array([self._node(fields, i, n) for i, n in enumerate(columns.ids)], np.intp)
        ends, extra = nodes[columns.ends], fields.extra()

        def made(first: int, last: int) -> dict[EdgeKey, Edge]:
            weights = columns.weights[first:last]
            return single_edges(self._ids, ends[first:last], weights, frozen, label, extra)

        wrong, n = self._wrong(ends), len(ends)
        self._columns.append((where, len(self.edges), n))
        for first in range(0, n, _AT_ONCE):
            last = min(first + _AT_ONCE, n)
            some = ends[first:last]
            if wrong[first:last].any() or not self._take(made(first, last), some):
                for i in range(first, last):
                    (edge,) = made(i, i + 1).values()
                    self._add(edge, joined(fields.at("targets"), i))
            watch(last / n)  # they are nearly all that there is

    def _node(self, fields: Fields, i: int, node_id: str) -> int:
        if node_id not in self._at:
            problem = UnknownNodeError(node=node_id)
            raise SpotError(where=joined(fields.at("ids"), i), problem=problem)
        return self._at[node_id]

    def _wrong(self, ends: Array) -> Array:
        """Which edges between single neurons the rules do not allow."""
        source, target = ends.T
        joins = self._has_way_out[source] & self._has_way_in[target] & (source != target)
        return ~(joins & self._single[source] & self._single[target])

    def _take(self, made: dict[EdgeKey, Edge], ends: Array) -> bool:
        """Add new edges unless one of them is there twice; return whether they were added."""
        if len(made) < len(ends) or not self.edges.keys().isdisjoint(made):
            return False
        self.edges.update(made)
        self.ends.append(ends)
        return True


def _edge(network: Network, fields: Fields) -> Edge:
    source, target = _end(network, fields, "source"), _end(network, fields, "target")
    shape = target.units, source.units
    value = fields.take("weight")
    weight = np.zeros(shape) if value is None else array_from(value, shape, fields.at("weight"))
    return Edge(
        source=source.id,
        target=target.id,
        weight=weight,
        frozen=fields.flag("frozen"),
        label=fields.text("label") or None,
        mask=_mask(fields, weight),
        extra=fields.extra(),
    )


def _mask(fields: Fields, weight: Array) -> Array | None:
    """Which units are connected, None where all are; a weight that is not is 0."""
    value, where = fields.take("mask"), fields.at("mask")
    if value is None:
        return None
    numbers = array_from(value, weight.shape, where)
    if not ((numbers == 0) | (numbers == 1)).all():
        problem = translatable("0 (not connected) and 1 are the only numbers here.")
        raise SpotError(where=where, problem=Message(problem))
    if weight[numbers == 0].any():
        problem = translatable("a weight that is not 0 stands where this says that there is none.")
        raise SpotError(where=where, problem=Message(problem))
    return numbers == 1


def _end(network: Network, fields: Fields, key: str) -> Node:
    node_id = fields.name(key)
    if node_id not in network.nodes:
        raise SpotError(where=fields.at(key), problem=UnknownNodeError(node=node_id))
    return network.nodes[node_id]
