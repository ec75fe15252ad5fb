"""How many units a node has: the first ones keep every number."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from core.network.edge import Edge, EdgeKey
from core.network.edits import fitted_data
from core.network.levels import Initial
from core.network.network import Network
from core.network.node import Array, Node


def set_units(
    network: Network, node_id: str, units: int, initial: Initial | None = None
) -> Network:
    """Give a node ``units`` units: the first ones keep every number, the last ones come and go.

    New weights are those that ``initial`` gives an edge of the new size at their place (0 without
    one), new biases are 0. The columns of the data follow: a new one is empty.
    """
    node = network.nodes[node_id]
    if units == node.units:
        return network
    resized = replace(node, units=units, bias=_fitted(node.bias[:, np.newaxis], (units, 1))[:, 0])
    touched = [e.key for e in (*network.incoming[node_id], *network.outgoing[node_id])]
    edges = dict(network.edges)
    for key in touched:
        edges[key] = _resized(network.edges[key], _shape(network, key, resized))
    after = replace(network, nodes={**network.nodes, node_id: resized}, edges=edges)
    if initial is not None and units > node.units:
        after = _with_old_numbers(network, initial(after, touched), touched)
    return replace(after, data=fitted_data(network, after))


def _shape(network: Network, key: EdgeKey, resized: Node) -> tuple[int, int]:
    nodes = {**network.nodes, resized.id: resized}
    return nodes[key.target].units, nodes[key.source].units


def _fitted(array: Array, shape: tuple[int, int]) -> Array:
    """The array cut or filled up with 0 (False) to a shape."""
    fitted = np.zeros(shape, dtype=array.dtype)
    rows, columns = min(shape[0], array.shape[0]), min(shape[1], array.shape[1])
    fitted[:rows, :columns] = array[:rows, :columns]
    return fitted


def _resized(edge: Edge, shape: tuple[int, int]) -> Edge:
    # What is new is connected.
    mask = None if edge.mask is None else ~_fitted(~edge.mask, shape)
    return replace(edge, weight=_fitted(edge.weight, shape), mask=mask)


def _with_old_numbers(before: Network, after: Network, keys: Iterable[EdgeKey]) -> Network:
    """Put the weights that were there before over those that were drawn for the whole edge."""
    edges = dict(after.edges)
    for key in keys:
        weight, old = edges[key].weight.copy(), before.edges[key].weight
        weight[: old.shape[0], : old.shape[1]] = old
        edges[key] = replace(edges[key], weight=weight)
    return replace(after, edges=edges)
