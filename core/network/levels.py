"""Whole levels: what they are, one more, one less.

Blocks and single neurons are made of each other in `core.network.expanding` and
`core.network.collapsing`; `core.network.resizing` sets how many units a block has.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from core.language import tr, translatable
from core.network.edge import Edge, EdgeKey
from core.network.edits import free_id, remove
from core.network.errors import NodewiseError
from core.network.layout import COLUMN
from core.network.network import Network
from core.network.node import Node, Role

Initial = Callable[[Network, Iterable[EdgeKey]], Network]
"""Gives edges their initial weights, as `core.network.initial.with_initial_weights` does."""


class LevelError(NodewiseError):
    """Nodes that cannot be made a block, or a level that cannot be changed; it says what to do."""

    template = translatable("{problem}")

    def __str__(self) -> str:
        values = {k: v for k, v in self.values.items() if k != "problem"}
        return tr(str(self.values["problem"])).format(**values)


def level_nodes(network: Network, node_ids: Iterable[str]) -> tuple[str, ...]:
    """Every node of the one level that these nodes are of; raise `LevelError` for several."""
    levels = {network.levels[n] for n in node_ids if n in network.nodes}
    if len(levels) != 1:
        raise LevelError(problem=translatable("Select neurons of one level first."))
    (level,) = levels
    return tuple(n for n in network.nodes if network.levels[n] == level)


def duplicate_level(network: Network, node_ids: Iterable[str], initial: Initial) -> Network:
    """Put a copy of a hidden level right behind it.

    What led out of the level leads out of the copy now, with the same numbers; every node of the
    level feeds every node of the copy with new weights from ``initial``. The copy has the
    activations and biases of the level.
    """
    level = level_nodes(network, node_ids)
    if network.nodes[level[0]].role is not Role.HIDDEN:
        raise LevelError(
            problem=translatable(
                "Only a hidden level can be duplicated: inputs and outputs follow the columns of "
                "the observations. Change how many units there are instead."
            )
        )
    copies: dict[str, str] = {}
    for node_id in level:
        copies[node_id] = free_id(network, Role.HIDDEN, copies.values())
    gap = _gap(network, level)
    nodes: dict[str, Node] = {}
    right = _right_edge(network, level)
    for node_id, node in network.nodes.items():
        moves = node_id not in copies and node.position[0] > right
        nodes[node_id] = shifted(node, gap) if moves else node
        if node_id == level[-1]:
            nodes |= {
                copies[n]: replace(shifted(network.nodes[n], gap), id=copies[n], label=None)
                for n in level
            }
    edges: dict[EdgeKey, Edge] = {}
    for edge in network.edges.values():
        moved = replace(edge, source=copies[edge.source]) if edge.source in copies else edge
        edges[moved.key] = moved
    new = [EdgeKey(s, copies[t]) for s in level for t in level]
    for key in new:
        shape = nodes[key.target].units, nodes[key.source].units
        edges[key] = Edge(*key, np.zeros(shape))
    return initial(replace(network, nodes=nodes, edges=edges), new)


def remove_level(network: Network, node_ids: Iterable[str]) -> Network:
    """Remove a level with every edge at it; what stood right of it moves up to its place."""
    level = level_nodes(network, node_ids)
    after = remove(network, level)
    right, gap = _right_edge(network, level), _gap(network, level)
    return replace(
        after,
        nodes={
            n: shifted(node, -gap) if node.position[0] > right else node
            for n, node in after.nodes.items()
        },
    )


def cut_off(before: Network, after: Network) -> tuple[str, ...]:
    """The nodes that were fed before and are fed by nothing now: what a removed level leaves."""
    return tuple(n for n in after.nodes if before.incoming.get(n) and not after.incoming[n])


def _right_edge(network: Network, level: tuple[str, ...]) -> float:
    return max(network.nodes[n].position[0] for n in level)


def _gap(network: Network, level: tuple[str, ...]) -> float:
    """How far it is from a level to what is drawn right of it, in canvas units."""
    right = _right_edge(network, level)
    beyond = [n.position[0] for n in network.nodes.values() if n.position[0] > right]
    return (
        max(min(beyond) - min(network.nodes[n].position[0] for n in level), 0)
        if beyond
        else (COLUMN)
    )


def shifted(node: Node, dx: float) -> Node:
    """A node moved to the right."""
    return replace(node, position=(node.position[0] + dx, node.position[1]))
