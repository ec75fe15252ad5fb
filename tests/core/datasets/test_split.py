import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.datasets.catalogue import load
from core.datasets.errors import ChoiceError, RowsError
from core.datasets.split import Fractions, Rows, parse_rows, parts, rows_text, split
from core.network.data import Data, Part


@settings(max_examples=80, deadline=None)
@given(
    n=st.integers(1, 300),
    validation=st.floats(0, 0.49),
    test=st.floats(0, 0.49),
    seed=st.integers(0, 5),
    classes=st.integers(1, 4),
    stratified=st.booleans(),
)
def test_fractions_are_kept_and_something_is_left(
    n, validation, test, seed, classes, stratified
) -> None:
    how = Fractions(validation, test, seed, stratified)
    groups = np.arange(n) % classes
    part = parts(n, how, groups)
    assert part is not None
    counts = np.bincount(part, minlength=3)
    assert counts[Part.TRAINING] >= 1
    assert abs(counts[Part.VALIDATION] - n * validation) <= 1
    assert abs(counts[Part.TEST] - n * test) <= 1
    np.testing.assert_array_equal(part, parts(n, how, groups))
    if stratified:
        for g in range(min(classes, n)):
            rows = groups == g
            assert abs((part[rows] == Part.TEST).sum() - rows.sum() * test) < 2


def test_a_seed_draws_other_rows() -> None:
    one, other = (parts(100, Fractions(0.2, 0.1, seed)) for seed in (0, 1))
    assert one is not None
    assert not np.array_equal(one, other)


def test_many_different_targets_are_no_classes() -> None:
    stratified = parts(5000, Fractions(0.2, stratified=True), np.arange(5000.0))
    np.testing.assert_array_equal(stratified, parts(5000, Fractions(0.2)))


@settings(max_examples=60, deadline=None)
@given(rows=st.sets(st.integers(0, 59)))
def test_rows_are_written_as_they_are_read(rows) -> None:
    assert parse_rows(rows_text(rows), 60).tolist() == sorted(rows)


@pytest.mark.parametrize("text", ["1-3, 5", "1–3 5", "5;1 - 3", "3,2,1,5,5", "1:3\n5"])
def test_rows_are_read_from_one(text: str) -> None:
    assert parse_rows(text, 5).tolist() == [0, 1, 2, 4]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1-47, x", "“x” is neither a row nor a range"),
        ("0", "“0” is not within the rows 1 to 60"),
        ("50-61", "“50-61” is not within the rows 1 to 60"),
        ("7-5", "“7-5” is not within"),
        ("-5", "“-5” is neither"),
    ],
)
def test_a_wrong_list_of_rows_is_explained(text: str, problem: str) -> None:
    with pytest.raises(RowsError, match=problem):
        parse_rows(text, 60)


def test_given_rows() -> None:
    data = split(Data(np.zeros((6, 1)), np.zeros((6, 1))), Rows(validation="2", test="5-6"))
    assert data.split is not None
    assert data.split.tolist() == [0, 1, 0, 0, 2, 2]
    assert split(data, None).split is None
    with pytest.raises(ChoiceError, match="Row 2 cannot be"):
        split(data, Rows(validation="1-2", test="2-3"))
    with pytest.raises(ChoiceError, match="left to train"):
        split(data, Rows(validation="1-3", test="4-6"))


def test_a_new_split_standardises_anew_and_keeps_what_was_measured() -> None:
    data = load("windsor")
    again = split(data, Fractions(0.25, 0.25, seed=2))
    training = again.part(Part.TRAINING)
    np.testing.assert_allclose(training.inputs[:, 0].mean(), 0, atol=1e-12)
    np.testing.assert_allclose(training.targets.std(ddof=1), 1)
    back = split(again, None)
    np.testing.assert_allclose(back.inputs, data.inputs, rtol=1e-12, atol=1e-14)
    assert back.input_columns[0].mean == data.input_columns[0].mean
