"""The linear models on the lecture's players: what a network has to beat."""

from collections.abc import Callable

import pytest

from gui.main_window import MainWindow
from gui.runs.comparison_dialog import ComparisonDialog
from tests.journeys.user import User

Until = Callable[[Callable[[], bool]], None]


def test_the_players_end_with_the_table_of_the_lecture(
    window: MainWindow, user: User, until: Until
) -> None:
    user.open_lesson("when-to-use")
    panel, before = window.workshop.below.runs, window.document.network
    user.press("Ctrl+Shift+L")
    assert user.told == "The linear models are being fitted…"
    until(lambda: len(window.document.network.runs) == 2)
    runs = {run.settings["optimizer"]: run for run in window.document.network.runs}
    assert runs["ols"].metrics["test.mae"] == pytest.approx(254.6687, abs=5e-5)
    assert runs["lasso"].metrics["test.mae"] == pytest.approx(252.3, abs=0.5)
    model = panel.model
    column = model.place("test.mae")
    assert model.index(0, column).data() == "254.7"
    assert panel.table.isVisible()
    user.press("Ctrl+Z")
    assert window.document.network == before

    user.press("Ctrl+Shift+U")
    dialog = window.findChild(ComparisonDialog)
    until(lambda: dialog.table.rowCount() == 3)
    assert float(dialog.table.item(0, 2).text()) == pytest.approx(254.67, abs=0.005)
    assert "On 87 rows that no model has seen" in dialog.verdict.text()
    user.press("Escape")
    assert window.document.network == before
