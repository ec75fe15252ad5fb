"""The document: an immutable network with its data and settings.

An edit makes a new `Network` that shares what did not change, so undo is going back to the old
one. What is wrong by rule (a cycle, a shape) cannot be made; what is only unfinished can.
"""

import itertools
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from core.network.data import Data
from core.network.edge import Edge, EdgeKey, Parameter, strength
from core.network.errors import (
    CycleError,
    DuplicateEdgeError,
    DuplicateNodeError,
    EdgeIntoInputError,
    EdgeOutOfOutputError,
    SelfLoopError,
    ShapeError,
    UnknownNodeError,
)
from core.network.node import Array, Node, Role, Unit, same_fields, shape_text
from core.network.run import Run

_MOST_AT_ONCE = 12
"""So many turns over all edges are quicker than looking at one edge after the other."""
_FEW = 16
"""Of so few edges each is looked for, instead of giving all of them a place."""
_OF_WIRING = (
    "levels", "weights_into", "frozen_into", "n_parameters", "places", "ends", "_sorted_ends",
)  # fmt: skip
"""What follows from who is connected to whom, whatever the numbers are."""
_OF_EDGES = ("incoming", "outgoing", "strengths")
"""What holds the edges themselves, or what follows from their numbers."""


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and edges in the order they were drawn, with everything else that a file keeps."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    edges: Mapping[EdgeKey, Edge] = field(default_factory=dict)
    output_function: str = "identity"
    loss: str = "mse"
    title: str = ""
    notes: str = ""
    data: Data = field(default_factory=Data)
    training: Mapping[str, Any] = field(default_factory=dict)
    lesson: Mapping[str, Any] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("nodes", "edges"):
            given = getattr(self, name)
            # A proxy is another network's own, behind which nothing changes any more.
            if not isinstance(given, MappingProxyType):
                object.__setattr__(self, name, MappingProxyType(dict(given)))

    @classmethod
    def build(cls, nodes: Iterable[Node], edges: Iterable[Edge], **rest: Any) -> "Network":
        """Make a network and hold it against every rule of wiring."""
        network = cls(**rest)
        by_id: dict[str, Node] = {}
        for node in nodes:
            if node.id in by_id:
                raise DuplicateNodeError(node=node.id)
            by_id[node.id] = node
        network = replace(network, nodes=by_id)
        kept: dict[EdgeKey, Edge] = {}
        for edge in edges:
            check_ends(network, edge)
            if edge.key in kept:
                raise DuplicateEdgeError(source=edge.source, target=edge.target)
            kept[edge.key] = edge
        network = replace(network, edges=kept)
        network.levels  # noqa: B018 - raises CycleError
        return network

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Network) and same_fields(self, other))

    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> dict[str, Any]:
        """What is sent to another process: not what follows from it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges into each node, in the order of their sources."""
        drawn: dict[str, list[Edge]] = {node_id: [] for node_id in self.nodes}
        for edge in self.edges.values():
            drawn[edge.source].append(edge)
        into: dict[str, list[Edge]] = {node_id: [] for node_id in self.nodes}
        for edges in drawn.values():
            for edge in edges:
                into[edge.target].append(edge)
        return {node_id: tuple(edges) for node_id, edges in into.items()}

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges out of each node, in the order of their targets."""
        out: dict[str, list[Edge]] = {node_id: [] for node_id in self.nodes}
        for edges in self.incoming.values():
            for edge in edges:
                out[edge.source].append(edge)
        return {node_id: tuple(edges) for node_id, edges in out.items()}

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The level of every node: inputs 0, hidden 1 … L, every output L + 1.

        A hidden node is one level after its latest hidden source. Raises `CycleError`.
        """
        level = self._levels_at_once()
        if level is None:
            level = self._levels_in_turn()
        last = max((level[n] for n in self.nodes if self.nodes[n].role is Role.HIDDEN), default=0)
        return {n: last + 1 if self.nodes[n].role is Role.OUTPUT else level[n] for n in self.nodes}

    def _levels_at_once(self) -> dict[str, int] | None:
        """One level after the other for all edges together; None for deep drawings and cycles."""
        sources, targets = self.ends[:, 0], self.ends[:, 1]
        level = np.array([n.role is not Role.INPUT for n in self.nodes.values()], dtype=np.intp)
        for _ in range(_MOST_AT_ONCE):
            before = level.copy()
            np.maximum.at(level, targets, before[sources] + 1)
            if np.array_equal(level, before):
                return dict(zip(self.nodes, level.tolist(), strict=True))
        return None

    def _levels_in_turn(self) -> dict[str, int]:
        """Kahn's topological sort; raises `CycleError`."""
        waiting = {n: len(self.incoming[n]) for n in self.nodes}
        ready = [n for n in self.nodes if waiting[n] == 0]
        level = {n: int(self.nodes[n].role is not Role.INPUT) for n in self.nodes}
        for node_id in ready:  # grows while we read it
            after = level[node_id] + 1
            for edge in self.outgoing[node_id]:
                target = edge.target
                if level[target] < after:
                    level[target] = after
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
        if len(ready) < len(self.nodes):
            # What comes after a cycle waits, too: name an edge that is on it, the last drawn.
            stuck = next(
                e
                for e in reversed(list(self.edges.values()))
                if waiting[e.target] and waiting[e.source] and self.reaches(e.target, e.source)
            )
            raise CycleError(source=stuck.source, target=stuck.target)
        return level

    @cached_property
    def places(self) -> Mapping[EdgeKey, int]:
        """The place of every edge in the order they were drawn, which is that of `ends`."""
        return {key: i for i, key in enumerate(self.edges)}

    @cached_property
    def ends(self) -> Array:
        """The places among the nodes of every edge's source and target, (edges, 2)."""
        at = {node_id: i for i, node_id in enumerate(self.nodes)}
        flat = [at[end] for key in self.edges for end in key]
        return np.array(flat, dtype=np.intp).reshape(-1, 2)

    @cached_property
    def strengths(self) -> Array:
        """One number for every edge, (edges,): its weight, or `strength` of its weights."""
        # Written out, because a call for each of 233,000 takes longer than all the rest.
        found = [
            w.item() if (w := edge.weight).size == 1 else strength(w)
            for edge in self.edges.values()
        ]
        return np.array(found, dtype=np.float64)

    def wired_as(self, before: "Network") -> "Network":
        """This network, with what follows from the wiring alone taken from one wired alike."""
        known = [*_OF_WIRING, *(_OF_EDGES if self.edges is before.edges else ())]
        self.__dict__.update({name: vars(before)[name] for name in known if name in vars(before)})
        return self

    def with_numbers(self, nodes: Mapping[str, Node], edges: Mapping[EdgeKey, Edge]) -> "Network":
        """This network with some nodes and edges that differ in their numbers alone.

        Of 233,000 edges only those are touched, and `edges_changed` can tell which.
        """
        all_nodes = MappingProxyType({**self.nodes, **nodes})
        if not edges:
            return replace(self, nodes=all_nodes).wired_as(self)
        all_edges: dict[EdgeKey, Edge] = self.edges.copy()  # type: ignore[attr-defined]
        all_edges.update(edges)
        after = replace(self, nodes=all_nodes, edges=MappingProxyType(all_edges)).wired_as(self)
        few = 4 * len(edges) <= len(self.edges)  # else it is quicker to begin anew
        for name, end in (("incoming", 1), ("outgoing", 0)):
            if few and name in vars(self):
                found = dict(vars(self)[name])
                for node_id in {key[end] for key in edges}:
                    found[node_id] = tuple(edges.get(e.key, e) for e in found[node_id])
                after.__dict__[name] = found
        if few and "strengths" in vars(self):
            after.__dict__["strengths"] = self._strengths_with(edges)
        after.__dict__["_changed"] = self.edges, tuple(edges)
        return after

    def _strengths_with(self, edges: Mapping[EdgeKey, Edge]) -> Array:
        found = self.strengths.copy()
        for key, edge in edges.items():
            place = self.place(key) if len(edges) < _FEW else self.places[key]
            found[place] = strength(edge.weight)
        return found

    def edges_changed(self, before: "Network") -> tuple[EdgeKey, ...] | None:
        """The edges that are others than in ``before``; None if they join other nodes."""
        if self.edges is before.edges:
            return ()
        for one, other in ((self, before), (before, self)):
            known: tuple[object, tuple[EdgeKey, ...]] = vars(one).get("_changed", (None, ()))
            if known[0] is other.edges:
                return known[1]
        if len(self.edges) != len(before.edges) or [*self.edges] != [*before.edges]:
            return None
        differ = map(operator.is_not, self.edges.values(), before.edges.values())
        keys = tuple(itertools.compress(self.edges, differ))
        self.__dict__["_changed"] = before.edges, keys
        return keys

    def place(self, key: EdgeKey) -> int:
        """The place of one edge in the order they were drawn."""
        if "places" in vars(self) or "ends" not in vars(self):
            return self.places[key]
        at, codes, order = self._sorted_ends
        code = at[key.source] * len(at) + at[key.target]
        return int(order[np.searchsorted(codes, code)])

    @cached_property
    def _sorted_ends(self) -> tuple[Mapping[str, int], Array, Array]:
        """The places of the nodes, a number for both ends of every edge, sorted, and its place."""
        at = {node_id: i for i, node_id in enumerate(self.nodes)}
        codes = self.ends[:, 0] * len(at) + self.ends[:, 1]
        order = np.argsort(codes)
        return at, codes[order], order

    def of_role(self, role: Role) -> tuple[Node, ...]:
        """The nodes of one role, in the order they were drawn."""
        return tuple(node for node in self.nodes.values() if node.role is role)

    @property
    def inputs(self) -> tuple[Node, ...]:
        """The input nodes; the columns of the data's inputs follow their units in order."""
        return self.of_role(Role.INPUT)

    @property
    def outputs(self) -> tuple[Node, ...]:
        """The output nodes; the columns of the data's targets follow their units in order."""
        return self.of_role(Role.OUTPUT)

    def units(self, role: Role) -> list[Unit]:
        """Every neuron of one role, in order."""
        return [Unit(node.id, i) for node in self.of_role(role) for i in range(node.units)]

    @cached_property
    def n_parameters(self) -> int:
        """How many weights and biases there are."""
        biases = sum(n.units for n in self.nodes.values() if n.role is not Role.INPUT)
        return biases + sum(self.weights_into.values())

    @cached_property
    def weights_into(self) -> Mapping[str, int]:
        """How many weights each node's edges bring."""
        n = dict.fromkeys(self.nodes, 0)
        for edge in self.edges.values():
            # Said at length because single neurons have a quarter of a million edges.
            n[edge.target] += edge.weight.size if edge.mask is None else edge.n_weights
        return n

    @cached_property
    def frozen_into(self) -> Mapping[str, int]:
        """How many of these weights are frozen; nodes without any are left out."""
        n: dict[str, int] = {}
        for edge in self.edges.values():
            if edge.frozen and edge.n_weights:
                n[edge.target] = n.get(edge.target, 0) + edge.n_weights
        return n

    def reaches(self, source: str, target: str) -> bool:
        """Return whether there is a path along edges from ``source`` to ``target``."""
        seen, frontier = {source}, [source]
        while frontier:
            node_id = frontier.pop()
            if node_id == target:
                return True
            new = {e.target for e in self.outgoing[node_id]} - seen
            seen |= new
            frontier += new
        return False

    def value(self, parameter: Parameter) -> float:
        """The value of one weight or bias."""
        target, source = parameter
        if source is None:
            return float(self.nodes[target.node].bias[target.index])
        edge = self.edges[EdgeKey(source.node, target.node)]
        return float(edge.weight[target.index, source.index])

    def is_frozen(self, parameter: Parameter) -> bool:
        """Return whether updates leave this parameter alone."""
        key = parameter.edge
        if key is None:
            return self.nodes[parameter.target.node].frozen_bias
        return self.edges[key].frozen

    def has(self, parameter: Parameter) -> bool:
        """Return whether this weight or bias is (still) in the network."""
        target, source = parameter
        node = self.nodes.get(target.node)
        if node is None or node.role is Role.INPUT or target.index >= node.units:
            return False
        if source is None:
            return True
        edge = self.edges.get(EdgeKey(source.node, target.node))
        return (
            edge is not None
            and source.index < edge.weight.shape[1]
            and edge.connects(source.index, target.index)
        )

    def parameters(self) -> list[Parameter]:
        """Every weight and bias, neuron by neuron in order: the bias, then the weights."""
        return [
            parameter
            for role in (Role.HIDDEN, Role.OUTPUT)
            for unit in self.units(role)
            for parameter in self.parameters_into(unit)
        ]

    def parameters_into(self, unit: Unit) -> list[Parameter]:
        """The bias of a neuron, then its incoming weights in the order of their sources."""
        return [Parameter(unit)] + [
            Parameter(unit, Unit(edge.source, j))
            for edge in self.incoming[unit.node]
            for j in range(edge.weight.shape[1])
            if edge.connects(j, unit.index)
        ]


def check_ends(network: Network, edge: Edge) -> None:
    """Raise a `WiringError` or `ShapeError` if an edge's ends do not allow it."""
    for end in (edge.source, edge.target):
        if end not in network.nodes:
            raise UnknownNodeError(node=end)
    source, target = network.nodes[edge.source], network.nodes[edge.target]
    if source is target:
        raise SelfLoopError(node=source.id)
    if target.role is Role.INPUT:
        raise EdgeIntoInputError(target=target.id)
    if source.role is Role.OUTPUT:
        raise EdgeOutOfOutputError(source=source.id)
    if edge.weight.shape != (target.units, source.units):
        raise ShapeError(
            what=f"{source.id} → {target.id}",
            expected=shape_text((target.units, source.units)),
            got=shape_text(edge.weight.shape),
        )
