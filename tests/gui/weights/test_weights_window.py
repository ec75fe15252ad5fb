"""One window for all of these: the heat-map, what is beside it, and the pictures."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Node, Role, Unit
from gui.theme import theme
from gui.weights.geometry import Geometry, stride
from gui.weights.picture import ABSENT, weight_bytes, weight_image
from gui.weights.sheet import nice_limit
from gui.weights.window import WeightsWindow


@pytest.fixture
def window(qtbot, digits, drawing, settings):
    window = WeightsWindow(digits, drawing, settings)
    qtbot.addWidget(window)
    window.resize(900, 640)
    window.show_heat()
    return window


@pytest.fixture
def view(window):
    return window.panel.view


def weight(k, j):
    return Parameter(Unit("h", k), Unit("x", j))


def press(qtbot, view, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(view, key, modifier)


def test_the_whole_is_one_picture_and_the_cell_in_hand_is_read(window, view, digits):
    value = digits.network.value(weight(0, 0))
    assert window.sheet.shape == (30, 30)
    assert view.geometry_.width <= view.area.width() + 1
    assert window.panel.reading.text().startswith("row h₁, column pixel 1 (row 1, column 1): ")
    assert f"{abs(value):.3f}"[:4] in window.panel.reading.text()


def test_keys_go_from_cell_to_cell_and_the_mouse_reads_what_it_points_at(window, view, qtbot):
    press(qtbot, view, Qt.Key.Key_Down)
    press(qtbot, view, Qt.Key.Key_Right)
    assert view.current == (1, 1)
    press(qtbot, view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.current == (29, 29)
    assert (window.panel.row.value(), window.panel.column.value()) == (30, 30)
    window.panel.row.setValue(4)
    assert view.current == (3, 29)
    place = view.geometry_.box(16, 7).center() + view.area.topLeft()
    qtbot.mouseMove(view.viewport(), place.toPoint())
    assert window.panel.reading.text().startswith("row h₁₇, column pixel 8 (row 2, column 2): ")


def test_typing_changes_the_cell_as_one_step_with_a_decimal_comma(window, view, digits, qtbot):
    view.go_to(16, 7)
    qtbot.keyClicks(view, "-")
    qtbot.keyClicks(view.editor.field, "0,25")
    qtbot.keyClick(view.editor.field, Qt.Key.Key_Return)
    assert digits.network.value(weight(16, 7)) == -0.25
    assert digits.undo_stack.count() == 1
    assert "−0.25" in window.panel.reading.text()
    digits.undo()
    assert "−0.25 " not in window.panel.reading.text() + " "
    press(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.editor.field, "99")
    qtbot.keyClick(view.editor.field, Qt.Key.Key_Escape)
    assert not digits.undo_stack.canUndo()


def test_a_region_is_copied_and_pasted_back_as_one_step(window, view, digits, qtbot):
    view.go_to(2, 3)
    view.go_to(3, 5, extend=True)
    assert "2 × 3 weights" in window.panel.reading.text()
    view.copy()
    block = digits.network.edges[EdgeKey("x", "h")].weight[2:4, 3:6]
    copied = QGuiApplication.clipboard().text()
    assert [[float(c) for c in row.split("\t")] for row in copied.splitlines()] == block.tolist()
    view.go_to(10, 10)
    view.paste()
    after = digits.network.edges[EdgeKey("x", "h")].weight
    assert np.array_equal(after[10:12, 10:13], block)
    assert digits.undo_stack.count() == 1
    QGuiApplication.clipboard().setText("1,5\tx")
    with qtbot.waitSignal(view.refused) as refused:
        view.paste()
    assert refused.args[0].startswith("Row 1, column 2: “x” is not a number")
    QGuiApplication.clipboard().setText("1\n2")
    view.go_to(29, 0)
    with qtbot.waitSignal(view.refused) as refused:
        view.paste()
    assert "the matrix ends before it" in refused.args[0]
    assert digits.undo_stack.count() == 1


def test_enter_opens_the_weight_and_buttons_its_units(window, view, qtbot):
    view.go_to(16, 7)
    with qtbot.waitSignal(window.explain_requested) as asked:
        press(qtbot, view, Qt.Key.Key_Return)
    assert asked.args == [weight(16, 7)]
    with qtbot.waitSignal(window.unit_requested) as asked:
        window.panel.row_unit.click()
    assert asked.args == [Unit("h", 16)]
    assert window.panel.column_unit.text() == "Select pixel 8"


def test_frozen_and_missing_weights_say_so(window, view, digits, settings, qtbot):
    window.show_heat(EdgeKey("h", "y"))
    assert window.sheet.shape == (3, 30)
    assert "frozen" in window.panel.reading.text()
    assert window.panel.frozen.text().startswith("All of these weights are frozen")
    network = digits.network
    edge = network.edges[EdgeKey("x", "h")]
    mask = np.ones(edge.weight.shape, bool)
    mask[1, 2] = False
    edges = {**network.edges, edge.key: type(edge)("x", "h", edge.weight, mask=mask)}
    digits.load(
        type(network).build(network.nodes.values(), edges.values(), data=network.data), None
    )
    window.show_heat(EdgeKey("x", "h"))
    view.go_to(1, 2)
    assert window.panel.reading.text().endswith("not connected")
    assert not window.panel.frozen.isVisible()
    with qtbot.waitSignal(view.refused):
        qtbot.keyClicks(view, "1")
    assert not view.editor.is_open


def test_numbers_appear_where_there_is_room_and_zoom_ends_at_the_whole(view):
    assert not view.geometry_.has_numbers
    view.go_to(20, 20)
    view.read()
    assert view.geometry_.has_numbers
    box = view.geometry_.box(20, 20)
    assert view.area.translated(-view.area.topLeft()).contains(box)
    for _ in range(40):
        view.zoom(0.7, QPointF(100, 100))
    assert view.geometry_.width <= view.area.width() + 1


def test_live_numbers_arrive_without_an_edit(window, digits, view, drawing):
    before = window.sheet.values[4, 4]
    drawing.preview_value(weight(4, 4), before + 1)
    assert window.sheet.values[4, 4] == before + 1
    drawing.cancel_preview()
    assert window.sheet.values[4, 4] == before


def test_the_profile_is_of_the_row_or_the_column_in_hand(window, view):
    window.panel.across.setChecked(True)
    window.panel.profile.chosen.emit(12)
    assert view.current == (12, 0)
    window.panel.across.setChecked(False)
    window.panel.profile.chosen.emit(3)
    assert view.current == (12, 3)


def test_pictures_are_clicked_opened_and_follow_the_keys(window, qtbot, digits):
    window.show_pictures()
    gallery = window.gallery
    assert gallery.count == 30
    with qtbot.waitSignal(gallery.chosen) as chosen:
        place = gallery.box(4).center().toPoint()
        qtbot.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [Unit("h", 4)]
    press(qtbot, gallery, Qt.Key.Key_Down)
    assert gallery.current == 4 + gallery.columns
    with qtbot.waitSignal(window.unit_opened) as opened:
        press(qtbot, gallery, Qt.Key.Key_Return)
    assert opened.args == [Unit("h", 4 + gallery.columns)]
    image = gallery._strip
    values = digits.network.edges[EdgeKey("x", "h")].weight
    k, j = np.unravel_index(np.argmax(values), values.shape)
    colour = image.pixelColor(QPoint(int(j % 6), int(5 * k + j // 6)))
    assert colour.blue() > colour.red()  # the largest weight is bluest


def test_without_an_image_or_weights_it_says_what_is_needed(window, digits):
    digits.load(type(digits.network)(), None)
    assert not window.no_weights.isHidden()
    assert not window.no_pictures.isHidden()
    assert window.panel.isHidden()


def test_hidden_it_takes_another_language_and_size_beside_another_network(window, digits):
    window.hide()
    digits.load(Network.build([Node("a", Role.INPUT, 1)], []), None)
    QApplication.sendEvent(window.panel, QEvent(QEvent.Type.LanguageChange))  # h is no more
    theme().set(scale=1.5)
    window.show_heat()
    assert window.no_weights.isVisible()


def test_it_takes_the_size_of_the_text_and_the_colours(window):
    theme().set(dark=True, scale=2.5)
    try:
        assert window.panel.view.geometry_.scale == 2.5
        assert window.panel.view._picture().pixelColor(0, 0).lightness() < 200
    finally:
        theme().set(dark=False, scale=1.0)


def test_bytes_of_signed_numbers():
    values = np.array([[-2.0, -1.0, 0.0, 0.5, 1.0, np.nan]])
    assert weight_bytes(values, 1.0).tolist() == [[0, 0, 127, 191, 254, ABSENT]]
    image = weight_image(np.array([[-1.0, 0.0, 1.0]]))
    low, zero, high = (image.pixelColor(x, 0) for x in range(3))
    assert low.red() > low.blue()
    assert high.blue() > high.red()
    assert min(zero.red(), zero.blue()) >= 252


def test_round_limits_and_strides():
    assert [nice_limit(x) for x in (0.23, 1.0, 0.0, 7.1)] == pytest.approx([0.25, 1.0, 1.0, 8.0])
    assert [stride(s, 30) for s in (40, 20, 7, 0.5)] == [1, 2, 5, 100]
    g = Geometry(10, 20).fitted(100, 400)
    assert (g.cell_width, g.cell_height) == (5, 25)  # stretched five times at most
