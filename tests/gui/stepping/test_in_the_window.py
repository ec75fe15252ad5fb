"""The lesson about training and working by hand, from the menu and on the canvas."""

from dataclasses import replace

import pytest

from core.network.edge import EdgeKey
from core.stepping.trace import Lesson
from gui.main_window import MainWindow
from tests.gui.stepping.conftest import house


@pytest.fixture
def training_window(window: MainWindow) -> MainWindow:
    network = replace(house(3), training={"learning_rate": 0.5, "dropout": 0.5, "seed": 2})
    window.document.load(network, None)
    window.show_drawing()
    window.actions_["explain.training"].trigger()
    return window


def weight_on_canvas(window: MainWindow) -> float:
    network = window.workshop.canvas.picture.shown
    return float(network.edges[EdgeKey("a1", "y")].weight[0, 0])


def test_the_menu_starts_the_training_lesson(training_window: MainWindow) -> None:
    assert training_window.workshop.workspace == "step"
    assert training_window.workshop.session.lesson is Lesson.TRAINING


def test_the_canvas_follows_the_training_and_never_the_document(
    training_window: MainWindow,
) -> None:
    session = training_window.workshop.session
    start = weight_on_canvas(training_window)
    session.last()
    assert weight_on_canvas(training_window) != start
    assert training_window.document.undo_stack.count() == 0
    training_window.workshop.show_workspace("draw")
    assert weight_on_canvas(training_window) == start
    training_window.workshop.show_workspace("step")
    assert weight_on_canvas(training_window) != start
    session.first()
    assert weight_on_canvas(training_window) == start


def test_by_hand_in_the_menu_follows_the_button(training_window: MainWindow) -> None:
    action = training_window.actions_["step.set_by_hand"]
    action.trigger()
    assert training_window.workshop.session.by_hand
    assert action.isChecked()
    training_window.workshop.step_panel.lesson_row.by_hand.click()
    assert not action.isChecked()
