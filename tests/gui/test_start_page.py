"""The start page: a lesson is one click, or one key, away."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.files.reader import read_network
from core.language import set_language
from core.network.edge import EdgeKey
from core.network.network import Network
from gui.lessons import CHAPTERS, EXAMPLES, LESSONS, lesson
from gui.theme import theme


def test_every_lesson_has_its_file_and_every_file_is_a_lesson():
    files = {path.name for path in EXAMPLES.glob("*.nodewise")}
    assert {found.file for found in LESSONS if found.file} == files
    assert all(found.title and found.text for found in LESSONS)
    assert [found.chapter for found in LESSONS] == sorted(
        (found.chapter for found in LESSONS), key=list(CHAPTERS).index
    )


def test_the_window_begins_with_the_lessons(window):
    assert window.start_page.isVisible()
    assert window.start_page.cards[0].text() == "XOR by a linear model"
    assert "Ignacio Sarmiento-Barbieri" in window.start_page._credit.text()


def test_the_lessons_speak_the_language_in_use(window):
    set_language("es")
    window.start_page.retranslate()
    assert window.start_page.cards[0].text() == "XOR con un modelo lineal"
    set_language("en")


@pytest.mark.parametrize("found", LESSONS, ids=lambda found: found.id or "new")
def test_the_picture_of_a_card_is_of_its_network(found):
    network = read_network(found.path) if found.path else Network()
    sizes = {}
    for node_id, level in network.levels.items():
        sizes[level] = sizes.get(level, 0) + network.nodes[node_id].units
    assert [sizes[level] for level in sorted(sizes)] == list(found.sizes)


@pytest.mark.parametrize("name", ["xor-linear", "which-optimizer", ""])
def test_a_card_opens_its_network_by_key_and_is_ticked(window, qtbot, name):
    card = next(card for card in window.start_page.cards if card.lesson.id == name)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert window.is_drawing_shown
    assert window.document.network.lesson.get("id", "") == name
    assert window.workspace == lesson(name).workspace
    assert [c.lesson.id for c in window.start_page.cards if c.is_ticked] == [name] * bool(name)


def test_the_notes_begin_in_a_line_and_unfold_beside_the_drawing(window, qtbot):
    window.resize(1440, 900)
    notes = window.workshop.notes
    assert not notes.isVisible()
    window.open_lesson(lesson("xor-learned"))
    assert "Press Run and watch the plane" in notes.line.accessibleName()
    assert notes.line.isVisible()
    assert not notes.isVisible()
    wide = window.workshop.canvas.width()
    window.actions_["lesson.notes"].trigger()
    qtbot.waitUntil(lambda: window.workshop.canvas.width() < wide - 100)
    assert notes.area.isVisible()
    assert "Press Run and watch the plane" in notes.text.text()
    notes.toggle.click()
    assert notes.line.isVisible()
    notes.line.click()
    assert notes.area.isVisible()
    set_language("es")
    notes.retranslate()
    assert "Pulse Ejecutar" in notes.text.text()
    set_language("en")


def test_a_lesson_has_its_plots_and_its_weight_in_front(window, qtbot):
    window.open_lesson(lesson("learning-rate"))
    plots = window.workshop.below.plots
    assert window.document.selection.edges == {EdgeKey("a1", "y")}
    qtbot.waitUntil(lambda: [card.kind for card in plots.shown] == ["loss", "slice"])
    qtbot.waitUntil(lambda: plots.cards["slice"].slice is not None)
    assert plots.cards["slice"].slice.value == 28.33
    window.open_lesson(lesson("batches"))
    qtbot.waitUntil(lambda: [card.kind for card in plots.shown] == ["loss", "contour"])
    qtbot.waitUntil(lambda: plots.cards["contour"].surface is not None)
    window.open_lesson(lesson("architecture"))
    qtbot.waitUntil(lambda: [card.kind for card in plots.shown] == ["loss", "curve"])
    assert not window.document.selection.edges


def test_a_lesson_has_its_title_in_the_language_in_use(window):
    set_language("es")
    window.open_lesson(lesson("batches"))
    assert window.document.network.title == "Lote, estocástico, minilote"
    assert not window.document.is_modified
    set_language("en")


def test_the_next_lesson_is_one_key_away(window):
    window.open_lesson(lesson("xor"))
    assert "XOR, learned" in window.workshop.notes.next.accessibleName()
    window.actions_["lesson.next"].trigger()
    assert window.document.network.lesson["id"] == "xor-learned"
    window.actions_["lesson.previous"].trigger()
    assert window.document.network.lesson["id"] == "xor"


def test_a_drawing_of_ones_own_has_no_notes(window):
    window.open_lesson(lesson(""))
    assert not window.workshop.notes.isVisible()
    assert not window.actions_["lesson.next"].isEnabled()


def test_no_word_of_a_card_is_cut_off(window):
    for scale in (1.0, 1.75, 2.5):
        theme().set(scale=scale)
        QApplication.processEvents()
        for card in window.start_page.cards:
            assert card.height() >= card.needed_height(card.width())
        assert window.start_page.horizontalScrollBar().maximum() == 0


def test_recent_files_are_offered_and_missing_ones_are_not(window, tmp_path, qtbot):
    there = tmp_path / "mine.nodewise"
    there.write_bytes(lesson("house-prices").path.read_bytes())
    window.settings.set("recent_files", [str(there), str(tmp_path / "gone.nodewise")])
    page = window.start_page
    assert page._recent.count() == 1
    page._recent.itemAt(0).widget().click()
    assert window.document.path == there


def test_escape_goes_back_to_the_drawing(window, qtbot):
    window.open_lesson(lesson("house-prices"))
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


def test_the_frame_of_the_window_is_there_before_numpy_is():
    code = "import gui.main_window, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
