"""What is saved comes back bit for bit, and a failed save loses nothing."""

import json
import os
import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files.errors import FileError
from core.files.reader import network_from_text, read_network
from core.files.writer import text_of, write_network
from core.network.data import Column, Data, Part
from core.network.edge import Edge, EdgeKey
from core.network.edits import set_value
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.network.run import Run, Weights
from tests.core.networks import networks

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KNOWN = (
    "format version title notes output_function loss nodes edges data training lesson "
    "id role units label activation bias position frozen_bias source target weight "
    "frozen inputs targets"
)
EXTRA = st.dictionaries(st.text().filter(lambda k: k not in KNOWN.split()), JSON, max_size=3)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def bits(array: Array) -> tuple[tuple[int, ...], bytes]:
    return array.shape, array.tobytes()


def assert_same_bits(one: Network, other: Network) -> None:
    assert one == other
    for n in one.nodes:
        assert bits(one.nodes[n].bias) == bits(other.nodes[n].bias)
    for k in one.edges:
        assert bits(one.edges[k].weight) == bits(other.edges[k].weight)
    assert bits(one.data.inputs[:]) == bits(other.data.inputs[:])
    assert list(one.nodes) == list(other.nodes)
    assert list(one.edges) == list(other.edges)


@settings(deadline=None, max_examples=50)
@given(networks(complete=False, finite=FINITE), st.data())
def test_any_network_comes_back_bit_for_bit(network: Network, data: st.DataObject) -> None:
    text = st.text(max_size=8)
    first = next(iter(network.nodes.values()))
    node = replace(first, label=data.draw(text.filter(bool)), extra=data.draw(EXTRA))
    edges = {k: replace(e, extra=data.draw(EXTRA)) for k, e in list(network.edges.items())[:1]}
    network = replace(
        network,
        title=data.draw(text),
        notes=data.draw(text),
        nodes={**network.nodes, node.id: node},
        edges={**network.edges, **edges},
        data=replace(network.data, extra=data.draw(EXTRA)),
        training=data.draw(EXTRA),
        lesson=data.draw(EXTRA),
        extra=data.draw(EXTRA),
    )
    written = text_of(network)
    again = network_from_text(written)
    assert_same_bits(network, again)
    assert text_of(again) == written
    json.loads(written, parse_constant=lambda name: pytest.fail(name))


def pair(weight: float = 1.0) -> Network:
    return Network.build(
        [Node("x", Role.INPUT), Node("y", Role.OUTPUT)],
        [Edge("x", "y", np.array([[weight]]))],
        data=Data(np.zeros((0, 1)), np.zeros((0, 1))),
    )


@pytest.mark.parametrize(
    "value", [-0.0, 5e-324, 2.2250738585072009e-308, 1.7976931348623157e308, 0.1]
)
def test_special_numbers_keep_their_bits(value: float) -> None:
    again = network_from_text(text_of(pair(value)))
    assert again.edges[EdgeKey("x", "y")].weight.tobytes() == np.float64(value).tobytes()


def block(weight: Array) -> Network:
    m, n = weight.shape
    nodes = [Node("x", Role.INPUT, n), Node("y", Role.OUTPUT, m)]
    data = Data(np.zeros((0, n)), np.zeros((0, m)))
    return Network.build(nodes, [Edge("x", "y", weight)], data=data)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_large_arrays_are_packed_in_the_narrowest_exact_type(dtype: str) -> None:
    weight = np.random.default_rng(0).normal(size=(100, 120)).astype(dtype)
    weight[0, 0] = -0.0
    network = block(weight)
    text = text_of(network)
    packed: Any = json.loads(text)["edges"][0]["weight"]
    assert (packed["dtype"], packed["shape"]) == (dtype, [100, 120])
    assert_same_bits(network, network_from_text(text))


def test_small_arrays_are_nested_lists_with_a_row_for_each_target() -> None:
    text = text_of(block(np.arange(6.0).reshape(2, 3)))
    assert json.loads(text)["edges"][0]["weight"] == [[0, 1, 2], [3, 4, 5]]


def test_missing_cells_are_null() -> None:
    network = replace(pair(), data=Data(np.array([[np.nan], [1.0]]), np.array([[2.0], [np.nan]])))
    text = text_of(network)
    assert json.loads(text)["data"] == {"inputs": [[None], [1]], "targets": [[2], [None]]}
    assert network_from_text(text) == network


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_number_that_ran_away_is_refused_by_its_spot(value: float, tmp_path: Path) -> None:
    file = tmp_path / "a.nodewise"
    write_network(file, pair())
    with pytest.raises(FileError) as caught:
        write_network(file, pair(value))
    assert str(caught.value) == "edges[0].weight: a number has to be finite."
    assert read_network(file) == pair()


def test_saving_keeps_the_version_before_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "net.nodewise"
    for value in (1.0, 2.0, 3.0):
        write_network(file, pair(value))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["net.nodewise", "net.nodewise~"]
    assert read_network(file) == pair(3.0)
    assert read_network(tmp_path / "net.nodewise~") == pair(2.0)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_file_as_it_was(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "net.nodewise"
    write_network(file, pair(1.0))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(FileError) as caught:
        write_network(file, pair(2.0))
    monkeypatch.undo()
    assert str(caught.value) == f"“{file}” could not be saved: No space left on device."
    assert read_network(file) == pair(1.0)
    assert not list(tmp_path.glob("*.tmp"))


def test_saving_where_no_folder_is_or_on_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "a.nodewise", tmp_path):
        with pytest.raises(FileError, match="could not be saved"):
            write_network(path, pair())


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "net.nodewise", tmp_path / "link.nodewise"
    write_network(file, pair(1.0))
    file.chmod(0o640)
    link.symlink_to(file)
    write_network(link, pair(2.0))
    assert link.is_symlink()
    assert read_network(file) == pair(2.0)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_setting_one_value_changes_one_number_of_the_file() -> None:
    network = read_network(Path(__file__).parents[3] / "resources/examples/house-prices.nodewise")
    before, parameter = text_of(network), network.parameters()[1]
    after = text_of(set_value(network, parameter, 2.5))
    different = [
        (a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b
    ]
    assert different == [
        (
            '  {"source": "x1", "target": "a1", "weight": 2.17},',
            '  {"source": "x1", "target": "a1", "weight": 2.5},',
        )
    ]


def test_runs_and_what_is_known_of_the_data_come_back() -> None:
    network = pair(0.5)
    weights = Weights.of(network)
    run = Run(
        "adam 1",
        {"optimizer": "adam", "seed": 3},
        loss=0.25,
        validation_loss=0.5,
        metrics={"training.mse": 0.25},
        curves={"epoch": np.array([0.0, 1.0]), "loss": np.array([1.0, 0.25])},
        start=weights,
        end=weights,
        shown=False,
    )
    data = Data(
        np.array([[1.0], [2.0], [3.0]]),
        np.array([[1.0], [0.0], [1.0]]),
        input_columns=(Column("lot size", "ft²", 5150.3, 2168.2),),
        target_columns=(Column("yes", category="sold", level="yes", reference="no"),),
        split=np.array([0, 1, 2]),
        source={"name": "Windsor", "licence": "GPL-2"},
    )
    network = replace(network, data=data, runs=(run,))
    again = network_from_text(text_of(network))
    assert again == network
    assert again.data.rows(Part.TEST).tolist() == [2]
    assert again.data.measured_inputs(again.data.inputs[:])[0, 0] == 5150.3 + 2168.2


@pytest.mark.parametrize(
    ("data", "spot"),
    [
        ({"inputs": [[1]], "split": [3]}, "data.split[0]"),
        ({"inputs": [[1]], "split": [0, 0]}, "data.split"),
        ({"inputs": [[1]], "input_columns": [{"sd": 0}]}, "data.input_columns[0].sd"),
        ({"inputs": [[1]], "input_columns": []}, "data.input_columns"),
    ],
)
def test_a_wrong_description_of_the_data_is_refused_by_its_spot(
    data: dict[str, Any], spot: str
) -> None:
    file = json.loads(text_of(pair())) | {"data": data}
    with pytest.raises(FileError, match=f"^{re.escape(spot)}: "):
        network_from_text(json.dumps(file))
