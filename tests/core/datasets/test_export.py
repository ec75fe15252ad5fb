from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.datasets.catalogue import CATALOGUE, load
from core.datasets.csv_reading import read_table
from core.datasets.export import WriteCsv, csv_text, write_csv
from core.datasets.preparing import Choice, PartColumn, default_choice, prepare
from core.datasets.split import Fractions, split
from core.files.errors import FileError
from core.network.data import Data, Part


@pytest.mark.parametrize("key", [key for key, d in CATALOGUE.items() if not d.has_images])
def test_what_is_exported_is_read_back(tmp_path: Path, key: str) -> None:
    data = split(load(key), Fractions(0.2, 0.1, seed=1))
    write_csv(data, tmp_path / "out.csv")
    table = read_table(tmp_path / "out.csv")
    choice = default_choice(table)
    if key == "house-prices":  # one row: every column is constant
        assert table["y"].values.tolist() == [215]
        return
    assert choice.split == PartColumn("part")
    original = CATALOGUE[key].choice
    again = prepare(
        table,
        replace(
            choice,
            kinds=original.kinds,
            standardise_inputs=original.standardise_inputs,
            standardise_targets=original.standardise_targets,
        ),
    ).data
    np.testing.assert_allclose(again.inputs, data.inputs, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(again.targets, data.targets, rtol=1e-12, atol=1e-13)
    np.testing.assert_array_equal(again.split, data.split)
    assert [c.name for c in again.target_columns] == [c.name for c in data.target_columns]


def test_measured_values_and_parts_are_in_the_file() -> None:
    lines = csv_text(load("hitters")).splitlines()
    assert lines[0].endswith("League,Division,PutOuts,Assists,Errors,NewLeague,Salary,part")
    assert lines[1] == "315,81,7,24,38,39,14,3449,835,69,321,414,375,N,W,632,43,10,N,475,training"
    assert lines[5].endswith(",750,test")


def test_gaps_and_equal_names(tmp_path: Path) -> None:
    data = Data(np.array([[1.0, np.nan], [0.25, 3.0]]), np.array([[1e-9], [2.0]]))
    assert csv_text(data) == "x1,x2,y1,part\n1,,1e-09,training\n0.25,3,2,training\n"
    named = prepare(CATALOGUE["plane"].make(n=2), Choice(("x1",), ("y",), kinds={})).data
    twice = replace(named, target_columns=named.input_columns)
    assert csv_text(twice).splitlines()[0] == "x1,x1 (2),part"


def test_a_task_writes_at_the_end_and_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    shares = []
    for share, _nothing in WriteCsv(load("plane", n=5000), str(path)).run():
        shares.append(share)
        assert share == 1.0 or path.read_text() == "old"
    assert shares == sorted(shares)
    assert path.read_text().startswith("x1,x2,y,part\n")
    with pytest.raises(FileError):
        write_csv(load("xor"), tmp_path / "nowhere" / "out.csv")


def test_parts_are_words_in_the_file() -> None:
    data = split(load("plane", n=10), Fractions(0.2, 0.2))
    words = [line.rpartition(",")[2] for line in csv_text(data).splitlines()[1:]]
    names = {Part.TRAINING: "training", Part.VALIDATION: "validation", Part.TEST: "test"}
    assert data.split is not None
    assert words == [names[Part(k)] for k in data.split.tolist()]
