"""From the drawing to the plan, and parameters there and back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np

from core.collecting import without_collecting
from core.compiling.places import places
from core.compiling.plan import Level, Plan
from core.language import translatable
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
    sources = _reach(network, nodes, first_unit)
    bare = Level(units, sources, slice(theta, theta), slice(theta, theta), None, ())
    mask = _connected(network, nodes, first_unit, bare)
    biases = slice(theta + mask.size, theta + mask.size + len(mask))
    return Level(
        units=units,
        sources=sources,
        weight_range=slice(theta, theta + mask.size),
        bias_range=biases,
        mask=None if mask.all() else mask,
        activations=_runs(nodes, first_unit, units.start),
    )


def _reach(network: Network, nodes: tuple[Node, ...], first_unit: dict[str, int]) -> slice:
    """From the first to the last unit that a level reads."""
    sources = {edge.source for node in nodes for edge in network.incoming[node.id]}
    return slice(
        min(first_unit[source] for source in sources),
        max(first_unit[source] + network.nodes[source].units for source in sources),
    )


def _connected(
    network: Network, nodes: tuple[Node, ...], first_unit: dict[str, int], level: Level
) -> Array:
    """Which weights of a level's slab exist."""
    mask = np.zeros(level.shape, dtype=bool)
    flat = mask.reshape(-1)
    for node in nodes:
        single, blocks = places(network, node, first_unit, level)
        flat[single.index] = True
        for edge, place in blocks:
            mask[place] = True if edge.mask is None else edge.mask
    return mask


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
    for node, level in _computed(plan, network):
        row = plan.first_unit[node.id] - level.units.start
        level.biases(theta)[row : row + node.units, 0] = node.bias
        single, blocks = places(network, node, plan.first_unit, level)
        theta[level.weight_range][single.index] = single.weights()
        for edge, place in blocks:
            level.weights(theta)[place] = edge.weight
    return theta


def _computed(plan: Plan, network: Network) -> Iterator[tuple[Node, Level]]:
    """The nodes that are not inputs, each with its level."""
    for node in network.nodes.values():
        if node.role is not Role.INPUT:
            yield node, plan.level_of(plan.first_unit[node.id])


def with_parameters(plan: Plan, network: Network, theta: Array) -> Network:
    """Return the network with the numbers of θ; nodes and edges that keep theirs are shared."""
    with without_collecting():  # of 200,000 new edges none is garbage yet
        return _with_parameters(plan, network, theta)


def _with_parameters(plan: Plan, network: Network, theta: Array) -> Network:
    nodes, edges = dict(network.nodes), dict(network.edges)
    for node, level in _computed(plan, network):
        row = plan.first_unit[node.id] - level.units.start
        bias = level.biases(theta)[row : row + node.units, 0]
        if not np.array_equal(bias, node.bias):
            nodes[node.id] = replace(node, bias=bias)
        single, blocks = places(network, node, plan.first_unit, level)
        edges.update(single.changed(theta[level.weight_range][single.index]))
        for edge, place in blocks:
            weight = level.weights(theta)[place]
            if not np.array_equal(weight, edge.weight):
                edges[edge.key] = replace(edge, weight=weight)
    return replace(network, nodes=nodes, edges=edges).wired_as(network)


def _trainable(plan: Plan, network: Network) -> Array:
    """True for every θ that an update may change: edges that exist and are not frozen."""
    free = plan.is_weight.copy()
    for node, level in _computed(plan, network):
        row = plan.first_unit[node.id] - level.units.start
        level.biases(free)[row : row + node.units] = not node.frozen_bias
        if any(edge.frozen for edge in network.incoming[node.id]):
            single, blocks = places(network, node, plan.first_unit, level)
            held = [edge.frozen for edge in single.edges]
            free[level.weight_range][single.index[held]] = False
            for edge, place in blocks:
                if edge.frozen:
                    level.weights(free)[place] = False
    return free
