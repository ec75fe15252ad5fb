"""The level of every node of a drawing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from core.network.errors import CycleError
from core.network.node import Role

if TYPE_CHECKING:
    from core.network.network import Network

_MOST_AT_ONCE = 12
"""So many turns over all edges are quicker than looking at one edge after the other."""


def node_levels(network: "Network") -> Mapping[str, int]:
    """Inputs 0, hidden 1 … L, every output L + 1; a hidden node is one level after its latest
    hidden source. Raises `CycleError`."""
    level = _at_once(network)
    if level is None:
        level = _in_turn(network)
    nodes = network.nodes
    last = max((level[n] for n in nodes if nodes[n].role is Role.HIDDEN), default=0)
    return {n: last + 1 if nodes[n].role is Role.OUTPUT else level[n] for n in nodes}


def _at_once(network: "Network") -> dict[str, int] | None:
    """One level after the other for all edges together; None for deep drawings and cycles."""
    sources, targets = network.ends[:, 0], network.ends[:, 1]
    level = np.array([n.role is not Role.INPUT for n in network.nodes.values()], dtype=np.intp)
    for _ in range(_MOST_AT_ONCE):
        before = level.copy()
        np.maximum.at(level, targets, before[sources] + 1)
        if np.array_equal(level, before):
            return dict(zip(network.nodes, level.tolist(), strict=True))
    return None


def _in_turn(network: "Network") -> dict[str, int]:
    """Kahn's topological sort; raises `CycleError`."""
    nodes = network.nodes
    waiting = {n: len(network.incoming[n]) for n in nodes}
    ready = [n for n in nodes if waiting[n] == 0]
    level = {n: int(nodes[n].role is not Role.INPUT) for n in nodes}
    for node_id in ready:  # grows while we read it
        after = level[node_id] + 1
        for edge in network.outgoing[node_id]:
            target = edge.target
            if level[target] < after:
                level[target] = after
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    if len(ready) < len(nodes):
        # What comes after a cycle waits, too: name an edge that is on it, the last drawn.
        stuck = next(
            e
            for e in reversed(list(network.edges.values()))
            if waiting[e.target] and waiting[e.source] and network.reaches(e.target, e.source)
        )
        raise CycleError(source=stuck.source, target=stuck.target)
    return level
