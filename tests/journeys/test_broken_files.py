"""Twenty broken files are opened one after the other; the open work stays as it is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from core.files.reader import read_network
from gui.lesson_card import EXAMPLES
from gui.main_window import MainWindow
from tests.journeys.user import User

GOOD = (EXAMPLES / "house-prices.nodewise").read_text("utf-8")
LINES = GOOD.splitlines()


def line_of(text: str) -> int:
    return next(i for i, line in enumerate(LINES, 1) if text in line)


def replaced(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "nothing in it": ("", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a network file"),
    "cut in the middle": (GOOD[:700], "Line "),
    "no comma": (
        replaced('"bias": 1.87,', '"bias": 1.87'),
        f"Line {line_of('1.87')}, column ",
    ),
    "goes on": (GOOD.rstrip() + "\n[]", f"Line {len(LINES) + 1}, column 1: "),
    "a table": ("X1,X2,y\n1,3,215\n", "Line 1, column 1: "),
    "another program's": (replaced('"nodewise"', '"onnx"'), "“onnx”"),
    "of the future": (replaced('"version": 1,', '"version": 7,'), "version"),
    "no nodes": ('{"format": "nodewise", "version": 1, "edges": []}', "nodes: "),
    "a role nobody knows": (replaced('"a1", "role": "hidden"', '"a1", "role": "layer"'),
                            "nodes[2].role: “layer”"),
    "one id twice": (replaced('"id": "a2"', '"id": "a1"'), "nodes[3].id: "),
    "an unknown activation": (
        GOOD.replace('"sigmoid"', '"sigmoide"', 1), "nodes[2].activation: “sigmoide”",
    ),
    "two biases for one neuron": (replaced('"bias": 1.87', '"bias": [1, 2]'), "nodes[2].bias: "),
    "a weight in words": (replaced('"weight": 28.33', '"weight": "28,33"'), "edges[4].weight: "),
    "a weight without end": (replaced("60.17", "1e999"), "edges[5].weight: "),
    "an edge to nobody": (
        replaced('"a2", "target": "y"', '"a2", "target": "z"'), "edges[5].target: ",
    ),
    "an edge into an input": (
        replaced('"source": "a1", "target": "y"', '"source": "a1", "target": "x1"'), "edges[4]: ",
    ),
    "a doubled edge": (
        replaced('"source": "x2", "target": "a2"', '"source": "x1", "target": "a2"'), "edges[3]: ",
    ),
    "a cycle": (
        replaced('"source": "x2", "target": "a1"', '"source": "a2", "target": "a1"').replace(
            '"source": "x2", "target": "a2"', '"source": "a1", "target": "a2"'
        ),
        "edges[",
    ),
    "a cell too many": (replaced('"inputs": [[1, 3]]', '"inputs": [[1, 3, 5]]'), "data.inputs[0]"),
}  # fmt: skip


@pytest.fixture
def open_file(user: User, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Open a file by the command; the system's own dialog answers with its path."""

    def opened(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        user.press("Ctrl+O")

    return opened


def test_each_of_twenty_broken_files_is_refused_in_one_sentence_and_the_open_work_stays(
    window: MainWindow, user: User, open_file: Callable[[Path], None], tmp_path: Path
) -> None:
    assert len(BROKEN) == 20
    user.open_lesson("house-prices")
    user.press("Ctrl+1")
    user.double_click_paper(user.weight("x1", "a1"))
    user.type("3.14")
    user.press("Return")
    network, stack = window.document.network, window.document.undo_stack
    commands = [stack.command(i) for i in range(stack.count())]
    assert len(commands) == 1
    said = set()
    for number, (name, (content, spot)) in enumerate(BROKEN.items()):
        path = tmp_path / f"broken {number}.nodewise"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        open_file(path)
        told = user.told
        assert told.startswith(f"{path.name}: "), name
        assert spot in told, f"{name}: {told}"
        assert told.endswith("."), f"{name}: {told}"
        assert "\n" not in told, name
        assert "Error" not in told, name
        said.add(told.removeprefix(f"{path.name}: "))
        assert window.document.network is network, name
        assert [stack.command(i) for i in range(stack.count())] == commands, name
        assert window.document.path is None, name
        assert window.document.is_modified, name
        assert path.read_bytes() == (content if isinstance(content, bytes) else content.encode())
    assert len(said) == 20  # each says something of its own
    user.press("Ctrl+Z")
    assert not window.document.is_modified
    good = tmp_path / "good.nodewise"
    good.write_text(GOOD, "utf-8")
    open_file(good)
    assert user.told == ""
    assert window.document.path == good


def test_of_a_large_file_that_was_cut_the_version_before_is_offered_and_the_open_work_stays(
    window: MainWindow, user: User, open_file: Callable[[Path], None], tmp_path: Path
) -> None:
    user.open_lesson("house-prices")
    user.press("Ctrl+1")
    user.double_click_paper(user.weight("x1", "a1"))
    user.type("3.14")
    user.press("Return")
    work = window.document.network
    whole = (EXAMPLES / "mnist-trained.nodewise").read_bytes()
    path = tmp_path / "digits.nodewise"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    backup = tmp_path / "digits.nodewise~"
    backup.write_bytes(whole)

    open_file(path)
    user.come_back()
    assert re.fullmatch(
        r"digits\.nodewise: Line \d+, column \d+: .+\. The version before the last save is still"
        r" there, in “digits\.nodewise~”: open that\.",
        user.told,
    )
    assert window.document.network is work
    assert window.document.is_modified
    assert window.document.path is None

    user.press("Ctrl+Z")  # the offer is of a file: what is open would be asked about
    open_file(path)
    user.come_back()
    offer = window.workshop.messages.findChild(QPushButton)
    assert offer.text() == "Open “digits.nodewise~”"
    user.click(offer)
    assert window.document.network.n_parameters == 235_146
    assert window.document.path == path
    assert window.document.is_modified  # the file itself is still broken
    assert path.read_bytes() != whole
    user.come_back()
    user.press("Ctrl+S")
    assert read_network(path) == window.document.network
