"""New, open, save, close, crash: the work is never lost without a question."""

import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from core.files.reader import read_network
from core.files.writer import write_network
from core.language import Message, set_language
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from gui import questions
from gui.document import Document
from gui.files import FileKeeper
from gui.lessons import EXAMPLES, lesson


@pytest.fixture
def keeper(window):
    return window.keeper


@pytest.fixture
def drawn(window):
    """A window with an unsaved input."""
    window.show_drawing()
    window.workshop.drawing.add_node(Role.INPUT)
    return window


def answer(monkeypatch, question, value):
    asked = []
    monkeypatch.setattr(questions, question, lambda *args: asked.append(args) or value)
    return asked


def test_saving_and_opening_gives_the_same_network(drawn, tmp_path):
    path = tmp_path / "mine.nodewise"
    drawn.document.set_path(path)
    assert drawn.keeper.save()
    assert not drawn.document.is_modified
    saved = drawn.document.network
    drawn.keeper.new()
    assert not drawn.document.network.nodes
    assert drawn.keeper.open(path)
    assert drawn.document.network == saved
    assert drawn.windowTitle() == "mine — Nodewise"


def test_save_as_adds_the_suffix_and_remembers_the_file(drawn, tmp_path, monkeypatch):
    chosen = str(tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (chosen, ""))
    drawn.actions_["file.save_as"].trigger()
    path = tmp_path / "mine.nodewise"
    assert read_network(path) == drawn.document.network
    assert drawn.settings.get("recent_files") == [str(path)]


def test_the_title_marks_unsaved_work(drawn, tmp_path):
    assert drawn.windowTitle() == "Untitled • — Nodewise"
    drawn.document.undo_stack.undo()
    assert drawn.windowTitle() == "Untitled — Nodewise"


def test_the_title_is_the_networks_own_beside_the_name_of_its_file(window, tmp_path):
    window.open_lesson(lesson("house-prices"))
    window.keeper._save_to(tmp_path / "mine.nodewise")
    assert window.windowTitle() == "House prices · mine.nodewise — Nodewise"
    window.workshop.drawing.set_title("Mine")
    assert window.windowTitle() == "Mine • — Nodewise"


def test_a_lesson_is_a_copy_without_a_file(window):
    window.open_lesson(lesson("house-prices"))
    assert window.document.path is None
    assert window.windowTitle() == "House prices — Nodewise"
    assert window.document.network.n_parameters == 9


def test_title_and_notes_of_a_lesson_are_in_the_language_in_use(window):
    try:
        set_language("es")
        window.open_lesson(lesson("house-prices"))
        network = window.document.network
    finally:
        set_language("en")
    assert network.title == network.lesson["title"]["es"]
    assert network.notes.startswith(network.lesson["notes"]["es"])
    assert "From the lecture" not in network.notes


def test_a_broken_file_is_told_in_one_sentence_and_the_open_work_stays(drawn, tmp_path):
    path = tmp_path / "broken.nodewise"
    text = (EXAMPLES / "house-prices.nodewise").read_text("utf-8")
    path.write_text(text.replace('"bias": 1.87', '"bias": [1, 2]'), "utf-8")
    before = drawn.document.network
    assert not drawn.keeper.open(path)
    assert drawn.document.network is before
    told = drawn.workshop.messages.text
    assert told.startswith("broken.nodewise: nodes[")
    assert "bias" in told
    assert "\n" not in told


def test_a_file_that_is_cut_offers_the_version_before(drawn, tmp_path):
    path = tmp_path / "large.nodewise"
    units = {"x": 784, "h": 256, "g": 128, "y": 10}
    roles = [Role.INPUT, Role.HIDDEN, Role.HIDDEN, Role.OUTPUT]
    nodes = [Node(name, role, units[name]) for name, role in zip(units, roles, strict=True)]
    weights = [np.full((units[b], units[a]), 0.1) for a, b in pairwise(units)]
    edges = [Edge(a, b, w) for (a, b), w in zip(pairwise(units), weights, strict=True)]
    large = Network.build(nodes, edges, title="Large")
    write_network(path, large)
    write_network(path, replace(large, title="Larger"))
    path.write_bytes(path.read_bytes()[:900_000])
    before = drawn.document.network
    assert not drawn.keeper.open(path)
    assert drawn.document.network is before
    bar = drawn.workshop.messages
    assert re.fullmatch(
        r"large.nodewise: Line \d+, column \d+: the file ends here, in the middle; the rest is "
        "missing. The version before the last save is still there, in “large.nodewise~”: open "
        "that.",
        bar.text,
    )
    drawn.document.undo()
    bar._button.click()
    assert (drawn.document.network.title, drawn.document.path) == ("Large", path)
    assert drawn.document.network.n_parameters == 235_146
    assert drawn.document.is_modified


@pytest.mark.skipif(os.name == "nt", reason="folders are read-only in another way there")
def test_a_folder_that_cannot_be_written_leaves_the_work_unsaved(drawn, tmp_path):
    drawn.document.set_path(tmp_path / "nowhere" / "mine.nodewise")
    assert not drawn.keeper.save()
    assert drawn.document.is_modified
    assert "could not be saved" in drawn.workshop.messages.text


def test_closing_asks_and_cancel_keeps_the_window(drawn, monkeypatch):
    asked = answer(monkeypatch, "about_unsaved", questions.Unsaved.CANCEL)
    event = QCloseEvent()
    drawn.closeEvent(event)
    assert asked
    assert not event.isAccepted()
    answer(monkeypatch, "about_unsaved", questions.Unsaved.DISCARD)
    event = QCloseEvent()
    drawn.closeEvent(event)
    assert event.isAccepted()


def test_new_and_open_ask_before_unsaved_work_goes(drawn, monkeypatch):
    asked = answer(monkeypatch, "about_unsaved", questions.Unsaved.CANCEL)
    before = drawn.document.network
    drawn.keeper.new()
    assert not drawn.keeper.open(EXAMPLES / "xor.nodewise")
    assert drawn.document.network is before
    assert len(asked) == 2


def test_saving_over_what_another_program_wrote_asks_first(drawn, tmp_path, monkeypatch):
    path = tmp_path / "mine.nodewise"
    drawn.document.set_path(path)
    drawn.keeper.save()
    path.write_text("something else entirely")
    drawn.workshop.drawing.add_node(Role.OUTPUT)
    asked = answer(monkeypatch, "about_changed_file", questions.Changed.CANCEL)
    assert not drawn.keeper.save()
    assert asked
    assert path.read_text() == "something else entirely"
    answer(monkeypatch, "about_changed_file", questions.Changed.OVERWRITE)
    assert drawn.keeper.save()
    assert read_network(path) == drawn.document.network


def test_a_file_that_is_open_in_another_window_is_noticed(window, settings, tmp_path, qtbot):
    path = tmp_path / "mine.nodewise"
    path.write_bytes((EXAMPLES / "xor.nodewise").read_bytes())
    other = FileKeeper(Document(window), settings, window, window.keeper.folder)
    assert other.open(path)
    assert window.keeper.open(path)
    assert "open in another window" in window.workshop.messages.text
    other.close()
    assert window.keeper.open(path)
    assert window.workshop.messages.text == ""


def test_a_crash_loses_nothing_that_was_autosaved(drawn, settings, qtbot, monkeypatch):
    drawn.keeper.autosave(wait=True)
    lost = drawn.document.network
    # The lock falls with the process: let go of it without tidying up, as a crash does.
    drawn.keeper.copies._autosave._lock.release()
    document = Document(drawn)
    after = FileKeeper(document, settings, drawn, drawn.keeper.folder)
    answer(monkeypatch, "about_recovery", questions.Recover.YES)
    assert after.offer_recovery()
    assert document.network == lost
    assert document.is_modified
    after.close()


def test_work_is_autosaved_within_twenty_seconds_of_a_change(drawn):
    timer = drawn.keeper.copies._timer
    assert timer.isActive()
    assert timer.remainingTime() <= 20_000


def test_saved_work_leaves_no_recovery_copy(drawn, tmp_path):
    drawn.keeper.autosave(wait=True)
    folder = drawn.keeper.folder / "recovery"
    assert list(folder.glob("*.recovery"))
    drawn.document.set_path(tmp_path / "mine.nodewise")
    drawn.keeper.save()
    assert not list(folder.glob("*.recovery"))


def test_a_file_dropped_on_the_window_is_opened(window):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(EXAMPLES / "xor.nodewise"))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    assert window.document.path == EXAMPLES / "xor.nodewise"
    assert window.is_drawing_shown


def test_recent_files_are_listed_latest_first_and_can_be_forgotten(window, tmp_path):
    for name in ("a.nodewise", "b.nodewise", "a.nodewise"):
        path = tmp_path / name
        path.write_bytes((EXAMPLES / "xor.nodewise").read_bytes())
        window.keeper.open(path)
    kept = [Path(name).name for name in window.settings.get("recent_files")]
    assert kept == ["a.nodewise", "b.nodewise"]
    window.keeper.clear_recent()
    assert window.settings.get("recent_files") == []


def test_notes_changed_by_undo_count_as_unsaved(drawn, tmp_path):
    drawn.document.set_path(tmp_path / "mine.nodewise")
    drawn.keeper.save()
    after = replace(drawn.document.network, notes="more")
    drawn.document.edit(Message("Change the notes"), after)
    assert drawn.document.is_modified
    drawn.document.undo_stack.undo()
    assert not drawn.document.is_modified
