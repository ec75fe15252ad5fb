"""Which optimizer to use? Four of them race, and the winner is seen and kept."""

from collections.abc import Callable

from gui.main_window import MainWindow
from gui.runs.race_dialog import RaceDialog
from tests.journeys.user import User

Until = Callable[[Callable[[], bool]], None]
NAMES = ["Gradient descent", "Momentum", "RMSProp", "Adam"]


def cells(dialog: RaceDialog, heading: str) -> list[str]:
    table = dialog.table
    heads = [table.horizontalHeaderItem(i).text() for i in range(table.columnCount())]
    column = heads.index(heading)
    return [table.item(row, column).text() for row in range(table.rowCount())]


def test_four_optimizers_race_and_are_kept_as_runs(
    window: MainWindow, user: User, until: Until
) -> None:
    user.open_lesson("xor-learned")
    before = window.document.network
    user.click(window.workshop.below.runs.race)
    dialog = window.findChild(RaceDialog)
    assert dialog.isVisible()
    user.write(dialog.epochs.lineEdit(), "300", "Tab")
    user.write(dialog.seeds.lineEdit(), "4", "Tab")
    user.click(dialog.begin)
    assert dialog.is_running
    assert not dialog.keep_button.isEnabled()

    until(lambda: dialog.is_complete)
    assert cells(dialog, "optimizer") == NAMES
    assert cells(dialog, "seeds") == ["4"] * 4
    assert all("±" in text for text in cells(dialog, "training loss"))
    assert not dialog.progress.isVisible()

    lanes, ranking = dialog.outcome.lanes, dialog.outcome.ranking
    losses = [lanes[i].final[0] for i in ranking]
    assert losses == sorted(losses)
    bold = [dialog.table.item(row, 0).font().bold() for row in range(4)]
    assert bold == [i == ranking[0] for i in range(4)]
    places = [dialog.verdict.text().index(NAMES[i]) for i in ranking]
    assert places == sorted(places)
    assert "Over 4 seeds" in dialog.verdict.text()

    user.click(dialog.keep_button)
    until(lambda: len(window.document.network.runs) == 4)
    user.click(dialog.close_button)
    runs = window.document.network.runs
    assert [run.settings["optimizer"] for run in runs] == ["gd", "momentum", "rmsprop", "adam"]
    assert len({run.colour for run in runs}) == 4
    assert window.workshop.below.runs.model.rowCount() == 4
    assert window.document.network.edges == before.edges  # a race trains none of the drawing
    user.come_back()
    user.press("Ctrl+Z")
    assert window.document.network == before


def test_a_race_that_is_cancelled_leaves_nothing_and_training_goes_on(
    window: MainWindow, user: User, until: Until
) -> None:
    user.open_lesson("xor-learned")
    before = window.document.network
    user.press("Ctrl+Shift+R")
    dialog = window.findChild(RaceDialog)
    user.write(dialog.epochs.lineEdit(), "1000000", "Tab")
    user.click(dialog.begin)
    user.click(dialog.begin)
    assert "Nothing of it is kept" in dialog.status.text()
    user.press("Escape")
    assert window.document.network == before
    user.click(window.workshop.top_bar.run_bar.buttons["one_epoch"])
    session = window.training
    until(lambda: session.report is not None and session.report.epoch == 1)
