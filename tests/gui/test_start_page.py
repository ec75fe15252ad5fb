"""The start page: a lesson is one click, or one key, away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.lesson_card import LESSONS
from gui.theme import theme


def test_every_lesson_has_its_file():
    assert all(lesson.path.exists() for lesson in LESSONS if lesson.path)


def test_the_window_begins_with_the_lessons(window):
    assert window.start_page.isVisible()
    assert window.start_page.cards[0].text() == "House prices"
    assert "Ignacio Sarmiento-Barbieri" in window.start_page._credit.text()


@pytest.mark.parametrize("index", range(len(LESSONS)))
def test_a_card_opens_its_network_by_key(window, qtbot, index):
    qtbot.keyClick(window.start_page.cards[index], Qt.Key.Key_Return)
    assert window.is_drawing_shown
    lesson = LESSONS[index]
    levels = list(window.document.network.levels.values())
    assert [levels.count(i) for i in range(len(lesson.sizes))] == list(lesson.sizes)
    assert window.workspace == ("step" if lesson.path else "draw")


def test_no_word_of_a_card_is_cut_off(window):
    for scale in (1.0, 1.75, 2.5):
        theme().set(scale=scale)
        QApplication.processEvents()
        for card in window.start_page.cards:
            assert card.height() >= card.needed_height(card.width())
        assert window.start_page.horizontalScrollBar().maximum() == 0


def test_recent_files_are_offered_and_missing_ones_are_not(window, tmp_path, qtbot):
    there = tmp_path / "mine.nodewise"
    there.write_bytes(LESSONS[0].path.read_bytes())
    window.settings.set("recent_files", [str(there), str(tmp_path / "gone.nodewise")])
    page = window.start_page
    assert page._recent.count() == 1
    page._recent.itemAt(0).widget().click()
    assert window.document.path == there


def test_escape_goes_back_to_the_drawing(window, qtbot):
    window.open_lesson(LESSONS[0])
    window.actions_["view.lessons"].trigger()
    assert window.start_page.isVisible()
    qtbot.keyClick(window.start_page, Qt.Key.Key_Escape)
    assert window.is_drawing_shown


def test_a_window_without_its_furniture_shows_the_page_already(qtbot, settings):
    from gui.main_window import MainWindow

    window = MainWindow(settings, furnish=False)
    qtbot.addWidget(window)
    window.show()
    assert window.start_page.isVisible()
    assert not window.actions_["file.save"].isEnabled()
