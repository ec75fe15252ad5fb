"""A student follows one weight through three steps of Adam, forth and back, and by hand."""

import itertools

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.network.naming import parameter_named
from core.network.network import Network
from core.numbers import format_number
from core.stepping.trace import Lesson
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from gui.main_window import MainWindow
from tests.journeys.user import User
from tests.journeys.walking import walk_backwards, walk_forwards

MOVES = 3


@pytest.fixture
def following(window: MainWindow, user: User) -> User:
    """The lesson about training, of w₁₁, whole data and Adam."""
    user.open_lesson("xor-learned")
    user.press("Ctrl+Shift+T")
    assert window.workspace == "step"
    assert window.session.lesson is Lesson.TRAINING
    user.click_paper(user.weight("x1", "a1"))
    user.point_at(user.canvas.viewport(), user.paper(0.02, 0.05))
    return user


def thetas(network: Network) -> list[np.ndarray]:
    """θ before and after each of the steps, by the trainer of the workspace Train."""
    plan = compile_network(network)
    settings = TrainingSettings.of(network.training)
    theta = parameter_vector(plan, network)
    trainer, found = Trainer(plan, theta, network.data, settings), [theta.copy()]
    for _ in range(MOVES):
        trainer.run_steps(1)
        found.append(trainer.theta.copy())
    return found


def test_three_steps_of_adam_are_walked_forth_and_back_and_are_the_trainers(
    window: MainWindow, following: User
) -> None:
    user, session, network = following, window.session, window.document.network
    assert len(session.trace.moves) == MOVES
    topics = [step.topic for step in session.steps]
    for topic in ("train_moments", "train_corrected", "train_effective", "train_update"):
        assert topics.count(topic) == MOVES
    forth = walk_forwards(window, user)
    assert walk_backwards(window, user) == forth[::-1]
    assert walk_forwards(window, user) == forth

    plan, expected = compile_network(network), thetas(network)
    place = plan.theta_index(parameter_named(network, "w11"))
    updates = [i for i, topic in enumerate(topics) if topic == "train_update"]
    for i, (before, after) in zip(updates, itertools.pairwise(expected), strict=True):
        formula = forth[i + 1]["formula"]
        for theta in (before, after):
            assert format_number(float(theta[place]), session.settings.notation) in formula
    assert window.document.network is network  # looking changes nothing

    user.press("Ctrl+Return")
    applied = parameter_vector(plan, window.document.network)
    np.testing.assert_allclose(applied, expected[-1], rtol=1e-14)
    user.press("Ctrl+Z")
    assert window.document.network == network


def test_the_moments_are_worked_out_by_hand(window: MainWindow, following: User) -> None:
    user, session = following, window.session
    panel = window.workshop.step_panel
    moments = next(i for i, step in enumerate(session.steps) if step.topic == "train_moments")
    user.press("Home", *["Right"] * moments)
    user.press("Ctrl+H", "Right")
    assert session.cursor == moments
    wanted = session.pending
    assert user.sight()["formula"].count("?") == 2
    user.press("Right")
    assert session.cursor == moments  # nothing goes on before it is answered

    user.click(panel.answer.field)
    user.type("12345")
    user.press("Return")
    assert panel.answer.said.text().startswith("✗")
    assert session.pending is wanted
    user.press("Ctrl+A")
    user.type(f"{wanted.value:.7g}".replace(".", ","))
    user.press("Return")
    assert session.pending is not wanted
    assert user.sight()["formula"].count("?") == 1
    user.click(panel.answer.show_me)
    assert "?" not in user.sight()["formula"]
    user.press("Return")
    assert session.cursor == moments + 1
