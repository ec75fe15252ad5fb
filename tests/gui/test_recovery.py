"""What a crash during a training leaves: the document, and what the run had learned."""

import errno
import os

import pytest

from core.compiling.compiler import compile_network, parameter_vector
from gui import questions
from gui.document import Document
from gui.files import FileKeeper
from gui.recovery import moment_text
from gui.training.session import State
from tests.gui.training.conftest import xor_network

ENDLESS = 1_000_000_000


def theta_of(network):
    return parameter_vector(compile_network(network), network).tolist()


@pytest.fixture
def training(window, qtbot):
    """A window in which a saved network is being trained."""
    window.document.load(xor_network(epochs=ENDLESS), None)
    window.workshop.show_workspace("train")
    session = window.training
    session.run()
    qtbot.waitUntil(lambda: session.report is not None and session.report.epoch > 0)
    assert not window.document.is_modified
    yield window
    session.stop()


@pytest.fixture
def next_window(training, settings, qtbot):
    """A keeper that finds what the first would leave if it died now."""
    training.training.pause()
    qtbot.waitUntil(lambda: training.training._hand.is_resting)
    training.keeper.autosave(wait=True)
    training.keeper.copies._autosave._lock.release()  # it falls with the process
    keeper = FileKeeper(Document(training), settings, training, training.keeper.folder)
    yield keeper
    keeper.close()


def test_a_crash_during_a_training_keeps_what_was_learned(
    training, next_window, monkeypatch, qtbot
):
    session, before = training.training, training.document.network
    asked, told = [], []
    recover = questions.Recover.YES
    monkeypatch.setattr(questions, "about_recovery", lambda *a: asked.append(a[1]) or recover)
    next_window.told.connect(lambda text, kind: told.append(str(text)))
    assert next_window.offer_recovery()
    (recovery,) = asked
    document = next_window._document
    report = session.unfinished().begun
    learned = session.theta.tolist()
    assert recovery.interrupted.epochs == report.epochs
    assert theta_of(document.network) == learned
    (run,) = document.network.runs
    assert (run.stopped, run.epochs, run.name) == ("interrupted", report.epochs, "adam")
    assert run.curves["loss"][0] > run.curves["loss"][-1]
    assert told == [
        "The training was interrupted: what it had learned is recovered as of epoch "
        f"{run.epochs}, {moment_text(recovery.interrupted.saved_at)}. Undo goes back to the "
        "weights before it."
    ]
    document.undo()
    assert theta_of(document.network) == theta_of(before)
    assert document.network.runs == (run,)


def test_the_question_says_that_a_training_was_going_on(next_window, monkeypatch):
    details = []
    monkeypatch.setattr(questions, "ask", lambda *a: details.append(a[2]) or 2)
    assert not next_window.offer_recovery()
    assert "A training was going on; what it had learned up to epoch " in details[0]


def test_copies_are_written_again_and_again_while_it_trains(training, qtbot):
    copies = training.keeper.copies
    assert copies._timer.isActive()
    copies.write(wait=True)
    assert copies._timer.isActive()
    training.training.stop()
    copies.write(wait=True)
    (found,) = training.keeper.folder.glob("recovery/*.recovery")
    assert not found.with_suffix(".run").exists()


def test_a_run_without_a_step_yet_is_looked_at_again(training, monkeypatch):
    copies = training.keeper.copies
    copies.hold()
    monkeypatch.setattr(type(training.training._hand), "report", None)
    copies.write(wait=True)
    assert copies._timer.isActive()
    assert not list(training.keeper.folder.glob("recovery/*.recovery"))


def test_a_full_disk_is_said_once_and_tried_again(training, monkeypatch, qtbot):
    copies, told = training.keeper.copies, []
    copies.told.connect(lambda text: told.append(str(text)))

    def full(file, piece):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr("core.files.atomic._write_all", full)
        for _ in range(2):
            copies.write(wait=True)
            qtbot.waitUntil(lambda: copies._fails)
        qtbot.wait(0)
    assert copies._timer.isActive()
    (text,) = told
    assert text.startswith("Your work has no recovery copy just now: ")
    assert "No space left on device" in text
    copies.write(wait=True)
    qtbot.waitUntil(lambda: not copies._fails)
    assert training.training.state is State.RUNNING
