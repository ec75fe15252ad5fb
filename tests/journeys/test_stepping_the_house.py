"""A student steps through w₁₁ and β₁ of the house prices, to the end and all the way back."""

import itertools

import pytest

from core.network.naming import parameter_named
from gui.main_window import MainWindow
from tests.journeys.user import User
from tests.journeys.walking import walk_backwards, walk_forwards

BLANK = {"x1": "1", "x2": "3", "a1": "", "a2": "", "y": ""}

W11 = {
    "formulas": {
        1: "z₁ = w₁₀ + w₁₁ X₁ + w₁₂ X₂ = 1.87 + 2.17 · 1 + 2.57 · 3 = 11.75",
        4: "L = (y − ŷ)² = (215 − 147.4997756)² = 4556.2803",
        10: "w′₁₁ = w₁₁ − ε ∂L/∂w₁₁ = 2.17 − 0.01 · (−0.03017) = 2.1703",
    },
    "factors": {5: "−135.0004", 6: "28.33", 7: "7.8892·10⁻⁶", 8: "X₁ = 1"},
    "product": (9, "∂L/∂w₁₁ = −0.03017"),
    "new": 2.170301727415,
    "outcome": "4556.28030 → 4556.28029",
}
B1 = {
    "formulas": {
        1: "z₁ = w₁₀ + w₁₁ X₁ + w₁₂ X₂ = 1.87 + 2.17 · 1 + 2.57 · 3 = 11.75",
        8: "β′₁ = β₁ − ε ∂L/∂β₁ = 28.33 − 0.01 · (−134.9994) = 29.6800",
    },
    "factors": {5: "−135.0004", 6: "A₁ = 0.99999"},
    "product": (7, "∂L/∂β₁ = −134.9994"),
    "new": 29.679993837844,
    "outcome": "4556.28 → 4375.85",
}


@pytest.mark.parametrize(("name", "expected"), [("w11", W11), ("beta1", B1)], ids=["w11", "b1"])
def test_every_step_of_a_parameter_shows_the_slides_numbers_and_back_shows_the_same_again(
    window: MainWindow, user: User, name: str, expected: dict
) -> None:
    user.open_lesson("house-prices")
    assert window.workspace == "step"
    assert user.values() == BLANK
    assert user.loss() == ""
    ask_for(window, user, name)
    sights = walk_forwards(window, user)
    assert len(sights) == max(expected["formulas"]) + 2

    check_arrivals(sights)
    for step, formula in expected["formulas"].items():
        assert sights[step]["formula"].splitlines()[0] == formula
    for step, factor in expected["factors"].items():
        assert factor in sights[step]["cards"]
        assert factor not in sights[step - 1]["cards"]
    step, product = expected["product"]
    assert product in sights[step]["cards"]
    assert product not in sights[step - 1]["cards"]
    assert sights[-1]["loss"] == expected["outcome"]

    trace = window.session.trace
    assert walk_backwards(window, user) == sights[::-1]
    assert walk_forwards(window, user) == sights
    assert scrub(window, user) == sights
    assert window.session.trace is trace  # nothing was calculated anew

    apply_the_update(window, user, name, expected["new"])


def ask_for(window: MainWindow, user: User, name: str) -> None:
    """Click the weight on the canvas, in the middle of the chain rule the mouse goes away."""
    user.click_paper(user.weight(*{"w11": ("x1", "a1"), "beta1": ("a1", "y")}[name]))
    user.point_at(user.canvas.viewport(), user.paper(0.02, 0.05))
    assert window.session.parameter == parameter_named(window.document.network, name)
    assert window.session.step.topic == "loss_to_output"


def scrub(window: MainWindow, user: User) -> list[dict]:
    """Click every place of the timeline, in a wild order."""
    timeline = window.workshop.step_panel.transport.timeline
    sights = {}
    last = len(window.session.steps) - 1
    for cursor in sorted(range(-1, last + 1), key=lambda i: (i % 3, -i)):
        place = timeline.rect().center()
        place.setX(round(timeline.x_of(cursor)))
        user.click(timeline, place)
        sights[cursor] = user.sight()
    return [sights[cursor] for cursor in sorted(sights)]


def check_arrivals(sights: list[dict]) -> None:
    """Every number is blank until its step, and stays afterwards."""
    assert sights[0]["values"] == BLANK
    for node, arrives in {"a1": 1, "a2": 2, "y": 3}.items():
        shown = [bool(sight["values"][node]) for sight in sights]
        assert shown == [False] * arrives + [True] * (len(sights) - arrives)
    assert [bool(sight["loss"]) for sight in sights[:6]] == [False] * 4 + [True] * 2
    assert [sight["timeline"] for sight in sights] == list(range(len(sights)))
    assert all(a != b for a, b in itertools.pairwise(sights))


def apply_the_update(window: MainWindow, user: User, name: str, new: float) -> None:
    """Apply, and find the next trace before its first step; undo brings the old numbers."""
    before = window.document.network
    trace = window.session.trace
    user.click(window.workshop.side_panel.update_card.apply)
    after = window.document.network
    parameter = parameter_named(after, name)
    assert after.value(parameter) == pytest.approx(new, rel=1e-13)
    assert {p for p in after.parameters() if after.value(p) != before.value(p)} == {parameter}
    assert window.session.trace is not trace
    assert user.values() == BLANK
    assert window.session.parameter == parameter
    assert window.actions_["edit.undo"].text() == f"Undo Update {'w₁₁' if name == 'w11' else 'β₁'}"
    user.press("Ctrl+Z")
    assert window.document.network == before
