import numpy as np
import pytest

from core.network.byte_rows import ByteRows
from core.network.data import Data, Part
from core.network.observations import PixelsError
from core.network.rows import Rows


@pytest.fixture
def rows():
    """Six images of 2 × 2 pixels, the last two for test."""
    pixels = np.arange(24, dtype=np.uint8).reshape(6, 4)
    data = Data(
        ByteRows(pixels, 255.0, "shipped"),
        np.eye(2)[[0, 1, 0, 1, 0, 1]],
        split=np.array([0, 0, 0, 0, 2, 2]),
        image=(2, 2),
    )
    return Rows(data, 4, 2)


def test_whole_rows_go_and_the_rest_stays_bytes(rows):
    data = rows.without([0, 3, 4])
    assert isinstance(data.inputs, ByteRows)
    assert data.inputs.bytes[:, 0].tolist() == [4, 8, 20]
    assert data.inputs.reference == ""
    assert data.targets.argmax(axis=1).tolist() == [1, 0, 1]
    assert data.rows(Part.TEST).tolist() == [2]
    assert rows.without(range(6)).n_observations == 0
    assert rows.with_part([1], Part.TEST).inputs is rows.data.inputs


def test_nothing_is_missing_and_a_cell_is_read_as_a_number(rows):
    assert rows.first_missing(["x"] * 6) is None
    assert rows.seen(2, 1) == 9 / 255


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.with_measured(0, 0, 0.5),
        lambda rows: rows.with_rows(0),
        lambda rows: rows.with_block([["1"] * 6], ["x"] * 6, 0, 0),
    ],
    ids=["typed", "added", "pasted"],
)
def test_pixels_are_not_typed(rows, change):
    with pytest.raises(PixelsError, match="cannot be typed or pasted"):
        change(rows)
