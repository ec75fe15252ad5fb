import numpy as np
import pytest

from core.network.data import Column, Data, Part
from core.network.rows import Rows

NAN = float("nan")


@pytest.fixture
def rows():
    data = Data(
        np.array([[0.1, 5.0], [-0.3, NAN]]),
        np.array([[2.0], [4.0]]),
        input_columns=(Column("size", "m²", 70.0, 30.0), Column("rooms")),
        split=np.array([0, 2]),
    )
    return Rows(data, 2, 1)


def test_numbers_are_read_as_measured_without_the_rounding_of_the_scale(rows):
    assert [rows.measured(0, j) for j in range(3)] == [73.0, 5.0, 2.0]
    assert rows.measured(1, 0) == 61.0
    assert rows.seen(1, 0) == -0.3
    assert rows.part(1) is Part.TEST


def test_a_change_leaves_the_bits_of_every_other_number(rows):
    after = rows.with_measured(1, 0, 100.0)
    assert after.inputs[:, 0].tolist() == [0.1, 1.0]
    assert after.targets is rows.data.targets
    assert after.split.tolist() == [0, 2]
    assert rows.data.inputs[1, 0] == -0.3


def test_rows_come_and_go_with_their_part(rows):
    added = rows.with_rows(1, 2)
    assert added.split.tolist() == [0, 0, 0, 2]
    assert np.isnan(added.inputs[1:3]).all()
    assert rows.without([0]).split.tolist() == [2]
    assert rows.with_part([0, 1], Part.VALIDATION).split.tolist() == [1, 1]


def test_columns_that_the_data_lack_are_missing(rows):
    wider = Rows(rows.data, 3, 1)
    assert np.isnan(wider.measured(0, 2))
    assert wider.with_measured(0, 2, 7.0).inputs[0].tolist() == [0.1, 5.0, 7.0]
    assert "Row 1, X₃" in str(wider.first_missing(["X₁", "X₂", "X₃", "y"]))


def test_the_first_missing_cell_is_named(rows):
    assert "Row 2, X₂" in str(rows.first_missing(["X₁", "X₂", "y"]))
    assert Rows(rows.without([1]), 2, 1).first_missing(["X₁", "X₂", "y"]) is None


def test_a_block_changes_only_what_it_brings(rows):
    cells = [["73", "6", "2"], ["100", "7", "4"], ["40", "8", "9"]]
    after = rows.with_block(cells, ["a", "b", "c"], 0, 0)
    assert after.inputs.tolist() == [[0.1, 6.0], [1.0, 7.0], [-1.0, 8.0]]
    assert after.split.tolist() == [0, 2, 0]
