"""Metrics against numbers worked out by hand, in measured units."""

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.files.reader import read_network
from core.metrics import (
    Task,
    by_part,
    class_names,
    confusion,
    is_better,
    judge,
    metrics,
    scores,
    task_of,
    unit_of,
)
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data, Part
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.numerics import passes

XOR = "resources/examples/xor-linear.nodewise"


def passing_on(n: int, output_function: str, data: Data) -> Network:
    """A network whose z of the outputs are its inputs."""
    nodes = [Node("x", Role.INPUT, units=n), Node("y", Role.OUTPUT, units=n)]
    return Network.build(
        nodes, [Edge("x", "y", np.eye(n))], output_function=output_function, data=data
    )


def test_regression_is_measured_in_the_units_of_the_targets() -> None:
    # Predictions 10 + 2·(0, 1, 2) against 10 + 2·(1, 1, 4): errors 2, 0 and 4 dollars.
    data = Data(
        [[0.0], [1.0], [2.0]],
        [[1.0], [1.0], [4.0]],
        target_columns=(Column("price", "dollars", mean=10.0, sd=2.0),),
    )
    network = passing_on(1, "identity", data)
    plan = compile_network(network)
    found = metrics(network, parameter_vector(plan, network), data)
    assert found == pytest.approx(
        {"mse": 20 / 3, "rmse": np.sqrt(20 / 3), "mae": 2.0, "r2": 1 - 20 / 24}
    )
    assert [unit_of(name, data) for name in ("mse", "rmse", "mae", "r2")] == [
        "(dollars)²",
        "dollars",
        "dollars",
        "",
    ]


def test_linear_model_of_xor_has_the_mean_and_not_the_sum_of_squares() -> None:
    network = read_network(XOR)
    plan = compile_network(network)
    found = metrics(plan, parameter_vector(plan, network), network.data)
    assert (found["mse"], found["r2"]) == (0.25, 0.0)


def test_every_part_has_metrics_of_its_own_rows() -> None:
    data = Data([[1.0], [2.0], [3.0]], [[1.0], [0.0], [0.0]], split=[0, 1, 1])
    network = passing_on(1, "identity", data)
    plan = compile_network(network)
    found = by_part(plan, parameter_vector(plan, network), data)
    assert found["training.mae"] == 0.0
    assert found["validation.mae"] == 2.5
    assert not any(name.startswith("test.") for name in found)
    # One row, or rows that are all alike, have no R².
    assert "training.r2" not in found
    assert "validation.r2" not in found


def test_rows_with_a_hole_count_for_nothing() -> None:
    data = Data([[1.0], [np.nan], [3.0]], [[0.0], [0.0], [np.nan]])
    network = passing_on(1, "identity", data)
    plan = compile_network(network)
    assert metrics(plan, parameter_vector(plan, network), data)["mae"] == 1.0
    assert scores(Task.REGRESSION, np.zeros((1, 1)), np.full((1, 1), np.nan)) == {}


def test_classes_are_counted_by_the_largest_output() -> None:
    data = Data(
        [[3.0, 1.0, 0.0], [0.0, 1.0, 2.0], [0.0, 5.0, 2.0], [9.0, 5.0, 2.0]],
        np.eye(3)[[0, 1, 1, 2]],
        target_columns=(Column("cat"), Column("dog"), Column("")),
    )
    network = passing_on(3, "softmax", data)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    assert task_of(network) is Task.CLASSES
    assert metrics(plan, theta, data) == {"accuracy": 0.5}
    assert confusion(plan, theta, data).tolist() == [[1, 0, 0], [0, 1, 1], [1, 0, 0]]
    assert confusion(plan, theta, data, Part.TEST).sum() == 0
    assert class_names(data) == ["cat", "dog", "3"]


def test_two_classes_part_at_one_half() -> None:
    data = Data([[-1.0], [0.0], [2.0]], [[0.0], [0.0], [1.0]], target_columns=(Column("sold"),))
    network = passing_on(1, "logistic", data)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    assert task_of(plan, data) is Task.TWO_CLASSES
    assert confusion(network, theta, data).tolist() == [[1, 1], [0, 1]]
    assert class_names(data) == ["sold = 0", "sold = 1"]


@pytest.mark.parametrize(
    ("function", "targets"),
    [
        ("identity", [[0.0], [1.0]]),
        ("logistic", [[0.01], [0.99]]),
        ("logistic", [[1.0, 1.0], [0.0, 1.0]]),
    ],
)
def test_what_is_no_class_is_regression(function: str, targets: list) -> None:
    data = Data(np.zeros_like(targets), targets)
    network = passing_on(data.targets.shape[1], function, data)
    assert task_of(network) is Task.REGRESSION


def test_better_is_larger_for_shares_and_smaller_for_errors() -> None:
    assert is_better("accuracy", 0.9, 0.8)
    assert is_better("r2", 0.9, 0.8)
    assert is_better("mae", 1.0, 2.0)


def test_a_classifier_without_data_is_one_already() -> None:
    empty = Data(np.zeros((0, 3)), np.zeros((0, 3)))
    assert task_of(passing_on(3, "softmax", empty)) is Task.CLASSES
    assert task_of(passing_on(3, "identity", empty)) is Task.REGRESSION


def test_rows_of_any_part_are_judged_by_blocks_and_found_again_by_their_cell() -> None:
    # 1500 images of one pixel each: more than one block, some of them without a target.
    pixels = np.arange(1500, dtype=np.uint8).reshape(-1, 1) % 3
    rows = ByteRows(np.eye(3, dtype=np.uint8)[pixels[:, 0]], 1.0)
    targets = np.eye(3)[(pixels[:, 0] + (np.arange(1500) % 100 == 7)) % 3]
    targets[1499] = np.nan
    split = np.arange(1500) % 2
    data = Data(rows, targets, split=split)
    network = passing_on(3, "softmax", data)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    found = judge(plan, theta, data, Part.VALIDATION)
    assert len(found.rows) == 749
    wrong = [row for row in range(7, 1499, 100) if split[row] == 1]
    assert found.wrong_rows().tolist() == wrong
    assert found.metrics == {"accuracy": 1 - len(wrong) / 749}
    true = (pixels[:, 0] + 1) % 3
    cell = [row for row in wrong if true[row] == 2]
    assert found.rows_of_cell(2, 1).tolist() == cell
    assert found.confusion[2, 1] == len(cell)
    assert found.recall[2] == found.confusion[2, 2] / found.confusion[2].sum()
    assert found.precision[1] == found.confusion[1, 1] / found.confusion[:, 1].sum()
    run = passes.forward(plan, theta, rows[found.rows])
    assert found.loss == pytest.approx(passes.loss(plan, run, targets[found.rows]), rel=1e-14)
    assert np.isnan(judge(plan, theta, data, Part.TEST).loss)
