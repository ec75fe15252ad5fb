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
from core.network.edge import Edge, EdgeKey, Parameter, reweighted, strength
from core.network.edges_at import EdgeOrder, EdgesAt, EdgesWith, origin_of
from core.network.errors import (
    DuplicateEdgeError,
    DuplicateNodeError,
    EdgeIntoInputError,
    EdgeOutOfOutputError,
    SelfLoopError,
    ShapeError,
    UnknownNodeError,
)
from core.network.node import Array, Node, Role, Unit, same_fields, shape_text
from core.network.node_levels import node_levels
from core.network.run import Run

_FEW = 16
"""Of so few edges each is looked for, instead of giving all of them a place."""
_MANY = 4000
"""Of so many edges with other weights each is made when it is asked for, and not before."""
_OF_WIRING = (
    "levels", "weights_into", "frozen_into", "n_parameters", "places", "ends",
    "edge_keys", "_sorted_ends", "_by_target", "_by_source",
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
            if not isinstance(given, MappingProxyType | EdgesWith):
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
        if self is other or not isinstance(other, Network):
            return self is other
        known = "strengths" in vars(self) and "strengths" in vars(other)
        if known and not np.array_equal(self.strengths, other.strengths, equal_nan=True):
            return False  # without a look at each edge
        return same_fields(self, other)

    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> dict[str, Any]:
        """What is sent to another process: not what follows from it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges into each node, in the order of their sources."""
        return EdgesAt(self.edges, self.edge_keys, self._by_target)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges out of each node, in the order of their targets."""
        return EdgesAt(self.edges, self.edge_keys, self._by_source)

    @cached_property
    def _by_target(self) -> EdgeOrder:
        codes = self.ends[:, 1] * len(self.nodes) + self.ends[:, 0]
        return EdgeOrder.of(self.nodes, self.ends[:, 1], np.argsort(codes, kind="stable"))

    @cached_property
    def _by_source(self) -> EdgeOrder:
        return EdgeOrder.of(self.nodes, self.ends[:, 0], self._sorted_ends[2])

    @cached_property
    def edge_keys(self) -> list[EdgeKey]:
        """The keys of all edges in the order they were drawn, which is that of `ends`."""
        return [*self.edges]

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The level of every node: inputs 0, hidden 1 … L, every output L + 1.

        A hidden node is one level after its latest hidden source. Raises `CycleError`.
        """
        return node_levels(self)

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
        few = 4 * len(edges) <= len(self.edges)  # else it is quicker to begin anew
        strengths = self._strengths_with(edges) if few and "strengths" in vars(self) else None
        all_edges: Mapping[EdgeKey, Edge]
        if strengths is not None and isinstance(self.edges, EdgesWith) and not self.edges.is_made:
            all_edges = self.edges.with_numbers(strengths, edges)
        else:
            changed: dict[EdgeKey, Edge] = self.edges.copy()  # type: ignore[attr-defined]
            changed.update(edges)
            all_edges = MappingProxyType(changed)
        return self._with(all_nodes, all_edges, strengths, tuple(edges))

    def with_weights(
        self,
        nodes: Mapping[str, Node],
        wide: Mapping[EdgeKey, Edge],
        places: Array,
        weights: Array,
    ) -> "Network":
        """This network with other numbers, ``weights`` those of the edges of one weight.

        ``places`` are where those stand among all edges, ``wide`` are other edges as they are now.
        """
        if len(places) < _MANY:
            at, edges = places.tolist(), self.edges
            drawn = [edges[self.edge_keys[i]] for i in at]
            return self.with_numbers(nodes, {**reweighted(drawn, weights[:, None, None]), **wide})
        strengths = self._strengths_with(wide)
        strengths[places] = weights
        begun = self.edges
        if not isinstance(begun, EdgesWith):
            begun = EdgesWith(self.edges, self.strengths, self.place, self.strengths, {})
        all_nodes = MappingProxyType({**self.nodes, **nodes})
        drawn_keys = self.edge_keys
        if len(places) < len(drawn_keys):
            drawn_keys = [drawn_keys[i] for i in places.tolist()]
        keys = (*drawn_keys, *wide)
        return self._with(all_nodes, begun.with_numbers(strengths, wide), strengths, keys)

    def _with(
        self,
        nodes: Mapping[str, Node],
        edges: Mapping[EdgeKey, Edge],
        strengths: Array | None,
        changed: tuple[EdgeKey, ...],
    ) -> "Network":
        after = replace(self, nodes=nodes, edges=edges).wired_as(self)
        if strengths is not None:
            after.__dict__["strengths"] = strengths
        after.__dict__["_changed"] = self.edges, changed
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
        if len(self.edges) != len(before.edges):
            return None
        if self.edge_keys is not before.edge_keys and self.edge_keys != before.edge_keys:
            return None
        if origin_of(self.edges) is origin_of(before.edges):
            differ = (self.strengths != before.strengths).tolist()
        else:
            differ = list(map(operator.is_not, self.edges.values(), before.edges.values()))
        keys = tuple(itertools.compress(self.edge_keys, differ))
        self.__dict__["_changed"] = before.edges, keys
        return keys

    def same_flags(self, before: "Network") -> bool:
        """Return whether the very edges of ``before`` are here, other in their numbers at most."""
        if origin_of(self.edges) is origin_of(before.edges):
            return True
        keys = self.edges_changed(before)
        return keys is not None and all(
            (a.frozen, a.label, a.weight.shape) == (b.frozen, b.label, b.weight.shape)
            for a, b in ((self.edges[key], before.edges[key]) for key in keys)
        )

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
        order = np.argsort(codes, kind="stable")
        return at, codes[order], order

    @cached_property
    def _by_role(self) -> Mapping[Role, tuple[Node, ...]]:
        nodes = self.nodes.values()
        return {role: tuple([node for node in nodes if node.role is role]) for role in Role}

    def of_role(self, role: Role) -> tuple[Node, ...]:
        """The nodes of one role, in the order they were drawn."""
        return self._by_role[role]

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
