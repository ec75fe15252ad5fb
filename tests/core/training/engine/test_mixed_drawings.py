"""Blocks, single neurons, skip edges and masks in one drawing; bytes as inputs; two cores."""

from dataclasses import replace

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.network.byte_rows import ByteRows
from core.network.data import Data, Inputs, Part
from core.network.edge import Edge
from core.network.expanding import expand
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.numerics import passes
from core.training.batches import MOST_EVALUATED, Masks
from core.training.engine.reference import ReferenceEngine
from core.training.engine.slab import SlabEngine
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer


def mixed(activation: str = "tanh") -> Network:
    """Two blocks and two neurons between a block and a neuron of inputs and a block of outputs."""
    rng = np.random.default_rng(7)
    nodes = [
        Node("pixels", Role.INPUT, 3),
        Node("x", Role.INPUT),
        Node("h", Role.HIDDEN, 4, activation=activation, bias=rng.normal(size=4)),
        Node("n", Role.HIDDEN, activation="sigmoid", bias=rng.normal(size=1)),
        Node("late", Role.HIDDEN, 2, activation=activation, frozen_bias=True),
        Node("y", Role.OUTPUT, 3, bias=rng.normal(size=3)),
    ]
    units = {node.id: node.units for node in nodes}

    def edge(source: str, target: str, **more: object) -> Edge:
        weight = rng.normal(size=(units[target], units[source]))
        return Edge(source, target, weight, **more)  # type: ignore[arg-type]

    edges = [
        edge("pixels", "h", mask=rng.random((4, 3)) < 0.6), edge("x", "h"), edge("x", "n"),
        edge("pixels", "n"),
        edge("h", "late"), edge("n", "late", frozen=True), edge("late", "y"), edge("x", "y"),
        edge("h", "y", mask=rng.random((3, 4)) < 0.5),
    ]  # fmt: skip
    data = Data(rng.normal(size=(6, 4)), np.eye(3)[rng.integers(0, 3, 6)])
    return Network.build(nodes, edges, output_function="softmax", loss="cross_entropy", data=data)


def test_the_gradient_is_that_of_finite_differences() -> None:
    network = mixed()
    plan = compile_network(network)
    theta, x, y = parameter_vector(plan, network), network.data.inputs[:], network.data.targets
    gradient = passes.backward(plan, theta, passes.forward(plan, theta, x), y).gradient

    def loss(at: Array) -> float:
        return passes.loss(plan, passes.forward(plan, at, x), y)

    exists = plan.is_weight.copy()
    for level in plan.levels:
        exists[level.bias_range] = True
    for i in range(plan.n_theta):
        step = np.zeros(plan.n_theta)
        step[i] = 1e-6
        slope = (loss(theta + step) - loss(theta - step)) / 2e-6
        assert gradient[i] == pytest.approx(slope if exists[i] else 0.0, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("dropout", [0.0, 0.5])
def test_steps_are_those_of_the_formulas_and_leave_alone_what_is_frozen(dropout: float) -> None:
    network = mixed()
    plan = compile_network(network)
    theta, data = parameter_vector(plan, network), network.data
    chosen = TrainingSettings("adam", 0.01, batch_size=3, dropout=dropout, eta=1e-4)
    found = {}
    for kind, dtype in ((ReferenceEngine, "float64"), (SlabEngine, "float64"),
                        (SlabEngine, "float32")):  # fmt: skip
        engine = kind(plan, data.inputs, data.targets, replace(chosen, dtype=dtype))
        masks, rng = Masks(plan, chosen), np.random.default_rng(1)
        engine.load(theta)
        batches = [np.array([0, 2, 4]), np.array([1, 3, 5])] * 5
        engine.run_batches(0.01, batches, lambda n, m=masks, r=rng: m.draw(r, n))  # type: ignore[misc]
        found[kind, dtype] = np.empty(plan.n_theta)
        engine.store(found[kind, dtype])
    exact = found[ReferenceEngine, "float64"]
    np.testing.assert_allclose(found[SlabEngine, "float64"], exact, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found[SlabEngine, "float32"], exact, rtol=2e-3, atol=2e-5)
    np.testing.assert_array_equal(exact[~plan.trainable], theta[~plan.trainable])
    assert (exact != theta)[plan.trainable].any()


def test_numbers_go_into_theta_and_back() -> None:
    network = mixed()
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    moved = np.where(theta != 0, theta + 1.0, 0.0)
    after = with_parameters(plan, network, moved)
    np.testing.assert_array_equal(parameter_vector(plan, after), moved)
    assert all(edge.frozen == network.edges[key].frozen for key, edge in after.edges.items())
    assert with_parameters(plan, after, moved) == after
    one = theta.copy()
    one[plan.theta_index(network.parameters_into(network.units(Role.HIDDEN)[4])[1])] += 1.0
    changed = with_parameters(plan, network, one)
    same = [changed.edges[key] is edge for key, edge in network.edges.items()]
    assert same.count(False) == 1


def test_a_block_and_its_neurons_are_trained_alike() -> None:
    network = mixed("relu")
    drawn = expand(expand(network, "h"), "pixels")
    found = []
    for form in (network, drawn):
        plan = compile_network(form)
        chosen = TrainingSettings("adam", 0.01, batch_size=2, epochs=4)
        trainer = Trainer(plan, parameter_vector(plan, form), form.data, chosen)
        trainer.run_epoch()
        trained = with_parameters(plan, form, trainer.theta)
        found.append(sorted(trained.value(p) for p in trained.parameters()))
        assert trainer.report().loss != pytest.approx(0.0)
    np.testing.assert_allclose(found[0], found[1], rtol=1e-12, atol=1e-14)


def _digits(inputs: Inputs, split: Array | None = None) -> Trainer:
    network = Network.build(
        [
            Node("x", Role.INPUT, 9),
            Node("h", Role.HIDDEN, 8, activation="tanh"),
            Node("y", Role.OUTPUT, 3),
        ],
        [
            Edge("x", "h", np.linspace(-1, 1, 72).reshape(8, 9)),
            Edge("h", "y", np.linspace(1, -1, 24).reshape(3, 8)),
        ],
        output_function="softmax",
        loss="cross_entropy",
        data=Data(inputs, np.eye(3)[np.arange(len(inputs)) % 3], split=split),
    )
    plan = compile_network(network)
    chosen = TrainingSettings("adam", 0.01, batch_size=256, epochs=2, dtype="float32")
    return Trainer(plan, parameter_vector(plan, network), network.data, chosen)


def _pixels(n: int) -> Array:
    return np.random.default_rng(2).integers(0, 256, (n, 9)).astype(np.uint8)


@pytest.mark.parametrize("divisor", [255.0, 16.0, 0.5])
def test_bytes_are_trained_as_the_numbers_they_stand_for(divisor: float) -> None:
    rows = ByteRows(_pixels(400), divisor)
    as_bytes, as_numbers = _digits(rows), _digits(rows[:])
    for trainer in (as_bytes, as_numbers):
        trainer.run_epoch()
    np.testing.assert_array_equal(as_bytes.theta, as_numbers.theta)
    assert as_bytes.report().loss == as_numbers.report().loss


def test_two_cores_make_the_same_run_every_time_and_nearly_that_of_one() -> None:
    rows = ByteRows(_pixels(700))
    alone = _digits(rows)
    divided = [_digits(rows), _digits(rows)]
    for trainer in divided:
        trainer.settings = replace(trainer.settings, cores=2)
        trainer._engine._settings = trainer.settings  # type: ignore[attr-defined]
    alone.run_steps(8)
    divided[0].run_steps(8)
    for n in (1, 5, 2):
        divided[1].run_steps(n)
    np.testing.assert_array_equal(divided[0].theta, divided[1].theta)
    np.testing.assert_allclose(divided[0].theta, alone.theta, rtol=1e-4, atol=1e-5)
    assert not np.array_equal(divided[0].theta, alone.theta)


def test_an_epoch_is_judged_by_some_rows_and_the_run_by_all() -> None:
    n = MOST_EVALUATED + 1200
    split = np.where(np.arange(n) % 7 == 5, Part.VALIDATION, Part.TRAINING)
    trainer = _digits(ByteRows(_pixels(n)), split)
    n_training = int((split == Part.TRAINING).sum())
    assert trainer.losses.is_of == MOST_EVALUATED < n_training
    trainer.run_epoch()
    trainer.run_epoch()
    curves, report = trainer.history.arrays(), trainer.report()
    data = trainer._training
    run = passes.forward(trainer.plan, report.theta, data.inputs[:])
    right = (run.a[trainer.plan.outputs].argmax(axis=0) == data.targets.argmax(axis=1)).mean()
    assert report.loss == pytest.approx(passes.loss(trainer.plan, run, data.targets), rel=1e-5)
    assert report.accuracy == pytest.approx(right, abs=2e-3)
    assert curves["loss"][-1] == pytest.approx(report.loss, rel=0.05)
    assert curves["loss"][-1] != report.loss
    assert curves["accuracy"][-1] == pytest.approx(right, abs=0.05)
    assert curves["validation_accuracy"][-1] == report.validation_accuracy
