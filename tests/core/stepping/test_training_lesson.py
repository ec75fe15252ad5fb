"""The lesson about training: its numbers are those of a run, for every batch and optimizer."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.network.data import Data
from core.network.edge import EdgeKey
from core.network.errors import UnfinishedError
from core.network.naming import parameter_named
from core.network.network import Network
from core.stepping.quantity import Kind, Quantity
from core.stepping.step import Line, Step
from core.stepping.trace import Lesson, Request, Trace, record
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.core.stepping.networks import skipping

OPTIMIZERS: list[dict[str, Any]] = [
    {"optimizer": "gd"},
    {"optimizer": "momentum", "momentum": 0.7},
    {"optimizer": "rmsprop"},
    {"optimizer": "rmsprop", "eta_outside": True, "eta": 1e-3},
    {"optimizer": "adam"},
    {"optimizer": "adam", "eta_outside": True},
    {"optimizer": "adam", "bias_correction": False},
]
BATCHES: list[dict[str, Any]] = [
    {"batch_size": size, "replacement": replacement}
    for size, replacement in product((None, 1, 3), (False, True))
]
REST: list[dict[str, Any]] = [
    {},
    {"l1": 0.02, "l2": 0.03, "dropout": 0.4, "schedule": "exponential", "schedule_factor": 0.9},
]


def many_rows(loss: str = "mse", n: int = 7) -> Network:
    rng = np.random.default_rng(3)
    network = skipping("identity", loss)
    data = Data(rng.normal(size=(n, 2)), rng.normal(size=(n, 2)))
    return replace(network, data=data)


def named(settings: Mapping[str, Any]) -> str:
    return " ".join(str(value) for value in settings.values())


def trained(network: Network, settings: Mapping[str, Any]) -> Network:
    return replace(network, training={"learning_rate": 0.05, "seed": 4, **settings})


def lesson(network: Network, name: str = "a1->a2", n_moves: int = 3, row: int = 0) -> Trace:
    parameter = parameter_named(network, name)
    return record(network, Request(Lesson.TRAINING, row, parameter, n_moves=n_moves))


def topics(trace: Trace, move: int = 1) -> list[str]:
    return [s.topic for s in trace.steps if s.details["t"] == move]


def step(trace: Trace, topic: str, move: int = 1) -> Step:
    return next(s for s in trace.steps if s.topic == topic and s.details["t"] == move)


@pytest.mark.parametrize("rest", REST, ids=["plain", "penalty and dropout"])
@pytest.mark.parametrize("batch", BATCHES, ids=named)
@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=named)
def test_every_step_is_the_trainers(
    optimizer: dict[str, Any], batch: dict[str, Any], rest: dict[str, Any]
) -> None:
    network = trained(many_rows(), {**optimizer, **batch, **rest})
    plan = compile_network(network)
    settings = TrainingSettings.of(network.training)
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    trace = lesson(network, n_moves=20)
    assert len(trace.moves) == 20
    for move in trace.moves:
        trainer.run_steps(1)
        np.testing.assert_allclose(move.new_theta, trainer.theta, rtol=1e-12, atol=1e-12)
        update = step(trace, "train_update", move.number)
        assert update.theta is move.new_theta
        index = plan.theta_index(parameter_named(network, "a1->a2"))
        line = update.lines[0]
        assert isinstance(line, Line)
        assert line.value == pytest.approx(trainer.theta[index], rel=1e-12)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"optimizer": "rmsprop", "learning_rate": 0.01}, 2.90152102),
        ({"optimizer": "rmsprop", "learning_rate": 0.01, "eta_outside": True}, 2.92161470),
        ({"optimizer": "adam", "learning_rate": 0.001}, 2.89077770),
        ({"optimizer": "adam", "learning_rate": 0.001, "eta_outside": True}, 2.89099992),
        ({"optimizer": "gd", "learning_rate": 0.01}, 2.8900012371277),
    ],
)
def test_house_prices_say_which_stabiliser_is_meant(
    house_prices: Network, settings: dict[str, Any], expected: float
) -> None:
    trace = lesson(replace(house_prices, training=settings), "w21", 1)
    line = step(trace, "train_update").lines[0]
    assert isinstance(line, Line)
    assert line.value == pytest.approx(expected, abs=5e-9)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"optimizer": "gd"}, []),
        ({"optimizer": "momentum"}, ["train_velocity"]),
        ({"optimizer": "rmsprop"}, ["train_mean_square", "train_effective"]),
        ({"optimizer": "adam"}, ["train_moments", "train_corrected", "train_effective"]),
        ({"optimizer": "adam", "bias_correction": False}, ["train_moments", "train_effective"]),
    ],
)
def test_each_optimizer_shows_its_own_state(settings: dict[str, Any], expected: list[str]) -> None:
    trace = lesson(trained(many_rows(), {"batch_size": 3, **settings}))
    before = ["train_batch_shuffled", "train_loss", "train_rows", "train_mean", "train_nabla"]
    assert topics(trace) == [*before, *expected, "train_update", "train_outcome"]
    assert topics(trace, 2) == topics(trace)


@pytest.mark.parametrize("loss", ["mse", "sse", "half_mse", "half_sse"])
def test_rows_make_the_gradient_as_the_losss_scale_says(loss: str) -> None:
    trace = lesson(trained(many_rows(loss), {"batch_size": 3}))
    move, parameter = trace.moves[0], trace.request.parameter
    assert parameter is not None
    alone = move.row_gradients(parameter)
    together = float(move.data_gradient[move.training.plan.theta_index(parameter)])
    is_mean = loss.endswith("mse")
    assert sum(alone) / (3 if is_mean else 1) == pytest.approx(together, rel=1e-12)
    assert ("train_mean" if is_mean else "train_sum") in topics(trace)
    # Each row's own gradient is the one that the lesson about that row alone gives.
    one = record(
        replace(many_rows(loss), training={}),
        Request(Lesson.PARAMETER, move.observations[0], parameter),
    )
    assert alone[0] == pytest.approx(one.before.gradient(parameter), rel=1e-12)


def test_a_single_row_has_no_mean_to_take() -> None:
    trace = lesson(trained(many_rows(), {"batch_size": 1}))
    assert "train_row" in topics(trace)
    assert "train_mean" not in topics(trace)


def test_a_penalty_stands_apart_and_spares_biases() -> None:
    network = trained(many_rows(), {"l1": 0.1, "l2": 0.01})
    weight = step(lesson(network, "a1->a2"), "train_penalty").lines[0]
    bias = step(lesson(network, "a2"), "train_penalty_bias").lines[0]
    assert isinstance(weight, Line)
    assert isinstance(bias, Line)
    assert weight.value == pytest.approx(0.1 + 2 * 0.01 * 0.4)
    assert bias.value == 0.0


def test_a_frozen_parameter_keeps_its_value_while_the_others_move() -> None:
    network = trained(many_rows(), {"optimizer": "momentum"})
    key = EdgeKey("a1", "a2")
    edges = {**network.edges, key: replace(network.edges[key], frozen=True)}
    trace = lesson(replace(network, edges=edges))
    assert "frozen" in topics(trace)
    assert "train_velocity" not in topics(trace)
    index = trace.before.plan.theta_index(parameter_named(network, "a1->a2"))
    assert trace.moves[2].new_theta[index] == trace.before.theta[index]
    assert not np.array_equal(trace.moves[2].new_theta, trace.before.theta)


def test_only_training_rows_are_used_and_numbered_as_in_the_data() -> None:
    network = many_rows()
    data = replace(network.data, split=np.array([1, 0, 0, 2, 0, 1, 0], dtype=np.int8))
    trace = lesson(trained(replace(network, data=data), {"batch_size": 3}), n_moves=4)
    rows = {row for move in trace.moves for row in move.observations}
    assert rows == {1, 2, 4, 6}


def test_the_mask_leaves_neurons_out_of_the_row_on_the_canvas() -> None:
    network = trained(many_rows(), {"dropout": 0.5, "batch_size": 1, "seed": 1})
    trace = lesson(network, n_moves=12)
    seen = set()
    for index, current in enumerate(trace.steps):
        assert current.batch is not None
        move = trace.moves[current.batch.number - 1]
        assert move.kept is not None
        known = trace.known(index)
        for unit in network.units(network.nodes["a1"].role):
            out = move.kept[trace.before.plan.index(unit), 0] == 0
            assert (unit in current.batch.left_out) == out
            seen.add(out)
            value = known.get(Quantity(Kind.ACTIVATION, unit))
            assert value is None or (value == 0) == out
    assert seen == {True, False}


def test_a_new_training_step_forgets_the_values_of_the_last() -> None:
    trace = lesson(trained(many_rows(), {"batch_size": 2}))
    second = next(i for i, s in enumerate(trace.steps) if s.details["t"] == 2)
    assert any(q.kind is Kind.LOSS for q in trace.known(second - 1))
    assert {q.kind for q in trace.known(second)} == {Kind.ACTIVATION, Kind.TARGET}
    assert trace.theta_at(second) is trace.moves[0].new_theta
    assert trace.theta_at(0) is trace.before.theta


def test_the_chosen_row_is_shown_where_the_batch_has_it() -> None:
    network = trained(many_rows(), {})
    batch = lesson(network, row=4).steps[0].batch
    assert batch is not None
    assert batch.shown == 4


def test_incomplete_data_are_named() -> None:
    network = many_rows()
    targets = network.data.targets.copy()
    targets[5, 1] = np.nan
    broken = replace(network, data=replace(network.data, targets=targets))
    with pytest.raises(UnfinishedError, match="Observation 6"):
        lesson(broken)
