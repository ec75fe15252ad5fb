"""From the drawing to the plan, and parameters there and back."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

import numpy as np

from core.compiling.plan import Level, Plan
from core.language import translatable
from core.network.edge import Edge, EdgeKey
from core.network.errors import UnfinishedError
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.numerics.activations import ACTIVATIONS
from core.numerics.losses import LOSSES
from core.numerics.outputs import OUTPUT_FUNCTIONS


def missing(network: Network) -> UnfinishedError | None:
    """Return what a network still lacks to be evaluated, None if nothing."""
    if not network.nodes:
        return UnfinishedError(translatable("The network is empty: place an input to begin."))
    if not network.inputs:
        return UnfinishedError(translatable("There is no input yet: place one."))
    if not network.outputs:
        return UnfinishedError(translatable("There is no output yet: place one."))
    loose = tuple(
        n.id for n in network.nodes.values() if n.role is not Role.INPUT and _is_loose(network, n)
    )
    if not loose:
        return None
    names = Names(network)
    printed = ", ".join(names.node(n).plain for n in loose)
    if len(loose) == 1:
        problem = translatable("{names} has no incoming edge: connect something to it.")
    else:
        problem = translatable("{names} have no incoming edge: connect something to them.")
    return UnfinishedError(problem, loose, names=printed)


def _is_loose(network: Network, node: Node) -> bool:
    return not network.incoming[node.id]


def compile_network(network: Network) -> Plan:
    """Compile a finished network; raise `UnfinishedError` that says what is missing."""
    lack = missing(network)
    if lack is not None:
        raise lack
    order = _order(network)
    first_unit, n_units = _number(order)
    by_level = groupby(order, key=lambda node: network.levels[node.id])
    levels: list[Level] = []
    theta = 0
    for number, nodes in by_level:
        if number > 0:
            levels.append(_level(network, tuple(nodes), first_unit, theta))
            theta = levels[-1].bias_range.stop
    plan = Plan(
        first_unit=first_unit,
        n_units=n_units,
        n_inputs=sum(node.units for node in network.inputs),
        n_outputs=sum(node.units for node in network.outputs),
        n_theta=theta,
        levels=tuple(levels),
        output_function=OUTPUT_FUNCTIONS[network.output_function],
        loss=LOSSES[network.loss],
        trainable=np.zeros(theta, dtype=bool),
    )
    return replace(plan, trainable=_trainable(plan, network))


def _order(network: Network) -> list[Node]:
    """Nodes by level; within a level by activation, so that one call serves many neurons."""
    activations = list(ACTIVATIONS)
    return sorted(
        network.nodes.values(),
        key=lambda n: (
            network.levels[n.id],
            activations.index(n.activation) if n.role is Role.HIDDEN else 0,
        ),
    )


def _number(order: Iterable[Node]) -> tuple[dict[str, int], int]:
    first_unit, n = {}, 0
    for node in order:
        first_unit[node.id] = n
        n += node.units
    return first_unit, n


def _level(
    network: Network, nodes: tuple[Node, ...], first_unit: dict[str, int], theta: int
) -> Level:
    units = slice(first_unit[nodes[0].id], first_unit[nodes[-1].id] + nodes[-1].units)
    edges = [edge for node in nodes for edge in network.incoming[node.id]]
    sources = slice(
        min(first_unit[e.source] for e in edges),
        max(first_unit[e.source] + network.nodes[e.source].units for e in edges),
    )
    mask = np.zeros((units.stop - units.start, sources.stop - sources.start), dtype=bool)
    for edge in edges:
        mask[_block(network, edge, first_unit, units.start, sources.start)] = (
            True if edge.mask is None else edge.mask
        )
    biases = slice(theta + mask.size, theta + mask.size + len(mask))
    return Level(
        units=units,
        sources=sources,
        weight_range=slice(theta, theta + mask.size),
        bias_range=biases,
        mask=None if mask.all() else mask,
        activations=_runs(nodes, first_unit, units.start),
    )


def _block(
    network: Network, edge: Edge, first_unit: dict[str, int], row0: int, column0: int
) -> tuple[slice, slice]:
    """Where an edge's weights stand in its level's slab."""
    row, column = first_unit[edge.target] - row0, first_unit[edge.source] - column0
    return (
        slice(row, row + network.nodes[edge.target].units),
        slice(column, column + network.nodes[edge.source].units),
    )


def _runs(nodes: tuple[Node, ...], first_unit: dict[str, int], start: int) -> tuple:
    if nodes[0].role is Role.OUTPUT:
        return ()
    runs = []
    for name, run in groupby(nodes, key=lambda node: node.activation):
        same = tuple(run)
        stop = first_unit[same[-1].id] + same[-1].units
        runs.append((slice(first_unit[same[0].id] - start, stop - start), ACTIVATIONS[name]))
    return tuple(runs)


def parameter_vector(plan: Plan, network: Network) -> Array:
    """θ of a network, float64; absent edges hold 0."""
    theta = np.zeros(plan.n_theta)
    for node_id, edges in network.incoming.items():
        node = network.nodes[node_id]
        if node.role is Role.INPUT:
            continue
        level = plan.level_of(plan.first_unit[node_id])
        row = plan.first_unit[node_id] - level.units.start
        level.biases(theta)[row : row + node.units, 0] = node.bias
        for edge in edges:
            level.weights(theta)[_place(plan, network, edge, level)] = edge.weight
    return theta


def _place(plan: Plan, network: Network, edge: Edge, level: Level) -> tuple[slice, slice]:
    return _block(network, edge, plan.first_unit, level.units.start, level.sources.start)


def with_parameters(plan: Plan, network: Network, theta: Array) -> Network:
    """Return the network with the numbers of θ; nodes and edges that keep theirs are shared."""
    nodes, edges = dict(network.nodes), dict(network.edges)
    for node_id, incoming in network.incoming.items():
        node = network.nodes[node_id]
        if node.role is Role.INPUT:
            continue
        level = plan.level_of(plan.first_unit[node_id])
        row = plan.first_unit[node_id] - level.units.start
        bias = level.biases(theta)[row : row + node.units, 0]
        if not np.array_equal(bias, node.bias):
            nodes[node_id] = replace(node, bias=bias)
        for edge in incoming:
            weight = level.weights(theta)[_place(plan, network, edge, level)]
            if not np.array_equal(weight, edge.weight):
                edges[EdgeKey(edge.source, edge.target)] = replace(edge, weight=weight)
    return replace(network, nodes=nodes, edges=edges)


def _trainable(plan: Plan, network: Network) -> Array:
    """True for every θ that an update may change: edges that exist and are not frozen."""
    ones = {
        n.id: replace(n, bias=np.full(n.units, not n.frozen_bias)) for n in network.nodes.values()
    }
    free = {
        k: replace(e, weight=np.full(e.weight.shape, not e.frozen))
        for k, e in network.edges.items()
    }
    return parameter_vector(plan, replace(network, nodes=ones, edges=free)) == 1.0
