"""Large arrays, images and drawings of many neurons: short, exact, and whole or refused."""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.files import packed, stepwise
from core.files.errors import CutFileError, DamagedError, FileError
from core.files.reader import network_from_bytes, network_from_text, read_network
from core.files.shipped import SETS, shipped
from core.files.writer import pieces_of, text_of, write_network
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data
from core.network.edge import Edge, EdgeKey
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.network.run import Run
from core.watching import Cancelled
from tests.core.files.test_writer import assert_same_bits

RANDOM = np.random.default_rng(0)
PIXELS = RANDOM.integers(0, 256, (40, 6), dtype=np.uint8)
TARGETS = np.eye(3)[np.arange(40) % 3]


def network(data: Data, n_inputs: int = 6) -> Network:
    nodes = [
        Node("x", Role.INPUT, n_inputs),
        Node("h", Role.HIDDEN, 4, bias=RANDOM.normal(size=4)),
        Node("y", Role.OUTPUT, 3),
    ]
    edges = [
        Edge("x", "h", RANDOM.normal(size=(4, n_inputs))),
        Edge("h", "y", RANDOM.normal(size=(3, 4))),
    ]
    return Network.build(nodes, edges, output_function="softmax", loss="cross_entropy", data=data)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Data:
    """A shipped set of 40 pictures of 2 × 3 pixels, the last ten for testing."""

    def load() -> Array:
        return PIXELS

    data = Data(
        ByteRows.later((40, 6), 255.0, "letters", load),
        TARGETS,
        target_columns=tuple(Column(name) for name in "abc"),
        split=np.repeat([0, 2], [30, 10]),
        source={"name": "Letters"},
        image=(2, 3),
    )
    monkeypatch.setitem(SETS, "letters", lambda: data)
    return data


def written(data: Data) -> Any:
    return json.loads(text_of(network(data)))["data"]


def again(data: Data) -> Data:
    return network_from_text(text_of(network(data))).data


def test_a_shipped_set_is_named_and_not_even_read(letters: Data) -> None:
    assert written(letters) == {"set": "letters"}
    assert again(letters) == letters
    inputs = letters.inputs
    assert isinstance(inputs, ByteRows)
    assert not inputs.is_loaded


def test_a_shipped_set_keeps_what_was_made_of_it(letters: Data) -> None:
    split = np.repeat([0, 1, 2], [20, 10, 10])
    other = replace(letters, split=split, source={"name": "Mine"}, extra={"seen": 1})
    assert written(other) == {
        "set": "letters",
        "split": {"runs": [[20, 0], [10, 1], [10, 2]]},
        "source": {"name": "Mine"},
        "seen": 1,
    }
    assert written(replace(letters, image=(1, 6)))["image"] == [1, 6]
    for changed in (
        other,
        replace(letters, split=None),
        replace(letters, targets=1 - TARGETS),
        replace(letters, image=(1, 6)),
    ):
        assert again(changed) == changed
    drawn = RANDOM.integers(0, 3, 40)
    assert again(replace(letters, split=drawn)).split.tolist() == drawn.tolist()  # type: ignore[union-attr]


def test_images_of_ones_own_are_bytes(letters: Data) -> None:
    data = Data(ByteRows(PIXELS, 15.0), TARGETS, split=letters.split, image=(3, 2))
    found = written(data)
    assert base64.b64decode(found["inputs"].pop("base64")) == PIXELS.tobytes()
    assert found["inputs"] == {"dtype": "uint8", "divisor": 15, "shape": [40, 6]}
    assert (found["image"], found["split"]) == ([3, 2], {"runs": [[30, 0], [10, 2]]})
    assert again(data) == data
    assert isinstance(again(data).inputs, ByteRows)
    # They stay whole when the drawing no longer has an input for every pixel.
    file = json.loads(text_of(network(data))) | {"nodes": [], "edges": []}
    assert network_from_text(json.dumps(file)).data.inputs == data.inputs


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            {"set": "cifar"},
            "data.set: the data set “cifar” does not come with this Nodewise, which has mnist, "
            "letters; a newer one may have it.",
        ),
        (
            {"set": "letters", "inputs": [[1]]},
            "data.set: a data set has its own “inputs”: leave one of the two out.",
        ),
        (
            {"set": "letters", "split": {"runs": [[30, 0], [9, 2]]}},
            "data.split: expected 40 rows, got 39 rows.",
        ),
        (
            {"set": "letters", "split": {"runs": [[30, 0], [10, 3]]}},
            "data.split.runs[1][1]: expected 0 for training, 1 for validation or 2 for test, "
            "got 3.",
        ),
        (
            {"set": "letters", "split": {"runs": [[1e300, 0]]}},
            "data.split.runs[0]: expected a number of rows and their part, as in [48000, 0], "
            "got [1e+300, 0].",
        ),
        (
            {"inputs": [[1, 2, 3, 4, 5, 6]], "image": [2, 2]},
            "data.image: expected rows and columns of images with 6 pixels, got [2, 2].",
        ),
        (
            {"inputs": {"dtype": "uint8", "divisor": 0, "shape": [1, 6], "base64": "AAAAAAAA"}},
            "data.inputs.divisor: expected a number above 0, got 0.",
        ),
        (
            {"inputs": {"dtype": "uint8", "shape": [2, 6], "base64": "AAAAAAAA"}},
            "data.inputs.base64: expected 12 bytes, got 6 bytes.",
        ),
    ],
)
def test_what_is_wrong_with_large_data_is_said(letters: Data, data: Any, sentence: str) -> None:
    file = json.loads(text_of(network(letters))) | {"data": data}
    with pytest.raises(FileError) as caught:
        network_from_text(json.dumps(file))
    assert str(caught.value) == sentence


def test_the_digits_are_known_by_their_name_without_being_read() -> None:
    data = shipped("mnist")
    assert (data.n_observations, data.image) == (70_000, (28, 28))
    assert json.loads(text_of(network(data, 784)))["data"] == {"set": "mnist"}


def masked() -> Network:
    weight = np.array([[1.0, 0.0], [0.0, -2.5]])
    edge = Edge("x", "y", weight, mask=np.array([[True, False], [True, True]]))
    nodes = [Node("x", Role.INPUT, 2), Node("y", Role.OUTPUT, 2)]
    return Network.build(nodes, [edge], data=Data(np.zeros((0, 2)), np.zeros((0, 2))))


def test_connections_that_a_block_leaves_out_come_back() -> None:
    text = text_of(masked())
    assert json.loads(text)["edges"][0]["mask"] == [[1, 0], [1, 1]]
    edge = network_from_text(text).edges[EdgeKey("x", "y")]
    assert edge == masked().edges[EdgeKey("x", "y")]
    assert edge.n_weights == 3


@pytest.mark.parametrize(
    ("mask", "sentence"),
    [
        ([[1, 1]], "edges[0].mask: expected 2 rows, got 1 row."),
        ([[1, 2], [0, 0]], "edges[0].mask: 0 (not connected) and 1 are the only numbers here."),
        (
            [[0, 1], [1, 1]],
            "edges[0].mask: a weight that is not 0 stands where this says that there is none.",
        ),
    ],
)
def test_a_mask_that_cannot_be_is_refused(mask: Any, sentence: str) -> None:
    file = json.loads(text_of(masked()))
    file["edges"][0]["mask"] = mask
    with pytest.raises(FileError) as caught:
        network_from_text(json.dumps(file))
    assert str(caught.value) == sentence


# Large texts, which are written and read piece by piece


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything of some hundred bytes is large."""
    monkeypatch.setattr(packed, "LONG", 100)
    monkeypatch.setattr(packed, "_PIECE", 48)
    monkeypatch.setattr("core.files.arrays.LARGE", 20)
    monkeypatch.setattr("core.files.decoding.LARGE", 100)


def large() -> Network:
    kept = {"other": {"base64": "x" * 500, "of": ["y" * 300]}, "quoted": '"base64": "' + "z" * 200}
    curves = {"epoch": np.arange(50.0), "loss": RANDOM.normal(size=50)}
    made = network(Data(ByteRows(PIXELS), TARGETS, image=(2, 3)))
    return replace(
        made,
        notes="“Ä”" * 99,
        extra=kept,
        lesson=kept,
        runs=(Run("adam", loss=0.5, curves=curves),),
    )


def test_large_files_come_back_whatever_they_are_written_in(
    small_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = large()
    raw = b"".join(pieces_of(made))
    found = network_from_bytes(raw)
    assert_same_bits(found, made)
    assert b"".join(pieces_of(found)) == raw
    tight = json.dumps(json.loads(raw), separators=(",", ":")).encode()
    assert_same_bits(network_from_bytes(tight), made)
    # In one piece the text is the very same.
    monkeypatch.undo()
    whole = network_from_bytes(raw)
    monkeypatch.setattr("core.files.arrays.LARGE", 20)
    assert text_of(whole).encode() == raw


def test_a_file_cut_anywhere_says_so_and_where(small_pieces: None) -> None:
    raw = b"".join(pieces_of(large()))
    for cut in range(1, len(raw) - 2, 7):
        with pytest.raises(CutFileError) as caught:
            network_from_bytes(raw[:cut])
        line, column = map(int, re.findall(r"\d+", str(caught.value)))
        before = raw[:cut].decode("utf-8", "ignore")
        assert line == before.count("\n") + 1
        assert column == len(before) - before.rfind("\n")


def test_other_bytes_in_a_large_array_are_refused_by_their_spot(small_pieces: None) -> None:
    raw = b"".join(pieces_of(large()))
    at = raw.index(b'"base64": "') + 60
    for wrong in (b"*", b"=", "é".encode()):
        with pytest.raises(FileError, match=r"^edges\[0\]\.weight\.base64: expected base64"):
            network_from_bytes(raw[:at] + wrong + raw[at + 1 :])
    with pytest.raises(FileError, match=r"^edges\[0\].weight: expected 4 × 6 numbers, got 6 × 4"):
        network_from_bytes(raw.replace(b'"shape": [4, 6]', b'"shape": [6, 4]'))
    with pytest.raises(FileError, match="expected 200 bytes, got 192 bytes"):
        network_from_bytes(raw.replace(b'"shape": [4, 6]', b'"shape": [5, 5]'))


def test_where_a_version_before_is_kept_the_sentence_says_so(tmp_path: Path) -> None:
    file = tmp_path / "net.nodewise"
    write_network(file, masked())
    write_network(file, masked())
    raw = file.read_bytes()
    file.write_bytes(raw[:-40])
    with pytest.raises(DamagedError) as caught:
        read_network(file)
    assert re.fullmatch(
        r"Line \d+, column \d+: the file ends here, in the middle; the rest is missing. "
        "The version before the last save is still there, in “net.nodewise~”: open that.",
        str(caught.value),
    )
    assert read_network(tmp_path / "net.nodewise~") == masked()


# Many neurons


def drawn(n: int = 20) -> Network:
    inputs = [Node(f"x{i}", Role.INPUT) for i in range(n)]
    hidden = [Node(f"h “{i}”", Role.HIDDEN, bias=RANDOM.normal(size=1)) for i in range(n)]
    values = [0.0, -0.0, 3.0, -7.0, 1e22, 5e-324, 1.7976931348623157e308]
    weights = iter([*values, *RANDOM.normal(size=n * n)])
    edges = [Edge(x.id, h.id, np.array([[next(weights)]])) for h in hidden for x in inputs]
    return Network.build(inputs + hidden, edges, data=Data(np.zeros((0, n)), np.zeros((0, 0))))


def test_edges_of_many_neurons_are_read_at_once_bit_for_bit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = drawn()
    text = text_of(made)
    slowly = network_from_text(text)
    monkeypatch.setattr("core.files.decoding.LARGE", 100)
    calls: list[float] = []
    quickly = network_from_bytes(text.encode(), calls.append)
    assert calls == sorted(calls)
    for found in (slowly, quickly):
        assert_same_bits(found, made)
        assert text_of(found) == text


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"x7", "target"', '"nobody", "target"', "edges[7].source: there is no node “nobody”"),
        ('"weight": 3}', '"weight": 1e999}', "edges[2].weight: a number has to be finite."),
        ('"weight": 3}', '"weight": NaN}', "edges[2].weight: a number has to be finite."),
        ('"weight": 3}', '"weight": 03}', "Line "),
        ('"weight": 3}', '"weight": 3, "weight": 3}', "edges[2].weight: this key stands there"),
        ('"weight": 3}', '"weight": 3},', "Line "),
        ('"x2", "target": "h “0”", ', '"x1", "target": "h “0”", ', "edges[2]: "),
        ('"weight": 3},', '"weight": 3}', "Line "),
    ],
)
def test_a_mistake_among_many_edges_is_named(
    old: str, new: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.files.decoding.LARGE", 100)
    text = text_of(drawn(8))
    assert old in text
    with pytest.raises(FileError) as caught:
        network_from_text(text.replace(old, new, 1))
    assert str(caught.value).lower().startswith(sentence.lower())


def test_an_unusual_edge_among_many_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.files.decoding.LARGE", 100)
    made = drawn(8)
    key = EdgeKey("x3", "h “2”")
    made = replace(
        made, edges={**made.edges, key: replace(made.edges[key], frozen=True, label="w")}
    )
    assert_same_bits(network_from_text(text_of(made)), made)


def test_reading_and_saving_can_be_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "net.nodewise"
    write_network(file, drawn(8))
    before = file.read_bytes()

    def enough(share: float) -> None:
        raise Cancelled

    monkeypatch.setattr("core.files.decoding.LARGE", 100)
    monkeypatch.setattr(stepwise, "_OFTEN", 8)
    with pytest.raises(Cancelled):
        read_network(file, enough)
    with pytest.raises(Cancelled):
        write_network(file, drawn(9), enough)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["net.nodewise"]
