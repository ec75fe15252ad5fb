"""A class begins with the trained network: a digit is drawn and read, a pixel's weight stepped."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from core.compiling.compiler import compile_network, parameter_vector
from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Array, Unit
from core.numbers import parse_number
from core.numerics import passes
from gui.digit_pad.pad import DigitPad
from gui.main_window import MainWindow
from gui.stepping.session import State
from gui.weights.window import WeightsWindow
from tests.journeys.user import User
from tests.journeys.walking import walk_forwards

Until = Callable[[Callable[[], bool]], None]
PIXEL, HIDDEN = 407, 17
WEIGHT = Parameter(Unit("a", HIDDEN - 1), Unit("x", PIXEL - 1))

SEVEN = (0.28, 0.22), (0.50, 0.21), (0.72, 0.20), (0.62, 0.45), (0.50, 0.82)
TEN_CLASSES = [str(digit) for digit in range(10)]


@pytest.fixture
def trained(window: MainWindow, user: User) -> Network:
    """The lesson with the trained 784–256–128–10, in the window."""
    user.open_lesson("mnist-trained")
    user.come_back()  # from the dialog that shows how far reading is, on a slow machine
    network = window.document.network
    assert network.n_parameters == 235_146
    return network


def test_a_seven_is_drawn_with_the_mouse_recognised_while_it_grows_and_stepped(
    window: MainWindow, user: User, until: Until, trained: Network
) -> None:
    user.press("F12")
    pad = next(w for w in window.children() if isinstance(w, DigitPad))
    until(pad.isActiveWindow)
    assert not pad.step.isEnabled()
    answers = draw(user, pad, SEVEN)
    assert len({tuple(answer) for answer in answers}) == len(SEVEN) - 1  # another at every stretch
    assert pad.verdict.text().startswith("It looks like 7 (")
    shown = [text.rpartition(": ") for text in pad.bars.texts()]
    assert [name for name, _, _ in shown] == TEN_CLASSES
    expected = answer_of(trained, pad.seen.picture)
    assert expected[7] > 0.9
    numbers = [parse_number(value.lstrip("<> ")) for *_, value in shown]
    assert numbers == pytest.approx(expected, abs=1e-3)
    assert_as_mnist(pad.seen.picture)

    user.click(pad.meant)
    user.press(*["Down"] * 8, "Return")
    assert pad.meant.currentText() == "7"
    user.click(pad.step)
    session = window.session
    until(lambda: session.state is State.READY and session.drawn is not None)
    user.come_back()
    assert window.workspace == "step"
    side = window.workshop.side_panel
    assert side.observation.heading.text() == "WHAT YOU DREW"
    assert "7" in side.observation.y_text.text()
    assert user.loss() == ""
    sights = walk_forwards(window, user)
    assert all(a != b for a, b in pairwise(sights))
    found = parse_number(sights[-1]["loss"])
    assert found == pytest.approx(-np.log(expected[7]), rel=1e-3)
    assert window.document.network is trained  # neither drawing nor stepping changed anything


def draw(user: User, pad: DigitPad, stroke: Sequence[tuple[float, float]]) -> list[Array]:
    """Draw a stroke with the mouse; what the network says after each stretch of it."""
    paper = pad.sheet.paper
    places = [
        QPoint(round(paper.x() + x * paper.width()), round(paper.y() + y * paper.height()))
        for x, y in stroke
    ]
    answers: list[Array] = []
    user.drag(pad.sheet, *places, each=lambda: answers.append(pad.look.answer))
    return answers


def answer_of(network: Network, picture: Array) -> Array:
    plan = compile_network(network)
    return passes.predict(plan, parameter_vector(plan, network), picture.reshape(1, -1))[0]


def assert_as_mnist(picture: Array) -> None:
    """Ink within 20 × 20 pixels, its centre of mass in the middle of 28 × 28."""
    assert picture.shape == (28, 28)
    rows, columns = np.nonzero(picture)
    assert max(np.ptp(rows), np.ptp(columns)) in (18, 19)
    weights = picture / picture.sum()
    centre = (weights.sum(axis=1) @ np.arange(28), weights.sum(axis=0) @ np.arange(28))
    assert centre == pytest.approx((13.5, 13.5), abs=0.6)


def test_the_weight_of_a_pixel_is_found_in_the_heat_map_and_its_chain_rule_is_backwards_own(
    window: MainWindow, user: User, until: Until, trained: Network
) -> None:
    user.press("F3")
    weights = next(w for w in window.children() if isinstance(w, WeightsWindow))
    until(weights.isActiveWindow)
    panel = weights.panel
    assert panel.sheet.shape == (256, 784)
    user.write(panel.row.lineEdit(), str(HIDDEN))
    user.write(panel.column.lineEdit(), str(PIXEL))
    user.click(panel.explain)
    user.come_back()
    session, side = window.session, window.workshop.side_panel
    until(lambda: session.state is State.READY and session.parameter == WEIGHT)
    assert window.workspace == "step"
    picker = side.parameter.units
    assert (picker.unit.value(), picker.source.value()) == (HIDDEN, PIXEL)
    assert "PIXEL 407 →" in side.parameter.heading.text().upper()

    row, gradient = row_with_gradient(trained)
    user.write(side.observation.spin.lineEdit(), str(row + 1))
    until(lambda: session.state is State.READY and session.request.row == row)
    user.click_paper(user.paper(0.02, 0.05))  # the keys are the canvas's again
    sights = walk_forwards(window, user)
    factors, update = sights[-3], sights[-2]
    for part in ("∂A₁₇⁽¹⁾/∂z₁₇⁽¹⁾ = ReLU′(", "∂z₁₇⁽¹⁾/∂w₁₇,₄₀₇⁽¹⁾ = X₄₀₇ = "):
        assert part in factors["cards"]
    assert "from the loss to A₁₇⁽¹⁾" in sights[-6]["words"]
    printed = update["formula"].split(" · ")[-1].partition(" = ")[0].strip("()")
    assert parse_number(printed) == pytest.approx(gradient, rel=1e-3)
    assert side.parameter.gradient.value == pytest.approx(gradient, rel=1e-12)
    assert [bool(sight["values"]["y"]) for sight in sights[:5]] == [False] * 3 + [True] * 2
    user.reach(side.parameter.check)
    user.click(side.parameter.check)
    assert side.parameter.verdict.text().endswith("✓")  # the finite difference says the same
    assert window.document.network is trained


def row_with_gradient(network: Network) -> tuple[int, float]:
    """An observation in which the pixel has ink and the unit is awake, with its ∂L/∂w."""
    plan = compile_network(network)
    theta, data = parameter_vector(plan, network), network.data
    for row in np.flatnonzero(data.inputs[:200][:, PIXEL - 1]):
        x, y = data.inputs[row : row + 1], data.targets[row : row + 1]
        found = passes.backward(plan, theta, passes.forward(plan, theta, x), y)
        gradient = float(found.gradient[plan.theta_index(WEIGHT)])
        if abs(gradient) > 1e-5:
            return int(row), gradient
    raise AssertionError("the unit is never awake")
