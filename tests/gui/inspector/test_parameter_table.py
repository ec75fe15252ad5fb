import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.network.edge import Edge, EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Node, Role, Unit
from gui.inspector.number_field import NumberField
from gui.inspector.parameter_model import FROZEN, NAME, VALUE
from gui.inspector.parameter_table import ParameterTable

W11 = Parameter(Unit("a1"), Unit("x1"))


@pytest.fixture
def table(qtbot, houses, settings):
    table = ParameterTable(houses, settings)
    qtbot.addWidget(table)
    table.resize(480, 320)
    table.show()
    table.activateWindow()
    return table


def column(table, number):
    model = table.view.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def edit(qtbot, table, text):
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    field = table.view.findChild(NumberField)
    field.selectAll()
    qtbot.keyClicks(field, text)
    return field


def test_every_parameter_has_a_row(table):
    assert column(table, NAME) == ["w₁₀", "w₁₁", "w₁₂", "w₂₀", "w₂₁", "w₂₂", "β₀", "β₁", "β₂"]
    assert column(table, VALUE)[:3] == ["1.87", "2.17", "2.57"]
    assert column(table, 1)[:2] == ["bias → A₁", "X₁ → A₁"]


def test_it_sorts_by_number_and_back_into_the_order_of_the_network(table):
    table.view.sortByColumn(VALUE, Qt.SortOrder.DescendingOrder)
    assert column(table, NAME)[:3] == ["β₂", "β₀", "β₁"]
    table.view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    assert column(table, NAME)[:2] == ["w₁₀", "w₁₁"]


@pytest.mark.parametrize(("text", "value"), [("2,5", 2.5), ("-1/3", -1 / 3)])
def test_a_value_is_edited_in_place_by_keyboard(table, houses, qtbot, text, value):
    table.set_current(W11)
    field = edit(qtbot, table, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: houses.network.value(W11) == value)
    assert houses.undo_stack.undoText().startswith("Set w₁₁ to")


def test_what_is_no_number_keeps_the_field_open(table, houses, qtbot):
    table.set_current(W11)
    field = edit(qtbot, table, "x")
    with qtbot.waitSignal(table.refused):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert houses.network.value(W11) == 2.17
    assert houses.undo_stack.count() == 0


def test_a_row_selects_its_edge_or_neuron(table, houses):
    table.set_current(W11)
    assert houses.selection.edges == {EdgeKey("x1", "a1")}
    table.set_current(Parameter(Unit("a2")))
    assert houses.selection.nodes == {"a2"}
    assert not houses.selection.edges


def test_selecting_in_the_drawing_selects_the_row(table, houses):
    houses.select([], [EdgeKey("a1", "y")])
    rows = table.view.selectionModel().selectedRows()
    assert [r.data() for r in rows] == ["β₁"]


def test_space_freezes(table, houses, qtbot):
    table.set_current(W11)
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    assert houses.network.edges[EdgeKey("x1", "a1")].frozen
    state = table.view.model().index(table.row_of(W11), FROZEN).data(Qt.ItemDataRole.CheckStateRole)
    assert state == Qt.CheckState.Checked
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    assert not houses.network.edges[EdgeKey("x1", "a1")].frozen


def test_control_enter_asks_for_an_explanation(table, qtbot):
    table.set_current(W11)
    with qtbot.waitSignal(table.explain_requested) as asked:
        qtbot.keyClick(table.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [W11]


def test_it_follows_the_drawing_and_undo(table, houses, drawing):
    drawing.set_value(W11, 7.0)
    assert column(table, VALUE)[1] == "7"
    houses.select(["x1"])
    drawing.delete_selection()
    assert len(column(table, NAME)) == 7
    houses.undo_stack.undo()
    assert len(column(table, NAME)) == 9


def test_a_hidden_table_catches_up_when_it_is_shown(table, drawing):
    table.hide()
    drawing.set_value(W11, 7.0)
    table.show()
    assert column(table, VALUE)[1] == "7"


def test_an_edit_keeps_the_current_row(table, houses, drawing):
    table.set_current(W11)
    drawing.set_value(W11, 7.0)
    assert table.current == W11


def test_a_network_of_many_thousands_is_listed_and_sorted_whole(qtbot, document, settings):
    rng = np.random.default_rng(2)
    nodes = [Node("x", Role.INPUT, units=60), Node("h", Role.HIDDEN, units=50, bias=np.zeros(50))]
    table = ParameterTable(document, settings)
    qtbot.addWidget(table)
    table.show()
    mask = np.ones((50, 60), dtype=bool)
    mask[3, 7] = False
    edge = Edge("x", "h", rng.normal(size=(50, 60)), mask=mask)
    document.load(Network.build(nodes, [edge]), None)
    parameters = document.network.parameters()
    assert table.model.rowCount() == len(parameters) == 3049
    rows = range(0, 3049, 61)
    assert [table.model.parameter(row) for row in rows] == [parameters[row] for row in rows]
    table.view.sortByColumn(VALUE, Qt.SortOrder.DescendingOrder)
    values = [document.network.value(table.model.parameter(row)) for row in range(3049)]
    assert values == sorted(values, reverse=True)
    table.set_current(parameters[500])
    assert table.current == parameters[500]
    document.select(edges=[EdgeKey("x", "h")])
    document.load(Network(), None)
    assert table.model.rowCount() == 0
