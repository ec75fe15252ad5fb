"""From the drawing to the plan, and parameters there and back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

import numpy as np

from core.collecting import without_collecting
from core.compiling.places import Places
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
    fed = np.bincount(network.ends[:, 1], minlength=len(network.nodes)).tolist()
    loose = tuple(
        node.id
        for node, n_edges in zip(network.nodes.values(), fed, strict=True)
        if node.role is not Role.INPUT and not n_edges
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


def compile_network(network: Network) -> Plan:
    """Compile a finished network; raise `UnfinishedError` that says what is missing."""
    lack = missing(network)
    if lack is not None:
        raise lack
    order = _order(network)
    first_unit, n_units = _number(order)
    places = Places(network, first_unit)
    by_level = groupby(order, key=lambda node: network.levels[node.id])
    levels: list[Level] = []
    theta = 0
    for number, nodes in by_level:
        if number > 0:
            levels.append(_level(places, tuple(nodes), theta))
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
    return replace(plan, trainable=_trainable(plan, places))


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


def _level(places: Places, nodes: tuple[Node, ...], theta: int) -> Level:
    first_unit = places.first_unit
    units = slice(first_unit[nodes[0].id], first_unit[nodes[-1].id] + nodes[-1].units)
    sources = places.reach(units)
    bare = Level(units, sources, slice(theta, theta), slice(theta, theta), None, ())
    mask = places.connected(bare)
    biases = slice(theta + mask.size, theta + mask.size + len(mask))
    return Level(
        units=units,
        sources=sources,
        weight_range=slice(theta, theta + mask.size),
        bias_range=biases,
        mask=None if mask.all() else mask,
        activations=_runs(nodes, first_unit, units.start),
    )


def _runs(nodes: tuple[Node, ...], first_unit: Mapping[str, int], start: int) -> tuple:
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
    places = Places(network, plan.first_unit)
    for level in plan.levels:
        single, index = places.singles(level)
        theta[level.weight_range][index] = network.strengths[single]
        for edge, place in places.blocks(level):
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
    nodes: dict[str, Node] = {}
    for node, level in _computed(plan, network):
        row = plan.first_unit[node.id] - level.units.start
        bias = level.biases(theta)[row : row + node.units, 0]
        if not np.array_equal(bias, node.bias):
            nodes[node.id] = replace(node, bias=bias)
    return Places(network, plan.first_unit).with_weights(nodes, plan.levels, theta)


def _trainable(plan: Plan, places: Places) -> Array:
    """True for every θ that an update may change: edges that exist and are not frozen."""
    network = places.network
    free = plan.is_weight.copy()
    for node, level in _computed(plan, network):
        row = plan.first_unit[node.id] - level.units.start
        level.biases(free)[row : row + node.units] = not node.frozen_bias
    for level in plan.levels if network.frozen_into else ():
        single, index = places.singles(level)
        held = [network.edges[network.edge_keys[i]].frozen for i in single.tolist()]
        free[level.weight_range][index[held]] = False
        for edge, place in places.blocks(level):
            if edge.frozen:
                level.weights(free)[place] = False
    return free
