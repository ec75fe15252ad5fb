"""Broken files, each with its one sentence; and what a file may leave out."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.compiling.compiler import missing
from core.files import reader
from core.files.errors import FileError
from core.files.reader import network_from_text, read_network
from core.network.edge import EdgeKey


def house() -> dict[str, Any]:
    return {
        "format": "nodewise",
        "version": 1,
        "nodes": [
            {"id": "x1", "role": "input"},
            {"id": "x2", "role": "input"},
            {"id": "a1", "role": "hidden", "activation": "sigmoid", "bias": 1.87},
            {"id": "a2", "role": "hidden", "activation": "sigmoid", "bias": 2.09},
            {"id": "y", "role": "output", "bias": 59.0},
        ],
        "edges": [
            {"source": "x1", "target": "a1", "weight": 2.17},
            {"source": "x2", "target": "a1", "weight": 2.57},
            {"source": "x1", "target": "a2", "weight": 2.89},
            {"source": "x2", "target": "a2", "weight": 4.34},
            {"source": "a1", "target": "y", "weight": 28.33},
            {"source": "a2", "target": "y", "weight": 60.17},
        ],
        "data": {"inputs": [[1, 3]], "targets": [[215]]},
    }


def changed(*path: Any, to: Any) -> str:
    """The house-price file as text with one value replaced."""
    record = house()
    place: Any = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return json.dumps(record)


def with_edge(source: str, target: str) -> str:
    edges = [*house()["edges"], {"source": source, "target": target, "weight": 1}]
    return changed("edges", to=edges)


TEXT = json.dumps(house())
PACKED = {"dtype": "float64", "shape": [2, 2], "base64": "AAAA"}
ALLOWED = (
    "identity, sigmoid, tanh, relu, leaky_relu, elu, softplus, gelu, silu, hard_tanh, gaussian, "
    "sine, square, step"
)
BROKEN = {
    "empty": ("", "This file is empty."),
    "truncated": (
        '{"format":\n "nodewise",\n',
        "Line 3, column 1: the file ends here, in the middle; the rest is missing.",
    ),
    "truncated in a name": (
        '{"format":\n "nodew',
        "Line 2, column 8: the file ends here, in the middle; the rest is missing.",
    ),
    "truncated in a number": (
        '{"format": "nodewise", "version": 1,\n "nodes": [{"id": "a", "bias": -',
        "Line 2, column 33: the file ends here, in the middle; the rest is missing.",
    ),
    "no quotation mark": (
        '{"format":\n "nodewise, "version": 1}\n',
        "Line 2, column 14: a comma is missing here.",
    ),
    "no comma": (
        '{"format": "nodewise"\n "version": 1}',
        "Line 2, column 2: a comma is missing here.",
    ),
    "goes on": (
        TEXT + "\n{}",
        "Line 2, column 1: the network ends before this, but the file goes on.",
    ),
    "no JSON": ("X1,X2,y\n1,3,215\n", "Line 1, column 1: a value is missing here."),
    "a list": ("[1, 2]", "the file: expected an object, got a list."),
    "a number": ("12", "the file: expected an object, got 12."),
    "nested": ("[" * 200_000, "This file is nested too deeply to be a network."),
    "nested in a lesson": (
        changed("lesson", to={}).replace(
            '"lesson": {}', '"lesson": ' + '{"a":' * 90 + "1" + "}" * 90
        ),
        "This file is nested too deeply to be a network.",
    ),
    "other format": (
        changed("format", to="onnx"),
        "This is not a network file: “format” should be “nodewise”, got “onnx”.",
    ),
    "no format": ("{}", "This is not a network file: “format” should be “nodewise”, got nothing."),
    "version 2": (
        changed("version", to=2),
        "version: this file has version 2, and this Nodewise reads version 1. "
        "A newer Nodewise may open it.",
    ),
    "version true": (
        changed("version", to=True),
        "version: this file has version true, and this Nodewise reads version 1. "
        "A newer Nodewise may open it.",
    ),
    "no nodes": ('{"format": "nodewise", "version": 1, "edges": []}', "nodes: this is missing."),
    "no edges": ('{"format": "nodewise", "version": 1, "nodes": []}', "edges: this is missing."),
    "nodes no list": (changed("nodes", to={}), "nodes: expected a list, got an object."),
    "node no object": (changed("nodes", 1, to="x2"), "nodes[1]: expected an object, got “x2”."),
    "no id": (changed("nodes", 0, to={"role": "input"}), "nodes[0].id: this is missing."),
    "no role": (changed("nodes", 0, to={"id": "x1"}), "nodes[0].role: this is missing."),
    "id a number": (changed("nodes", 0, "id", to=7), "nodes[0].id: expected a text, got 7."),
    "id twice": (
        changed("nodes", 3, "id", to="a1"),
        "nodes[3].id: There is already a node with the id “a1”.",
    ),
    "role": (
        changed("nodes", 2, "role", to="layer"),
        "nodes[2].role: “layer” is not known; use one of input, hidden, output.",
    ),
    "activation": (
        changed("nodes", 2, "activation", to="sigmoide"),
        f"nodes[2].activation: “sigmoide” is not known; use one of {ALLOWED}.",
    ),
    "output activation": (
        changed("nodes", 4, "activation", to="sigmoid"),
        "nodes[4].activation: an output has none of its own; set “output_function” instead.",
    ),
    "output function": (
        changed("output_function", to="sigmoid"),
        "output_function: “sigmoid” is not known; use one of identity, logistic, softmax.",
    ),
    "loss": (
        changed("loss", to="mae"),
        "loss: “mae” is not known; use one of mse, sse, half_mse, half_sse, "
        "binary_cross_entropy, cross_entropy.",
    ),
    "bias shape": (
        changed("nodes", 3, "bias", to=[1, 2]),
        "nodes[3].bias: expected 1 number, got 2 numbers.",
    ),
    "bias text": (
        changed("nodes", 3, "bias", to="2,09"),
        "nodes[3].bias: expected a number, got “2,09”.",
    ),
    "bias of an input": (changed("nodes", 0, "bias", to=1), "nodes[0].bias: an input has none."),
    "weight true": (
        changed("edges", 4, "weight", to=True),
        "edges[4].weight: expected a number, got true.",
    ),
    "weight NaN": (
        changed("edges", 4, "weight", to=float("nan")),
        "edges[4].weight: a number has to be finite.",
    ),
    "weight infinite": (
        TEXT.replace("28.33", "-Infinity"),
        "edges[4].weight: a number has to be finite.",
    ),
    "weight 1e999": (TEXT.replace("28.33", "1e999"), "edges[4].weight: a number has to be finite."),
    "weight huge": (
        TEXT.replace("28.33", "9" * 400),
        "edges[4].weight: a number has to be finite.",
    ),
    "weight of thousands of digits": (
        TEXT.replace("28.33", "9" * 5000),
        "Line 1, column {column}: this number has too many digits.".format(
            column=TEXT.index("28.33") + 1
        ),
    ),
    "weight shape": (
        changed("edges", 0, "weight", to=[[1, 2]]),
        "edges[0].weight[0]: expected 1 number, got 2 numbers.",
    ),
    "weight in a row": (
        changed("edges", 0, "weight", to=[1, 2, 3]),
        "edges[0].weight: expected 1 number, got 3 numbers.",
    ),
    "packed shape": (
        changed("edges", 0, "weight", to=PACKED),
        "edges[0].weight.base64: expected 32 bytes, got 3 bytes.",
    ),
    "packed letters": (
        changed("edges", 0, "weight", to={**PACKED, "base64": "?!"}),
        "edges[0].weight.base64: expected base64, got other characters.",
    ),
    "packed dtype": (
        changed("edges", 0, "weight", to={**PACKED, "dtype": "object"}),
        "edges[0].weight.dtype: “object” is not known; use one of float32, float64, uint8.",
    ),
    "packed shape without end": (
        changed("edges", 0, "weight", to={**PACKED, "shape": [10**4000, 10**4000]}),
        "edges[0].weight.shape[0]: expected at most 100000000, got a huge number.",
    ),
    "packed shape of nothing": (
        changed("data", "inputs", to={**PACKED, "shape": [10**11, 0], "base64": ""}),
        "data.inputs.shape[0]: expected at most 100000000, got 100000000000.",
    ),
    "packed shape without sides": (
        changed("data", "inputs", to={**PACKED, "shape": [], "base64": "AAAAAAAAAAA="}),
        "data.inputs.shape: expected rows and columns, got 1 number.",
    ),
    "bytes ÷ almost nothing": (
        changed(
            "data",
            "inputs",
            to={"dtype": "uint8", "divisor": 1e-320, "shape": [1, 2], "base64": "AAE="},
        ),
        "data.inputs.divisor: expected a number above 0, got 1e-320.",
    ),
    "runs of rows without end": (
        changed("data", "split", to={"runs": [[10**4000, 0]]}),
        "data.split.runs[0][0]: expected at most 100000000 rows, got a huge number.",
    ),
    "a word behind the end": (
        TEXT + "x",
        f"Line 1, column {len(TEXT) + 1}: the network ends before this, but the file goes on.",
    ),
    "edge to nobody": (
        changed("edges", 5, "target", to="z"),
        "edges[5].target: There is no node “z” in this network.",
    ),
    "edge into an input": (
        with_edge("a1", "x1"),
        "edges[6]: x1 is an input: its value comes from the data, so no edge can lead into it.",
    ),
    "edge out of an output": (
        with_edge("y", "a1"),
        "edges[6]: y is an output: the network ends there. "
        "Make it a hidden neuron to go on from it.",
    ),
    "doubled edge": (
        with_edge("a1", "y"),
        "edges[6]: a1 and y are connected already: change that weight.",
    ),
    "self-loop": (
        with_edge("a1", "a1"),
        "edges[6]: a1 cannot feed itself: an edge goes from one neuron to a later one.",
    ),
    "frozen": (
        changed("edges", 0, "frozen", to=1),
        "edges[0].frozen: expected true or false, got 1.",
    ),
    "units": (changed("nodes", 0, "units", to=0), "nodes[0].units: expected 1 to 10000, got 0."),
    "units 1.5": (
        changed("nodes", 0, "units", to=1.5),
        "nodes[0].units: expected a whole number, got 1.5.",
    ),
    "position": (
        changed("nodes", 0, "position", to=[1]),
        "nodes[0].position: expected two numbers [x, y], got a list.",
    ),
    "position text": (
        changed("nodes", 0, "position", to=[1, "b"]),
        "nodes[0].position[1]: expected a number, got “b”.",
    ),
    "data width": (
        changed("data", "inputs", to=[[1, 3], [1]]),
        "data.inputs[1]: expected 2 numbers, got 1 number.",
    ),
    "data cell": (
        changed("data", "inputs", to=[[1, "three"]]),
        "data.inputs[0][1]: expected a number, got “three”.",
    ),
    "data rows": (
        changed("data", "targets", to=[[215], [216]]),
        "data.targets: expected 1 row, got 2 rows.",
    ),
    "data NaN": (
        changed("data", "inputs", to=[[1, float("nan")]]),
        "data.inputs[0][1]: a number has to be finite.",
    ),
    "key twice": (
        TEXT.replace('"bias": 1.87', '"bias": 1.87, "bias": 1.88'),
        "nodes[2].bias: this key stands there twice.",
    ),
    "NaN where nobody looks": (
        changed("lesson", to={"marks": [{"exact": float("inf")}]}),
        "lesson.marks[0].exact: a number has to be finite.",
    ),
    "half a character": (
        TEXT.replace('"format"', '"title": "\\ud83d", "format"'),
        "title: this text holds half a character (a lone surrogate).",
    ),
    "title": (changed("title", to=["a"]), "title: expected a text, got a list."),
    "learning rate": (
        changed("training", to={"learning_rate": "fast"}),
        "training.learning_rate: expected a number, got “fast”.",
    ),
    "lesson": (changed("lesson", to=3), "lesson: expected an object, got 3."),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_one_sentence_that_names_the_spot(name: str) -> None:
    text, sentence = BROKEN[name]
    with pytest.raises(FileError) as caught:
        network_from_text(text)
    assert str(caught.value) == sentence


def test_a_cycle_is_named_by_an_edge_that_is_on_it() -> None:
    record = house()
    record["nodes"] += [{"id": n, "role": "hidden"} for n in ("a3", "a4", "a5")]
    record["edges"] += [
        {"source": "a3", "target": "a5"},
        {"source": "x1", "target": "a3"},
        {"source": "a3", "target": "a4"},
        {"source": "a4", "target": "a3"},
        {"source": "a4", "target": "y"},
    ]
    with pytest.raises(FileError) as caught:
        network_from_text(json.dumps(record))
    assert str(caught.value) == (
        "edges[9]: a4 already depends on a3: an edge back would close a cycle, "
        "and a forward pass could never finish."
    )


def test_trouble_with_the_file_itself(tmp_path: Path) -> None:
    def sentence(path: Path) -> str:
        with pytest.raises(FileError) as caught:
            read_network(path)
        return str(caught.value)

    there = tmp_path / "a.nodewise"
    assert sentence(there) == f"There is no file “{there}”."
    assert sentence(tmp_path) == f"“{tmp_path}” is a folder, not a file."
    for raw in (b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe{\x00", b"caf\xe9"):
        there.write_bytes(raw)
        assert sentence(there) == "This is not a network file: it is not UTF-8 text."
    if os.name == "posix" and os.geteuid() != 0:
        there.chmod(0)
        assert sentence(there) == f"“{there}” may not be read: its permissions do not allow it."


def test_permission_denied_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("core.files.reader.open", refuse, raising=False)
    with pytest.raises(FileError, match="may not be read: its permissions do not allow it"):
        read_network(tmp_path / "a.nodewise")


@pytest.mark.parametrize("cut", range(0, len(TEXT) - 1, 7))
def test_no_beginning_of_a_file_raises_anything_else(cut: int) -> None:
    with pytest.raises(FileError):
        network_from_text(TEXT[:cut])


def test_everything_but_the_skeleton_may_be_absent() -> None:
    network = network_from_text(
        '{"format": "nodewise", "version": 1,'
        ' "nodes": [{"id": "y", "role": "output"}, {"id": "x", "role": "input"},'
        ' {"id": "a", "role": "hidden"}, {"id": "b", "role": "hidden", "position": [7, 9]}],'
        ' "edges": [{"source": "x", "target": "a"}, {"source": "a", "target": "b"}]}'
    )
    assert (network.output_function, network.loss, network.title) == ("identity", "mse", "")
    assert network.nodes["a"].activation == "sigmoid"
    assert network.nodes["a"].bias == [0.0]
    assert network.edges[EdgeKey("x", "a")].weight == [[0.0]]
    assert {n: node.position for n, node in network.nodes.items()} == {
        "x": (0, 0),
        "a": (220, 0),
        "b": (7, 9),
        "y": (660, 0),
    }
    assert network.data.inputs.shape == (0, 1)


def test_the_example_of_the_format_is_a_network() -> None:
    page = Path(reader.__file__).with_name("FORMAT.md").read_text("utf-8")
    network = network_from_text(page.split("```json\n")[1].split("```")[0])
    assert missing(network) is None
    assert network.n_parameters == 2 + 2 + 2 + 1


def test_a_position_out_of_sight_lays_the_drawing_out_anew() -> None:
    network = network_from_text(changed("nodes", 2, "position", to=[1e308, -1e9]))
    without = network_from_text(TEXT)
    assert [n.position for n in network.nodes.values()] == [
        n.position for n in without.nodes.values()
    ]


def test_the_empty_network_is_a_valid_file() -> None:
    text = '{"format": "nodewise", "version": 1, "nodes": [], "edges": []}'
    assert not network_from_text(text).nodes
    assert not network_from_text("\ufeff" + text).nodes


def test_observations_may_come_before_the_output_that_they_are_of() -> None:
    record = house()
    del record["nodes"][4], record["edges"][4:]
    network = network_from_text(json.dumps(record))
    assert network.data.targets.tolist() == [[215.0]]


def test_missing_cells_and_missing_targets_are_nan() -> None:
    gaps = network_from_text(changed("data", to={"inputs": [[1, None], [2, 3]]})).data
    np.testing.assert_array_equal(gaps.inputs, [[1, np.nan], [2, 3]])
    np.testing.assert_array_equal(gaps.targets, [[np.nan], [np.nan]])


def test_float32_arrays_are_read_to_the_bit() -> None:
    packed = {"dtype": "float32", "shape": [2], "base64": "AACAPwAAAMA="}
    record = house()
    record["nodes"][2] |= {"units": 2, "bias": packed}
    record["edges"][:] = []
    assert network_from_text(json.dumps(record)).nodes["a1"].bias.tolist() == [1.0, -2.0]


def test_a_message_changes_its_language_with_the_program() -> None:
    from core.language import set_language

    with pytest.raises(FileError) as caught:
        network_from_text("")
    english = str(caught.value)
    set_language("es")
    try:
        assert isinstance(str(caught.value), str)
    finally:
        set_language("en")
    assert str(caught.value) == english
