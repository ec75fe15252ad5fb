"""How a run comes to its end: stopped, edited, opened over, saved, closed, killed, diverged."""

import os
import signal
from dataclasses import replace

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.language import Message
from core.network import edits
from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Node, Role, Unit
from gui.messages import Kind
from gui.plots.palette import N_RUN_COLOURS, optimizer_colour
from gui.training.host import host
from gui.training.session import State
from gui.training.texts import status_texts

ENDLESS = 1_000_000_000
FIRST = Parameter(Unit("a1"), Unit("x1"))


def theta_of(network):
    return parameter_vector(compile_network(network), network)


@pytest.fixture
def running(qtbot, session, xor):
    """A run that would never end by itself, after its first report."""
    session.change(epochs=ENDLESS, learning_rate=1e-3)
    session.run()
    qtbot.waitUntil(lambda: session.report is not None and session.report.step > 0)
    return session


def texts(document):
    stack = document.undo_stack
    return [str(stack.command(i).message) for i in range(stack.count())]


def test_a_stopped_run_keeps_what_it_has_reached(running, xor):
    start = xor.network
    running.stop()
    assert running.state is State.IDLE
    assert theta_of(xor.network).tolist() == running.theta.tolist()
    assert not np.array_equal(running.theta, theta_of(start))
    (run,) = xor.network.runs
    assert run.stopped == "user"
    assert run.epochs == running.report.epoch


def test_a_pause_goes_on_where_it_was(qtbot, running):
    running.pause()
    assert running.state is State.PAUSED
    before = running.report.step
    running.run()
    qtbot.waitUntil(lambda: running.report.step > before + 1)
    assert running.state is State.RUNNING


def test_an_edit_ends_the_run_first_and_keeps_both(running, xor):
    edited = edits.set_values(xor.network, {FIRST: 0.125})
    xor.edit(Message("Edit"), edited)
    assert running.state is State.IDLE
    assert texts(xor)[-2].startswith("Train (adam, ")
    assert texts(xor)[-1] == "Edit"
    assert xor.network.value(FIRST) == 0.125
    trained = running.theta.copy()
    trained[running.plan.theta_index(FIRST)] = 0.125
    assert theta_of(xor.network).tolist() == trained.tolist()


def test_a_slider_ends_the_run_first_and_keeps_both(running, xor):
    start = xor.network
    for value in (0.5, 0.25, 0.125):  # always from the network where the drag began
        xor.preview(edits.set_values(start, {FIRST: value}))
    xor.finish_preview(Message("Slide"))
    assert running.state is State.IDLE
    assert len(xor.network.runs) == 1
    trained = running.theta.copy()
    trained[running.plan.theta_index(FIRST)] = 0.125
    assert theta_of(xor.network).tolist() == trained.tolist()
    xor.undo()
    assert theta_of(xor.network).tolist() == running.theta.tolist()


def test_a_neuron_is_moved_without_an_end(running, xor):
    moved = dict(xor.network.nodes)
    moved["a1"] = replace(moved["a1"], position=(30.0, 0.0))
    xor.edit(Message("Move"), replace(xor.network, nodes=moved))
    assert running.state is State.RUNNING
    assert running.network.nodes["a1"].position == (30.0, 0.0)
    running.stop()
    assert xor.network.nodes["a1"].position == (30.0, 0.0)
    assert theta_of(xor.network).tolist() == running.theta.tolist()


def test_titles_runs_and_settings_change_without_an_end(running, xor):
    xor.edit(Message("Title"), replace(xor.network, title="Mine"))
    running.change(l2=0.5)
    assert running.state is State.RUNNING
    assert running.in_use.l2 == 0.0
    assert running.training.l2 == 0.5


def test_undo_takes_the_run_in_hand_back(running, xor):
    before = theta_of(xor.network)
    xor.undo()
    assert running.state is State.IDLE
    assert theta_of(xor.network).tolist() == before.tolist()
    assert texts(xor)[-1].startswith("Train (adam, ")
    assert len(xor.network.runs) == 1


def test_another_document_never_gets_the_result(running, xor):
    other = Network.build([Node("x", Role.INPUT)], [])
    xor.load(other, None)
    assert running.state is State.IDLE
    assert xor.network == other
    assert running.report is None
    assert running.history == {}
    assert not running.has_start


def test_a_paused_run_ends_when_its_settings_change(qtbot, running, xor):
    running.pause()
    running.change(optimizer="rmsprop")
    assert running.state is State.IDLE
    assert len(xor.network.runs) == 1
    assert running.training.optimizer == "rmsprop"


def test_the_learning_rate_changes_while_it_runs(qtbot, running):
    running.set_learning_rate(0.5)
    qtbot.waitUntil(lambda: running.report.learning_rate == 0.5)
    assert running.state is State.RUNNING
    assert running.training.learning_rate == 0.5


def test_a_worker_that_is_killed_is_reported_replaced_and_its_last_numbers_kept(
    qtbot, running, xor
):
    told = []
    running.message.connect(lambda text, kind: told.append((str(text), kind)))
    pid = host().pid
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: running.state is State.IDLE)
    ((text, kind),) = told
    assert text.startswith("The training process ended by itself: what it had learned in ")
    assert kind is Kind.REFUSAL
    assert xor.network.runs[0].stopped == "interrupted"
    assert theta_of(xor.network).tolist() == running.theta.tolist()
    assert len(xor.network.runs) == 1
    running.change(epochs=running.training.epochs)
    running.one_batch()
    qtbot.waitUntil(lambda: running.state is State.PAUSED)
    assert host().pid != pid
    assert running.report.step == 1


def test_a_diverging_run_stops_with_a_reason_and_finite_weights(qtbot, session, xor):
    told = []
    session.message.connect(lambda text, kind: told.append((str(text), kind)))
    session.change(optimizer="gd", learning_rate=1e6, epochs=1000)
    relu = {n.id: replace(n, activation="identity") if n.role is Role.HIDDEN else n
            for n in xor.network.nodes.values()}  # fmt: skip
    xor.edit(Message("Identity"), replace(xor.network, nodes=relu))
    session.run()
    qtbot.waitUntil(lambda: session.state is State.IDLE)
    assert np.isfinite(theta_of(xor.network)).all()
    assert any(kind is Kind.REFUSAL for _, kind in told)


def test_a_network_that_is_not_ready_says_why_and_does_not_run(session, xor):
    told = []
    session.message.connect(lambda text, kind: told.append(str(text)))
    lonely = edits.remove(xor.network, (), [EdgeKey("x1", "a1"), EdgeKey("x2", "a1")])
    xor.edit(Message("Delete"), lonely)
    session.run()
    assert session.state is State.IDLE
    assert told == ["A₁ has no incoming edge: connect something to it."]


def test_frozen_parameters_stay(qtbot, session, xor):
    key = EdgeKey("x1", "a1")
    frozen = replace(xor.network.edges[key], frozen=True)
    xor.edit(Message("Freeze"), replace(xor.network, edges={**xor.network.edges, key: frozen}))
    session.run()
    qtbot.waitUntil(lambda: session.state is State.IDLE)
    assert xor.network.value(FIRST) == 0.7
    assert xor.network.value(Parameter(Unit("a2"), Unit("x1"))) != 0.3


def test_runs_have_the_colours_of_their_optimizers(qtbot, session, xor):
    for optimizer in ("adam", "gd", "adam", "momentum"):
        session.change(optimizer=optimizer, epochs=2)
        with qtbot.waitSignal(session.run_ended):
            session.run()
    colours = [run.colour for run in xor.network.runs]
    own = [optimizer_colour(name) for name in ("adam", "gd", "adam", "momentum")]
    assert [c % N_RUN_COLOURS for c in colours] == own
    assert len(set(colours)) == 4  # the second of a colour has a pattern of its own


def test_more_epochs_than_are_set_are_trained_when_asked_for(qtbot, session, xor):
    session.change(epochs=5)
    with qtbot.waitSignal(session.run_ended):
        session.epochs(12)
    (run,) = xor.network.runs
    assert run.epochs == 12
    assert session.training.epochs == 5


def test_after_undo_nothing_is_said_of_where_the_run_came_to(qtbot, session, xor):
    with qtbot.waitSignal(session.run_ended):
        session.run()
    assert "loss" in status_texts(session)[0]
    xor.undo_stack.undo()
    assert session.report is None
    assert status_texts(session)[0] == "Ready to train with 4 observations."
    assert session.has_start
