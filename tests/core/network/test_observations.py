import numpy as np
import pytest

from core.network.block import cells_of
from core.network.data import Data
from core.network.layers import lay_down
from core.network.network import Network
from core.network.observations import (
    CellError,
    ColumnsError,
    NoColumnsError,
    Table,
    first_missing,
    table_of,
    with_block,
    with_row,
    without_rows,
)

COLUMNS = ["X₁", "X₂", "y"]
TABLE = Table(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), 2)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1,5\t2,5", [["1,5", "2,5"]]),
        ("1,5;2", [["1,5", "2"]]),
        ("1,5\n2,5", [["1,5"], ["2,5"]]),
        ("1, 2, 3", [["1", "2", "3"]]),
        ("1.5,2", [["1.5", "2"]]),
        ("1,2,3\n4,5,6", [["1", "2", "3"], ["4", "5", "6"]]),
        ("1 2  3", [["1", "2", "3"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ("7", [["7"]]),
        ("", []),
    ],
)
def test_a_pasted_block_is_split_into_cells(text, cells):
    assert cells_of(text) == cells


def test_a_block_fills_rows_and_adds_those_that_are_lacking():
    after = with_block(TABLE, cells_of("7\t8\t9\n1,5\t-1/3\t1e-3"), COLUMNS, 1, 2)
    np.testing.assert_array_equal(
        after.values, [[1.0, 2.0, 3.0], [7.0, 8.0, 9.0], [1.5, -1 / 3, 1e-3]]
    )
    assert after.targets.tolist() == [[3.0], [9.0], [1e-3]]


def test_headings_are_left_out():
    after = with_block(TABLE, cells_of("a\tb\tc\n7\t8\t9"), COLUMNS, 2, 0)
    assert after.values[2].tolist() == [7.0, 8.0, 9.0]


def test_a_narrow_block_fills_cells_that_are_there():
    after = with_block(TABLE, cells_of("8\n9"), COLUMNS, 0, 1)
    assert after.values[:, 1].tolist() == [8.0, 9.0]


@pytest.mark.parametrize(("text", "row"), [("1\t2\t3\t4", 0), ("1\t2", 2), ("1\n2\n3", 0)])
def test_another_number_of_columns_is_refused(text, row):
    with pytest.raises(ColumnsError, match="the table has 3: X₁, X₂, y"):
        with_block(TABLE, cells_of(text), COLUMNS, row, 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1\t2\t3\n4\tx\t6", "Row 2, X₂: “x” is not a number"),
        ("1\t2\t3\n\t5\t6", "Row 2, X₁: the cell is empty"),
        ("1\t2\t3\n4\t5", "Row 2, y: the cell is empty"),
    ],
)
def test_missing_and_bad_cells_are_refused_by_name(text, sentence):
    with pytest.raises(CellError, match=sentence):
        with_block(TABLE, cells_of(text), COLUMNS, 0, 0)


def test_observations_need_a_column():
    with pytest.raises(NoColumnsError):
        with_block(Table(np.zeros((0, 0)), 0), [["1"]], [], 0, 0)


def test_what_is_not_there_yet_is_missing():
    one = lay_down(Network(), (2, 1), "relu", "identity", "mse")
    from dataclasses import replace

    table = table_of(replace(one, data=Data(np.array([[1.0, 2.0]]))))
    assert str(first_missing(table, COLUMNS)) == "Row 1, y: the cell is empty."


def test_rows_are_added_and_deleted():
    assert np.isnan(with_row(TABLE, 1).values[1]).all()
    assert without_rows(TABLE, {0}).values.tolist() == [[4.0, 5.0, 6.0]]
