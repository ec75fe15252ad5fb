"""After its first paint the window gets its parts in an order: what was asked for comes first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.furnishing import furnish
from gui.main_window import MainWindow
from gui.settings import Settings

LESSON = Path(__file__).parents[2] / "resources" / "examples" / "house-prices.nodewise"


@pytest.fixture
def bare(qtbot: QtBot, settings: Settings) -> MainWindow:
    """A window with nothing but its frame, as at its first paint when a file is named."""
    window = MainWindow(settings, furnish=False, lessons=False)
    qtbot.addWidget(window, before_close_func=lambda w: w.document.set_clean())
    window.show()
    return window


def test_a_named_file_is_shown_before_the_panels_are_filled(bare: MainWindow, qtbot: QtBot) -> None:
    done: list[bool] = []
    furnish(bare, LESSON, lambda: done.append(True))
    inspector = bare.workshop.inspector
    assert bare.is_drawing_shown
    assert bare.workshop.canvas.isVisible()
    assert inspector.page is None
    assert "start_page" not in vars(bare)
    qtbot.waitUntil(lambda: bool(done))
    assert inspector.page is inspector.network_page
    assert inspector.network_page.isVisible()
    assert done == [True]


def test_keys_work_before_the_panels_are_filled(bare: MainWindow, qtbot: QtBot) -> None:
    done: list[bool] = []
    furnish(bare, LESSON, lambda: done.append(True))
    qtbot.keyClick(bare.workshop.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    bare.actions_["view.step"].trigger()
    assert bare.workshop.step_panel.isVisible()
    assert bare.session.steps
    qtbot.waitUntil(lambda: bool(done))
    bare.actions_["view.draw"].trigger()
    assert bare.workshop.inspector.page is bare.workshop.inspector.many_page


def test_a_file_that_cannot_be_read_leads_to_the_lessons(
    bare: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.nodewise"
    damaged.write_text("{", "utf-8")
    done: list[bool] = []
    furnish(bare, damaged, lambda: done.append(True))
    assert bare.start_page.isVisible()
    assert bare.start_messages.isVisible()
    qtbot.waitUntil(lambda: bool(done))


def test_without_a_file_the_lessons_have_the_keyboard(qtbot: QtBot, settings: Settings) -> None:
    window = MainWindow(settings, furnish=False)
    qtbot.addWidget(window, before_close_func=lambda w: w.document.set_clean())
    window.show()
    done: list[bool] = []
    furnish(window, None, lambda: done.append(True))
    assert window.start_page.isVisible()
    assert window.focusWidget() is window.start_page.cards[0]
    qtbot.waitUntil(lambda: bool(done))


def test_step_and_train_are_made_but_calculate_nothing_before_somebody_goes_there(
    bare: MainWindow, qtbot: QtBot
) -> None:
    done: list[bool] = []
    furnish(bare, LESSON.with_name("xor.nodewise"), lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    desk = bare.workshop
    stepping, training = desk.stepping.whole(), desk.learning.whole()
    assert bare.session is None
    assert bare.training is None
    desk.tables.row_selected.emit(2)
    assert stepping.session.trace is None
    assert not stepping.side.isVisible()
    assert not training.controls.isVisible()
    # What belongs to no window would live on without its commands, and the next language ends it.
    panels = [stepping.area, stepping.side, *vars(training).values()]
    assert {panel.window() for panel in panels if isinstance(panel, QWidget)} == {bare}
    bare.actions_["view.step"].trigger()
    assert bare.session is stepping.session
    assert bare.session.request.row == 2
    assert bare.session.steps
    assert stepping.side.isVisible()
    bare.actions_["view.train"].trigger()
    assert training.controls.isVisible()
    assert training.bar.isVisible()
    assert not stepping.side.isVisible()
