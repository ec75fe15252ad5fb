from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Unit
from gui.canvas.view import CanvasView
from tests.gui.canvas.helpers import Hand

W11 = Parameter(Unit("a1"), Unit("x1"))


def _type(view: CanvasView, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    editor = view.editing.editor
    editor.clear()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)


@pytest.mark.parametrize(("text", "value"), [("-1/3", -1 / 3), ("2,5", 2.5), ("1e-3", 0.001)])
def test_double_click_on_a_pill_edits_the_weight(
    view: CanvasView, hand: Hand, house: Network, text: str, value: float
) -> None:
    hand.double_click(hand.pill("x1", "a1"))
    assert view.editing.editor.text() == "2.17"
    _type(view, text)
    assert view.document.network.value(W11) == value
    assert not view.editing.editor.is_open
    assert view.hasFocus()


def test_double_click_on_a_bias_edits_it(
    view: CanvasView, hand: Hand, house: Network, undo_text: Callable[[], str]
) -> None:
    hand.double_click(hand.at(280, 34 + 17))
    _type(view, "-0.5")
    assert view.document.network.value(Parameter(Unit("a1"))) == -0.5
    assert undo_text() == "Set w₁₀ to −0.5"


def test_escape_gives_up(view: CanvasView, hand: Hand, house: Network) -> None:
    hand.double_click(hand.pill("x1", "a1"))
    _type(view, "9", Qt.Key.Key_Escape)
    assert view.document.network == house
    assert not view.editing.editor.is_open


def test_what_is_no_number_stays_with_a_sentence(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.double_click(hand.pill("x1", "a1"))
    _type(view, "two")
    assert view.editing.editor.is_open
    assert "“two” is not a number" in view.editing.editor.problem
    _type(view, "2")
    assert view.document.network.value(W11) == 2


def test_leaving_the_field_takes_the_number(view: CanvasView, hand: Hand, house: Network) -> None:
    hand.double_click(hand.pill("x1", "a1"))
    view.editing.editor.setText("3")
    view.setFocus()
    assert view.document.network.value(W11) == 3


def test_double_click_on_a_node_renames_it(view: CanvasView, hand: Hand, house: Network) -> None:
    hand.double_click(hand.node("x1"))
    _type(view, "age")
    assert view.document.network.nodes["x1"].label == "age"
    assert view.picture.nodes["x1"].face.name == r"\mathrm{age}"


def test_f2_renames_the_selected_node(view: CanvasView, hand: Hand, house: Network) -> None:
    view.document.select(["a2"])
    hand.key(Qt.Key.Key_F2)
    _type(view, "H")
    assert view.document.network.nodes["a2"].label == "H"


def test_letters_typed_into_the_field_do_not_draw(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.double_click(hand.node("x1"))
    _type(view, "INO", Qt.Key.Key_Escape)
    assert view.document.network == house


def test_a_click_on_the_number_of_a_selected_weight_edits_it(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.click(hand.pill("x1", "a1"))
    assert not view.editing.editor.is_open
    hand.click(hand.pill("x1", "a1"))
    assert view.editing.editor.is_open
    _type(view, "7")
    assert view.document.network.value(W11) == 7
    assert view.document.undo_stack.count() == 1


def test_a_digit_begins_a_new_number_for_what_is_selected(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.click(hand.pill("x1", "a1"))
    hand.key(Qt.Key.Key_4)
    assert view.editing.editor.text() == "4"
    QTest.keyClicks(view.editing.editor, ",5")
    QTest.keyClick(view.editing.editor, Qt.Key.Key_Return)
    assert view.document.network.value(W11) == 4.5
    view.document.select(["x1"])
    hand.key(Qt.Key.Key_4)
    assert not view.editing.editor.is_open
