"""A student trains XOR, sees the boundary bend, and takes the training back and on again."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage

from core.compiling.compiler import compile_network, parameter_vector
from core.network.network import Network
from core.numbers import parse_number
from gui.main_window import MainWindow
from gui.plots.plane_card import PlaneCard
from gui.training.session import State
from tests.journeys.user import User

Until = Callable[[Callable[[], bool]], None]
Corner = tuple[float, float]
XOR: Mapping[Corner, float] = {(0, 0): 0.0, (0, 1): 1.0, (1, 0): 1.0, (1, 1): 0.0}


@pytest.fixture
def plane(window: MainWindow, user: User, until: Until) -> PlaneCard:
    """The picture of ŷ over the inputs of the lesson, before anything is trained."""
    user.open_lesson("xor-learned")
    assert window.workspace == "train"
    plots = window.workshop.below.plots
    until(lambda: "plane" in plots.cards and plots.cards["plane"].plane is not None)
    card = plots.cards["plane"]
    assert isinstance(card, PlaneCard)
    assert card.isVisible()
    return card


def test_xor_is_learned_the_boundary_is_seen_and_one_undo_takes_it_all_back(
    window: MainWindow, user: User, until: Until, plane: PlaneCard
) -> None:
    session, document = window.training, window.document
    until(lambda: set(pictures(user)) == {"a1", "a2", "y"})
    start, seen, small = document.network, painted(plane), dict(pictures(user))
    assert not is_right(user, plane)

    user.click(window.workshop.top_bar.run_bar.buttons["toggle"])
    assert session.state is State.RUNNING
    until(lambda: session.state is State.IDLE)
    (run,) = document.network.runs
    assert run.loss < 1e-4
    assert "loss " in window.workshop.top_bar.status.text
    trained = document.network
    until(lambda: is_right(user, plane))
    assert {corner: blue > 40 for corner, blue in blueness(plane).items()} == {
        corner: y == 1.0 for corner, y in XOR.items()
    }
    assert painted(plane) != seen
    until(lambda: all(pictures(user)[name] != small[name] for name in small))

    table = window.workshop.below.runs
    assert document.undo_stack.count() == 1
    assert window.actions_["edit.undo"].text() == "Undo Train (adam, 1500 epochs)"
    user.press("Ctrl+Z")
    assert theta_of(document.network) == theta_of(start)
    assert document.network.runs == (run,)  # what happened is not forgotten
    assert table.model.rowCount() == 1
    assert table.table.isVisible()
    until(lambda: not is_right(user, plane))
    until(lambda: all(pictures(user)[name] == small[name] for name in small))
    user.press("Ctrl+Shift+Z")
    assert theta_of(document.network) == theta_of(trained)
    until(lambda: is_right(user, plane))

    user.press("Shift+Home")  # the start weights, without drawing new ones
    assert theta_of(document.network) == theta_of(start)
    user.click(table.table.viewport(), table.table.visualRect(table.model.index(0, 1)).center())
    table.restore()
    assert theta_of(document.network) == theta_of(trained)


def test_while_it_runs_the_picture_moves_and_the_document_does_not(
    window: MainWindow, user: User, until: Until, plane: PlaneCard
) -> None:
    session, document = window.training, window.document
    buttons = window.workshop.top_bar.run_bar.buttons
    user.write(window.workshop.controls.stop.epochs.lineEdit(), "100000000")
    start, sights = document.network, {painted(plane)}

    def has_moved() -> bool:
        sights.add(painted(plane))
        return len(sights) > 3

    user.click(buttons["toggle"])
    until(has_moved)
    assert session.state is State.RUNNING
    assert document.network is start
    user.click(buttons["toggle"])
    assert session.state is State.PAUSED
    user.click(buttons["stop"])
    assert session.state is State.IDLE
    assert theta_of(document.network) != theta_of(start)
    assert document.network.runs[0].stopped == "user"


def theta_of(network: Network) -> list[float]:
    theta: list[float] = parameter_vector(compile_network(network), network).tolist()
    return theta


def pictures(user: User) -> Mapping[str, QImage]:
    """What is painted inside the neurons."""
    shown: Mapping[str, QImage] = user.canvas.picture.faces.pictures
    return shown


def painted(card: PlaneCard) -> bytes:
    return bytes(card.chart.grab().toImage().constBits())


def is_right(user: User, card: PlaneCard) -> bool:
    """Whether the read-out under the mouse says, at every corner, what XOR says."""
    said = {corner: reading(user, card, corner) for corner in XOR}
    return said == pytest.approx(XOR, abs=0.15)  # a pixel beside the observation


def reading(user: User, card: PlaneCard, corner: Corner) -> float:
    spot = card.chart.box.mapViewToScene(QPointF(*corner))
    user.point_at(card.chart.viewport(), QPoint(card.chart.mapFromScene(spot)))
    return parse_number(card.chart.readout.plain().split()[-1])


def blueness(card: PlaneCard) -> dict[Corner, int]:
    """How much more blue than red the picture is at the corners."""
    assert card.plane is not None
    picture, found = np.asarray(card.image.image, int), {}
    for x, y in XOR:
        row, column = np.abs(card.plane.ys - y).argmin(), np.abs(card.plane.xs - x).argmin()
        found[x, y] = int(picture[row, column, 2] - picture[row, column, 0])
    return found
