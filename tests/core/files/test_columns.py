"""Very many edges between single neurons, which one object of the file stands for."""

import base64
import json
import re
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.files import columns
from core.files.columns import in_rows
from core.files.errors import FileError
from core.files.reader import network_from_bytes, network_from_text
from core.files.writer import pieces_of, text_of
from core.network.data import Data
from core.network.edge import Edge, EdgeKey
from core.network.edges_at import EdgesWith
from core.network.layers import lay_down
from core.network.network import Network
from core.network.node import Node, Role
from core.network.run import Run, Weights
from tests.core.files.test_writer import EXTRA, FINITE, assert_same_bits
from tests.core.networks import networks

SPECIAL = [0.0, -0.0, 3.0, -7.0, 1e22, 5e-324, 1.7976931348623157e308]


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Already a few edges are written together, and a few numbers as base64."""
    monkeypatch.setattr("core.files.columns.MANY", 10)
    monkeypatch.setattr("core.files.runs.MANY", 10)
    monkeypatch.setattr("core.files.columns._ROW", 2)
    monkeypatch.setattr("core.files.arrays.LARGE", 8)
    monkeypatch.setattr("core.files.edges._AT_ONCE", 7)


def drawn(n: int = 5) -> Network:
    """``n`` inputs, each wired to ``n`` hidden neurons, and a block to which these are wired."""
    inputs = [Node(f"x{i}", Role.INPUT) for i in range(n)]
    hidden = [Node(f"h “{i}”", Role.HIDDEN) for i in range(n)]
    weights = iter([*SPECIAL, *np.random.default_rng(0).normal(size=n * n)])
    edges = [Edge(x.id, h.id, np.array([[next(weights)]])) for x in inputs for h in hidden]
    block = Node("y", Role.OUTPUT, 2)
    edges += [Edge(h.id, "y", np.array([[0.5], [0.25]])) for h in hidden]
    data = Data(np.zeros((0, n)), np.zeros((0, 2)))
    return Network.build([block, *inputs, *hidden], edges, data=data)


def with_edges(network: Network, changed: dict[tuple[str, str], dict[str, Any]]) -> Network:
    edges = dict(network.edges)
    for ends, what in changed.items():
        edges[EdgeKey(*ends)] = replace(edges[EdgeKey(*ends)], **what)
    return replace(network, edges=edges)


def test_the_form_is_as_the_page_explains_it(few_are_many: None) -> None:
    page = (Path(columns.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")
    code = next(text for text in re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    names: dict[str, Any] = {"numpy": np, "base64": base64}
    exec(code, names)  # what the page says that any reader may do
    file = json.loads(text_of(drawn()))
    together, *others = file["edges"]
    assert [edge["target"] for edge in others] == ["y"] * 5
    assert {together[key]["dtype"] for key in ("sources", "targets")} == {"uint16"}
    found = [(s, t, np.reshape(w, (-1, 1)).tobytes()) for s, t, w in names["edges"](file)]
    assert found == [(e.source, e.target, e.weight.tobytes()) for e in drawn().edges.values()]


def test_what_is_frozen_or_has_more_to_say_keeps_its_place(few_are_many: None) -> None:
    frozen = {(f"x{i}", f"h “{j}”"): {"frozen": True} for i in (1, 2) for j in range(5)}
    other: dict[tuple[str, str], dict[str, Any]] = {
        ("x0", "h “2”"): {"label": "w"},
        ("x3", "h “3”"): {"extra": {"seen": 1}},
        ("x4", "h “4”"): {"frozen": True},
    }
    made = with_edges(drawn(), frozen | other)
    text = text_of(made)
    items = json.loads(text)["edges"]
    assert [len(item.get("ids", "-")) - 1 for item in items[:8]] == [2, 0, 2, 6, 3, 0, 6, 0]
    assert items[3]["frozen"] is True
    again = network_from_text(text)
    assert_same_bits(again, made)
    assert text_of(again) == text


def test_a_small_drawing_has_a_line_for_each_edge() -> None:
    edges = json.loads(text_of(drawn()))["edges"]
    assert [tuple(edge)[:3] for edge in edges] == [("source", "target", "weight")] * 30
    assert {frozenset(edge) for edge in edges} == {frozenset(("source", "target", "weight"))}


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(networks(complete=False, finite=FINITE), st.data())
def test_any_network_comes_back_in_its_order(
    few_are_many: None, network: Network, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.files.columns.MANY", data.draw(st.integers(0, 3)))
        patch.setattr("core.files.columns._ROW", data.draw(st.integers(1, 3)))
        patch.setattr("core.files.arrays.LARGE", data.draw(st.integers(2, 4)))
        keys = data.draw(st.permutations(list(network.edges)))
        flags = data.draw(st.lists(st.booleans(), min_size=len(keys), max_size=len(keys)))
        edges = {
            key: replace(network.edges[key], frozen=frozen)
            for key, frozen in zip(keys, flags, strict=True)
        }
        for key in keys[:1]:
            edges[key] = replace(edges[key], extra=data.draw(EXTRA))
        network = replace(network, edges=edges)
        raw = b"".join(pieces_of(network))
        again = network_from_bytes(raw)
        assert_same_bits(network, again)
        assert again.ends.tolist() == network.ends.tolist()
        assert b"".join(pieces_of(again)) == raw


@given(st.lists(st.sampled_from([False, True, None]), max_size=12), st.integers(1, 4))
def test_rows_are_whole_and_in_order(kinds: list[bool | None], row: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.files.columns.MANY", 6)
        patch.setattr("core.files.columns._ROW", row)
        rows = list(in_rows(kinds))
    assert [i for _, first, last in rows for i in range(first, last)] == list(range(len(kinds)))
    for kind, first, last in rows:
        if kind is not None:
            assert len(kinds) >= 6
            assert last - first >= row
            assert kinds[first:last] == [kind] * (last - first)
    singly = [kind for kind, _, _ in rows]
    assert (None, None) not in pairwise(singly)


def test_the_weights_of_runs_are_columns_too(few_are_many: None) -> None:
    made = drawn()
    odd = Weights({}, {EdgeKey("gone", "y"): np.array([[2.0]])})
    runs = (Run("adam", loss=0.5, start=odd, end=Weights.of(made)), Run("gd", loss=1.0))
    made = replace(made, runs=runs)
    text = text_of(made)
    start, end = (json.loads(text)["runs"][0][key]["weights"] for key in ("start", "end"))
    assert start == [{"source": "gone", "target": "y", "weight": [[2]]}]
    assert [len(item.get("ids", "-")) - 1 for item in end] == [9, 0, 0, 0, 0, 0]
    again = network_from_text(text)
    assert again.runs == runs
    assert text_of(again) == text
    alone = replace(runs[0], end=Weights({}, dict([*runs[0].end.weights.items()][:25])))
    (found,) = network_from_text(text_of(replace(made, runs=(alone,)))).runs
    assert (found.end.weights.size, len(found.end.weights)) == (25, 25)
    assert text_of(replace(made, runs=(found,))) == text_of(replace(made, runs=(alone,)))
    assert found == alone


def test_edges_that_a_training_changed_are_written_without_making_them(
    few_are_many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.network.network._MANY", 4)
    drawn = lay_down(Network(), (3, 4, 2), "tanh", "identity", "mse")
    key = [*drawn.edges][7]
    frozen = replace(drawn, edges={**drawn.edges, key: replace(drawn.edges[key], frozen=True)})
    after = frozen.with_weights({}, {}, np.arange(20), np.arange(20) / 7)
    runs = (Run("gd", loss=1.0, end=Weights.of(after)),)
    after = replace(after, runs=runs).wired_as(after)
    text = text_of(after)
    assert isinstance(after.edges, EdgesWith)
    assert not after.edges.is_made
    (end,) = json.loads(text)["runs"][0]["end"]["weights"]
    assert len(base64.b64decode(end["weights"]["base64"])) == 20 * 8
    again = network_from_text(text)
    assert again.strengths.tobytes() == after.strengths.tobytes()
    assert [k for k, edge in again.edges.items() if edge.frozen] == [key]
    assert again.runs == after.runs
    assert text_of(again) == text


def test_a_weight_of_a_run_that_is_there_twice_is_named() -> None:
    item = {"ids": ["a", "b"], "sources": [0, 1, 0], "targets": [1, 0, 1], "weights": [1, 2, 3]}
    file = json.loads(file_with()) | {"runs": [{"name": "gd", "end": {"weights": [item]}}]}
    with pytest.raises(FileError) as caught:
        network_from_text(json.dumps(file))
    spot = "runs[0].end.weights[0].targets[2]"
    assert str(caught.value) == f"{spot}: a and b are connected already: change that weight."


def file_with(**changes: Any) -> str:
    item = {
        "ids": ["a", "b", "h", "y"],
        "sources": [0, 1, 2],
        "targets": [2, 2, 3],
        "weights": [0.5, 1, -2],
    }
    item = {key: value for key, value in (item | changes).items() if value is not ...}
    nodes = [
        *({"id": name, "role": "input"} for name in "ab"),
        {"id": "h", "role": "hidden"},
        {"id": "y", "role": "output"},
        {"id": "block", "role": "hidden", "units": 3},
    ]
    first = {"source": "a", "target": "y", "weight": 1}
    return json.dumps({"format": "nodewise", "version": 1, "nodes": nodes, "edges": [first, item]})


def test_columns_may_be_written_by_hand() -> None:
    found = network_from_text(file_with(frozen=True, label="w", seen=1)).edges
    (edge,) = (e for e in found.values() if e.source == "b")
    assert (edge.weight.item(), edge.frozen, edge.label, edge.extra) == (1, True, "w", {"seen": 1})
    assert len(network_from_text(file_with(sources=[], targets=[], weights=[])).edges) == 1


def packed(dtype: str, raw: bytes, n: int = 3) -> dict[str, Any]:
    return {"dtype": dtype, "shape": [n], "base64": base64.b64encode(raw).decode()}


NAN = packed("float64", np.array([1.0, np.nan, 2.0]).tobytes())
HOSTILE = {
    "no ids": ({"ids": ...}, "edges[1].ids: this is missing."),
    "no targets": ({"targets": ...}, "edges[1].targets: this is missing."),
    "no weights": ({"weights": None}, "edges[1].weights: this is missing."),
    "ids no list": ({"ids": "abhy"}, "edges[1].ids: expected a list, got “abhy”."),
    "an id a number": (
        {"ids": ["a", "b", 3, "y"]}, "edges[1].ids[2]: expected a text, got 3."
    ),
    "an empty id": ({"ids": ["a", "b", "", "y"]}, "edges[1].ids[2]: this is missing."),
    "an id twice": (
        {"ids": ["a", "b", "h", "a"]}, "edges[1].ids[3]: “a” stands there twice."
    ),
    "an unknown id": (
        {"ids": ["a", "b", "h", "z"]}, "edges[1].ids[3]: There is no node “z” in this network."
    ),
    "too few targets": (
        {"targets": [2, 2]}, "edges[1].targets: expected 3 numbers, got 2 numbers."
    ),
    "too many weights": (
        {"weights": [1, 2, 3, 4]}, "edges[1].weights: expected 3 numbers, got 4 numbers."
    ),
    "beyond the ids": (
        {"sources": [0, 4, 2]},
        "edges[1].sources[1]: expected a place among the 4 ids, counted from 0, got 4.",
    ),
    "below the ids": (
        {"sources": [0, -1, 2]},
        "edges[1].sources[1]: expected a place among the 4 ids, counted from 0, got -1.",
    ),
    "between two ids": (
        {"targets": [2, 2.5, 3]},
        "edges[1].targets[1]: expected a place among the 4 ids, counted from 0, got 2.5.",
    ),
    "a text for a place": (
        {"targets": [2, "y", 3]}, "edges[1].targets[1]: expected a number, got “y”."
    ),
    "true for a place": (
        {"targets": [2, True, 3]}, "edges[1].targets[1]: expected a number, got true."
    ),
    "NaN": ({"weights": NAN}, "edges[1].weights[1]: a number has to be finite."),
    "a huge number": (
        {"weights": [1, 10**400, 2]}, "edges[1].weights[1]: a number has to be finite."
    ),
    "an edge twice": (
        {"sources": [0, 2, 0], "targets": [2, 3, 2]},
        "edges[1].targets[2]: a and h are connected already: change that weight.",
    ),
    "an edge that is there": (
        {"sources": [0, 1, 0], "targets": [2, 2, 3]},
        "edges[1].targets[2]: a and y are connected already: change that weight.",
    ),
    "into an input": (
        {"targets": [2, 0, 3]}, "edges[1].targets[1]: "
    ),
    "out of an output": ({"sources": [0, 3, 2]}, "edges[1].targets[1]: "),
    "to itself": ({"sources": [0, 2, 2]}, "edges[1].targets[1]: "),
    "to a block": (
        {"ids": ["a", "b", "h", "block"]},
        "edges[1].targets[2]: h → block: expected 3 × 1 numbers, got 1 number.",
    ),
    "short base64": (
        {"sources": packed("uint16", b"\0\0\1\0")},
        "edges[1].sources.base64: expected 6 bytes, got 4 bytes.",
    ),
    "cut base64": (
        {"sources": packed("uint16", b"") | {"base64": "AAABAAI"}},
        "edges[1].sources.base64: expected base64, got other characters.",
    ),
    "no such number": (
        {"sources": packed("float64", b"\0" * 24)},
        "edges[1].sources.dtype: “float64” is not known; use one of uint16, uint32.",
    ),
    "a huge count": (
        {"sources": packed("uint32", b"", 10**12)},
        "edges[1].sources.shape[0]: expected at most 100000000, got 1000000000000.",
    ),
    "a large count": (
        {"sources": packed("uint32", b"", 10**8)},
        "edges[1].sources.base64: expected 400\u202f000\u202f000 bytes, got 0 bytes.",
    ),
    "rows and columns": (
        {"weights": packed("float64", b"\0" * 24) | {"shape": [3, 1]}},
        "edges[1].weights: expected 3 numbers, got 3 × 1 numbers.",
    ),
    "frozen no flag": (
        {"frozen": 1}, "edges[1].frozen: expected true or false, got 1."
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_columns_get_one_sentence(name: str) -> None:
    changes, sentence = HOSTILE[name]
    with pytest.raises(FileError) as caught:
        network_from_text(file_with(**changes))
    assert str(caught.value).startswith(sentence)


def test_a_cycle_is_named_by_its_place() -> None:
    file = json.loads(file_with())
    file["nodes"] += [{"id": name, "role": "hidden"} for name in "cde"]
    file["edges"].append({"ids": list("abcde"), "sources": [2, 3], "targets": [3, 4]})
    file["edges"][2]["weights"] = [1, 1]
    for edges in (
        [{"source": "e", "target": "c"}],
        [{"ids": ["e", "c", "a"], "sources": [2, 0], "targets": [0, 1], "weights": [1, 1]}],
    ):
        with pytest.raises(FileError) as caught:
            network_from_text(json.dumps(file | {"edges": [*file["edges"], *edges]}))
        spot = "edges[3]" if len(edges[0]) == 2 else "edges[3].targets[1]"
        assert str(caught.value).startswith(f"{spot}: e already depends on c: ")


def test_a_number_that_ran_away_is_not_saved_and_named(few_are_many: None) -> None:
    made = with_edges(drawn(), {("x1", "h “3”"): {"weight": np.array([[np.inf]])}})
    with pytest.raises(FileError) as caught:
        text_of(made)
    assert str(caught.value) == "edges[8].weight: a number has to be finite."


def test_columns_cut_anywhere_are_told(few_are_many: None) -> None:
    raw = b"".join(pieces_of(drawn()))
    for cut in count(2, 11):
        if cut >= len(raw) - 2:
            break
        with pytest.raises(FileError, match=r"^Line \d+, column \d+: "):
            network_from_bytes(raw[:cut])
