"""From a run that waits to the explanation of its next step, and back."""

import numpy as np
import pytest

from core.compiling.compiler import parameter_vector
from core.stepping.trace import Lesson
from gui.training.session import State


@pytest.fixture
def desk(qtbot, window):
    from tests.gui.training.conftest import xor_network

    window.document.load(xor_network(), None)
    window.show_drawing()
    window.workshop.show_workspace("train")
    return window


def one_batch(qtbot, window, times=1):
    training = window.workshop.training
    for _ in range(times):
        window.actions_["train.one_batch"].trigger()
        qtbot.waitUntil(lambda: training.state is State.PAUSED)


def test_a_paused_run_is_explained_from_where_it_waits(qtbot, desk):
    one_batch(qtbot, desk, 3)
    training = desk.workshop.training
    theta = training.theta.copy()
    desk.actions_["train.explain_next"].trigger()
    session = desk.workshop.session
    assert desk.workspace == "step"
    assert session.lesson is Lesson.TRAINING
    assert session.step.batch.number == 4
    np.testing.assert_allclose(session.trace.moves[0].theta, theta, rtol=1e-9)
    assert training.state is State.PAUSED  # the run still waits
    shown = parameter_vector(session.trace.before.plan, session.shown_network)
    np.testing.assert_allclose(shown, theta, rtol=1e-9)


def test_the_selected_edge_is_followed(qtbot, desk):
    one_batch(qtbot, desk)
    key = next(key for key in desk.document.network.edges if key.target == "y")
    desk.document.select(edges=[key])
    desk.actions_["train.explain_next"].trigger()
    assert desk.workshop.session.parameter.edge == key


def test_applying_the_step_ends_the_run_and_keeps_what_it_reached(qtbot, desk):
    one_batch(qtbot, desk, 2)
    desk.actions_["train.explain_next"].trigger()
    session = desk.workshop.session
    session.last()
    wanted = session.trace.moves[-1].new_theta
    session.apply_update()
    assert desk.workshop.training.state is State.IDLE
    assert len(desk.document.network.runs) == 1
    plan = session.trace.before.plan
    np.testing.assert_allclose(parameter_vector(plan, desk.document.network), wanted, rtol=1e-9)
    assert "3 steps" in str(
        desk.document.undo_stack.command(desk.document.undo_stack.index() - 1).message
    )
    assert session.step is None or session.step.batch.number == 1


def test_after_a_run_the_next_step_is_the_first_of_a_new_run(qtbot, desk):
    one_batch(qtbot, desk, 2)
    desk.workshop.training.stop()
    desk.actions_["train.explain_next"].trigger()
    assert desk.workshop.session.step.batch.number == 1


def test_a_run_whose_rate_was_changed_on_the_way_ends_first(qtbot, desk):
    one_batch(qtbot, desk, 2)
    training = desk.workshop.training
    training.set_learning_rate(0.001)
    assert training.state is State.PAUSED
    desk.actions_["train.explain_next"].trigger()
    assert training.state is State.IDLE
    assert desk.workshop.session.step.batch.number == 1


def test_editing_goes_back_to_the_first_step(qtbot, desk):
    one_batch(qtbot, desk, 2)
    desk.actions_["train.explain_next"].trigger()
    session = desk.workshop.session
    session.change_training(optimizer="momentum")
    assert session.request.n_done == 0
    assert session.steps[0].batch.number == 1
