"""A change that was worked out from weights that have moved on since."""

from dataclasses import replace

import numpy as np

from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role


def rebased(after: Network, before: Network, now: Network) -> Network:
    """``after`` was made from ``before``; return it as if it had been made from ``now``.

    Numbers that the change left as they were become those of ``now``; what it set stays set.
    """
    nodes = {key: _node(node, before, now) for key, node in after.nodes.items()}
    edges = {key: _edge(edge, before.edges.get(key), now.edges.get(key))
             for key, edge in after.edges.items()}  # fmt: skip
    runs = now.runs if after.runs == before.runs else after.runs
    return replace(after, nodes=nodes, edges=edges, runs=runs)


def _node(node: Node, before: Network, now: Network) -> Node:
    old, new = before.nodes.get(node.id), now.nodes.get(node.id)
    if old is None or new is None or node.role is Role.INPUT or old.bias is new.bias:
        return node
    if node is old:
        return new
    return replace(node, bias=new.bias) if np.array_equal(node.bias, old.bias) else node


def _edge(edge: Edge, old: Edge | None, new: Edge | None) -> Edge:
    if old is None or new is None or old is new:
        return edge
    if edge is old:
        return new
    return replace(edge, weight=new.weight) if np.array_equal(edge.weight, old.weight) else edge
