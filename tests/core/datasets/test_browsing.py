import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.datasets.browsing import (
    Predictions,
    RowFilter,
    chosen_rows,
    count_right,
    pixel_bytes,
    predicting,
)
from core.datasets.images import image_data
from core.network.data import Part
from core.network.network import Network
from core.training.building import build_network


@pytest.fixture(scope="module")
def images():
    pixels = np.random.default_rng(0).integers(0, 256, (60, 6, 5)).astype(np.uint8)
    split = np.repeat(np.array([0, 1, 2], np.int8), 20)
    return image_data(pixels, [str(i % 3) for i in range(60)], {"name": "tiny"}, split)


@pytest.fixture(scope="module")
def found(images):
    predicted = np.array([i % 3 if i % 4 else (i + 1) % 3 for i in range(60)], np.int16)
    predicted[50:] = -1
    loss = np.where(predicted < 0, np.nan, np.arange(60) % 7)
    return Predictions(np.zeros((60, 3), np.float32), predicted, loss)


def test_rows_are_chosen_by_part_class_and_result(images, found):
    assert chosen_rows(images, RowFilter(Part.TEST)).tolist() == list(range(40, 60))
    assert set(chosen_rows(images, RowFilter(true=2), found) % 3) == {2}
    wrong = chosen_rows(images, RowFilter(right=False), found)
    assert wrong.tolist() == [i for i in range(50) if i % 4 == 0]
    right = chosen_rows(images, RowFilter(right=True), found)
    assert sorted([*wrong, *right]) == list(range(50))
    taken = chosen_rows(images, RowFilter(true=0, predicted=1), found)
    assert taken.tolist() == [0, 12, 24, 36, 48]
    assert count_right(images, found, np.arange(60)) == (37, 50)


def test_the_worst_come_first_and_what_is_unknown_last(images, found):
    rows = chosen_rows(images, RowFilter(worst_first=True), found)
    losses = found.loss[rows]
    assert (np.diff(losses[:50]) <= 0).all()
    assert sorted(rows[50:]) == list(range(50, 60))


def test_some_rows_stay_in_their_order(images):
    among = np.array([44, 3, 41])
    assert chosen_rows(images, RowFilter(), None, among).tolist() == [44, 3, 41]
    assert chosen_rows(images, RowFilter(Part.TEST), None, among).tolist() == [44, 41]


def test_predictions_are_those_of_the_network_for_the_rows_that_are_asked_for(images):
    network = build_network(Network(), images, [4])
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    rows = images.rows(Part.TEST)
    shares, all_found = zip(*predicting(plan, theta, images, rows), strict=True)
    found = all_found[-1]
    assert shares[-1] == 1.0
    assert (found.predicted[:40] == -1).all()
    sums = found.y_hat[rows].sum(axis=1)
    np.testing.assert_allclose(sums, 1.0, rtol=1e-6)
    true = found.y_hat[rows, images.targets[rows].argmax(axis=1)]
    np.testing.assert_allclose(found.loss[rows], -np.log(true), rtol=1e-4)


def test_pixels_come_as_bytes_in_their_shape(images):
    assert pixel_bytes(images, np.array([7])).tobytes() == images.inputs.bytes[7].tobytes()
    assert pixel_bytes(images, slice(0, 2)).shape == (2, 6, 5)
