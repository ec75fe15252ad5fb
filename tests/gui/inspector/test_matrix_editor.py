import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.network.edge import EdgeKey, Parameter
from core.network.node import Unit
from core.network.notation import IndexOrder
from gui.inspector.matrix_editor import MatrixEditor
from gui.inspector.number_field import NumberField
from gui.theme import theme


@pytest.fixture
def editor(qtbot, houses, settings):
    editor = MatrixEditor(houses, settings)
    qtbot.addWidget(editor)
    editor.resize(900, 240)
    editor.show()
    editor.activateWindow()
    return editor


def numbers(view):
    model = view.model
    return [
        [model.index(i, j).data() for j in range(model.columnCount())]
        for i in range(model.rowCount())
    ]


def test_the_matrices_are_those_of_the_slide(editor):
    assert [numbers(m) for m in editor.matrices] == [
        [["2.17", "2.57"], ["2.89", "4.34"]],
        [["1.87"], ["2.09"]],
        [["28.33", "60.17"]],
        [["59"]],
    ]


def test_source_first_transposes_them(editor, settings):
    settings.set_notation(index_order=IndexOrder.SOURCE_FIRST)
    assert numbers(editor.matrices[0]) == [["2.17", "2.89"], ["2.57", "4.34"]]


def test_a_cell_is_edited_in_place(editor, houses, qtbot):
    table = editor.matrices[0].table
    table.setCurrentIndex(table.model().index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    field = table.findChild(NumberField)
    field.selectAll()
    qtbot.keyClicks(field, "1,5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    weight = Parameter(Unit("a2"), Unit("x1"))
    qtbot.waitUntil(lambda: houses.network.value(weight) == 1.5)
    assert houses.undo_stack.undoText() == "Set w₂₁ to 1.5"


def test_an_absent_edge_is_a_dot_that_cannot_be_edited(editor, houses, drawing):
    houses.select([], [EdgeKey("x2", "a1")])
    drawing.delete_selection()
    model = editor.matrices[0].model
    index = model.index(0, 1)
    assert index.data() == "·"
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "There is no edge from X₂ to A₁: draw it first."


def test_a_block_is_pasted_as_one_step(editor, houses, qtbot):
    QGuiApplication.clipboard().setText("1\t1\n1,5\t-1/2")
    table = editor.matrices[0].table
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert numbers(editor.matrices[0]) == [["1", "1"], ["1.5", "−0.5"]]
    assert houses.undo_stack.count() == 1
    assert houses.network.edges[EdgeKey("a1", "y")].weight == 28.33


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1\tx", "Row 1, column 2: “x” is not a number"),
        ("1\t2\t3", "Row 1, column 3: the matrix ends before it"),
    ],
)
def test_a_block_that_does_not_fit_is_refused_by_cell(editor, houses, qtbot, text, sentence):
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(editor.refused) as refused:
        editor.matrices[0].table.paste()
    assert sentence in refused.args[0]
    assert houses.undo_stack.count() == 0


def test_a_number_for_an_absent_edge_is_refused_but_a_zero_is_no_edge(editor, houses, drawing):
    houses.select([], [EdgeKey("x2", "a1")])
    drawing.delete_selection()
    refused = []
    editor.refused.connect(refused.append)
    QGuiApplication.clipboard().setText("1\t2")
    editor.matrices[0].table.paste()
    assert "Row 1, column 2: there is no edge" in refused[0]
    QGuiApplication.clipboard().setText("1\t0")
    editor.matrices[0].table.paste()
    assert numbers(editor.matrices[0])[0] == ["1", "·"]


def test_an_edge_is_found_in_its_matrix(editor):
    editor.show_edge(EdgeKey("a2", "y"))
    table = editor.matrices[2].table
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)
    assert table.hasFocus()


def test_rows_grow_and_shrink_with_the_text(editor, qtbot):
    table = editor.matrices[0].table
    at_first = table.rowHeight(0)
    for scale in (2.5, 1.5):
        theme().set(scale=scale)
        assert table.rowHeight(0) == pytest.approx(at_first * scale, abs=1)
        assert table.height() >= 2 * table.rowHeight(0)
