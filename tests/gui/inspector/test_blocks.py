"""The inspector on blocks, their units and the edges between them; the table of levels."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from core.network.edge import Edge, EdgeKey
from core.network.node import Unit
from gui.dialogs.biases_dialog import BiasesDialog
from gui.dialogs.summary_dialog import SummaryDialog
from gui.drawing import Drawing
from gui.inspector.panel import InspectorPanel


@pytest.fixture
def panel(qtbot, document, settings):
    drawing = Drawing(document, settings)
    drawing.lay_down((784, 256, 128, 10), "relu", "softmax", "cross_entropy")
    panel = InspectorPanel(document, drawing, settings)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def shown(text):
    return text.replace("\u202f", " ")


def test_a_block_shows_its_units_its_biases_and_one_unit(panel, document, qtbot):
    document.select(["h1"])
    page = panel.node_page
    assert page.units.value() == 256
    assert page.biases.text() == "min 0 · mean 0 · max 0"
    page.show_unit(Unit("h1", 16))
    assert page.block.incoming.text() == "784 weights in: min 0 · mean 0 · max 0"
    assert page.block.outgoing.text() == "128 weights out: min 0 · mean 0 · max 0"
    page.block.bias.field.value_committed.emit(0.5)
    assert document.network.nodes["h1"].bias[16] == 0.5
    with qtbot.waitSignal(panel.unit_requested) as asked:
        page.block.step.click()
    assert asked.args == [Unit("h1", 16)]
    page.units.setValue(4)
    page.units.editingFinished.emit()
    qtbot.waitUntil(lambda: document.network.nodes["h1"].units == 4)
    assert page.block.unit.maximum() == 4


def test_an_edge_between_blocks_tells_its_shape_and_opens_its_weights(panel, document, qtbot):
    key = EdgeKey("x", "h1")
    document.select(edges=[key])
    page = panel.edge_page
    assert shown(page.shape.text()) == "256 × 784 weights = 200 704"
    assert page.range.text() == "min 0 · mean 0 · max 0"
    assert page.zeros.text() == "exactly 0: 100 %"
    assert not page.value.isVisible()
    with qtbot.waitSignal(panel.matrix_requested) as asked:
        page.open_matrix.click()
    assert asked.args == [key]


def test_missing_connections_are_counted(panel, document):
    old = document.network.edges[EdgeKey("h2", "y")]
    mask = old.weight == 0
    mask[0, 0] = False
    edges = {**document.network.edges, old.key: Edge("h2", "y", old.weight + 1, mask=mask)}
    document.load(replace(document.network, edges=edges), None)
    document.select(edges=[old.key])
    assert panel.edge_page.zeros.text() == "exactly 0: 0 % · 1 pairs of units are not connected"


def test_the_network_page_counts_level_by_level(panel, document):
    page = panel.network_page
    assert shown(page.count.text()) == "235 146 parameters: 200 960 + 32 896 + 1 290 = 235 146"
    table = page.summary
    assert [shown(table.item(row, 4).text()) for row in range(5)] == [
        "0", "200 960", "32 896", "1 290", "235 146"
    ]  # fmt: skip
    table.selectRow(1)
    assert document.selection.nodes == {"h1"}


def test_the_summary_is_copied_as_text_and_as_csv(panel, document, settings, qtbot):
    dialog = SummaryDialog(document, settings)
    qtbot.addWidget(dialog)
    dialog.copy_csv.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[2] == "A₁…₂₅₆⁽¹⁾,Hidden · block,256,ReLU,200960,200960,0"
    assert lines[-1] == "Total,,1178,,235146,235146,0"
    dialog.copy_text.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len({len(line) for line in lines if "─" not in line}) == 1
    assert shown(lines[-1]).split() == ["Total", "1", "178", "235", "146", "235", "146", "0"]


def test_the_biases_of_a_block_are_edited_in_a_table(panel, document, settings, qtbot):
    dialog = BiasesDialog(document, Drawing(document, settings), settings, "h2")
    qtbot.addWidget(dialog)
    assert dialog.model.rowCount() == 128
    dialog.model.setData(dialog.model.index(4, 1), 0.25)
    assert document.network.nodes["h2"].bias[4] == 0.25
    assert dialog.model.index(4, 0).data() == "w₅₀⁽²⁾"


def test_what_several_blocks_share_is_told_at_once(panel, document):
    document.select(document.network.nodes, document.network.edges)
    assert panel.many_page.weight.value == 0.0
    document.select(["x", "h1"])
    panel.many_page.level.buttons["levels.collapse"].click()
    assert document.undo_stack.count() == 1
