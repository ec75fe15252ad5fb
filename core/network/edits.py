"""Every change of a network: a function from one network to the next that raises or returns.

None of them changes a weight that it is not about.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.network.byte_rows import ByteRows
from core.network.data import Column, Data
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.errors import CycleError, DuplicateEdgeError, ValueRangeError, WiringError
from core.network.following import following, with_changed, with_edge, without
from core.network.naming import plain_names
from core.network.network import Network, check_ends
from core.network.node import Array, Node, Role

InitialWeight = Callable[[Node, Node], Array]
"""The weights that a new edge from one node to another starts with, (target, source) units."""


def add_node(network: Network, node: Node) -> Network:
    """Add a node; the data gain empty columns (NaN) for a new input's or output's units."""
    added = replace(network, nodes={**network.nodes, node.id: node})
    return replace(added, data=fitted_data(network, added))


def free_id(network: Network, role: Role, taken: Iterable[str] = ()) -> str:
    """Return a short id that no node has: x1, a1, y1 …"""
    letter = {Role.INPUT: "x", Role.HIDDEN: "a", Role.OUTPUT: "y"}[role]
    used = {*network.nodes, *taken}
    return next(f"{letter}{i}" for i in range(1, len(used) + 2) if f"{letter}{i}" not in used)


def remove(network: Network, nodes: Iterable[str] = (), edges: Iterable[EdgeKey] = ()) -> Network:
    """Remove nodes with every edge at them, and edges."""
    keys = [EdgeKey(*key) for key in edges]
    after = without(network, set(nodes) & network.nodes.keys(), keys)
    data = fitted_data(network, after)
    return after if data is after.data else following(replace(after, data=data), after)


def connect(network: Network, edge: Edge) -> Network:
    """Add an edge; raise a `WiringError` that names both ends if it is not allowed."""
    check_wiring(network, edge)
    return with_edge(network, edge)


def check_wiring(network: Network, edge: Edge) -> None:
    """Raise the `WiringError` that `connect` would, in the printed names of the ends."""
    try:
        check_ends(network, edge)
        if edge.key in network.edges:
            raise DuplicateEdgeError(source=edge.source, target=edge.target)
        if network.reaches(edge.target, edge.source):
            raise CycleError(source=edge.source, target=edge.target)
    except WiringError as error:
        names = plain_names(network)
        printed = {key: names.get(str(value), value) for key, value in error.values.items()}
        raise type(error)(**printed) from None


def connect_all(
    network: Network, sources: Iterable[str], targets: Iterable[str], initial: InitialWeight
) -> Network:
    """Connect every source to every target where that is allowed and not done yet."""
    targets = tuple(targets)
    for source in sources:
        for target in targets:
            key = EdgeKey(source, target)
            ends = network.nodes[source], network.nodes[target]
            if key not in network.edges and may_connect(network, source, target):
                network = connect(network, Edge(source, target, initial(*ends)))
    return network


def may_connect(network: Network, source: str, target: str) -> bool:
    """Return whether an edge would be allowed, apart from being there already."""
    return (
        source != target
        and network.nodes[target].role is not Role.INPUT
        and network.nodes[source].role is not Role.OUTPUT
        and not network.reaches(target, source)
    )


def change_node(network: Network, node_id: str, **changes: Any) -> Network:
    """Replace fields of one node: label, activation, bias, position, frozen_bias."""
    node = replace(network.nodes[node_id], **changes)
    return replace(network, nodes={**network.nodes, node_id: node})


def change_nodes(network: Network, changes: Mapping[str, Mapping[str, Any]]) -> Network:
    """Replace fields of several nodes at once."""
    changed = {n: replace(network.nodes[n], **fields) for n, fields in changes.items()}
    return replace(network, nodes={**network.nodes, **changed})


def change_edge(network: Network, key: EdgeKey, **changes: Any) -> Network:
    """Replace fields of one edge: weight, frozen, label."""
    edge = replace(network.edges[key], **changes)
    check_ends(network, edge)
    return with_changed(network, {key: edge})


def move(network: Network, positions: Mapping[str, tuple[float, float]]) -> Network:
    """Move nodes to new places, in canvas units."""
    moved = {n: network.nodes[n].at(place) for n, place in positions.items()}
    return replace(network, nodes={**network.nodes, **moved}).wired_as(network)


def set_value(network: Network, parameter: Parameter, value: float) -> Network:
    """Set one weight or bias."""
    return set_values(network, {parameter: value})


def set_values(network: Network, values: Mapping[Parameter, float]) -> Network:
    """Set several weights and biases; every other number keeps its bits."""
    biases: dict[str, Array] = {}
    weights: dict[EdgeKey, Array] = {}
    for parameter, value in values.items():
        if not np.isfinite(value):
            raise ValueRangeError(what=str(value), problem="a weight is a finite number")
        target, source = parameter
        if source is None:
            bias = biases.setdefault(target.node, network.nodes[target.node].bias.copy())
            bias[target.index] = value
        else:
            key = EdgeKey(source.node, target.node)
            weight = weights.setdefault(key, network.edges[key].weight.copy())
            weight[target.index, source.index] = value
    nodes = {n: replace(network.nodes[n], bias=b) for n, b in biases.items()}
    edges = {k: replace(network.edges[k], weight=w) for k, w in weights.items()}
    return network.with_numbers(nodes, edges)


def fill(network: Network, nodes: Iterable[str], edges: Iterable[EdgeKey], value: float) -> Network:
    """Give every bias of some nodes and every weight of some edges one value."""
    if not np.isfinite(value):
        raise ValueRangeError(what=str(value), problem="a weight is a finite number")
    biases = {n: {"bias": np.full(network.nodes[n].units, value)} for n in nodes}
    new = {
        key: replace(network.edges[key], weight=np.full(network.edges[key].weight.shape, value))
        for key in edges
    }
    return replace(change_nodes(network, biases), edges={**network.edges, **new})


def set_data(network: Network, inputs: Array, targets: Array) -> Network:
    """Replace the numbers of the observations; see `with_numbers`."""
    return replace(network, data=with_numbers(network.data, inputs, targets))


def with_numbers(data: Data, inputs: Array, targets: Array) -> Data:
    """Replace the numbers and keep what is known of rows and columns as far as it still fits.

    Rows at the end that are new are training rows. A side with another number of columns than
    before loses what was known of its columns.
    """
    split, n = data.split, len(inputs)
    if split is not None:
        split = np.append(split[:n], np.zeros(max(0, n - len(split)), np.int8))
    return replace(
        data,
        inputs=inputs,
        targets=targets,
        split=split,
        input_columns=_fitting(data.input_columns, inputs),
        target_columns=_fitting(data.target_columns, targets),
    )


def _fitting(columns: tuple[Column, ...], array: Array) -> tuple[Column, ...]:
    return columns if len(columns) == np.shape(array)[1] else ()


def change_role(network: Network, node_id: str, role: Role) -> Network:
    """Make a node an input, hidden or output node where its edges allow it."""
    node = network.nodes[node_id]
    bias = np.zeros(node.units) if role is Role.INPUT else node.bias
    nodes = {**network.nodes, node_id: replace(node, role=role, bias=bias)}
    after = replace(network, nodes=nodes)
    for edge in (*network.incoming[node_id], *network.outgoing[node_id]):
        check_ends(after, edge)
    return replace(after, data=fitted_data(network, after))


def fitted_data(before: Network, after: Network) -> Data:
    """Return the data with a column for each input and output unit that ``after`` has.

    Columns follow their unit; a new unit's column is empty (NaN), a removed unit's is dropped.
    """
    data = before.data
    if all(before.units(role) == after.units(role) for role in (Role.INPUT, Role.OUTPUT)):
        return data
    inputs = data.inputs
    if not isinstance(inputs, ByteRows):  # images fit as a whole or not; what does not is said
        inputs = _fitted(inputs, before, after, Role.INPUT)
    return replace(
        data,
        inputs=inputs,
        targets=_fitted(data.targets, before, after, Role.OUTPUT),
        input_columns=_described(data.input_columns, before, after, Role.INPUT),
        target_columns=_described(data.target_columns, before, after, Role.OUTPUT),
    )


def _described(
    columns: tuple[Column, ...], before: Network, after: Network, role: Role
) -> tuple[Column, ...]:
    """What is known of the columns, each with its unit."""
    if not columns:
        return ()
    old, wanted = before.units(role), after.units(role)
    if old == wanted:
        return columns
    if not old and 0 < len(wanted) <= len(columns):
        return columns[: len(wanted)]
    known = dict(zip(old, columns, strict=False))
    return tuple(known.get(unit, Column()) for unit in wanted)


def _fitted(columns: Array, before: Network, after: Network, role: Role) -> Array:
    drawn, wanted = before.units(role), after.units(role)
    if drawn == wanted:
        return columns  # also those that wait for their first node
    old = {unit: j for j, unit in enumerate(drawn)}
    if not old and len(wanted) == columns.shape[1]:
        return columns
    if not old and 0 < len(wanted) < columns.shape[1]:
        return columns[:, : len(wanted)]  # columns that waited for their first node
    empty = np.full(len(columns), np.nan)
    kept = [columns[:, old[u]] if u in old and old[u] < columns.shape[1] else empty for u in wanted]
    return np.column_stack(kept) if kept else np.zeros((len(columns), 0))
