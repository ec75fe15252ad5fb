import inspect
import json
from dataclasses import replace

import numpy as np
import pytest

from core.datasets import real
from core.datasets.catalogue import CATALOGUE, load
from core.datasets.errors import ChoiceError, UnknownDatasetError
from core.datasets.generators import CURVES
from core.datasets.preparing import prepare
from core.datasets.scaling import measured
from core.datasets.table import Kind
from core.metrics import class_names
from core.network.data import Data, Part

GENERATED = [dataset.key for dataset in CATALOGUE.values() if dataset.is_generated]
TABLES = [dataset.key for dataset in CATALOGUE.values() if not dataset.has_images]


def least_squares_mae(data: Data) -> float:
    training, test = data.part(Part.TRAINING), data.part(Part.TEST)
    design = [np.column_stack([np.ones(len(d.inputs)), d.inputs]) for d in (training, test)]
    beta = np.linalg.lstsq(design[0], training.targets, rcond=None)[0]
    predicted = measured(design[1] @ beta, data.target_columns)
    return float(np.abs(predicted - measured(test.targets, data.target_columns)).mean())


@pytest.mark.parametrize("standardise", [False, True])
def test_hitters_is_the_lectures_split(standardise: bool) -> None:
    hitters = CATALOGUE["hitters"]
    choice = replace(
        hitters.choice, standardise_inputs=standardise, standardise_targets=standardise
    )
    prepared = prepare(hitters.make(), choice)
    data = prepared.data
    assert (prepared.dropped, data.inputs.shape) == (59, (263, 19))
    assert (data.count(Part.TRAINING), data.count(Part.TEST)) == (176, 87)
    published = json.loads((real.FOLDER / "hitters_test_rows.json").read_text("utf-8"))
    assert data.rows(Part.TEST).tolist() == [row - 1 for row in published["test_rows"]]
    assert least_squares_mae(data) == pytest.approx(254.6686528837516, abs=1e-9)
    assert prepared.references == {"League": "A", "Division": "E", "NewLeague": "A"}
    assert [c.name for c in data.input_columns if c.category] == [
        "League=N", "Division=W", "NewLeague=N"
    ]  # fmt: skip


def test_the_lectures_small_data() -> None:
    xor = load("xor")
    np.testing.assert_array_equal(xor.inputs, [[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(xor.targets, [[0], [1], [1], [0]])
    assert not xor.target_columns[0].category
    house = load("house-prices")
    assert (house.inputs.tolist(), house.targets.tolist()) == ([[1.0, 3.0]], [[215.0]])


def test_windsor_is_546_houses_and_comes_back_as_measured() -> None:
    data = load("windsor")
    table = CATALOGUE["windsor"].make()
    assert data.inputs.shape == (546, 11)
    back = measured(data.targets, data.target_columns)
    np.testing.assert_array_equal(back[:, 0], table["price"].values)
    assert abs(data.inputs[:, 0].mean()) < 1e-12
    assert data.inputs[:, 0].std(ddof=1) == pytest.approx(1)
    lots = measured(data.inputs, data.input_columns)[:, 0]
    np.testing.assert_array_equal(lots, table["lotsize"].values)


@pytest.mark.parametrize("key", TABLES)
def test_every_set_says_where_it_is_from(key: str) -> None:
    data = load(key)
    assert data.n_observations
    assert not np.isnan(data.inputs).any()
    assert all(data.source[name] for name in ("name", "origin", "licence"))
    assert len(data.input_columns) == data.inputs.shape[1]


@pytest.mark.parametrize("key", GENERATED)
def test_the_seed_decides_everything(key: str) -> None:
    one, same, other = load(key, seed=3), load(key, seed=3), load(key, seed=4)
    assert one == same
    assert one.inputs.tobytes() == same.inputs.tobytes()
    assert not np.array_equal(one.inputs, other.inputs)
    assert one.source["seed"] == 3
    assert len(load(key, n=17).inputs) == 17


@pytest.mark.parametrize("key", GENERATED)
def test_options_are_those_of_the_function(key: str) -> None:
    dataset = CATALOGUE[key]
    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(dataset.maker).parameters.items()
        if name != "seed"
    }
    assert {option.name: option.default for option in dataset.options} == defaults


def test_without_noise_the_points_are_on_the_shape() -> None:
    moons = CATALOGUE["moons"].make(noise=0, n=50)
    x, y, k = (moons[name].values for name in ("x1", "x2", "class"))
    np.testing.assert_allclose(np.hypot(x, y)[k == 0], 1)
    np.testing.assert_allclose(np.hypot(1 - x, 0.5 - y)[k == 1], 1)
    circles = CATALOGUE["circles"].make(noise=0)
    radius = np.hypot(circles["x1"].values, circles["x2"].values)
    np.testing.assert_allclose(radius, np.where(circles["class"].values == 0, 1, 0.5))
    plane = CATALOGUE["plane"].make(noise=0)
    fitted = 0.5 + plane["x1"].values - 0.7 * plane["x2"].values
    np.testing.assert_allclose(plane["y"].values, fitted)
    for name, function in CURVES.items():
        curve = CATALOGUE["curve"].make(noise=0, function=name)
        np.testing.assert_array_equal(curve["y"].values, function(curve["x"].values))


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_classes_are_as_even_as_can_be(classes: int) -> None:
    for key in ("blobs", "spiral"):
        column = CATALOGUE[key].make(n=101, classes=classes)["class"]
        assert column.kind is Kind.CATEGORY
        counts = np.bincount(column.values.astype(int), minlength=classes)
        assert counts.max() - counts.min() <= 1
        assert len(load(key, n=101, classes=classes).target_columns) == (
            1 if classes == 2 else classes
        )


def test_classes_are_called_by_their_levels() -> None:
    assert class_names(load("moons")) == ["A", "B"]
    assert class_names(load("blobs")) == ["A", "B", "C"]
    assert class_names(load("xor")) == ["q xor p = 0", "q xor p = 1"]


def test_clouds_lie_around_their_places() -> None:
    table = CATALOGUE["blobs"].make(n=3000, noise=0.1)
    first = table["class"].values == 0
    assert table["x1"].values[first].mean() == pytest.approx(0, abs=0.02)
    assert table["x2"].values[first].mean() == pytest.approx(1, abs=0.02)
    assert table["x2"].values[first].std() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize(
    ("key", "options"),
    [
        ("moons", {"n": 1}),
        ("moons", {"noise": -1}),
        ("moons", {"noise": float("nan")}),
        ("moons", {"classes": 3}),
        ("blobs", {"classes": 11}),
        ("spiral", {"classes": 1}),
        ("curve", {"function": "cosh"}),
        ("xor", {"n": 5}),
        ("plane", {"seed": -1}),
    ],
)
def test_an_option_out_of_range_is_explained(key: str, options: dict[str, float]) -> None:
    with pytest.raises(ChoiceError) as caught:
        CATALOGUE[key].make(**options)
    assert "{" not in str(caught.value)


def test_an_unknown_name_is_answered_with_those_that_exist() -> None:
    with pytest.raises(UnknownDatasetError, match="xor, house-prices, windsor, hitters"):
        load("iris")


def test_a_notice_lies_beside_every_file_of_data() -> None:
    notices = (real.FOLDER / "NOTICES.md").read_text("utf-8")
    for file in real.FOLDER.iterdir():
        assert file.name == "NOTICES.md" or f"## {file.name}" in notices
