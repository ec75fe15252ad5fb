from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.language import Message
from core.network import edits
from core.network.edge import EdgeKey
from core.network.network import Network
from core.network.node import Role
from gui.canvas.tools.tool import Tool
from gui.canvas.view import CanvasView
from tests.gui.canvas.helpers import Hand

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_click_with_a_tool_places_a_node_there(
    view: CanvasView, hand: Hand, undo_text: Callable[[], str]
) -> None:
    view.set_tool(Tool.INPUT)
    hand.click(hand.at(-200, 40))
    (node,) = view.document.network.nodes.values()
    assert (node.role, node.position) == (Role.INPUT, (-200, 40))
    assert undo_text() == "Add X₁"
    assert view.document.selection.nodes == {node.id}


def test_double_clicks_guess_inputs_left_and_neurons_right(view: CanvasView, hand: Hand) -> None:
    for x, y in ((-200, 0), (100, 0), (-205, 120)):
        hand.double_click(hand.at(x, y))
    nodes = list(view.document.network.nodes.values())
    assert [n.role for n in nodes] == [Role.INPUT, Role.HIDDEN, Role.INPUT]
    assert nodes[2].position[0] == -200


def test_dragging_with_the_connect_tool_draws_an_edge(
    view: CanvasView, hand: Hand, undo_text: Callable[[], str]
) -> None:
    x = view.drawing.add_node(Role.INPUT, (-200, 0))
    a = view.drawing.add_node(Role.HIDDEN, (100, 0))
    view.set_tool(Tool.CONNECT)
    hand.drag(hand.node(x), hand.node(a))
    assert list(view.document.network.edges) == [EdgeKey(x, a)]
    assert undo_text() == "Connect X₁ to A₁"


def test_two_clicks_with_the_connect_tool_draw_an_edge_too(view: CanvasView, hand: Hand) -> None:
    x = view.drawing.add_node(Role.INPUT, (-200, 0))
    a = view.drawing.add_node(Role.HIDDEN, (100, 0))
    view.set_tool(Tool.CONNECT)
    hand.click(hand.node(x))
    hand.click(hand.node(a))
    assert list(view.document.network.edges) == [EdgeKey(x, a)]


def test_the_handle_of_a_hovered_node_connects_with_the_select_tool(
    view: CanvasView, hand: Hand
) -> None:
    x = view.drawing.add_node(Role.INPUT, (-200, 0))
    a = view.drawing.add_node(Role.HIDDEN, (100, 0))
    hand.move(hand.node(x))
    hand.drag(hand.at(-200 + 37, 0), hand.node(a))
    assert list(view.document.network.edges) == [EdgeKey(x, a)]
    assert view.document.network.nodes[x].position == (-200, 0)


def test_refused_drops_say_why_and_change_nothing(
    view: CanvasView, hand: Hand, house: Network, qtbot: QtBot
) -> None:
    view.set_tool(Tool.CONNECT)
    for source, target, word in (
        ("a1", "x1", "input"), ("x1", "a1", "connected already"), ("y", "a1", "output"),
    ):  # fmt: skip
        with qtbot.waitSignal(view.message) as told:
            hand.drag(hand.node(source), hand.node(target))
        assert word in told.args[0]
    assert view.document.network == house
    assert view.document.undo_stack.count() == 0


def test_the_reason_is_shown_while_the_mouse_is_over_the_wrong_node(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    view.set_tool(Tool.CONNECT)
    hand.press(hand.node("a1"))
    hand.move(hand.node("x1"))
    assert "is an input" in view.reason
    assert view.picture.nodes["x1"].state.ring == "bad"
    hand.move(hand.node("y"))
    assert view.picture.nodes["x1"].state.ring is None
    hand.key(Qt.Key.Key_Escape)
    assert view.reason == ""
    assert view.picture.nodes["a1"].state.ring is None
    assert view.document.network == house


def test_a_drag_back_onto_the_same_node_is_a_self_loop(
    view: CanvasView, hand: Hand, house: Network, qtbot: QtBot
) -> None:
    view.set_tool(Tool.CONNECT)
    hand.press(hand.node("a1"))
    hand.move(hand.at(400, 300))
    with qtbot.waitSignal(view.message) as told:
        hand.move(hand.node("a1"))
        hand.release(hand.node("a1"))
    assert "cannot feed itself" in told.args[0]


def test_a_drag_moves_and_is_one_undo_step(
    view: CanvasView, hand: Hand, house: Network, undo_text: Callable[[], str]
) -> None:
    hand.drag(hand.node("y"), hand.at(600, 250))
    x, y = view.document.network.nodes["y"].position
    assert abs(x - 600) < 3
    assert abs(y - 250) < 3
    assert view.document.undo_stack.count() == 1
    assert undo_text() == "Move ŷ"
    view.document.undo_stack.undo()
    assert view.document.network == house


def test_a_drag_snaps_to_a_column_and_escape_takes_it_back(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.press(hand.node("a1"))
    hand.move(hand.at(150, -80))
    hand.move(hand.at(4, -80))
    assert view.document.network.nodes["a1"].position[0] == 0
    hand.key(Qt.Key.Key_Escape)
    assert view.document.network == house
    assert view.document.undo_stack.count() == 0
    hand.release(hand.at(4, -80))
    assert view.document.network == house


def test_many_selected_nodes_move_together(view: CanvasView, hand: Hand, house: Network) -> None:
    hand.click(hand.node("a1"))
    hand.click(hand.node("a2"), CTRL)
    assert view.document.selection.nodes == {"a1", "a2"}
    hand.drag(hand.node("a1"), hand.at(340, 60))
    after = view.document.network.nodes
    (x1, y1), (x2, y2) = after["a1"].position, after["a2"].position
    assert (x1, y2 - y1) == (x2, 190)
    assert x1 != 280


def test_a_rubber_band_selects_nodes_and_the_edges_among_them(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.drag(hand.at(-60, -60), hand.at(330, 60))
    assert view.document.selection.nodes == {"x1", "a1"}
    assert view.document.selection.edges == {EdgeKey("x1", "a1")}
    hand.click(hand.at(420, 260))
    assert not view.document.selection


def test_clicking_a_pill_selects_its_edge_and_the_document_selects_items(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.click(hand.pill("x1", "a2"))
    assert view.document.selection.edges == {EdgeKey("x1", "a2")}
    assert view.picture.edges.items[EdgeKey("x1", "a2")].state.selected
    view.document.select(["y"])
    assert view.picture.nodes["y"].state.selected
    assert not view.picture.edges.items[EdgeKey("x1", "a2")].state.selected


def test_the_wheel_zooms_at_the_pointer(view: CanvasView, house: Network) -> None:
    place = QPointF(300, 200)
    before, zoom = view.to_scene(place), view.zoom
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
    after = view.to_scene(place)
    assert view.zoom > zoom * 1.1
    assert (after - before).manhattanLength() < 2


def test_the_middle_button_pans_and_nothing_is_edited(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    start, end = QPoint(500, 300), QPoint(560, 330)
    before = view.to_scene(QPointF(start))
    QTest.mousePress(view.viewport(), Qt.MouseButton.MiddleButton, pos=start)
    hand.move(end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.MiddleButton, pos=end)
    assert (view.to_scene(QPointF(end)) - before).manhattanLength() < 2
    assert view.document.network == house


def test_the_drawing_stays_where_it_is_when_the_mode_changes(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    view.zoom_in()
    places = [hand.node(n) for n in house.nodes]
    view.set_mode("step")
    view.set_mode("draw")
    assert [hand.node(n) for n in house.nodes] == places


def test_a_fitted_drawing_stays_whole_when_the_view_shrinks(
    view: CanvasView, house: Network
) -> None:
    view.resize(500, 300)
    assert view.visible_rect().contains(view.picture.content_rect())


def test_who_saw_the_whole_drawing_sees_it_whole_beside_other_panels(
    view: CanvasView, house: Network
) -> None:
    view.document.edit(Message("Delete"), edits.remove(house, ["a1"]))
    assert not view.navigator.fitted
    view.navigator.hold()
    view.resize(500, 300)
    view.navigator.keep()
    assert view.visible_rect().contains(view.picture.content_rect())


def test_a_pan_never_loses_the_drawing(view: CanvasView, house: Network) -> None:
    view.navigator.pan(QPointF(50_000, 0))
    assert view.visible_rect().intersects(view.picture.content_rect())
