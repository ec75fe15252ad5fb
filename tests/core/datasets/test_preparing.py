from dataclasses import replace

import numpy as np
import pytest

from core.datasets.errors import ChoiceError, NoRowsError, UnknownNameError
from core.datasets.preparing import Choice, Missing, PartColumn, default_choice, prepare
from core.datasets.split import Fractions, Rows
from core.datasets.table import Kind, Table, TableColumn
from core.network.data import Part

NAN = np.nan


def number(name: str, *values: float) -> TableColumn:
    return TableColumn(name, np.array(values, dtype=float))


def category(name: str, *cells: str) -> TableColumn:
    levels = tuple(dict.fromkeys(cell for cell in cells if cell))
    codes = [levels.index(cell) if cell else NAN for cell in cells]
    return TableColumn(name, np.array(codes), Kind.CATEGORY, levels)


TABLE = Table(
    (
        number("size", 10, 20, NAN, 40, 50, 60),
        category("zone", "south", "north", "south", "", "east", "south"),
        number("price", 1, 2, 3, 4, 5, NAN),
        category("sold", "yes", "no", "no", "yes", "no", "no"),
    )
)
BOTH = Choice(("size", "zone"), ("price",))


def test_rows_with_gaps_are_dropped_and_counted() -> None:
    prepared = prepare(TABLE, BOTH)
    assert prepared.rows.tolist() == [0, 1, 4]
    assert (prepared.dropped, prepared.filled) == (3, 0)
    np.testing.assert_array_equal(prepared.data.targets, [[1], [2], [5]])


def test_a_category_becomes_columns_beside_its_reference() -> None:
    prepared = prepare(TABLE, BOTH)
    assert prepared.references == {"zone": "east"}
    names = [column.name for column in prepared.data.input_columns]
    assert names == ["size", "zone=north", "zone=south"]
    np.testing.assert_array_equal(prepared.data.inputs, [[10, 0, 1], [20, 1, 0], [50, 0, 0]])
    column = prepared.data.input_columns[1]
    assert (column.category, column.level, column.reference) == ("zone", "north", "east")


def test_gaps_are_filled_from_the_training_rows_but_targets_never() -> None:
    choice = replace(BOTH, missing=Missing.FILL, split=Rows(test="5"))
    prepared = prepare(TABLE, choice)
    assert (prepared.dropped, prepared.filled) == (1, 2)
    assert prepared.data.inputs[2, 0] == pytest.approx((10 + 20 + 40) / 3)
    np.testing.assert_array_equal(prepared.data.inputs[3, 1:], [0, 1])  # south is most frequent
    assert prepared.data.rows(Part.TEST).tolist() == [4]


def test_a_target_category_has_a_column_a_level_or_one_for_two_levels() -> None:
    two = prepare(TABLE, Choice(("size",), ("sold",)))
    assert [c.name for c in two.data.target_columns] == ["sold"]
    assert two.data.target_columns[0].reference == "no"
    np.testing.assert_array_equal(two.data.targets[:, 0], [1, 0, 1, 0, 0])
    many = prepare(TABLE, Choice(("size",), ("zone",)))
    assert [c.name for c in many.data.target_columns] == ["east", "north", "south"]
    np.testing.assert_array_equal(many.data.targets.sum(axis=1), 1)


def test_a_target_of_zeros_and_ones_is_a_category_unless_it_is_said_to_be_a_number() -> None:
    table = Table((number("x", 1, 2, 3), number("y", 0, 1, 1)))
    guessed = prepare(table, Choice(("x",), ("y",))).data.target_columns[0]
    assert (guessed.category, guessed.name, guessed.reference) == ("y", "y", "0")
    said = Choice(("x",), ("y",), kinds={"y": Kind.NUMBER})
    assert not prepare(table, said).data.target_columns[0].category


def test_numbers_as_levels_are_in_the_order_of_numbers() -> None:
    table = Table((number("x", 10, 9, 2, 10), number("y", 1, 2, 3, 4)))
    prepared = prepare(table, Choice(("x",), ("y",), kinds={"x": Kind.CATEGORY}))
    assert [c.level for c in prepared.data.input_columns] == ["9", "10"]
    assert prepared.references == {"x": "2"}


def test_standardisation_is_by_the_training_rows_and_leaves_categories() -> None:
    choice = Choice(
        ("size", "sold"), ("price",), standardise_inputs=True, standardise_targets=True,
        split=Rows(validation="4"),
    )  # fmt: skip
    data = prepare(TABLE, choice).data
    training = data.part(Part.TRAINING)
    np.testing.assert_allclose(training.inputs[:, 0].mean(), 0, atol=1e-15)
    np.testing.assert_allclose(training.inputs[:, 0].std(ddof=1), 1)
    assert data.input_columns[0].mean == pytest.approx((10 + 20 + 40) / 3)
    assert not data.input_columns[1].is_standardised
    np.testing.assert_array_equal(data.inputs[:, 1], [1, 0, 1, 0])
    np.testing.assert_allclose(data.measured_targets(data.targets)[:, 0], [1, 2, 4, 5])


def test_constants_and_many_levels_are_said() -> None:
    table = Table(
        (
            number("same", *[7] * 30),
            category("id", *(f"p{i}" for i in range(30))),
            number("y", *range(30)),
        )
    )
    choice = Choice(("same", "id"), ("y",), standardise_inputs=True)
    prepared = prepare(table, choice)
    assert [str(note) for note in prepared.notes] == [
        "“same” is 7 in every training row: nothing can be learned from it.",
        "“id” has 30 different values, each with a column of its own.",
    ]
    assert np.isfinite(prepared.data.inputs).all()
    assert prepared.data.inputs[0, 0] == 0


def test_a_column_a_level_has_an_end() -> None:
    table = Table((number("x", *range(2000)), number("y", *range(2000))))
    with pytest.raises(ChoiceError, match="“x” has 2000 different values, too many"):
        prepare(table, Choice(("x",), ("y",), kinds={"x": Kind.CATEGORY}))


def test_a_category_of_one_level_is_no_target_and_no_only_input() -> None:
    same, other = category("k", "a", "a", ""), number("x", 1, 2, 3)
    with pytest.raises(ChoiceError, match="The target “k” is a in every row"):
        prepare(Table((other, same)), Choice(("x",), ("k",)))
    with pytest.raises(ChoiceError, match="Every input is the same"):
        prepare(Table((other, same)), Choice(("k",), ("x",)))


def test_what_cannot_be_used_is_left_out_by_default() -> None:
    table = Table(
        (
            number("same", *[7] * 30),
            category("name", *(f"p{i}" for i in range(30))),
            number("x", *range(30)),
            number("y", *range(30)),
            category("part", *(["training"] * 20 + ["test"] * 10)),
        )
    )
    choice = default_choice(table)
    assert (choice.inputs, choice.targets) == (("x",), ("y",))
    assert choice.split == PartColumn("part")
    assert prepare(table, choice).data.count(Part.TEST) == 10


@pytest.mark.parametrize(
    ("choice", "problem"),
    [
        (Choice((), ("price",)), "at least one input"),
        (Choice(("size",), ()), "at least one input"),
        (Choice(("size",), ("size",)), "“size” cannot be an input and a target"),
        (replace(BOTH, split=PartColumn("zone")), "“zone” does not say what rows are for"),
        (replace(BOTH, split=Rows(test="1-3")), "No row is left to train with"),
        (replace(BOTH, split=Fractions(0.5, 0.5)), "something has to be left"),
    ],
)
def test_a_choice_that_cannot_be_is_explained(choice: Choice, problem: str) -> None:
    with pytest.raises(ChoiceError, match=problem):
        prepare(TABLE, choice)


def test_an_unknown_column_and_a_table_without_a_whole_row() -> None:
    with pytest.raises(UnknownNameError, match="the columns are size, zone, price, sold"):
        prepare(TABLE, Choice(("rooms",), ("price",)))
    table = Table((number("a", NAN, 1), number("b", 1, NAN), number("y", 1, 2)))
    with pytest.raises(NoRowsError, match="“a”, where 1 of 2 cells"):
        prepare(table, Choice(("a", "b"), ("y",)))
    lost = Choice(("a",), ("y",), missing=Missing.FILL, split=Rows(test="2"))
    with pytest.raises(ChoiceError, match="“a” has no value in the training rows"):
        prepare(table, lost)
