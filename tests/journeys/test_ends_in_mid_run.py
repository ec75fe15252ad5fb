"""A run is cut short: the window is closed, the process killed, another drawing opened."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from core.compiling.compiler import compile_network, parameter_vector
from core.files.reader import read_network
from core.files.writer import write_network
from core.network.network import Network
from gui.lesson_card import EXAMPLES
from gui.main_window import MainWindow
from gui.training.host import host
from gui.training.session import State, TrainSession
from tests.journeys.user import User, answering

ROOT = Path(__file__).parents[2]
ENDLESS = 100_000_000
Until = Callable[[Callable[[], bool]], None]

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from core.training.shared import Shared
from gui.app import open_window
from gui.training.host import host
from tests.journeys.user import User, answering

application, window = open_window(sys.argv[1:])
user = User(window, lambda: None)
create, blocks = Shared.create, []

def created(n_theta):
    blocks.append(create(n_theta))
    return blocks[-1]

Shared.create = created

def train():
    if not (window.is_furnished and window.document.network.nodes):
        QTimer.singleShot(20, train)
        return
    window.workshop.show_workspace("train")
    window.training.run()
    look()

def look():
    report = window.training.report
    if report is None or not report.step:
        QTimer.singleShot(20, look)
        return
    print(host().pid, blocks[0].name, flush=True)
    if sys.stdin.readline() != "close\\n":
        return
    with answering(discard) as asked:
        window.close()
    print(asked[0].text(), flush=True)

def discard(box):
    assert isinstance(box, QMessageBox)
    user.click(box.buttons()[1])

train()
sys.exit(application.exec())
"""


def theta_of(network: Network) -> list[float]:
    theta: list[float] = parameter_vector(compile_network(network), network).tolist()
    return theta


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """XOR with so many epochs that no run of it ends by itself."""
    network = read_network(EXAMPLES / "xor-learned.nodewise")
    training = {**network.training, "epochs": ENDLESS, "learning_rate": 1e-4}
    path = tmp_path / "endless.nodewise"
    write_network(path, replace(network, training=training, title="Endless"))
    return path


@pytest.fixture
def running(
    window: MainWindow,
    user: User,
    until: Until,
    endless: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> TrainSession:
    """A run that has come some way."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(endless), ""))
    user.press("Ctrl+O", "Ctrl+3")
    user.click(window.workshop.top_bar.run_bar.buttons["toggle"])
    session: TrainSession = window.training
    until(lambda: session.report is not None and session.report.step > 0)
    assert session.state is State.RUNNING
    return session


def button(box: QWidget, text: str) -> QWidget:
    assert isinstance(box, QMessageBox)
    return next(b for b in box.buttons() if b.text() == text)


def test_closing_asks_with_the_run_in_the_document_and_may_be_thought_better_of(
    window: MainWindow, user: User, until: Until, running: TrainSession
) -> None:
    with answering(lambda box: user.click(button(box, "Cancel"))) as asked:
        window.close()
    assert [box.text() for box in asked] == ["Save the changes to “endless”?"]
    assert window.isVisible()
    assert running.state is State.IDLE
    assert len(window.document.network.runs) == 1
    user.come_back()
    user.click(window.workshop.top_bar.run_bar.buttons["one_epoch"])
    until(lambda: running.state is State.PAUSED)

    with answering(lambda box: user.click(button(box, "Discard"))):
        window.close()
    assert not window.isVisible()
    assert running.state is State.IDLE


def test_a_worker_that_is_killed_is_told_in_one_sentence_and_training_works_again(
    window: MainWindow, user: User, until: Until, running: TrainSession
) -> None:
    start, pid = window.document.network, host().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    until(lambda: running.state is State.IDLE)
    assert user.told.startswith("The training process ended by itself: what it had learned in ")
    assert window.document.undo_stack.count() == 1
    reached = window.document.network
    assert theta_of(reached) != theta_of(start)
    user.click(window.workshop.top_bar.run_bar.buttons["one_epoch"])
    until(lambda: running.state is State.PAUSED)
    assert host().pid != pid
    assert not user.told
    user.press("Shift+Space", "Ctrl+Z")
    assert theta_of(window.document.network) == theta_of(reached)
    user.press("Ctrl+Z")
    assert theta_of(window.document.network) == theta_of(start)


def test_the_drawing_that_is_opened_in_mid_run_gets_nothing_of_it(
    window: MainWindow,
    user: User,
    until: Until,
    running: TrainSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = read_network(EXAMPLES / "xor-learned.nodewise")
    write_network(tmp_path / "other.nodewise", replace(other, title="Other"))
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "other.nodewise"), "")
    )
    with answering(lambda box: user.click(button(box, "Discard"))) as asked:
        user.press("Ctrl+O")
    assert asked
    document = window.document
    assert document.network.title == "Other"
    for _ in range(2):  # now, and when the other drawing was trained itself
        assert theta_of(document.network) == theta_of(other)
        assert document.network.runs == ()
        assert not document.undo_stack.count()
        assert running.state is State.IDLE
        user.come_back()
        user.click(window.workshop.top_bar.run_bar.buttons["one_epoch"])
        until(lambda: running.state is State.PAUSED)
        assert running.report is not None
        assert running.report.step == 1
        assert theta_of(document.network) == theta_of(other)
        document.load(document.network, None)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the process table")
@pytest.mark.parametrize("way", ["close", "kill"])
def test_a_program_that_ends_in_mid_run_leaves_no_process_and_no_memory(
    qtbot: object, until: Until, endless: Path, tmp_path: Path, way: str
) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": str(ROOT),
    }
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(endless)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        assert program.stdin is not None
        pid, block = program.stdout.readline().split()
        assert is_alive(int(pid))
        if way == "close":
            program.stdin.write("close\n")
            program.stdin.flush()
            assert program.stdout.readline() == "Save the changes to “endless”?\n"
            assert program.wait(60) == 0
        else:
            program.kill()
            assert program.wait(60) == -signal.SIGKILL
    finally:
        program.kill()
        program.communicate()
    until(lambda: not is_alive(int(pid)) and not Path("/dev/shm", block).exists())


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be fetched by its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
