from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.network.edge import EdgeKey
from core.network.network import Network
from core.network.node import Role
from gui.canvas.tools.tool import Tool
from gui.canvas.view import CanvasView
from tests.gui.canvas.helpers import Hand

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_network_is_drawn_by_keys_alone(view: CanvasView, hand: Hand) -> None:
    for key in (KEY.Key_I, KEY.Key_I, KEY.Key_N, KEY.Key_N, KEY.Key_O):
        hand.key(key)
    network = view.document.network
    assert [n.role for n in network.nodes.values()] == [
        Role.INPUT, Role.INPUT, Role.HIDDEN, Role.HIDDEN, Role.OUTPUT,
    ]  # fmt: skip
    assert len({n.position for n in network.nodes.values()}) == 5
    hand.key(KEY.Key_Escape)
    hand.key(KEY.Key_Escape)
    hand.key(KEY.Key_Tab)
    hand.key(KEY.Key_C)
    hand.key(KEY.Key_Return)
    hand.key(KEY.Key_C)
    hand.key(KEY.Key_Return)
    assert list(view.document.network.edges) == [EdgeKey("x1", "a1"), EdgeKey("x1", "a2")]


def test_arrows_choose_the_target_of_a_new_edge_and_escape_leaves_it(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    view.document.select(["x1"])
    hand.key(KEY.Key_C)
    assert view.picture.nodes["y"].state.ring == "accent"
    hand.key(KEY.Key_Escape)
    assert view.document.network == house
    hand.key(KEY.Key_C)
    hand.key(KEY.Key_Return)
    assert EdgeKey("x1", "y") in view.document.network.edges


def test_a_key_places_a_node_at_the_pointer(view: CanvasView, hand: Hand) -> None:
    hand.move(hand.at(-120, 60))
    hand.key(KEY.Key_N)
    hand.key(KEY.Key_N)
    places = [n.position for n in view.document.network.nodes.values()]
    assert places[0] == (-120, 60)
    assert places[1] != places[0]


def test_tab_walks_nodes_and_edges_and_back(view: CanvasView, hand: Hand, house: Network) -> None:
    seen = []
    for _ in range(4):
        hand.key(KEY.Key_Tab)
        focused = view.picture.attention.focused
        assert focused is not None
        seen.append(focused.item)
    assert seen == ["x1", EdgeKey("x1", "a1"), EdgeKey("x1", "a2"), "x2"]
    assert view.document.selection.nodes == {"x2"}
    hand.key(KEY.Key_Backtab, SHIFT)
    assert view.document.selection.edges == {EdgeKey("x1", "a2")}


def test_tab_leaves_the_canvas_after_the_last_item(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    for _ in range(11):
        hand.key(KEY.Key_Tab)
    assert view.picture.attention.focused is not None
    hand.key(KEY.Key_Tab)
    assert view.picture.attention.focused is None


def test_arrows_move_the_selection_each_press_one_step(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    view.document.select(["a1"])
    hand.key(KEY.Key_Right)
    hand.key(KEY.Key_Down, SHIFT)
    assert view.document.network.nodes["a1"].position == (290, 1)
    view.document.undo_stack.undo()
    assert view.document.network.nodes["a1"].position == (290, 0)


def test_arrows_without_a_selection_move_the_focus(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.key(KEY.Key_Right)
    hand.key(KEY.Key_Down)
    focused = view.picture.attention.focused
    assert focused is not None
    assert focused.item != "x1"
    assert view.document.network == house


def test_delete_select_all_and_escape(view: CanvasView, hand: Hand, house: Network) -> None:
    hand.key(KEY.Key_A, CTRL)
    assert view.document.selection.nodes == house.nodes.keys()
    hand.key(KEY.Key_Escape)
    assert not view.document.selection
    view.document.select(edges=[EdgeKey("x1", "a1")])
    hand.key(KEY.Key_Delete)
    assert EdgeKey("x1", "a1") not in view.document.network.edges


def test_escape_puts_a_tool_away(view: CanvasView, hand: Hand, qtbot: QtBot) -> None:
    view.set_tool(Tool.OUTPUT)
    with qtbot.waitSignal(view.tool_changed):
        hand.key(KEY.Key_Escape)
    assert view.tool is Tool.SELECT


def test_enter_edits_the_focused_weight(view: CanvasView, hand: Hand, house: Network) -> None:
    hand.key(KEY.Key_Tab)
    hand.key(KEY.Key_Tab)
    hand.key(KEY.Key_Return)
    assert view.editing.editor.is_open
    assert view.editing.editor.text() == "2.17"


def test_keys_do_not_draw_in_step_mode(view: CanvasView, hand: Hand, house: Network) -> None:
    view.set_mode("step")
    for key in (KEY.Key_I, KEY.Key_Delete, KEY.Key_C):
        hand.key(key)
    assert view.document.network == house


def test_the_focus_ring_is_for_keys_and_not_for_the_mouse(
    view: CanvasView, hand: Hand, house: Network
) -> None:
    hand.click(hand.node("a1"))
    assert not view.picture.nodes["a1"].state.focused
    hand.key(KEY.Key_Tab)
    assert view.picture.edges.items[EdgeKey("a1", "y")].state.focused
