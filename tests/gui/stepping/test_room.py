"""What the step panels do with the room they have, and numbers that fit into circles and boxes."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.network.naming import parameter_named
from core.network.notation import LECTURE
from core.stepping.trace import Lesson
from gui.document import Document
from gui.stepping.in_circles import UNIT, in_circle
from gui.stepping.session import StepSession
from gui.stepping.step_panel import StepPanel
from gui.stepping.step_side_panel import StepSidePanel
from gui.style import apply_style
from gui.theme import theme
from tests.gui.stepping.conftest import house


@pytest.fixture(autouse=True)
def _as_the_program_looks(qapp: QApplication) -> None:
    """Room is about the program's own style, whatever the tests before it left."""
    apply_style(qapp)


def chain(session: StepSession, name: str = "w11") -> None:
    session.set_parameter(parameter_named(session.document.network, name))


def shown(panel: StepPanel, width: int, height: int, qtbot: QtBot) -> StepPanel:
    qtbot.addWidget(panel)
    panel.resize(width, height)
    panel.show()
    QApplication.processEvents()
    return panel


@pytest.mark.parametrize(
    ("value", "alone", "in_block"),
    [
        (0.9999999847700205, "≈1", "≈1"),
        (0.9999921107374137, "0.99999", "≈1"),
        (147.49977558080306, "147.5", "147.5"),
        (1.0, "1", "1"),
        (0.0, "0", "0"),
        (-135.00044883839388, "≈−135", "≈−135"),
        (7.889200345780879e-06, "≈0", "≈0"),
        (0.00034567, "0.00035", "≈0"),
        (-0.0213794, "−0.0214", "−0.02"),
        (-0.0003, "−0.0003", "≈0"),
        (1234.567, "1235", "1235"),
        (34567.89, "34568", "34568"),
        (1234567890.5, "1.2·10⁹", "1.2·10⁹"),
        (0.5, "0.5", "0.5"),
    ],
)
def test_a_value_fits_its_circle_and_never_passes_for_a_whole_number(
    value: float, alone: str, in_block: str
) -> None:
    assert in_circle(value, LECTURE) == alone
    assert in_circle(value, LECTURE, UNIT) == in_block


def test_the_loss_before_and_after_stand_on_two_lines(session: StepSession) -> None:
    chain(session)
    session.last()
    assert session.overlay.loss_text == "4556.28030\n→ 4556.28029"


def test_on_a_low_panel_everything_that_moves_stands_in_one_row(
    session: StepSession, qtbot: QtBot
) -> None:
    panel = shown(StepPanel(session), 1020, 206, qtbot)
    assert panel.lesson_row.lesson_list.isVisible()
    assert (
        abs(panel.transport.geometry().center().y() - panel.lesson_row.geometry().center().y()) <= 2
    )
    assert panel.transport.timeline.width() >= 80
    panel.resize(1020, 290)
    QApplication.processEvents()
    assert panel.lesson_row.lessons.isVisible()
    assert panel.transport.y() > panel.lesson_row.geometry().bottom()


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("height", [206, 290])
def test_the_chain_rule_fits_without_scrolling(
    session: StepSession, qtbot: QtBot, height: int, by_hand: bool
) -> None:
    panel = shown(StepPanel(session), 1020, height, qtbot)
    session.set_by_hand(by_hand)
    chain(session)
    QApplication.processEvents()
    cards = panel.content.cards
    assert cards.isVisible()
    assert cards.heightForWidth(cards.width()) <= panel.content.height()


def test_presenting_leaves_the_words_and_a_larger_formula(
    session: StepSession, qtbot: QtBot
) -> None:
    panel = shown(StepPanel(session), 1900, 390, qtbot)
    chain(session)
    QApplication.processEvents()
    before = panel.content.cards.card_rect(0).height()
    panel.set_presenting(True)
    QApplication.processEvents()
    assert not panel.transport.isVisible()
    assert not panel.lesson_row.isVisible()
    assert "w₁₁" in panel.words.text()
    assert panel.content.cards.card_rect(0).height() > 1.2 * before
    panel.set_presenting(False)
    QApplication.processEvents()
    assert panel.transport.isVisible()
    assert panel.content.cards.card_rect(0).height() == pytest.approx(before, abs=2)


def test_the_deltas_so_far_are_listed(session: StepSession, qtbot: QtBot) -> None:
    panel = shown(StepPanel(session), 1020, 290, qtbot)
    session.start(Lesson.BACKWARD)
    session.go_to(next(i for i, s in enumerate(session.steps) if s.topic == "delta"))
    assert [name for name, _text in panel.content.table.texts()] == ["δ_y", "δ₁"]


def test_all_gradients_are_seen_where_there_is_room(
    session: StepSession, document: Document, qtbot: QtBot
) -> None:
    document.load(house(3), None)
    side = StepSidePanel(session)
    qtbot.addWidget(side)
    side.resize(296, 820)
    side.show()
    chain(session)
    qtbot.waitUntil(lambda: not side.gradients.table.verticalScrollBar().maximum())
    side.resize(256, 640)
    # The update is in sight without scrolling.
    qtbot.waitUntil(lambda: not side.verticalScrollBar().maximum())
    assert side.gradients.table.height() >= 3 * 23


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("optimizer", ["gd", "adam"])
def test_the_settings_of_a_training_have_room(
    session: StepSession, document: Document, qtbot: QtBot, optimizer: str, scale: float
) -> None:
    document.load(replace(house(3), training={"optimizer": optimizer}), None)
    side = StepSidePanel(session)
    qtbot.addWidget(side)
    theme().set(scale=scale)
    side.resize(theme().px(256), 700)
    side.show()
    session.start(Lesson.TRAINING)
    QApplication.processEvents()
    assert not side.horizontalScrollBar().maximum()
    for field in side.training.fields.values():
        if field.isVisible():
            width = field.fontMetrics().horizontalAdvance(field.text())
            assert width <= field.width() - theme().px(12), field.accessibleName()
    right = side.viewport().width()
    for widget in side.training.findChildren(QWidget):
        if widget.isVisible() and widget.parent() is side.training:
            assert widget.geometry().right() <= right


def test_by_hand_moves_nothing_when_something_is_said(session: StepSession, qtbot: QtBot) -> None:
    panel = shown(StepPanel(session), 1020, 230, qtbot)
    session.set_by_hand(True)
    session.next()
    QApplication.processEvents()
    QApplication.processEvents()
    before = panel.content.geometry()
    panel.answer.field.setText("3")
    panel.answer.check.click()
    QApplication.processEvents()
    assert panel.answer.said.text()
    assert panel.content.geometry() == before
    panel.answer.said.setText(30 * "a hint that needs more than one line ")
    QApplication.processEvents()
    assert panel.content.geometry() == before
