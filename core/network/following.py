"""What follows from a network's wiring, carried over to one that is wired nearly alike.

A drawing neuron by neuron has 233,000 edges. What is asked of them all, who feeds whom, levels,
counts, is worked out once; an edit hands it on, changed where it touches it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from core.network.edge import Edge, EdgeKey, strength
from core.network.network import Network
from core.network.node import Array, Node

_FEW = 16
_OF_EDGES_ALONE = ("places", "strengths", "frozen_into")
_OF_NODES_IN_ORDER = ("incoming", "outgoing", "ends", "weights_into")
_OF_ROLES_AND_UNITS = ("levels", "n_parameters")


def following(after: Network, before: Network) -> Network:
    """``after``, with what it has in common with ``before`` where its edges are the very same."""
    if after is before or after.edges is not before.edges:
        return after
    names = [*_OF_EDGES_ALONE]
    if after.nodes is before.nodes or [*after.nodes] == [*before.nodes]:
        names += _OF_NODES_IN_ORDER
        if all(_alike(node, before.nodes[n]) for n, node in after.nodes.items()):
            names += _OF_ROLES_AND_UNITS
    elif _keeps_order(after, before):
        _widen(after, before)
    for name in names:
        _hand_on(after, before, name)
    return after


def _hand_on(after: Network, before: Network, name: str) -> None:
    if name in vars(before):
        vars(after).setdefault(name, vars(before)[name])


def _alike(one: Node, other: Node) -> bool:
    return one is other or (one.role, one.units) == (other.role, other.units)


def _keeps_order(after: Network, before: Network) -> bool:
    old = [n for n in after.nodes if n in before.nodes]
    return old == [n for n in before.nodes if n in after.nodes]


def _widen(after: Network, before: Network) -> None:
    """Nodes without edges came or went: the others are fed as they were."""
    empty: dict[str, Any] = {"incoming": (), "outgoing": (), "weights_into": 0}
    for name, nothing in empty.items():
        if name in vars(before):
            known = vars(before)[name]
            vars(after).setdefault(name, {n: known.get(n, nothing) for n in after.nodes})


def with_changed(network: Network, edges: Mapping[EdgeKey, Edge]) -> Network:
    """The network with some of its edges replaced, with their flags, labels and masks."""
    after = network.with_numbers({}, edges)
    changes = [(edge, network.edges[key]) for key, edge in edges.items()]
    has_mask = any(new.mask is not old.mask for new, old in changes)
    if has_mask or any(new.frozen != old.frozen for new, old in changes):
        vars(after).pop("frozen_into", None)
    for name in ("weights_into", "n_parameters") if has_mask else ():
        vars(after).pop(name, None)
    return after


def with_edge(network: Network, edge: Edge) -> Network:
    """The network with one edge more, drawn last; nothing is checked."""
    edges: dict[EdgeKey, Edge] = network.edges.copy()  # type: ignore[attr-defined]
    edges[edge.key] = edge
    after = replace(network, edges=MappingProxyType(edges))
    if "ends" in vars(network):
        at = _places(network, {edge.source, edge.target})
        ends = np.vstack([network.ends, [at[edge.source], at[edge.target]]])
        vars(after)["ends"] = ends
    if "strengths" in vars(network):
        vars(after)["strengths"] = np.append(network.strengths, strength(edge.weight))
    if "places" in vars(network):
        vars(after)["places"] = {**network.places, edge.key: len(network.edges)}
    order = _places(network)
    for name, node_id, other in (
        ("incoming", edge.target, "source"),
        ("outgoing", edge.source, "target"),
    ):
        if name in vars(network):
            found = dict(vars(network)[name])
            joined = [*found[node_id], edge]
            found[node_id] = tuple(sorted(joined, key=lambda e: order[getattr(e, other)]))
            vars(after)[name] = found
    _recount(after, network, {edge.target})
    return after


def without(network: Network, nodes: Collection[str], edges: Iterable[EdgeKey]) -> Network:
    """The network without some nodes, every edge at them, and some edges; the data stay."""
    gone_nodes = set(nodes)
    gone = {key for key in edges if key in network.edges}
    for node_id in gone_nodes:
        gone.update(e.key for e in (*network.incoming[node_id], *network.outgoing[node_id]))
    kept: dict[EdgeKey, Edge] = network.edges.copy()  # type: ignore[attr-defined]
    for key in gone:
        del kept[key]
    kept_nodes = network.nodes
    if gone_nodes:
        left = {n: node for n, node in network.nodes.items() if n not in gone_nodes}
        kept_nodes = MappingProxyType(left)
    after = replace(network, nodes=kept_nodes, edges=MappingProxyType(kept))
    _shrink(after, network, gone, gone_nodes)
    return after


def _shrink(after: Network, before: Network, gone: set[EdgeKey], gone_nodes: set[str]) -> None:
    """What is left of who feeds whom, where it is known."""
    alone = {k for k in gone if not (k.source in gone_nodes or k.target in gone_nodes)}

    def stays(edge: Edge) -> bool:
        away = edge.source in gone_nodes or edge.target in gone_nodes
        return not away and (not alone or edge.key not in alone)

    touched = {"incoming": {k.target for k in gone}, "outgoing": {k.source for k in gone}}
    for name, ids in touched.items():
        if name in vars(before):
            found = {n: e for n, e in vars(before)[name].items() if n not in gone_nodes}
            for node_id in ids - gone_nodes:
                found[node_id] = tuple(e for e in found[node_id] if stays(e))
            vars(after)[name] = found
    if gone and "ends" in vars(before):
        rows = _rows(before, gone_nodes, alone)
        if "strengths" in vars(before):
            vars(after)["strengths"] = np.delete(before.strengths, rows)
        ends = np.delete(before.ends, rows, axis=0)
        if gone_nodes:
            new = np.cumsum([n in after.nodes for n in before.nodes]) - 1
            ends = new[ends]
        vars(after)["ends"] = ends
    _recount(after, before, touched["incoming"] - gone_nodes)


def _rows(network: Network, nodes: set[str], edges: set[EdgeKey]) -> Array:
    """The places of the edges at some nodes, and of some edges beside these."""
    at = np.array([n in nodes for n in network.nodes], dtype=bool)
    found = np.asarray(at[network.ends].any(axis=1))
    place_of = network.place if len(edges) < _FEW else network.places.__getitem__
    found[[place_of(key) for key in edges]] = True
    return np.flatnonzero(found)


def _recount(after: Network, before: Network, targets: set[str]) -> None:
    """How many weights lead where, counted anew only into ``targets``."""
    if not {"incoming", "weights_into"} <= vars(before).keys():
        return
    counts = {n: before.weights_into[n] for n in after.nodes}
    counts.update({n: sum(e.n_weights for e in after.incoming[n]) for n in targets})
    vars(after)["weights_into"] = counts
    if "frozen_into" in vars(before):
        frozen = {n: m for n, m in before.frozen_into.items() if n in after.nodes}
        for n in targets:
            frozen[n] = sum(e.n_weights for e in after.incoming[n] if e.frozen)
        vars(after)["frozen_into"] = {n: m for n, m in frozen.items() if m}


def _places(network: Network, ids: Collection[str] | None = None) -> dict[str, int]:
    return {n: i for i, n in enumerate(network.nodes) if ids is None or n in ids}
