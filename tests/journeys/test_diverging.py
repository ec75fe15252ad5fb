"""Too large an ε drives the weights away, a right one needs one step, and "0,05" is a number."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from core.compiling.compiler import compile_network, parameter_vector
from core.network.network import Network
from core.numerics import passes
from gui.dialogs.settings_dialog import SettingsDialog
from gui.main_window import MainWindow
from gui.training.session import State
from tests.journeys.lecture import LOSS
from tests.journeys.user import User, answering

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def house(window: MainWindow, user: User) -> MainWindow:
    """The house prices of the slide, ready to be trained."""
    user.open_lesson("learning-rate")
    assert window.workspace == "train"
    return window


def test_an_epsilon_of_a_half_runs_away_and_says_that_a_third_is_the_limit(
    house: MainWindow, user: User, until: Until
) -> None:
    session, document, start = house.training, house.document, house.document.network
    buttons = house.workshop.top_bar.run_bar.buttons
    user.write(house.workshop.controls.optimizer.rate, "0.5")
    user.click(buttons["toggle"])
    until(lambda: session.state is State.IDLE and bool(user.told))
    assert "ε = 0.5 is past 1/3" in user.told
    assert "4-fold a step" in user.told
    assert user.told.endswith(".")
    kept = document.network
    assert loss_of(kept) == pytest.approx(LOSS)
    assert theta_of(kept) == pytest.approx(theta_of(start))  # the best weights are the first ones
    (run,) = kept.runs
    assert run.stopped == "diverged"

    user.write(house.workshop.controls.optimizer.rate, "1/6")
    user.click(buttons["one_batch"])
    until(lambda: session.state is State.PAUSED)
    user.click(buttons["stop"])
    assert loss_of(document.network) < 1e-3  # 6 times the identity: one step is the solution
    assert document.network.runs[1].steps == 1
    assert not user.told
    user.press("Ctrl+Z", "Ctrl+Z")
    assert session.training.learning_rate == 0.5
    assert loss_of(document.network) == pytest.approx(LOSS)


def test_a_spanish_student_types_a_decimal_comma_and_trains(
    house: MainWindow, user: User, until: Until
) -> None:
    session, field = house.training, house.workshop.controls.optimizer.rate
    user.click(house.corner_tools.language)

    def want_commas(dialog: QWidget) -> None:
        assert isinstance(dialog, SettingsDialog)
        user.pick(dialog.decimal_mark, ",")
        user.press("Escape")

    with answering(want_commas):
        user.press("Ctrl+,")
    user.come_back()
    user.write(field, "0,05")
    assert session.training.learning_rate == 0.05
    assert field.text() == "0,05"
    user.click(house.workshop.top_bar.run_bar.buttons["toggle"])
    until(lambda: session.state is State.IDLE)
    (run,) = house.document.network.runs
    assert run.settings["learning_rate"] == 0.05
    assert run.loss < 1e-6
    status = house.workshop.top_bar.status.text
    assert "época" in status
    assert "pérdida" in status
    assert house.actions_["edit.undo"].text() == "Deshacer: Entrenar (gd, 60 épocas)"


def theta_of(network: Network) -> list[float]:
    theta: list[float] = parameter_vector(compile_network(network), network).tolist()
    return theta


def loss_of(network: Network) -> float:
    """The loss of the one sale."""
    plan = compile_network(network)
    run = passes.forward(plan, parameter_vector(plan, network), network.data.inputs)
    return float((network.data.targets[0, 0] - run.a[-1, 0]) ** 2)
