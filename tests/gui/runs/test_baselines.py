"""The linear models: fitted, kept, read, compared, and what a network without bends is."""

import pytest

from core.files.reader import read_network
from core.network.node import Role
from gui.lessons import lesson
from gui.messages import Kind
from gui.runs.all_runs_dialog import AllRunsDialog
from gui.runs.coefficients_dialog import CoefficientsDialog
from gui.runs.collapse_dialog import CollapseDialog
from gui.runs.comparison_dialog import ComparisonDialog
from gui.runs.run_menus import run_menu
from gui.runs.runs_panel import RunsPanel
from tests.gui.runs.helpers import network


def opened(document, name):
    document.load(read_network(lesson(name).path), None)


def cells(table, column):
    return [table.item(row, column).text() for row in range(table.rowCount())]


@pytest.fixture
def panel(qtbot, document, session, settings):
    document.load(network(), None)
    panel = RunsPanel(session, document, settings)
    qtbot.addWidget(panel)
    return panel


def test_least_squares_on_xor_are_kept_as_a_run(panel, session, document, qtbot):
    with qtbot.waitSignal(panel.told):
        panel.tools.baselines()
    session.handle.finish()
    runs = {run.settings["optimizer"]: run for run in document.network.runs}
    assert set(runs) == {"ols", "lasso"}
    assert runs["ols"].loss == pytest.approx(0.25)
    panel.tools.baselines()
    session.handle.finish()
    assert len(document.network.runs) == 2
    panel.table.select(0)
    assert "Coefficients…" in [action.text() for action in run_menu(panel).actions()]
    with qtbot.waitSignal(panel.told) as told:
        panel.restore()
    assert told.args[1] is Kind.REFUSAL
    assert "linear model" in str(told.args[0])


def test_the_coefficients_of_hitters_have_names_and_measured_units(
    qtbot, document, session, settings
):
    opened(document, "when-to-use")
    panel = RunsPanel(session, document, settings)
    qtbot.addWidget(panel)
    panel.tools.baselines()
    session.handle.finish()
    lasso = next(r for r in document.network.runs if r.settings["optimizer"] == "lasso")
    dialog = CoefficientsDialog(lasso, document, settings)
    qtbot.addWidget(dialog)
    names = cells(dialog.table, 0)
    assert names[0] == "β₀ (intercept)"
    assert len(names) == 21
    assert "chosen by cross-validation" in dialog.lead.text() or "λ" in dialog.lead.text()
    assert "0, left out" in cells(dialog.table, 1)


def test_the_table_of_hitters_ends_the_lecture(qtbot, document, session, settings):
    opened(document, "when-to-use")
    dialog = ComparisonDialog(session, document, settings)
    qtbot.addWidget(dialog)
    session.handle.finish()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    assert cells(dialog.table, 2)[0] == "254.669"
    assert float(cells(dialog.table, 2)[1]) == pytest.approx(252.4, abs=0.5)
    assert cells(dialog.table, 1)[2] == "1101"
    assert "On 87 rows" in dialog.verdict.text()
    assert "not been trained yet" in dialog.verdict.text()
    dialog.keep()
    assert len(document.network.runs) == 2


def test_closing_the_comparison_gives_the_fit_up(qtbot, document, session, settings):
    opened(document, "when-to-use")
    dialog = ComparisonDialog(session, document, settings)
    qtbot.addWidget(dialog)
    dialog.reject()
    assert session.handle.cancelled


def test_the_homework_collapses_nine_parameters_to_three(qtbot, document, session, settings):
    opened(document, "house-prices")
    dialog = CollapseDialog(session, document, settings)
    qtbot.addWidget(dialog)
    assert not dialog.identity_button.isHidden()
    dialog.set_identity()
    hidden = document.network.of_role(Role.HIDDEN)
    assert {node.activation for node in hidden} == {"identity"}
    assert "9 parameters" in dialog.lead.text()
    assert "with 3" in dialog.lead.text()
    assert cells(dialog.theta, 1) == ["237.7324", "235.3674", "333.9459"]
    assert cells(dialog.rows, 1) == ["1474.938"]
    assert "They agree exactly on the 1 row" in dialog.against.text()
    document.undo_stack.undo()
    assert {n.activation for n in document.network.of_role(Role.HIDDEN)} == {"sigmoid"}


def test_what_cannot_collapse_yet_says_what_is_missing(qtbot, document, session, settings):
    dialog = CollapseDialog(session, document, settings)
    qtbot.addWidget(dialog)
    assert dialog.lead.text()
    assert dialog.theta.isHidden()


def test_all_runs_are_there_with_every_column(qtbot, raced, session, settings):
    dialog = AllRunsDialog(session, raced, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    table, model = dialog.panel.table, dialog.panel.model
    assert not any(table.isColumnHidden(i) for i in range(model.columnCount()))
    dialog.panel.table.select(0)
    dialog.panel.restore()
    assert "end weights of “gd”" in dialog._message.text()
