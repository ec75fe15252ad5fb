from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox

from core.language import Message
from core.network.data import Column, Data, Part
from core.network.layers import lay_down
from core.network.network import Network
from gui.inspector.number_field import NumberField
from gui.inspector.observation_table import ObservationTable


@pytest.fixture
def table(qtbot, houses, settings):
    table = ObservationTable(houses, settings)
    qtbot.addWidget(table)
    table.resize(480, 320)
    table.show()
    table.activateWindow()
    return table


def rows(table):
    return [
        [table.model.index(i, j).data() for j in range(table.model.part_column)]
        for i in range(table.model.rowCount())
    ]


def type_into(qtbot, table, row, column, text):
    table.view.setCurrentIndex(table.model.index(row, column))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    field = table.view.findChild(NumberField)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def test_columns_are_named_by_the_notation(table):
    names = [table.model.headerData(j, Qt.Orientation.Horizontal, 0) for j in range(4)]
    assert names == ["X₁", "X₂", "y", "Part"]
    assert rows(table) == [["1", "3", "215"]]


def test_a_cell_is_edited_with_a_decimal_comma(table, houses, qtbot):
    type_into(qtbot, table, 0, 1, "2,5")
    qtbot.waitUntil(lambda: houses.network.data.inputs.tolist() == [[1.0, 2.5]])
    assert houses.undo_stack.undoText() == "Set X₂ of row 1 to 2.5"


@pytest.mark.parametrize("text", ["abc", " "])
def test_a_bad_cell_is_refused_by_name(table, houses, qtbot, text):
    with qtbot.waitSignal(table.refused) as refused:
        type_into(qtbot, table, 0, 1, text)
    assert refused.args[0].startswith("Row 1, X₂: ")
    assert table.status.text() == refused.args[0]
    assert houses.undo_stack.count() == 0


def test_a_new_row_is_empty_and_says_what_is_missing(table, houses, qtbot):
    table.add.click()
    assert rows(table)[1] == ["missing"] * 3
    assert table.status.text() == "Row 2, X₁: the cell is empty."
    for column, text in enumerate(("2", "4", "300")):
        type_into(qtbot, table, 1, column, text)
        qtbot.waitUntil(lambda c=column: rows(table)[1][c] != "missing")
    assert table.status.text() == ""
    assert houses.network.data.targets.tolist() == [[215.0], [300.0]]


def test_rows_are_deleted(table, houses, qtbot):
    table.add.click()
    table.view.setCurrentIndex(table.model.index(0, 0))
    qtbot.keyClick(table.view, Qt.Key.Key_Delete)
    assert rows(table) == [["missing"] * 3]
    assert houses.undo_stack.undoText() == "Delete 1 observation"


def test_a_block_from_a_spreadsheet_adds_rows_in_one_step(table, houses, qtbot):
    QGuiApplication.clipboard().setText("1\t3\t215\r\n2,5\t4\t300\r\n")
    table.view.setCurrentIndex(table.model.index(0, 0))
    qtbot.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert houses.network.data.inputs.tolist() == [[1.0, 3.0], [2.5, 4.0]]
    assert houses.undo_stack.count() == 1
    houses.undo_stack.undo()
    assert rows(table) == [["1", "3", "215"]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1\t2\t3\t4", "The block has 4 columns, but the table has 3: X₁, X₂, y."),
        ("1\t2\t3\n4\t\t6", "Row 2, X₂: the cell is empty."),
        ("1\t2\t3\n4\t5\tmany", "Row 2, y: “many” is not a number"),
    ],
)
def test_a_block_that_does_not_fit_is_refused(table, houses, qtbot, text, sentence):
    QGuiApplication.clipboard().setText(text)
    table.paste()
    assert sentence in table.status.text()
    assert houses.undo_stack.count() == 0


def test_going_to_a_row_makes_it_the_current_observation(table, qtbot):
    table.add.click()
    with qtbot.waitSignal(table.row_selected) as gone:
        table.set_current_row(0)
    assert gone.args == [0]
    assert table.current_row == 0


def test_without_inputs_and_outputs_there_is_nothing_to_fill_in(table, houses):
    houses.load(Network(), None)
    table.add.click()
    assert "Place an input" in table.status.text()
    assert houses.network.data.inputs.size == 0


def test_a_network_without_data_gets_its_columns_with_the_first_row(table, houses, drawing):
    drawing.set_data(np.zeros((0, 0)), np.zeros((0, 0)))
    table.add.click()
    assert houses.network.data.inputs.shape == (1, 2)
    assert houses.network.data.targets.shape == (1, 1)


def standardised(n=4):
    """Areas with mean 100 and sd 20, and prices as they are."""
    return Data(
        np.linspace(-1, 1, n)[:, None],
        np.arange(n, dtype=float)[:, None],
        input_columns=(Column("area", "m²", 100.0, 20.0),),
        target_columns=(Column("price", "k€"),),
    )


@pytest.fixture
def areas(houses):
    network = lay_down(houses.network, [1, 1], "sigmoid", "identity", "mse")
    houses.load(replace(network, data=standardised()), None)
    return houses


def test_standardised_numbers_are_shown_and_typed_as_measured(areas, table, qtbot):
    header = [table.model.headerData(j, Qt.Orientation.Horizontal, 0) for j in range(2)]
    assert header == ["X₁ · area (m²)", "y · price (k€)"]
    assert rows(table)[0] == ["80", "0"]
    tip = table.model.headerData(0, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.ToolTipRole))
    assert "(value − 100) / 20" in tip
    before = areas.network.data.inputs.copy()
    type_into(qtbot, table, 1, 0, "110")
    qtbot.waitUntil(lambda: areas.network.data.inputs[1, 0] == 0.5)
    assert np.array_equal(areas.network.data.inputs[[0, 2, 3]], before[[0, 2, 3]])


def test_a_pasted_block_is_measured_too(areas, table):
    QGuiApplication.clipboard().setText("120\t7\n140\t8\n")
    table.view.setCurrentIndex(table.model.index(3, 0))
    table.paste()
    data = areas.network.data
    assert data.inputs[3:, 0].tolist() == [1.0, 2.0]
    assert data.targets[:, 0].tolist() == [0.0, 1.0, 2.0, 7.0, 8.0]


def test_the_part_of_rows_is_chosen_and_kept_with_them(areas, table):
    table.model.setData(table.model.index(3, 2), int(Part.TEST))
    assert areas.undo_stack.undoText() == "Use row 4 for test"
    table.view.selectRow(0)
    table.use_rows_for(Part.VALIDATION)
    assert [table.model.index(i, 2).data() for i in range(4)] == [
        "validation", "training", "training", "test",
    ]  # fmt: skip
    table.add.click()
    table.view.setCurrentIndex(table.model.index(0, 0))
    table.delete_rows()
    assert areas.network.data.split.tolist() == [0, 0, 0, 2]
    areas.undo_stack.undo()
    areas.undo_stack.undo()
    assert areas.network.data.split.tolist() == [1, 0, 0, 2]


def test_the_part_is_chosen_from_a_list_by_the_keyboard(areas, table, qtbot):
    table.view.setCurrentIndex(table.model.index(2, 2))
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    box = table.view.findChild(QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: areas.network.data.split is not None)
    assert areas.network.data.split.tolist() == [0, 0, 1, 0]


def test_many_rows_are_not_copied_to_be_shown(areas, table, monkeypatch):
    n, asked = 200_000, []
    monkeypatch.setattr(table.model, "_number", lambda value, _: asked.append(value) or "0")
    data = replace(standardised(), inputs=np.zeros((n, 1)), targets=np.zeros((n, 1)), split=None)
    areas.edit(Message("Change the observations"), replace(areas.network, data=data))
    table.grab()
    assert len(asked) < 10_000
    assert table.model.rowCount() == n
    assert table.model.rows.data.inputs is areas.network.data.inputs
    table.view.selectAll()
    assert len(table.selected_rows()) == n
