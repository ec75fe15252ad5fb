"""The numbers of every parameter in the order of `Network.parameters`, as one array."""

from collections.abc import Callable

import numpy as np

from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Array, Node, Role


def parameter_values(network: Network) -> Array:
    """Every bias and weight, neuron by neuron: the bias, then the weights into it."""
    return _gathered(network, lambda node: node.bias, lambda edge: edge.weight)


def frozen_flags(network: Network) -> Array:
    """Which of them no update changes."""
    return _gathered(
        network,
        lambda node: np.full(node.units, node.frozen_bias),
        lambda edge: np.full(edge.weight.shape, edge.frozen),
    )


def _gathered(
    network: Network, of_node: Callable[[Node], Array], of_edge: Callable[[Edge], Array]
) -> Array:
    parts = []
    for role in (Role.HIDDEN, Role.OUTPUT):
        for node in network.of_role(role):
            edges = network.incoming[node.id]
            rows = np.hstack([of_node(node)[:, np.newaxis], *(of_edge(edge) for edge in edges)])
            if any(edge.mask is not None for edge in edges):
                parts.append(rows[_present(node, edges)])
            else:
                parts.append(rows.ravel())
    return np.concatenate(parts) if parts else np.zeros(0)


def _present(node: Node, edges: tuple[Edge, ...]) -> Array:
    there: list[Array] = [np.ones((node.units, 1), dtype=bool)]
    there += [
        np.ones(edge.weight.shape, dtype=bool) if edge.mask is None else edge.mask for edge in edges
    ]
    return np.hstack(there)


def same_parameters(one: Network, other: Network) -> bool:
    """Return whether two networks have the same parameters in the same order."""
    if one.nodes is not other.nodes:
        places = [[(n.id, n.role, n.units) for n in of.nodes.values()] for of in (one, other)]
        if places[0] != places[1]:
            return False
    if one.edges is other.edges:
        return True
    if len(one.edges) != len(other.edges):
        return False
    for key, edge in other.edges.items():
        old = one.edges.get(key)
        if old is not edge and (old is None or not _same_mask(old.mask, edge.mask)):
            return False
    return True


def _same_mask(one: Array | None, other: Array | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or np.array_equal(one, other)
