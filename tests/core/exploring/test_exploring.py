from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.compiling.compiler import compile_network, parameter_vector
from core.exploring import ranges
from core.exploring.contours import levels_of, limits_of, surface_of
from core.exploring.curves import curve_of
from core.exploring.isolines import isoline
from core.exploring.losses import losses_of
from core.exploring.paths import gradients_along, path_of
from core.exploring.planes import plane_limits, plane_of
from core.exploring.slices import slice_of
from core.exploring.smoothing import smoothed
from core.exploring.tables import csv_text
from core.network.data import Column, Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.numerics import passes
from core.training.penalty import penalty
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.core.networks import networks

QUICK = settings(max_examples=25, deadline=None)


PLAIN = TrainingSettings()


def loss(plan, theta, x, y, training=PLAIN):
    return passes.loss(plan, passes.forward(plan, theta, x), y) + penalty(plan, theta, training)


def neuron(name, role, bias=0.0, activation="sigmoid"):
    return Node(name, role, bias=np.array([bias]), activation=activation)


def house():
    network = Network.build(
        [
            neuron("x1", Role.INPUT),
            neuron("x2", Role.INPUT),
            neuron("a1", Role.HIDDEN, 1.87),
            neuron("a2", Role.HIDDEN, 2.09),
            neuron("y", Role.OUTPUT, 59.0),
        ],
        [
            Edge("x1", "a1", 2.17),
            Edge("x2", "a1", 2.57),
            Edge("x1", "a2", 2.89),
            Edge("x2", "a2", 4.34),
            Edge("a1", "y", 28.33),
            Edge("a2", "y", 60.17),
        ],
        data=Data(np.array([[1.0, 3.0]]), np.array([[215.0]])),
    )
    plan = compile_network(network)
    return plan, parameter_vector(plan, network), network.data


def fits_a_curve(**columns):
    network = Network.build(
        [
            neuron("x", Role.INPUT),
            neuron("a1", Role.HIDDEN, 0.3, "tanh"),
            neuron("a2", Role.HIDDEN, -0.6, "relu"),
            neuron("y", Role.OUTPUT, 0.25),
        ],
        [Edge("x", "a1", 1.5), Edge("x", "a2", -0.7), Edge("a1", "y", 2.0), Edge("a2", "y", -1.2)],
        data=Data(np.linspace(-1, 1, 7)[:, None], np.zeros((7, 1)), **columns),
    )
    plan = compile_network(network)
    return plan, parameter_vector(plan, network), network.data


@QUICK
@given(networks(), st.integers(0, 2**32 - 1))
def test_many_losses_at_once_are_the_losses_one_by_one(network, seed):
    plan = compile_network(network)
    thetas = np.random.default_rng(seed).normal(size=(5, plan.n_theta))
    x, y = network.data.inputs, network.data.targets
    expected = [loss(plan, theta, x, y) for theta in thetas]
    np.testing.assert_allclose(losses_of(plan, thetas, x, y), expected, rtol=1e-12, atol=1e-12)


def test_a_large_network_goes_one_by_one_to_the_same_losses(monkeypatch):
    plan, theta, data = house()
    thetas = theta + np.linspace(0, 1, 9)[:, None]
    together = losses_of(plan, thetas, data.inputs, data.targets)
    monkeypatch.setattr("core.exploring.losses._VALUES", 1)
    np.testing.assert_allclose(losses_of(plan, thetas, data.inputs, data.targets), together)


@QUICK
@given(networks(), st.data())
def test_the_slope_of_a_slice_is_the_finite_difference(network, data):
    plan = compile_network(network)
    theta = parameter_vector(plan, network) + 0.05
    i = data.draw(st.integers(0, plan.n_theta - 1))
    if not plan.is_weight[i] and i not in _biases(plan):
        return  # an edge that is not drawn
    training = TrainingSettings(l1=0.01, l2=0.02)
    x, y = network.data.inputs, network.data.targets
    cut = slice_of(plan, theta, x, y, training, i, limits=(theta[i] - 1e-4, theta[i] + 1e-4), n=3)
    numeric = (cut.total[-1] - cut.total[0]) / 2e-4
    scale = max(1.0, float(np.abs(cut.total).max()))
    assert cut.slope == pytest.approx(numeric, abs=1e-5 * scale, rel=1e-4)
    assert cut.tangent(cut.value) == pytest.approx(cut.loss)
    assert cut.total[cut.values == cut.value][0] == pytest.approx(cut.loss)


def _biases(plan):
    return {i for level in plan.levels for i in range(*level.bias_range.indices(plan.n_theta))}


def test_the_slice_of_the_lecture_shows_point_tangent_and_step():
    plan, theta, data = house()
    index = int(np.flatnonzero(theta == 28.33)[0])
    cut = slice_of(plan, theta, data.inputs, data.targets, TrainingSettings(), index)
    assert cut.value == 28.33
    assert cut.loss == pytest.approx(4556.28029664195)
    assert cut.slope == pytest.approx(-134.99938378440372)
    assert cut.next_value == pytest.approx(29.679993837844)
    assert cut.next_loss < cut.loss
    # The least loss lies where β₁ makes up for the whole error of 67.5: it is in view.
    assert cut.values[0] < 28.33 < 95.83 < cut.values[-1]
    assert cut.total.min() == pytest.approx(0.0, abs=2.0)
    assert cut.values[-1] - cut.values[0] < 200


def test_a_saturated_weight_is_shown_where_its_loss_bends():
    plan, theta, data = house()
    index = int(np.flatnonzero(theta == 2.17)[0])
    cut = slice_of(plan, theta, data.inputs, data.targets, TrainingSettings(), index)
    assert np.ptp(cut.total) > 0.3 * (cut.total.max())
    assert cut.values[0] < 2.17 < cut.values[-1]


def test_a_frozen_parameter_makes_no_step():
    plan, theta, data = house()
    plan = replace(plan, trainable=np.zeros(plan.n_theta, dtype=bool))
    cut = slice_of(plan, theta, data.inputs, data.targets, TrainingSettings(), 0)
    assert cut.next_value == cut.value


def test_a_surface_is_the_loss_at_every_point():
    plan, theta, data = house()
    training = TrainingSettings(l2=0.1, l1=0.05)
    pair = 0, int(np.flatnonzero(theta == 28.33)[0])
    limits = ((-1.0, 2.0), (20.0, 40.0))
    surface = surface_of(plan, theta, data.inputs, data.targets, training, pair, limits, n=5)
    for i, j in ((0, 0), (1, 3), (4, 2)):
        moved = theta.copy()
        moved[list(pair)] = surface.xs[j], surface.ys[i]
        expected = loss(plan, moved, data.inputs, data.targets, training)
        assert surface.losses[i, j] == pytest.approx(expected)


def test_the_limits_of_a_surface_hold_the_paths():
    plan, theta, data = house()
    pair = 0, 1
    path = np.array([[2.17, 2.57], [9.0, -4.0]])
    first, second = limits_of(
        plan, theta, data.inputs, data.targets, TrainingSettings(), pair, [path]
    )
    assert first[0] < 2.17 < 9.0 < first[1]
    assert second[0] < -4.0 < 2.57 < second[1]


def test_levels_are_dense_near_the_lowest_point():
    levels = levels_of(np.linspace(-10, 10, 201)[None, :] ** 2 * np.ones((3, 1)), n=10)
    assert len(levels) == 10
    assert 0 < levels[0] < levels[-1] < 100
    steps = np.diff(levels)
    assert (np.diff(steps) > 0).all()
    assert len(levels_of(np.ones((3, 3)))) == 0


def test_an_isoline_of_a_circle_lies_on_the_circle():
    xs, ys = np.linspace(-2, 2, 81), np.linspace(-2, 2, 61)
    values = xs[None, :] ** 2 + ys[:, None] ** 2
    segments = isoline(xs, ys, values, 1.0)
    np.testing.assert_allclose(np.hypot(*segments.reshape(-1, 2).T), 1.0, atol=2e-3)
    length = np.hypot(*(segments[:, 1] - segments[:, 0]).T).sum()
    assert length == pytest.approx(2 * np.pi, rel=1e-2)
    values[0] = np.nan
    assert np.isfinite(isoline(xs, ys, values, 1.0)).all()


def test_a_plane_is_what_the_network_says_at_every_point():
    plan, theta, _ = house()
    columns = (Column("size", "m²", 80.0, 20.0), Column("rooms", "", 3.0, 1.5))
    target = (Column("price", "k$", 100.0, 50.0),)
    data = Data(
        np.array([[1.0, 3.0], [-1.0, 0.0]]),
        np.array([[2.0], [1.0]]),
        input_columns=columns,
        target_columns=target,
    )
    limits = plane_limits(data)
    assert limits[0][0] < 60.0
    assert limits[0][1] > 100.0
    plane = plane_of(plan, theta, data, limits, n=7)
    x = np.array([[(plane.xs[2] - 80.0) / 20.0, (plane.ys[5] - 3.0) / 1.5]])
    run = passes.forward(plan, theta, x)
    np.testing.assert_allclose(plane.a[:, 5, 2], run.a[:, 0])
    assert plane.outputs[0, 5, 2] == pytest.approx(run.a[plan.outputs][0, 0] * 50.0 + 100.0)


def test_further_inputs_are_held_at_their_means():
    network = Network.build(
        [*(neuron(f"x{j}", Role.INPUT) for j in range(3)), neuron("y", Role.OUTPUT)],
        [Edge(f"x{j}", "y", float(10**j)) for j in range(3)],
        data=Data(np.array([[1.0, 2.0, 3.0], [3.0, 4.0, np.nan]]), np.zeros((2, 1))),
    )
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    plane = plane_of(plan, theta, network.data, ((0.0, 1.0), (0.0, 1.0)), n=2, pair=(0, 2))
    np.testing.assert_allclose(plane.outputs[0], [[30.0, 31.0], [130.0, 131.0]])


def test_the_parts_of_a_curve_add_up_to_it_in_measured_units():
    for columns in ({}, {"target_columns": (Column("price", "k$", 100.0, 50.0),)}):
        plan, theta, data = fits_a_curve(**columns)
        curve = curve_of(plan, theta, data, (-2.0, 2.0), n=9)
        np.testing.assert_allclose(curve.sum, curve.y_hat)
        assert curve.adds_to_y_hat
        assert len(curve.parts) == 2
    run = passes.forward(plan, theta, curve.x[:, None])
    np.testing.assert_allclose(curve.parts[0], 50.0 * 2.0 * run.a[curve.sources[0]])


def test_an_edge_past_the_hidden_level_is_a_part_too_and_a_missing_one_is_not():
    network = Network.build(
        [
            neuron("x", Role.INPUT),
            neuron("a", Role.HIDDEN),
            neuron("b", Role.HIDDEN),
            neuron("y", Role.OUTPUT, 1.0),
        ],
        [Edge("x", "a", 1.0), Edge("x", "b", 1.0), Edge("x", "y", 3.0), Edge("b", "y", 2.0)],
        output_function="logistic",
    )
    plan = compile_network(network)
    curve = curve_of(plan, parameter_vector(plan, network), network.data, (-1.0, 1.0), n=5)
    assert len(curve.parts) == 2
    np.testing.assert_allclose(curve.parts[0], 3.0 * curve.x)
    assert not curve.adds_to_y_hat
    np.testing.assert_allclose(1 / (1 + np.exp(-curve.sum)), curve.y_hat)


def test_a_path_goes_again_where_the_run_went():
    plan, theta, data = house()
    training = TrainingSettings(learning_rate=0.01)
    trainer = Trainer(plan, theta, data, training)
    trainer.run_steps(30)
    path = path_of(plan, theta, trainer.theta, data, training, 30)
    assert path.is_whole
    assert path.steps.tolist() == list(range(31))
    np.testing.assert_array_equal(path.thetas[0], theta)
    np.testing.assert_array_equal(path.thetas[-1], trainer.theta)
    again = Trainer(plan, theta, data, training)
    again.run_steps(10)
    np.testing.assert_array_equal(path.thetas[10], again.theta)


def test_a_path_that_ends_elsewhere_or_takes_too_long_has_its_ends_alone():
    plan, theta, data = house()
    elsewhere = path_of(plan, theta, theta + 1.0, data, TrainingSettings(), 30)
    assert not elsewhere.is_whole
    np.testing.assert_array_equal(elsewhere.thetas, [theta, theta + 1.0])
    late = path_of(plan, theta, theta, data, TrainingSettings(), 10**9, most_seconds=0.0)
    assert not late.is_whole
    assert late.steps.tolist() == [0, 10**9]


def test_gradients_along_a_path_are_those_of_the_slices():
    plan, theta, data = house()
    training = TrainingSettings(learning_rate=0.01, l2=0.01)
    path = path_of(plan, theta, None, data, training, 5)
    found = gradients_along(plan, path.thetas, data.inputs, data.targets, training, 2)
    for i in (0, 5):
        cut = slice_of(plan, path.thetas[i], data.inputs, data.targets, training, 2, n=5)
        assert found[i] == pytest.approx(cut.slope)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (-0.3, 0.31, [-0.2, 0.0, 0.2]), (3, 3.9, [3, 3.5])],
)
def test_ticks_are_multiples_of_1_2_or_5(low, high, expected):
    about = 5 if len(expected) == 6 else 3 if len(expected) == 3 else 2
    np.testing.assert_allclose(ranges.ticks(low, high, about), expected, atol=1e-12)


def test_logarithmic_ticks_are_powers_of_ten_or_finer():
    assert ranges.log_ticks(-4.2, 0.1, 6) == [-4, -3, -2, -1, 0]
    assert ranges.log_ticks(-9, 0, 4) == [-9, -6, -3, 0]
    np.testing.assert_allclose(ranges.log_ticks(-0.1, 0.8, 6), np.log10([1, 2, 5]))
    close = ranges.log_ticks(np.log10(0.0743), np.log10(0.0751), 4)  # no power of ten, 2 or 5 there
    np.testing.assert_allclose(close, np.log10([0.0744, 0.0746, 0.0748, 0.075]))


def test_a_range_of_one_value_is_wide_enough_to_be_seen():
    low, high = ranges.padded(np.array([3.0, np.nan, np.inf]))
    assert low < 3.0 < high
    assert ranges.padded(np.array([])) == (-1.0, 1.0)


def test_smoothing_keeps_a_constant_and_passes_over_gaps():
    np.testing.assert_allclose(smoothed(np.full(5, 2.0)), 2.0)
    rough = np.array([1.0, np.nan, 3.0, np.inf])
    result = smoothed(rough, 0.5)
    assert result[0] == 1.0
    assert np.isnan(result[[1, 3]]).all()
    assert result[2] == pytest.approx((0.5 * 1.0 * 0.5 + 0.5 * 3.0) / (0.25 + 0.5))


def test_csv_has_every_digit_and_empty_cells_where_a_column_ends():
    text = csv_text({"a, b": np.array([0.1 + 0.2, np.nan]), "n": np.array([1.0])})
    assert text == '"a, b",n\n0.30000000000000004,1\n,\n'
