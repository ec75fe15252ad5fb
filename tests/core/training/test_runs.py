"""A run: the same numbers however it is divided, its ends, and its history."""

import pickle
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.files.reader import read_network
from core.network import edits
from core.network.data import Data, Part
from core.network.layers import lay_down
from core.network.network import Network
from core.numerics import passes
from core.training.divergence import as_fraction
from core.training.history import MOST_POINTS, History
from core.training.report import Stopped
from core.training.schedules import rate_factor
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer, train

HOUSE = "resources/examples/house-prices.nodewise"


def network_of(sizes: tuple[int, ...] = (2, 3, 1), rows: int = 12, split: bool = True) -> Network:
    rng = np.random.default_rng(8)
    network = lay_down(Network(), sizes, "tanh", "identity", "mse")
    network = edits.set_values(network, {p: rng.uniform(-1, 1) for p in network.parameters()})
    x = rng.normal(size=(rows, sizes[0]))
    y = np.sin(x.sum(axis=1, keepdims=True)) + 0.3 * rng.normal(size=(rows, 1))
    parts = np.arange(rows) % 3 == 2 if split else None
    return replace(network, data=Data(x, y @ np.ones((1, sizes[-1])), split=parts))


def trainer_of(network: Network, **settings: object) -> Trainer:
    plan = compile_network(network)
    chosen = TrainingSettings(**settings)  # type: ignore[arg-type]
    return Trainer(plan, parameter_vector(plan, network), network.data, chosen)


WAYS = [
    {"optimizer": "gd"},
    {"optimizer": "adam", "schedule": "cosine", "l2": 0.01},
    {"optimizer": "momentum", "batch_size": 3},
    {"optimizer": "rmsprop", "batch_size": 1, "replacement": True, "l1": 0.01},
    {"optimizer": "adam", "batch_size": 5, "dropout": 0.3},
    {"optimizer": "adam", "dropout": 0.3, "dtype": "float32"},
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("network", [network_of(), network_of((2, 6, 5, 1), 60, split=False)])
def test_the_same_run_bit_for_bit_however_it_is_divided(network, way):
    way = {"learning_rate": 0.01, "epochs": 200, **way}
    runs = [trainer_of(network, **way) for _ in range(4)]
    runs[0].run_for(60)
    while not runs[1].is_finished:
        runs[1].run_epoch()
    while not runs[2].is_finished:
        runs[2].run_steps(7)
    while not runs[3].is_finished:
        runs[3].run_for(1e-4)
        runs[3].report()
    for run in runs[1:]:
        assert run.step == runs[0].step
        assert np.array_equal(run.theta, runs[0].theta)
        mine, first = run.history.arrays(), runs[0].history.arrays()
        assert mine.keys() == first.keys()
        for name in mine:
            np.testing.assert_array_equal(mine[name], first[name], name)
    assert runs[0].report().stopped is Stopped.EPOCHS


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_history_tells_the_losses_of_the_parameters(dtype):
    network = network_of()
    trainer = trainer_of(network, learning_rate=0.01, epochs=20, batch_size=4, l2=0.1, dtype=dtype)
    reports = [trainer.report()]
    while not trainer.is_finished:
        trainer.run_epoch()
        reports.append(trainer.report())
    plan, found = trainer.plan, trainer.history.arrays()
    assert found["epoch"].tolist() == list(range(21))
    assert found["step"].tolist() == [2 * e for e in range(21)]
    close = 1e-12 if dtype == "float64" else 1e-6
    for i, report in enumerate(reports):
        for part, name in ((Part.TRAINING, "loss"), (Part.VALIDATION, "validation_loss")):
            data = network.data.part(part)
            run = passes.forward(plan, report.theta, data.inputs)
            exact = passes.loss(plan, run, data.targets)
            assert found[name][i] == pytest.approx(exact, rel=close)
            assert getattr(report, name) == found[name][i]
        weights = report.theta[plan.is_weight]
        assert found["penalty"][i] == pytest.approx(0.1 * (weights**2).sum(), rel=close)


def test_history_is_thinned_and_travels():
    history = History()
    for epoch in range(0, 30_000, 100):
        history.extend(epoch, [float(e) for e in range(epoch, epoch + 100)], [])
    history.add(30_001, 30_001, 1.0, 0.0, None)
    found = pickle.loads(pickle.dumps(history)).arrays()
    assert history.stride == 4
    assert len(found["epoch"]) <= MOST_POINTS
    assert found["epoch"].tolist() == [*range(0, 30_000, 4), 30_001]
    assert np.array_equal(found["loss"][:-1], found["epoch"][:-1])
    assert "validation_loss" not in found


def test_one_half_on_the_house_is_past_one_third():
    trainer = trainer_of(read_network(HOUSE), learning_rate=0.5)
    start = trainer.theta.copy()
    report = trainer.run_for(60)
    assert report.stopped is Stopped.DIVERGED
    assert str(report.reason).startswith("ε = 0.5 is past 1/3: the error grew 4-fold a step.")
    assert np.array_equal(report.theta, start)
    assert report.loss == pytest.approx(4556.28029664195)
    assert trainer.is_finished
    trainer.run_steps(5)
    assert trainer.step == report.step


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"optimizer": "momentum", "learning_rate": 2.0}, "is past"),
        ({"optimizer": "gd", "learning_rate": 3.0, "batch_size": 2}, "try a smaller ε"),
        ({"optimizer": "adam", "learning_rate": 1e9}, "try a smaller ε"),
    ],
)
def test_every_runaway_ends_with_the_best_parameters(settings, words):
    trainer = trainer_of(network_of(), epochs=3000, **settings)
    report = trainer.run_for(20)
    assert report.stopped is Stopped.DIVERGED
    assert words in str(report.reason)
    assert np.isfinite(report.theta).all()
    losses = trainer.history.arrays()["loss"]
    assert report.loss <= losses[0]


def test_a_saw_tooth_is_no_runaway():
    trainer = trainer_of(network_of(), optimizer="momentum", learning_rate=0.1, epochs=300)
    losses = [trainer.report().loss]
    for _ in range(300):
        trainer.run_epoch()
        losses.append(trainer.report().loss)
    assert any(b > a for a, b in pairwise(losses))
    assert trainer.stopped is None


def test_patience_ends_with_the_best_validation_loss():
    network = network_of((2, 12, 1), 15)
    trainer = trainer_of(network, optimizer="adam", learning_rate=0.05, epochs=5000, patience=30)
    report = trainer.run_for(60)
    curve = trainer.history.arrays()["validation_loss"]
    best = int(np.argmin(curve))
    assert report.stopped is Stopped.PATIENCE
    assert report.epoch == best + 30 == len(curve) - 1
    assert report.validation_loss == curve[best]
    assert f"30 epochs: back at epoch {best}" in str(report.reason)
    alone = trainer_of(network, optimizer="adam", learning_rate=0.05, epochs=best)
    alone.run_for(60)
    assert np.array_equal(alone.theta, report.theta)


def test_without_validation_rows_there_is_no_patience_to_lose():
    trainer = trainer_of(network_of(split=False), epochs=50, patience=1)
    assert trainer.run_for(10).stopped is Stopped.EPOCHS


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("constant", [1, 1, 1, 1]),
        ("step", [1, 1, 0.5, 0.5]),
        ("exponential", [1, 0.5, 0.25, 0.125]),
        ("cosine", [1, 0.5 + 0.125**0.5, 0.5, 0.5 - 0.125**0.5]),
    ],
)
def test_schedules(schedule, expected):
    settings = TrainingSettings("gd", 0.1, epochs=4, schedule=schedule, schedule_every=2)
    assert [rate_factor(settings, e) for e in range(4)] == pytest.approx(expected)
    network = network_of(split=False)
    trainer = trainer_of(network, learning_rate=0.1, epochs=4, schedule=schedule, schedule_every=2)
    plan, theta = trainer.plan, trainer.theta.copy()
    trainer.run_for(10)
    for factor in expected:
        run = passes.forward(plan, theta, network.data.inputs)
        theta -= 0.1 * factor * passes.backward(plan, theta, run, network.data.targets).gradient
    np.testing.assert_allclose(trainer.theta, theta, rtol=1e-12)


def test_the_learning_rate_changes_while_it_runs():
    trainer = trainer_of(network_of(split=False), learning_rate=0.1)
    trainer.run_steps(3)
    before = trainer.theta.copy()
    trainer.learning_rate = 1e-9
    trainer.run_steps(1)
    assert 0 < abs(trainer.theta - before).max() < 1e-7


@pytest.mark.parametrize("size", [1, 2, 4])
def test_the_gradients_of_batches_and_rows_have_the_gradient_of_all_as_their_mean(size):
    network = network_of(rows=8, split=False)
    plan = compile_network(network)
    start = parameter_vector(plan, network)

    def gradient(rows: np.ndarray) -> np.ndarray:
        part = Data(network.data.inputs[rows], network.data.targets[rows])
        trainer = Trainer(plan, start, part, TrainingSettings("gd", 1e-3))
        trainer.run_steps(1)
        return (start - trainer.theta) / 1e-3

    parts = [gradient(np.arange(i, i + size)) for i in range(0, 8, size)]
    np.testing.assert_allclose(np.mean(parts, axis=0), gradient(np.arange(8)), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("optimizer", ["gd", "momentum", "rmsprop", "adam"])
@pytest.mark.parametrize("rows", [6, 90])
def test_what_is_frozen_keeps_still(optimizer, rows):
    network = network_of(rows=rows)
    for i, (key, edge) in enumerate(network.edges.items()):
        network = edits.change_edge(network, key, frozen=i % 2 == 0, weight=edge.weight)
    network = edits.change_node(network, next(iter(network.outputs)).id, frozen_bias=True)
    trainer = trainer_of(network, optimizer=optimizer, learning_rate=0.01, l2=0.1)
    before = trainer.theta.copy()
    trainer.run_steps(20)
    still = [trainer.plan.theta_index(p) for p in network.parameters() if network.is_frozen(p)]
    moved = np.setdiff1d(np.arange(trainer.plan.n_theta), still)
    assert len(still)
    assert np.array_equal(trainer.theta[still], before[still])
    assert (trainer.theta[moved] != before[moved]).all()


def test_weights_decay_and_biases_do_not():
    """Without data gradients, only the penalty moves: w' = w − ε(λ₁ sign w + 2λ₂w)."""
    network = network_of(split=False)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    exact = passes.forward(plan, theta, network.data.inputs).a[plan.outputs].T
    network = replace(network, data=Data(network.data.inputs, exact))
    trainer = trainer_of(network, learning_rate=0.1, l1=0.01, l2=0.05)
    trainer.run_steps(1)
    w = plan.is_weight
    expected = theta[w] - 0.1 * (0.01 * np.sign(theta[w]) + 0.1 * theta[w])
    np.testing.assert_allclose(trainer.theta[w], expected, rtol=1e-12)
    np.testing.assert_allclose(trainer.theta[~w], theta[~w], rtol=1e-12)


def test_dropout_leaves_the_expectation_of_a_linear_network():
    network = lay_down(Network(), (1, 32, 1), "identity", "identity", "mse")
    network = edits.set_values(network, dict.fromkeys(network.parameters(), 0.1))
    network = replace(network, data=Data(np.ones((1, 1)), np.zeros((1, 1))))
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    from core.training.batches import Masks

    masks, rng = Masks(plan, TrainingSettings(dropout=0.5)), np.random.default_rng(0)
    x = np.ones((400, 1))
    kept = masks.draw(rng, 400)
    with_dropout = passes.forward(plan, theta, x, kept).a[plan.outputs]
    without = passes.forward(plan, theta, x).a[plan.outputs]
    assert with_dropout.mean() == pytest.approx(without.mean(), rel=0.03)
    assert with_dropout.std() > 0.1


def test_a_report_an_epoch_and_the_last_says_why():
    network = network_of()
    plan = compile_network(network)
    settings = TrainingSettings(epochs=3, batch_size=2)
    reports = [*train(plan, parameter_vector(plan, network), network.data, settings)]
    assert [r.epoch for r in reports] == [0, 1, 2, 3]
    assert [r.stopped for r in reports] == [None, None, None, Stopped.EPOCHS]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.3331, "1/3"), (0.5, "1/2"), (2.0, "2"), (0.0123, "0.0123"), (0.0501, "1/20"), (1.5, "3/2")],
)
def test_a_limit_is_a_simple_fraction_where_it_is_one(value, text):
    assert as_fraction(value) == text
