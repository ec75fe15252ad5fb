"""The network is edited in the middle of an explanation: no stale number is ever shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from core.network.edge import EdgeKey, Parameter
from core.network.node import Unit
from gui.main_window import MainWindow
from tests.journeys.user import User


@pytest.fixture
def stepping(window: MainWindow, user: User) -> User:
    """In the chain rule for w₁₁, at the factor through the activation."""
    user.open_lesson("house-prices")
    user.click_paper(user.weight("x1", "a1"))
    user.point_at(user.canvas.viewport(), user.paper(0.02, 0.05))
    user.press("Right", "Right")
    assert window.session.step.topic == "through_activation"
    return user


def delete(window: MainWindow, user: User, place: Callable[[], QPoint]) -> None:
    """Go back to drawing, delete what is at a place, and step again."""
    before = window.document.network
    user.press("Ctrl+1")
    user.click_paper(place())
    user.press("Delete", "Ctrl+2")
    assert window.document.network != before


def test_a_weight_typed_in_the_panel_keeps_the_place_and_brings_new_numbers(
    window: MainWindow, stepping: User
) -> None:
    user, session = stepping, window.session
    before, cursor, key = user.sight(), session.cursor, session.step.key
    field = window.workshop.side_panel.parameter.value
    user.click(field)
    user.type("0.5")
    user.press("Return")
    after = user.sight()
    assert (session.cursor, session.step.key) == (cursor, key)
    assert user.told == ""
    assert after["timeline"] == before["timeline"]
    # z₁ = 1.87 + 0.5·1 + 2.57·3 = 10.08, and so on.
    assert "7.8892·10⁻⁶" in before["cards"]
    assert "7.8892·10⁻⁶" not in after["cards"]
    assert "4.1906·10⁻⁵" in after["cards"]
    assert after["values"]["a1"] != before["values"]["a1"]
    assert dict(window.workshop.side_panel.gradients.table.texts())["w₁₁"] == "−0.1603"
    user.canvas.setFocus()
    user.press("Home", "Right")
    assert "1.87 + 0.5 · 1 + 2.57 · 3 = 10.08" in user.sight()["formula"]
    user.press("Ctrl+Z")
    assert "1.87 + 2.17 · 1 + 2.57 · 3 = 11.75" in user.sight()["formula"]
    for _ in range(6):
        user.press("Right")
    assert user.sight() == before


def test_a_weight_double_clicked_on_the_canvas_changes_the_explanation_too(
    window: MainWindow, stepping: User
) -> None:
    user, session = stepping, window.session
    user.double_click_paper(user.bias("a1"))  # the first click explains it, the second edits
    user.type("-8.88")
    user.press("Return")
    assert session.parameter == Parameter(Unit("a1"))
    assert session.step.topic == "loss_to_output"
    assert user.values()["a1"] == "0.7311"
    user.press("Home", "Right")
    assert "= −8.88 + 2.17 · 1 + 2.57 · 3 = 1" in user.sight()["formula"]


def test_without_the_edge_that_is_explained_the_explanation_starts_again_and_says_so(
    window: MainWindow, stepping: User
) -> None:
    user = stepping
    before = user.sight()
    delete(window, user, lambda: user.weight("x1", "a1"))
    assert EdgeKey("x1", "a1") not in window.document.network.edges
    assert "starts again" in user.told
    assert user.told.endswith(".")
    assert before["cards"] != user.sight()["cards"]
    shows_nothing_of(window, "0.03017", "7.8892·10⁻⁶", "11.75")
    user.press("Ctrl+Z", "Ctrl+F", "Home", "Right")
    assert "11.75" in user.sight()["formula"]


def test_without_a_path_to_the_loss_the_explanation_goes_on_with_other_numbers_and_says_so(
    window: MainWindow, stepping: User
) -> None:
    user = stepping
    delete(window, user, lambda: user.weight("a1", "y"))
    assert "starts again" in user.told
    shows_nothing_of(window, "0.03017", "147.4998", "−135.0004")
    assert dict(window.workshop.side_panel.gradients.table.texts())["w₁₁"] == "0"


def test_an_unfinished_network_says_what_is_missing_and_shows_no_number_until_undone(
    window: MainWindow, stepping: User
) -> None:
    user, session = stepping, window.session
    before, cursor = user.sight(), session.cursor
    delete(window, user, lambda: user.node("y"))
    sight = user.sight()
    assert "output" in sight["words"]
    shows_nothing_of(window, "11.75", "147.4998", "4556", "0.99999", "−135.0004", "0.03017")
    assert set(sight["values"].values()) == {""}
    shown = {name: sight[name] for name in ("loss", "formula", "cards", "where", "table")}
    assert not any(shown.values()), shown
    assert not window.workshop.side_panel.gradients.isVisible()
    assert window.workshop.side_panel.parameter.gradient.text() == ""
    assert not window.workshop.step_panel.transport.next.isEnabled()
    user.press("Right", "End")
    assert session.cursor == -1
    user.press("Ctrl+Z")
    assert session.cursor == cursor
    assert user.sight() == before


def test_a_neuron_without_a_way_to_the_output_is_named_and_marked(
    window: MainWindow, stepping: User
) -> None:
    user = stepping
    delete(window, user, lambda: user.weight("a1", "y"))
    delete(window, user, lambda: user.weight("a2", "y"))
    assert "ŷ" in user.sight()["words"]
    assert user.canvas.picture.nodes["y"].state.lit == "bad"
    assert set(user.values().values()) == {""}


def shows_nothing_of(window: MainWindow, *numbers: str) -> None:
    """These numbers stand nowhere any more: not in a label, a field, a formula or on the canvas."""
    user_sees = [str(part) for part in User(window, lambda: None).sight().values()]
    widgets = window.workshop.findChildren(QWidget)
    labels = [w.text() for w in widgets if isinstance(w, QLabel | QLineEdit) and w.isVisible()]
    for number in numbers:
        assert not [text for text in (*user_sees, *labels) if number in text]
