"""Long work on files: beside the window, with a way out."""

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from core.watching import Cancelled
from gui import waiting
from gui.waiting import WaitingDialog, done_beside


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_short_work_shows_nothing_and_its_mistakes_arrive(window):
    assert done_beside(window, "Adding", lambda watch: 1 + 1) == 2
    with pytest.raises(ZeroDivisionError):
        done_beside(window, "Dividing", lambda watch: 1 // 0)


def test_long_work_shows_how_far_it_is_and_the_window_goes_on(window, monkeypatch):
    monkeypatch.setattr(waiting, "_AT_ONCE", 0.0)
    monkeypatch.setattr(waiting, "SHOW_AFTER_MS", 0)
    seen, enough = [], threading.Event()

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, WaitingDialog) and dialog.bar.value() == 250:
            seen.append(dialog.label.text())
            enough.set()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)

    def work(watch):
        watch(0.25)
        return enough.wait(60)

    assert done_beside(window, "Opening digits …", work)
    assert seen[0] == "Opening digits …"
    timer.stop()


def test_long_work_can_be_given_up(window, monkeypatch):
    monkeypatch.setattr(waiting, "_AT_ONCE", 0.0)
    monkeypatch.setattr(waiting, "SHOW_AFTER_MS", 0)

    def press():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, WaitingDialog):
            dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(5)
    pause = threading.Event()

    def work(watch):
        for _ in range(5000):
            watch(0.0)
            pause.wait(0.002)

    before = sys.getswitchinterval()
    with pytest.raises(Cancelled):
        done_beside(window, "Opening digits …", work)
    timer.stop()
    assert sys.getswitchinterval() == before
