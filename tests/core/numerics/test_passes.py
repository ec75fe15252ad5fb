"""Random acyclic networks against finite differences, and what a gradient must not touch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.compiling.plan import Plan, update_vector
from core.network.edge import Edge, EdgeKey
from core.network.errors import ShapeError
from core.network.network import Network
from core.network.node import Array, Node, Role, Unit
from core.numerics import passes
from core.numerics.activations import ACTIVATIONS
from core.numerics.outputs import OUTPUT_FUNCTIONS
from tests.core.networks import networks

EPS = 1e-6


def loss_of(plan: Plan, theta: Array, network: Network) -> float:
    run = passes.forward(plan, theta, network.data.inputs)
    return passes.loss(plan, run, network.data.targets)


def gradient_of(plan: Plan, theta: Array, network: Network) -> Array:
    run = passes.forward(plan, theta, network.data.inputs)
    return passes.backward(plan, theta, run, network.data.targets).gradient


@settings(deadline=None, max_examples=120)
@given(networks())
def test_gradient_is_the_derivative_of_the_loss(network: Network) -> None:
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    gradient = gradient_of(plan, theta, network)
    for parameter in network.parameters():
        i = plan.theta_index(parameter)
        step = np.zeros_like(theta)
        step[i] = EPS
        up, down = loss_of(plan, theta + step, network), loss_of(plan, theta - step, network)
        numeric = (up - down) / (2 * EPS)
        assert gradient[i] == pytest.approx(numeric, rel=1e-5, abs=1e-7), parameter


@settings(deadline=None, max_examples=60)
@given(networks(activations=list(ACTIVATIONS)), st.floats(1e-3, 1.0))
def test_absent_edges_and_frozen_parameters_never_move(network: Network, rate: float) -> None:
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    gradient = gradient_of(plan, theta, network)
    there = {plan.theta_index(p): p for p in network.parameters()}
    absent = [i for i in range(plan.n_theta) if i not in there]
    assert not gradient[absent].any()
    moved = update_vector(plan, theta, gradient, rate)
    assert not moved[absent].any()
    for i, parameter in there.items():
        if network.is_frozen(parameter):
            assert moved[i] == theta[i]
        else:
            assert moved[i] == theta[i] - rate * gradient[i]


@settings(deadline=None, max_examples=60)
@given(networks(activations=list(ACTIVATIONS)))
def test_the_forward_pass_is_the_textbook_one(network: Network) -> None:
    """Neuron by neuron, from the drawing alone."""
    plan = compile_network(network)
    run = passes.forward(plan, parameter_vector(plan, network), network.data.inputs)
    a: dict[Unit, Array] = dict(zip(network.units(Role.INPUT), network.data.inputs.T, strict=True))
    for level in range(1, max(network.levels.values()) + 1):
        for unit in [u for r in (Role.HIDDEN, Role.OUTPUT) for u in network.units(r)]:
            node = network.nodes[unit.node]
            if network.levels[unit.node] != level:
                continue
            z = np.full(len(network.data.inputs), node.bias[unit.index])
            for p in network.parameters_into(unit)[1:]:
                assert p.source is not None
                z = z + network.value(p) * a[p.source]
            np.testing.assert_allclose(run.z[plan.index(unit)], z, rtol=1e-12, atol=1e-13)
            if node.role is Role.HIDDEN:
                a[unit] = ACTIVATIONS[node.activation].value(z)
                np.testing.assert_allclose(run.a[plan.index(unit)], a[unit], atol=1e-12)
    rows = [plan.index(u) for u in network.units(Role.OUTPUT)]
    assert rows == list(range(plan.outputs.start, plan.outputs.stop))
    f = OUTPUT_FUNCTIONS[network.output_function]
    np.testing.assert_allclose(run.a[rows], f.value(run.z[rows]))


@settings(deadline=None, max_examples=60)
@given(networks(activations=list(ACTIVATIONS)))
def test_parameters_go_into_theta_and_back_bit_for_bit(network: Network) -> None:
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    assert with_parameters(plan, network, theta) == network
    for parameter in network.parameters():
        assert theta[plan.theta_index(parameter)] == network.value(parameter)
    changed = with_parameters(plan, network, theta + 1.0)
    for parameter in network.parameters():
        assert changed.value(parameter) == network.value(parameter) + 1.0


def test_a_block_and_its_neurons_compute_the_same() -> None:
    rng = np.random.default_rng(3)
    w, b, beta = rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=(1, 3))
    x = rng.normal(size=(4, 2))
    block = Network.build(
        [Node("x", Role.INPUT, 2), Node("h", Role.HIDDEN, 3, bias=b), Node("y", Role.OUTPUT)],
        [Edge("x", "h", w), Edge("h", "y", beta)],
    )
    single = Network.build(
        [Node(f"x{j}", Role.INPUT) for j in range(2)]
        + [Node(f"h{k}", Role.HIDDEN, bias=b[k : k + 1]) for k in range(3)]
        + [Node("y", Role.OUTPUT)],
        [Edge(f"x{j}", f"h{k}", w[k : k + 1, j : j + 1]) for k in range(3) for j in range(2)]
        + [Edge(f"h{k}", "y", beta[:, k : k + 1]) for k in range(3)],
    )
    runs = []
    for network in (block, single):
        plan = compile_network(network)
        runs.append(passes.forward(plan, parameter_vector(plan, network), x))
    np.testing.assert_array_equal(runs[0].a, runs[1].a)


def test_wrong_widths_are_named() -> None:
    network = Network.build(
        [Node("x", Role.INPUT), Node("y", Role.OUTPUT)], [Edge("x", "y", np.ones((1, 1)))]
    )
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    with pytest.raises(ShapeError, match="1 columns, got 2 columns"):
        passes.forward(plan, theta, np.ones((1, 2)))
    run = passes.forward(plan, theta, np.ones((1, 1)))
    with pytest.raises(ShapeError, match="targets: expected 1 × 1 numbers, got 2 × 1 numbers"):
        passes.backward(plan, theta, run, np.ones((2, 1)))


def test_numbers_that_run_away_say_so_by_being_infinite_and_not_by_a_warning() -> None:
    nodes = [
        Node("x", Role.INPUT),
        Node("a", Role.HIDDEN, activation="square"),
        Node("y", Role.OUTPUT),
    ]
    big = np.array([[1e300]])
    network = Network.build(nodes, [Edge("x", "a", big), Edge("a", "y", big)])
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    run = passes.forward(plan, theta, np.array([[1.0]]))
    assert run.a[plan.outputs] == np.inf
    assert passes.loss(plan, run, np.array([[0.0]])) == np.inf
    passes.backward(plan, theta, run, np.array([[0.0]]))
    assert EdgeKey("a", "y") in network.edges
