"""What follows from a network's wiring, carried over to one that is wired nearly alike.

A drawing neuron by neuron has 233,000 edges. What is asked of them all, who feeds whom, levels,
counts, is worked out once; an edit hands it on, changed where it touches it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from core.network.edge import Edge, EdgeKey, strength
from core.network.network import Network
from core.network.node import Array, Node

_OF_EDGES_ALONE = ("places", "strengths", "frozen_into", "edge_keys", "_changed")
_OF_NODES_IN_ORDER = (
    "incoming", "outgoing", "ends", "weights_into", "_sorted_ends", "_by_target", "_by_source",
)  # fmt: skip
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


def strangers(before: Network, after: Network) -> None:
    """Say that two networks come from two files: `edges_changed` need not look for changes."""
    if before.edges and after.edges:
        vars(before)["_changed"] = after.edges, None  # not in `after`, which would keep the other


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
    if "weights_into" in vars(before):
        known = before.weights_into
        vars(after).setdefault("weights_into", {n: known.get(n, 0) for n in after.nodes})
    if "ends" in vars(before):
        at = _places(after)
        new = np.array([at.get(n, 0) for n in before.nodes], dtype=np.intp)
        vars(after).setdefault("ends", new[before.ends])


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
    _recount(after, network, [edge], 1)
    return after


def without(network: Network, nodes: Collection[str], edges: Iterable[EdgeKey]) -> Network:
    """The network without some nodes, every edge at them, and some edges; the data stay."""
    gone_nodes, keys = set(nodes), {key for key in edges if key in network.edges}
    rows = _rows(network, gone_nodes, keys)
    kept: dict[EdgeKey, Edge] = network.edges.copy()  # type: ignore[attr-defined]
    gone = [kept.pop(network.edge_keys[row]) for row in rows.tolist()]
    kept_nodes = network.nodes
    if gone_nodes:
        left = {n: node for n, node in network.nodes.items() if n not in gone_nodes}
        kept_nodes = MappingProxyType(left)
    after = replace(network, nodes=kept_nodes, edges=MappingProxyType(kept))
    if "strengths" in vars(network):
        vars(after)["strengths"] = np.delete(network.strengths, rows)
    new = np.cumsum([n in after.nodes for n in network.nodes], dtype=np.intp) - 1
    vars(after)["ends"] = new[np.delete(network.ends, rows, axis=0)]
    _recount(after, network, gone, -1)
    return after


def _rows(network: Network, nodes: set[str], edges: Collection[EdgeKey]) -> Array:
    """The places of the edges at some nodes, and of some edges beside these."""
    at = np.array([n in nodes for n in network.nodes], dtype=bool)
    found = np.asarray(at[network.ends].any(axis=1))
    found[[network.place(key) for key in edges]] = True
    return np.flatnonzero(found)


def _recount(after: Network, before: Network, edges: Iterable[Edge], sign: int) -> None:
    """How many weights lead where, with some edges more (1) or fewer (-1)."""
    edges = tuple(edges)
    if "weights_into" in vars(before):
        counts = {n: before.weights_into[n] for n in before.nodes}
        for edge in edges:
            counts[edge.target] += sign * edge.n_weights
        vars(after)["weights_into"] = {n: counts[n] for n in after.nodes}
    if "frozen_into" in vars(before):
        frozen = dict(before.frozen_into)
        for edge in edges:
            if edge.frozen:
                frozen[edge.target] = frozen.get(edge.target, 0) + sign * edge.n_weights
        kept = (n for n in after.nodes if n in frozen) if frozen else ()
        vars(after)["frozen_into"] = {n: frozen[n] for n in kept if frozen[n]}


def _places(network: Network, ids: Collection[str] | None = None) -> dict[str, int]:
    return {n: i for i, n in enumerate(network.nodes) if ids is None or n in ids}
