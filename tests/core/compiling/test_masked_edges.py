"""A block whose edge leaves connections out is the network of the neurons that lack them."""

from dataclasses import replace

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.network.edge import Edge, Parameter
from core.network.errors import ShapeError
from core.network.following import with_changed
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.resizing import set_units
from core.numerics import passes

MASK = np.array([[1, 1, 0], [0, 1, 1]], dtype=bool)
WEIGHT = np.array([[0.5, -1.0, 0.0], [0.0, 2.0, 0.25]])


def _network() -> Network:
    nodes = [
        Node("x", Role.INPUT, 3),
        Node("h", Role.HIDDEN, 2, activation="tanh"),
        Node("y", Role.OUTPUT),
    ]
    return Network.build(
        nodes,
        [Edge("x", "h", WEIGHT + 7 * ~MASK, mask=MASK), Edge("h", "y", np.ones((1, 2)))],
    )


def test_absent_connections_have_weight_0_and_are_no_parameters() -> None:
    network = _network()
    edge = next(iter(network.edges.values()))
    assert np.array_equal(edge.weight, WEIGHT)
    assert network.n_parameters == 4 + 2 + 2 + 1
    assert not network.has(Parameter(Unit("h", 0), Unit("x", 2)))
    assert [p.source.index for p in network.parameters_into(Unit("h", 1)) if p.source] == [1, 2]


def test_updates_leave_absent_connections_at_0() -> None:
    network = _network()
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    run = passes.forward(plan, theta, np.array([[1.0, 2.0, 3.0]]))
    gradient = passes.backward(plan, theta, run, np.array([[0.0]])).gradient
    level = plan.levels[0]
    assert np.array_equal(level.weights(gradient) != 0, MASK)
    assert np.array_equal(level.weights(plan.trainable.astype(float)) != 0, MASK)


def test_a_mask_that_leaves_nothing_out_is_none() -> None:
    assert Edge("x", "h", WEIGHT, mask=np.ones((2, 3), dtype=bool)).mask is None


def test_a_mask_of_another_shape_is_refused() -> None:
    with pytest.raises(ShapeError, match="mask"):
        Edge("x", "h", WEIGHT, mask=MASK.T)


def test_one_unit_that_is_not_connected_to_one_has_no_weight() -> None:
    network = _network()
    network = set_units(set_units(set_units(network, "x", 1), "h", 2), "h", 1)
    apart = np.array([[False]])
    network = with_changed(network, {(e := network.incoming["h"][0]).key: replace(e, mask=apart)})
    plan = compile_network(network)
    assert network.n_parameters == 1 + 2
    assert np.count_nonzero(plan.is_weight & plan.trainable) == 1
    assert np.count_nonzero(plan.trainable) == 3
