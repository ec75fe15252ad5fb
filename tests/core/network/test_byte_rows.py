"""Numbers that are kept as bytes read like an array of them."""

import pickle

import numpy as np
import pytest

from core.files.shipped import SETS
from core.network.byte_rows import ByteRows
from core.network.data import Data, Part
from core.network.edits import fitted_data
from core.network.network import Network
from core.network.node import Array, Node, Role

BYTES = np.arange(24, dtype=np.uint8).reshape(6, 4) * 10
NUMBERS = BYTES / 255.0


@pytest.mark.parametrize(
    "place",
    [2, slice(1, 4), slice(None), np.array([5, 0, 5]), (3, 2), (slice(0, 2), 1), BYTES[:, 0] > 70],
)
def test_any_place_reads_as_in_the_array_of_the_numbers(place: object) -> None:
    read = ByteRows(BYTES)[place]
    assert np.array_equal(read, NUMBERS[place])  # type: ignore[index]
    assert read.dtype == np.float64


def test_shape_size_and_length_are_those_of_the_array() -> None:
    rows = ByteRows(BYTES)
    assert (rows.shape, rows.size, rows.ndim, len(rows)) == ((6, 4), 24, 2, 6)
    assert np.array_equal(np.asarray(rows), NUMBERS)


def test_rows_of_other_numbers_are_refused() -> None:
    with pytest.raises(TypeError, match="float64"):
        ByteRows(NUMBERS)


def test_rows_are_equal_by_what_they_hold() -> None:
    assert ByteRows(BYTES) == ByteRows(BYTES.copy())
    assert ByteRows(BYTES) != ByteRows(BYTES, 256.0)
    assert ByteRows(BYTES) != ByteRows(BYTES[:3])
    assert ByteRows(BYTES).take(np.array([0, 2])) == ByteRows(BYTES[[0, 2]])


def test_some_of_the_rows_of_a_set_are_no_longer_the_set() -> None:
    whole = ByteRows(BYTES, 255.0, "letters")
    assert whole.take(np.array([1])).reference == ""
    assert whole.take(np.array([1])).bytes.dtype == np.uint8


def test_data_keep_bytes_through_their_parts() -> None:
    split = np.array([0, 0, 1, 2, 2, 0])
    data = Data(ByteRows(BYTES), np.eye(6), split=split, image=(2, 2))
    test = data.part(Part.TEST)
    assert isinstance(test.inputs, ByteRows)
    assert test.inputs == ByteRows(BYTES[3:5])
    assert test.image == (2, 2)
    assert data.is_whole
    assert np.array_equal(data.largest_inputs, NUMBERS.max(axis=0))


def test_a_shipped_set_is_read_when_it_is_looked_at_and_travels_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []

    def load() -> Array:
        looked.append(1)
        return BYTES

    rows = ByteRows.later((6, 4), 255.0, "letters", load)
    assert (rows.shape, rows.size, len(rows), rows.is_loaded) == ((6, 4), 24, 6, False)
    monkeypatch.setitem(SETS, "letters", lambda: Data(rows, np.eye(6)))
    assert pickle.loads(pickle.dumps(rows)) is rows
    assert rows == ByteRows.later((6, 4), 255.0, "letters", load)
    assert not looked
    assert rows == ByteRows(BYTES)
    assert rows[2].tolist() == ByteRows(BYTES)[2].tolist()
    assert (looked, rows.is_loaded) == ([1], True)
    some = rows.take(np.array([1, 4]))
    assert pickle.loads(pickle.dumps(some)) == ByteRows(BYTES[[1, 4]])


def test_columns_and_means_are_those_of_the_numbers() -> None:
    data, whole = (Data(inputs, np.eye(6)) for inputs in (ByteRows(BYTES), NUMBERS))
    assert np.allclose(data.mean_inputs, NUMBERS.mean(axis=0), rtol=1e-15)
    assert np.allclose(whole.mean_inputs, NUMBERS.mean(axis=0), rtol=1e-15)
    assert data.measured_input(2).tolist() == whole.measured_input(2).tolist()
    gaps = Data(np.array([[np.nan, np.nan], [2.0, np.nan]]), np.zeros((2, 1)))
    assert gaps.mean_inputs.tolist() == [2.0, 0.0]


def test_an_edit_that_leaves_the_columns_leaves_the_data() -> None:
    data = Data(ByteRows(BYTES), np.eye(6), image=(2, 2))
    ends = [Node("x", Role.INPUT, 4), Node("y", Role.OUTPUT, 6)]
    before = Network.build(ends, [], data=data)
    with_hidden = Network.build([*ends, Node("h", Role.HIDDEN, 3)], [], data=data)
    assert fitted_data(before, with_hidden) is data
    fewer = fitted_data(before, Network.build([Node("y", Role.OUTPUT, 6)], []))
    assert fewer.inputs is data.inputs
    assert fewer.targets is data.targets
    assert Data(NUMBERS[:, :3], np.eye(6), image=(2, 2)).image is None
