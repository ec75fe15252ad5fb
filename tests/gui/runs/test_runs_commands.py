"""The commands of the menu Runs lead to the table and its dialogs."""

import pytest
from PySide6.QtWidgets import QApplication

from gui.lessons import lesson
from gui.runs.all_runs_dialog import AllRunsDialog
from gui.runs.collapse_dialog import CollapseDialog
from gui.runs.comparison_dialog import ComparisonDialog
from gui.runs.grid_dialog import GridDialog
from gui.runs.race_dialog import RaceDialog
from gui.runs.runs_panel import RunsPanel
from gui.runs.starts_dialog import StartsDialog

DIALOGS = {
    "race": RaceDialog,
    "grid": GridDialog,
    "starts": StartsDialog,
    "collapse": CollapseDialog,
    "all_runs": AllRunsDialog,
}


@pytest.fixture
def training(window):
    window.open_lesson(lesson("xor-learned"))
    return window


@pytest.mark.parametrize("name", DIALOGS)
def test_a_command_opens_its_dialog_over_the_workspace_train(training, name):
    training.workshop.show_workspace("draw")
    training.actions_[f"runs.{name}"].trigger()
    # The homework g(z) = z belongs to the steps, too: it stays where it was asked for.
    assert training.workspace == ("draw" if name == "collapse" else "train")
    dialog = training.findChild(DIALOGS[name])
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    QApplication.processEvents()


def test_what_the_table_says_is_shown_over_the_drawing(training):
    training.actions_["runs.export"].trigger()
    assert training.findChild(RunsPanel) is not None
    assert "There are no runs yet" in training.workshop.messages.text


def test_the_linear_models_are_fitted_in_the_worker(training, qtbot):
    training.actions_["runs.baselines"].trigger()
    qtbot.waitUntil(lambda: len(training.document.network.runs) == 2)
    ols = training.document.network.runs[0]
    assert ols.loss == pytest.approx(0.25)
    assert training.document.undo_stack.undoText() == "Fit the linear models"


def test_the_comparison_is_worked_out_in_the_worker(training, qtbot):
    training.actions_["runs.comparison"].trigger()
    dialog = training.findChild(ComparisonDialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    assert "There are no test rows" in dialog.verdict.text()
    dialog.reject()
