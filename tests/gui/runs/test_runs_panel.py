"""The table of runs: what it shows, what can be done, and that all of it is undone."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from core.network.layers import lay_down
from core.network.run import Weights
from core.training.settings import TrainingSettings
from gui.messages import Kind
from gui.runs.run_menus import fill_more, run_menu
from gui.runs.runs_panel import RunsPanel
from gui.theme import theme
from tests.gui.runs.helpers import RUNS, network, run


@pytest.fixture
def panel(qtbot, raced, session, settings):
    panel = RunsPanel(session, raced, settings)
    qtbot.addWidget(panel)
    panel.resize(330, 300)
    panel.show()
    return panel


def shown_columns(panel):
    table = panel.table
    return [c.key for i, c in enumerate(panel.model.columns) if not table.isColumnHidden(i)]


def texts(panel, key):
    place = panel.model.place(key)
    return [panel.model.index(row, place).data() for row in range(panel.model.rowCount())]


def test_the_numbers_of_the_runs_are_in_the_table(panel):
    assert texts(panel, "name") == ["gd", "momentum", "rmsprop", "adam"]
    assert texts(panel, "loss") == ["0.1213", "0.0318", "0.0126", "0.0004"]
    assert texts(panel, "validation_loss")[-1] == "0.0008"
    assert texts(panel, "seconds")[0] == "0.50 s"
    assert texts(panel, "validation.mae") == ["0.02"] * 4
    bold = [panel.model.index(row, 1).data(Qt.ItemDataRole.FontRole).bold() for row in range(4)]
    assert bold == [False, False, False, True]


def test_columns_fold_away_where_there_is_no_room(panel, qtbot):
    assert shown_columns(panel)[:3] == ["chip", "name", "loss"]
    assert "settings" not in shown_columns(panel)
    narrow = len(shown_columns(panel))
    panel.resize(1000, 300)
    qtbot.waitUntil(lambda: "settings" in shown_columns(panel))
    assert len(shown_columns(panel)) > narrow
    for width in (220, 330, 1000):
        panel.resize(width, 300)
        QApplication.processEvents()
        used = sum(panel.table.columnWidth(i) for i in range(panel.model.columnCount()))
        assert used <= panel.table.viewport().width()


def test_sorting_puts_missing_numbers_last_and_keeps_the_places(panel, raced):
    runs = (*RUNS, run("diverged", loss=float("nan"), validation_loss=None))
    raced.edit("more", replace(raced.network, runs=runs))
    panel.table.sortByColumn(panel.model.place("loss"), Qt.SortOrder.AscendingOrder)
    assert panel.table.order == [3, 2, 1, 0, 4]
    panel.table.select(4)
    assert panel.chosen == [4]


def test_a_space_hides_a_run_and_undo_shows_it(panel, raced, qtbot):
    panel.table.select(2)
    qtbot.keyClick(panel.table, Qt.Key.Key_Space)
    assert [r.shown for r in raced.network.runs] == [True, True, False, True]
    assert panel.chosen == [2]
    raced.undo_stack.undo()
    assert all(r.shown for r in raced.network.runs)


def test_a_click_on_the_chip_hides_and_a_click_on_the_name_does_not(panel, raced, qtbot):
    for column, shown in ((1, True), (0, False)):
        box = panel.table.visualRect(panel.table.model().index(1, column))
        qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert raced.network.runs[1].shown is shown


def test_a_name_is_typed_in_the_table(panel, raced, qtbot):
    panel.table.select(0)
    panel.rename()
    editor = panel.table.findChild(QLineEdit)
    editor.setText("  plain   descent ")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: raced.network.runs[0].name == "plain descent")
    assert raced.undo_stack.undoText() == "Rename “gd”"


def test_enter_takes_the_end_weights_back_as_one_change(panel, raced, qtbot):
    before = Weights.of(raced.network)
    panel.table.select(1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert Weights.of(raced.network) == RUNS[1].end
    raced.undo_stack.undo()
    assert Weights.of(raced.network) == before


def test_start_weights_and_settings_are_taken_back_together(panel, raced):
    panel.table.select(3)
    panel.restore(start=True, settings=True)
    assert Weights.of(raced.network) == RUNS[3].start
    assert TrainingSettings.of(raced.network.training).optimizer == "adam"
    assert TrainingSettings.of(raced.network.training).seed == 7
    assert raced.undo_stack.count() == 1


def test_weights_of_another_drawing_are_refused_in_words(panel, raced, qtbot):
    other = lay_down(raced.network, (2, 3, 1), "relu", "identity", "mse")
    raced.edit("draw", other)
    panel.table.select(0)
    with qtbot.waitSignal(panel.told) as told:
        panel.restore()
    assert told.args[1] is Kind.REFUSAL
    assert "other neurons or edges" in str(told.args[0])
    assert raced.network is other or raced.network == other


def test_a_run_without_weights_says_so(panel, raced, qtbot):
    raced.edit("x", replace(raced.network, runs=(replace(RUNS[0], end=None),)))
    panel.table.select(0)
    with qtbot.waitSignal(panel.told) as told:
        panel.restore()
    assert "were not kept" in str(told.args[0])


def test_deleting_and_colouring_many_is_one_change_each(panel, raced, qtbot):
    panel.table.selectAll()
    panel.recolour(5)
    assert {r.colour for r in raced.network.runs} == {5}
    panel.table.selectAll()
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert raced.network.runs == ()
    assert panel.empty.isVisible()
    raced.undo_stack.undo()
    raced.undo_stack.undo()
    assert raced.network.runs == RUNS
    assert not panel.empty.isVisible()


def test_the_menu_of_a_run_offers_what_fits(panel):
    panel.table.select(0)
    words = [action.text() for action in run_menu(panel).actions()]
    assert "Take back its start weights" in words
    assert "Coefficients…" not in words


def test_the_csv_has_every_setting_in_full(panel, raced, tmp_path):
    path = tmp_path / "runs.csv"
    panel.save_csv(path)
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert [row["name"] for row in rows] == ["gd", "momentum", "rmsprop", "adam"]
    assert float(rows[3]["loss"]) == 0.0004
    assert rows[3]["settings.beta2"] == "0.999"
    assert rows[3]["settings.seed"] == "7"
    assert float(rows[3]["metrics.validation.mae"]) == 0.02


def test_a_file_that_cannot_be_written_is_told(panel, tmp_path, qtbot):
    with qtbot.waitSignal(panel.told) as told:
        panel.save_csv(tmp_path / "no such folder" / "runs.csv")
    assert told.args[1] is Kind.REFUSAL


def test_the_clipboard_gets_the_selected_runs(panel):
    panel.table.select(2)
    panel.copy()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("rmsprop\trmsprop\t0.0126")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_scrolls_sideways_at_any_size_of_text(panel, scale):
    theme().set(scale=scale)
    QApplication.processEvents()
    assert panel.table.horizontalScrollBar().maximum() == 0
    assert panel.minimumSizeHint().width() <= 330
    theme().set(scale=1.0)


def test_a_new_run_leaves_the_selection_alone(panel, raced):
    panel.table.select(2)
    raced.add_run(run("fifth", loss=0.0001, validation_loss=0.0002))
    assert panel.chosen == [2]
    assert texts(panel, "name")[-1] == "fifth"
    assert panel.model.index(4, 1).data(Qt.ItemDataRole.FontRole).bold()
    assert not panel.model.index(3, 1).data(Qt.ItemDataRole.FontRole).bold()


def test_an_empty_document_says_what_will_be_here(qtbot, document, session, settings):
    document.load(network(), None)
    panel = RunsPanel(session, document, settings)
    qtbot.addWidget(panel)
    panel.show()
    assert "Each training is kept here" in panel.empty.text()
    document.add_run(RUNS[0])
    assert panel.table.isVisible()
    assert not panel.empty.isVisible()
    QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    assert np.isfinite(panel.model.runs[0].loss)


def test_a_run_of_a_file_that_somebody_changed_is_shown_as_it_is(panel, raced, qtbot):
    odd = {"optimizer": "sgd?", "learning_rate": "fast", "schedule": "weekly", "seed": None}
    lasso = run("lasso", settings={"optimizer": "lasso", "lambda": [1.5, 2.0]})
    runs = (*RUNS, run("odd", settings=odd), lasso)
    raced.edit("odd", replace(raced.network, runs=runs))
    assert texts(panel, "settings")[4].startswith("ε = fast")
    assert texts(panel, "settings")[5] == "λ = 1.5; 2"
    for column in range(panel.model.columnCount()):
        panel.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    panel.copy()
    assert "weekly" in QApplication.clipboard().text()
    panel.table.select(4)
    with qtbot.waitSignal(panel.told) as told:
        panel.restore(settings=True)
    assert told.args[1] is Kind.REFUSAL
    assert raced.network.training == network().training


def test_a_narrow_heading_leaves_the_race_to_the_menu(panel):
    assert not panel.race.isHidden()
    panel.show_race(False)
    panel.retranslate()
    assert panel.race.isHidden()
    fill_more(panel.more_menu, panel)
    assert "Race…" in [action.text() for action in panel.more_menu.actions()]
