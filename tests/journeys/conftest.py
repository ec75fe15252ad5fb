"""The real window with settings and files of its own, and a user before it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import files
from gui.appearance import Appearance
from gui.main_window import MainWindow
from gui.settings import Settings
from tests.journeys.user import User

PARTS = ("QWidget", "QFrame", "QLabel", "QCheckBox", "QPushButton", "QToolButton", "NumberField")
"""What is never a window."""


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps recovery copies and locks during this test."""
    folder = tmp_path / "data" / "Nodewise" / "Nodewise"
    monkeypatch.setattr(files, "data_folder", lambda: folder)
    return folder


@pytest.fixture
def appearance(qapp: QApplication, settings: Settings) -> Iterator[Appearance]:
    """Light and English to begin with, and whatever the settings say later."""
    settings.set("theme", "light")
    settings.set("language", "en")
    appearance = Appearance(qapp, settings)
    yield appearance
    settings.set("theme", "light")
    settings.set("language", "en")
    settings.changed.disconnect(appearance._on_setting)
    appearance.deleteLater()


@pytest.fixture
def _no_flashes(qapp: QApplication) -> Iterator[None]:
    """What is shown before it has a parent flashes up as a window and takes the keyboard away."""
    came: list[str] = []

    def look(window: QWindow | None) -> None:
        if window is not None:
            came.append(window.objectName())

    qapp.focusWindowChanged.connect(look)
    yield
    qapp.focusWindowChanged.disconnect(look)
    flashes = [name for name in came if name in {f"{kind}ClassWindow" for kind in PARTS}]
    assert not flashes


@pytest.fixture
def open_window(
    qtbot: QtBot,
    settings: Settings,
    data_folder: Path,
    appearance: Appearance,
    _no_flashes: None,
) -> Callable[[], MainWindow]:
    """Open a window as the program does, on the start page."""

    def opened() -> MainWindow:
        window = MainWindow(settings)
        qtbot.addWidget(window, before_close_func=_forget_changes)
        window.resize(1360, 800)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.start_page.focus_first()
        return window

    return opened


def _forget_changes(window: MainWindow) -> None:
    window.document.settle()  # a run in hand ends now, and not with a question
    window.document.set_clean()


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    """Wait until something is so; long enough for a machine that has much else to do."""
    return qtbot.waitUntil


@pytest.fixture
def user(window: MainWindow, pause: Callable[[], None]) -> User:
    return User(window, pause)
