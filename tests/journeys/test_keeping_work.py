"""Work is saved to the last bit, and what a killed program had not saved is there again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.files.reader import read_network
from core.files.writer import text_of
from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Unit
from gui.app import _after_first_paint
from gui.lesson_card import EXAMPLES
from gui.main_window import MainWindow
from gui.settings import Settings
from tests.journeys.user import User, answering

ROOT = Path(__file__).parents[2]
W11 = Parameter(Unit("a1"), Unit("x1"))

PROGRAM = """
import sys
import gui.recovery
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from gui.app import open_window

gui.recovery.AUTOSAVE_MS = 100  # the program waits ten seconds; a test need not
application, window = open_window(sys.argv[1:])

def edit():
    if not (window.is_furnished and window.document.network.nodes):
        QTimer.singleShot(20, edit)
        return
    window.activateWindow()
    canvas = window.workshop.canvas
    window.workshop.show_workspace("draw")
    item = canvas.picture.edges.items["x1", "a1"]
    place = canvas.mapFromScene(item.pill.pos())
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClicks(canvas.editing.editor, "-1/3")
    QTest.keyClick(canvas.editing.editor, Qt.Key.Key_Return)

edit()
application.exec()
"""
"""A program like any other; it opens a file and changes a weight the way a user does."""


def bits(network: Network) -> dict[Parameter, bytes]:
    return {p: np.float64(network.value(p)).tobytes() for p in network.parameters()}


def type_weight(user: User, text: str) -> None:
    user.double_click_paper(user.weight("x1", "a1"))
    user.type(text)
    user.press("Return")


def test_a_saved_network_is_opened_again_bit_for_bit(
    window: MainWindow, user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.nodewise"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    user.open_lesson("house-prices")
    user.press("Ctrl+1")
    for text in ("1/3", "-1e-300", "0.1"):
        type_weight(user, text)
    user.drag_paper(user.node("y"), user.node("y") + user.paper(0.05, 0.1))
    user.press("Escape", "Ctrl+Shift+B", "End", "Ctrl+Return", "Ctrl+1")  # numbers nobody types
    assert "•" in window.windowTitle()
    user.press("Ctrl+S")
    saved, written = window.document.network, path.read_bytes()
    assert "mine" in window.windowTitle()
    assert "•" not in window.windowTitle()
    assert user.told == "Saved as mine.nodewise."

    user.press("Ctrl+N")
    assert window.document.network == Network()
    user.press("Ctrl+O")
    opened = window.document.network
    assert opened == saved
    assert bits(opened) == bits(saved)
    assert opened.data.inputs.tobytes() == saved.data.inputs.tobytes()
    assert {n: node.position for n, node in opened.nodes.items()} == {
        n: node.position for n, node in saved.nodes.items()
    }
    assert not window.document.undo_stack.count()

    type_weight(user, "7")
    user.press("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Z", "Ctrl+S")
    assert path.read_bytes() == written
    type_weight(user, "7")
    user.press("Ctrl+S")
    assert path.read_bytes() != written
    backups = [p for p in tmp_path.glob("mine*") if p != path]
    assert [p.read_bytes() for p in backups] == [written]  # the version before


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_work_that_a_killed_program_had_not_saved_is_recovered_in_a_new_window(
    qtbot: QtBot,
    settings: Settings,
    tmp_path: Path,
    data_folder: Path,
    appearance: object,
    pause: Callable[[], None],
) -> None:
    path = tmp_path / "mine.nodewise"
    path.write_bytes((EXAMPLES / "house-prices.nodewise").read_bytes())
    kill_after_autosave(qtbot, path, tmp_path / "data", data_folder)
    on_disk = read_network(path)
    assert on_disk.value(W11) == 2.17

    window = MainWindow(settings, furnish=False)
    qtbot.addWidget(window, before_close_func=lambda w: w.document.set_clean())
    window.resize(1360, 800)
    with qtbot.waitExposed(window):
        window.show()
    asked: list[str] = []

    def recover(box: object) -> None:
        assert isinstance(box, QMessageBox)
        asked.extend((box.text(), box.informativeText()))
        pause()
        QTest.keyClick(box, Qt.Key.Key_Return)

    with answering(recover):
        _after_first_paint(window, None)
    assert asked[0] == "Nodewise was not closed properly. Recover the unsaved work?"
    assert "mine.nodewise" in asked[1]
    recovered = window.document.network
    assert np.float64(recovered.value(W11)).tobytes() == np.float64(-1 / 3).tobytes()
    assert {p for p in recovered.parameters() if recovered.value(p) != on_disk.value(p)} == {W11}
    assert text_of(recovered).replace(repr(-1 / 3), "2.17") == text_of(on_disk)
    assert window.document.path == path
    assert window.document.is_modified
    assert "mine" in window.windowTitle()
    assert "•" in window.windowTitle()
    pause()

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    User(window, pause).press("Ctrl+S")
    assert read_network(path) == recovered
    assert not list(data_folder.glob("recovery/*.recovery"))


def kill_after_autosave(qtbot: QtBot, path: Path, home: Path, folder: Path) -> None:
    """Run the program, let it change a weight, wait for its recovery copy, and kill it."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(ROOT),
    }
    program = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], env=environment)

    def kept() -> bool:
        assert program.poll() is None, "the program ended by itself"
        return bool(list(folder.glob("recovery/*.recovery")))

    try:
        qtbot.waitUntil(kept)
    finally:
        program.kill()
        code = program.wait(60)
    assert code == -signal.SIGKILL
