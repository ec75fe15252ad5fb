"""Every menu can be reached, whatever the size of the text, the window and the language."""

import pytest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings import Settings


@pytest.mark.parametrize(
    ("language", "width", "scale"),
    [("es", 1280, 200), ("es", 1280, 250), ("es", 960, 150), ("en", 1280, 250), ("es", 1440, 100)],
)
def test_all_menus_stand_left_of_the_corner(
    qtbot: QtBot, settings: Settings, language: str, width: int, scale: int
) -> None:
    window = MainWindow(settings, furnish=False)
    qtbot.addWidget(window)
    window.resize(width, 720)
    window.show()
    settings.set("text_scale", scale)
    settings.set("language", language)
    bar = window.menuBar()
    last = bar.actions()[-1]

    def all_are_there() -> None:
        room = bar.width() - window.corner_tools.width()
        assert 0 < bar.actionGeometry(last).right() < room
        corner = window.corner_tools
        assert corner.width() >= corner.sizeHint().width()
        assert corner.language.width() >= corner.language.sizeHint().width()

    qtbot.waitUntil(lambda: not window.menu_fit.is_due)
    all_are_there()


def test_with_room_the_corner_names_the_language(qtbot: QtBot, settings: Settings) -> None:
    window = MainWindow(settings, furnish=False)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.menu_fit.fit()
    assert window.corner_tools.language.text() == "Español"
    window.corner_tools.set_short(True)
    assert window.corner_tools.language.text() == "ES"
    assert window.corner_tools.language.accessibleName() == "Español"
