from dataclasses import replace

import numpy as np
import pytest

from core.datasets.catalogue import load
from core.datasets.points import (
    class_targets,
    n_classes,
    with_moved_point,
    with_point,
    with_targets,
    without_points,
)
from core.datasets.scaling import measured
from core.datasets.split import Fractions, split
from core.network.data import Data, Part
from core.network.errors import ShapeError


def test_a_point_is_added_for_training_in_measured_numbers() -> None:
    data = split(load("windsor"), Fractions(0.2))
    row = measured(data.inputs, data.input_columns)[0]
    more = with_point(data, row, [42000.0])
    assert more.n_observations == 547
    assert more.split is not None
    np.testing.assert_array_equal(more.split, [*data.split, Part.TRAINING])
    np.testing.assert_allclose(more.inputs[-1], data.inputs[0])
    assert measured(more.targets, more.target_columns)[-1, 0] == 42000
    np.testing.assert_array_equal(more.inputs[:-1], data.inputs)
    assert more.input_columns == data.input_columns


def test_a_first_point_can_be_for_validation() -> None:
    data = with_point(Data(np.zeros((1, 2)), np.zeros((1, 1))), [1, 2], [1], Part.VALIDATION)
    assert data.rows(Part.VALIDATION).tolist() == [1]
    empty = with_point(Data(np.zeros((0, 2)), np.zeros((0, 1))), [1, 2], [1])
    assert (empty.inputs.tolist(), empty.split) == ([[1, 2]], None)


def test_a_moved_point_keeps_its_class_and_its_part() -> None:
    data = split(load("moons", n=20), Fractions(0.5))
    moved = with_moved_point(data, 3, [0.5, -0.5])
    assert moved.inputs[3].tolist() == [0.5, -0.5]
    assert replace(moved, inputs=data.inputs) == data
    other = with_targets(data, 3, [1 - data.targets[3, 0]])
    assert (other.targets != data.targets).sum() == 1


def test_points_taken_away_drop_out_of_the_split() -> None:
    data = split(load("moons", n=20), Fractions(0.5))
    left = without_points(data, [0, 7])
    kept = [i for i in range(20) if i not in (0, 7)]
    np.testing.assert_array_equal(left.inputs, data.inputs[kept])
    assert data.split is not None
    np.testing.assert_array_equal(left.split, data.split[kept])


def test_classes_of_points() -> None:
    assert [n_classes(load(k)) for k in ("moons", "blobs", "curve", "windsor")] == [2, 3, 0, 0]
    assert class_targets(load("moons"), 1) == [1.0]
    assert class_targets(load("blobs"), 1) == [0.0, 1.0, 0.0]
    with pytest.raises(ShapeError):
        with_point(load("moons"), [1.0], [1.0])
