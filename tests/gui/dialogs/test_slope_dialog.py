"""The homeworks g′: nothing of the answer is shown before it is right or asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.files.reader import read_network
from core.language import set_language
from gui.dialogs.slope_dialog import SlopeDialog
from gui.document import Document
from gui.lessons import EXAMPLES
from gui.settings import Settings


@pytest.fixture
def dialog(qtbot: QtBot, settings: Settings) -> SlopeDialog:
    document = Document()
    dialog = SlopeDialog(document, settings)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog._keeps = document  # type: ignore[attr-defined]
    dialog.show()
    return dialog


def answer(qtbot: QtBot, dialog: SlopeDialog, text: str) -> None:
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, text)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)


def test_a_wrong_formula_shows_a_counterexample_and_no_answer(
    qtbot: QtBot, dialog: SlopeDialog
) -> None:
    answer(qtbot, dialog, "s")
    assert "At z = 1" in dialog.said.text()
    assert dialog.hint.text().startswith("That is g(z) itself")
    assert not dialog.plot.shows_slope
    assert not any(formula.isVisible() for formula in dialog.book)
    assert [name for name, _values, _pen in dialog.plot.curves()] == ["g(z)", "your formula"]
    assert dialog.isVisible()  # Enter checks, it does not close


def test_a_right_formula_shows_the_textbook_form(qtbot: QtBot, dialog: SlopeDialog) -> None:
    answer(qtbot, dialog, "s*(1-s)")
    assert dialog.verdict is not None
    assert dialog.verdict.right
    assert dialog.plot.shows_slope
    assert r"\sigma(z)\,(1 - \sigma(z))" in dialog.book[1].latex
    assert "¼" in dialog.sentence.text()


def test_typing_on_takes_the_verdict_back_and_shows_how_it_is_read(
    qtbot: QtBot, dialog: SlopeDialog
) -> None:
    answer(qtbot, dialog, "sigma(1-sigma")
    assert "ends too early" in dialog.said.text()
    qtbot.keyClicks(dialog.field, ")")
    assert not dialog.said.isVisible()
    assert r"\sigma(z)\,\left(1 - \sigma(z)\right)" in dialog.read.latex


def test_the_textbook_form_on_request_and_another_activation(
    qtbot: QtBot, dialog: SlopeDialog
) -> None:
    qtbot.mouseClick(dialog.show_me, Qt.MouseButton.LeftButton)
    assert dialog.plot.shows_slope
    assert dialog.book[0].isVisible()
    dialog.activation.setCurrentIndex(dialog.activation.findData("relu"))
    dialog.activation.chosen.emit("relu")
    assert not dialog.plot.shows_slope
    answer(qtbot, dialog, "1 if z>=0")
    assert "by convention" in dialog.said.text()
    assert "relu′(0) = 0" in dialog.sentence.text()


def test_it_speaks_spanish_and_writes_a_decimal_comma(qtbot: QtBot, dialog: SlopeDialog) -> None:
    dialog.settings.set_notation(decimal_mark=",")
    dialog.activation.show_key("leaky_relu")
    dialog.show_textbook()
    assert "0{,}01" in dialog.book[0].latex
    set_language("es")
    dialog.retranslate()
    assert dialog.check.text() == "Comprobar"


def test_it_opens_about_the_selected_neuron(qtbot: QtBot, window) -> None:  # type: ignore[no-untyped-def]
    window.document.load(read_network(EXAMPLES / "activations.nodewise"), None)
    window.show_drawing()
    relu = next(n for n in window.document.network.nodes.values() if n.activation == "relu")
    window.document.select(nodes=[relu.id])
    window.workshop.inspector.node_page.derive.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SlopeDialog)
    assert dialog.key == "relu"
    dialog.close()


def test_a_lesson_offers_its_homework(qtbot: QtBot, window) -> None:  # type: ignore[no-untyped-def]
    window.document.load(read_network(EXAMPLES / "xor.nodewise"), None)
    window.show_drawing()
    notes = window.workshop.notes
    assert notes.homework.accessibleName() == "Homework: Derive g′…"
    notes.homework.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SlopeDialog)
    assert dialog.key == "relu"
    dialog.close()
    window.document.load(read_network(EXAMPLES / "momentum.nodewise"), None)
    assert notes.homework.isHidden()
