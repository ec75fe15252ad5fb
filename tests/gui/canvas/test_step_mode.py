from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Unit
from core.stepping.quantity import Kind, Quantity
from gui.canvas.overlay import Overlay
from gui.canvas.view import CanvasView
from tests.gui.canvas.helpers import Hand

W11 = Parameter(Unit("a1"), Unit("x1"))


def test_clicks_ask_for_an_explanation(
    view: CanvasView, hand: Hand, house: Network, qtbot: QtBot
) -> None:
    view.set_mode("step")
    view.set_overlay(Overlay(loss_latex="L", loss_text="1"))
    view.fit()
    assert view.picture.loss is not None
    for place, wanted in (
        (hand.pill("x1", "a1"), Quantity(Kind.PARAMETER, parameter=W11)),
        (hand.node("a2"), Quantity(Kind.ACTIVATION, unit=Unit("a2"))),
        (hand.at(280, 51), Quantity(Kind.PARAMETER, parameter=Parameter(Unit("a1")))),
        (view.mapFromScene(view.picture.loss.face.rect.center()), Quantity(Kind.LOSS)),
    ):  # fmt: skip
        with qtbot.waitSignal(view.quantity_clicked) as told:
            hand.click(place)
        assert told.args == [wanted]
    assert view.document.network == house
    assert not view.document.selection


def test_hovering_tells_the_quantity_and_its_end(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    told: list[object] = []
    view.hovered.connect(told.append)
    hand.move(hand.node("a1"))
    hand.move(hand.at(400, 300))
    assert told == [Quantity(Kind.ACTIVATION, unit=Unit("a1")), None]


def test_a_drag_in_step_mode_moves_the_paper_and_not_the_node(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    view.set_mode("step")
    hand.drag(hand.node("a1"), hand.at(300, 60))
    before = hand.node("a1")
    hand.drag(hand.at(420, 280), hand.at(420, 280) + QPoint(30, 10))
    assert view.document.network == house
    assert hand.node("a1") - before == QPoint(30, 10)


def test_a_number_can_still_be_edited(view: CanvasView, hand: Hand, house: Network) -> None:
    view.set_mode("step")
    hand.double_click(hand.pill("x1", "a1"))
    assert view.editing.editor.is_open
    hand.view.editing.editor.close_editor()
    hand.double_click(hand.node("a1"))
    assert not view.editing.editor.is_open


def test_enter_explains_what_has_the_focus(
    view: CanvasView, hand: Hand, house: Network, qtbot: QtBot
) -> None:
    view.set_mode("step")
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.quantity_clicked) as told:
        hand.key(Qt.Key.Key_Return)
    assert told.args[0].parameter.edge == EdgeKey("x1", "a1")
