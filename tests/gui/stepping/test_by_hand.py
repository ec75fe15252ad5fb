"""Working by hand: nothing of a result is shown before it is typed or asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.network.naming import parameter_named
from core.network.node import Unit
from core.stepping.quantity import Kind, Quantity
from core.stepping.step import Line
from core.stepping.trace import Lesson
from core.stepping.wording import title
from gui.stepping.session import StepSession
from gui.stepping.step_panel import StepPanel
from gui.stepping.step_side_panel import StepSidePanel
from gui.stepping.texts import spoken


def seen(session: StepSession, *widgets: QWidget) -> str:
    """Everything that can be read anywhere about the step."""
    texts = [spoken(session), session.current_latex(), *session.overlay.values.values()]
    texts += [session.overlay.loss_text or ""]
    for widget in widgets:
        shown = [w for w in widget.findChildren(QWidget) if w.isVisibleTo(widget)]
        texts += [w.text() for w in shown if isinstance(w, QLabel | QLineEdit)]
        texts += [w.toolTip() + w.accessibleDescription() for w in shown]
    return "\n".join(texts)


def formulas(panel: StepPanel) -> str:
    """What the lines and the cards show."""
    step = panel.session.step
    return panel.content.cards.plain() if step and step.cards else panel.formula.plain()


def test_a_right_answer_is_shown_and_asks_for_the_next(
    panel: StepPanel, session: StepSession, qtbot: QtBot
) -> None:
    session.set_by_hand(True)
    session.next()
    assert formulas(panel).count("?") == 2
    assert "11.75" not in formulas(panel)
    assert Unit("a1") not in session.overlay.values
    qtbot.keyClicks(panel.answer.field, "11,75")
    qtbot.keyClick(panel.answer.field, Qt.Key.Key_Return)
    assert "11.75" in formulas(panel)
    assert formulas(panel).count("?") == 1
    assert panel.answer.field.text() == ""
    assert Unit("a1") not in session.overlay.values
    qtbot.keyClicks(panel.answer.field, "0.99999")
    qtbot.keyClick(panel.answer.field, Qt.Key.Key_Return)
    assert session.overlay.values[Unit("a1")] == "0.99999"
    assert "?" not in formulas(panel)
    qtbot.mouseClick(panel.answer.check, Qt.MouseButton.LeftButton)
    assert session.cursor == 1


def test_a_wrong_answer_gets_a_sentence_and_shows_nothing(
    panel: StepPanel, session: StepSession, qtbot: QtBot
) -> None:
    session.set_by_hand(True)
    session.next()
    for text, expected in (("9.88", "bias"), ("-11.75", "sign"), ("abc", "not a number")):
        panel.answer.field.setText(text)
        qtbot.keyClick(panel.answer.field, Qt.Key.Key_Return)
        assert expected in panel.answer.said.text()
        assert session.pending is not None
        assert "11.75" not in formulas(panel)


def test_next_waits_for_the_answer_and_show_me_gives_it(
    panel: StepPanel, session: StepSession
) -> None:
    session.set_by_hand(True)
    session.next()
    said: list[str] = []
    session.message.connect(lambda message: said.append(str(message)))
    for move in (session.next, session.last, session.toggle_play):
        move()
        assert session.cursor == 0
    assert len(said) == 3
    assert not session.player.is_playing
    panel.answer.show_me.click()
    panel.answer.show_me.click()
    session.last()
    assert session.cursor == 1
    session.first()
    session.next()
    assert session.pending is None  # what was answered stays so


def test_off_again_everything_is_shown(panel: StepPanel, session: StepSession) -> None:
    session.set_by_hand(True)
    session.next()
    session.set_by_hand(False)
    assert "11.75" in formulas(panel)
    assert not panel.answer.isVisible()
    session.last()
    assert session.cursor == 3


@pytest.mark.parametrize("name", ["w12", "beta1", "a2"])
@pytest.mark.parametrize(
    "lesson", [Lesson.FORWARD, Lesson.PARAMETER, Lesson.BACKWARD, Lesson.TRAINING]
)
def test_no_answer_can_be_read_anywhere_before_it_is_given(
    panel: StepPanel, side: StepSidePanel, session: StepSession, lesson: Lesson, name: str
) -> None:
    session.settings.set_notation(decimals=8)  # long enough to tell every number from the others
    session.set_parameter(parameter_named(session.document.network, name))
    session.start(lesson)
    session.set_by_hand(True)
    known: set[str] = set()
    asked = 0
    for _ in range(200):
        line = session.pending
        if line is None:
            if session.cursor == len(session.steps) - 1:
                break
            session.next()
            continue
        asked += 1
        printed = f"{title(session.steps[session.cursor], session.writer)}: {line.value}"
        leaves = seen(session, panel, side) + formulas(panel)
        texts = {n for n in numbers(line.value, session) if n not in known}
        assert not [t for t in texts if t in leaves], (title(session.step, session.writer), printed)  # type: ignore[arg-type]
        session.show_result()
        known |= all_numbers(session, panel, side)
    assert asked >= 3


def numbers(value: float, session: StepSession) -> set[str]:
    """How a result may be printed: only what is long enough to be told from other numbers."""
    from core.numbers import format_number, significant

    notation = session.settings.notation
    texts = {format_number(value, notation), significant(value, notation, 9)}
    return {text for text in texts if sum(c.isdigit() for c in text) >= 5}


def all_numbers(session: StepSession, *widgets: QWidget) -> set[str]:
    """Results that were shown before may be seen again."""
    found = set()
    for step in session.steps[: session.cursor + 1]:
        for line in step.lines:
            if isinstance(line, Line):
                found |= numbers(line.value, session)
    if session.trace is not None:
        for value in session.trace.known(-1).values():
            found |= numbers(value, session)
    for parameter in session.document.network.parameters():
        found |= numbers(session.document.network.value(parameter), session)
    return found


def test_gradients_appear_only_once_they_are_found(
    side: StepSidePanel, session: StepSession
) -> None:
    parameter = parameter_named(session.document.network, "w11")
    session.set_parameter(parameter)
    session.set_by_hand(True)
    assert side.parameter.gradient.text() == ""
    assert not side.parameter.check.isEnabled()
    rows = side.gradients.table.rows
    assert all(rows.text(i) == "·" for i in range(rows.rowCount()))
    while not session.has_arrived(Quantity(Kind.GRADIENT, parameter=parameter)):
        session.show_result()
        session.next()
    assert side.parameter.gradient.text() != ""


def test_the_button_and_the_session_agree(panel: StepPanel, session: StepSession) -> None:
    button = panel.lesson_row.by_hand
    button.click()
    assert session.by_hand
    assert panel.answer.isVisible()
    session.set_by_hand(False)
    assert not button.isChecked()


def test_an_edit_asks_again(session: StepSession) -> None:
    from core.language import Message
    from core.network import edits

    session.set_by_hand(True)
    session.next()
    session.show_result()
    network = session.document.network
    changed = edits.set_value(network, parameter_named(network, "w11"), 0.5)
    session.document.edit(Message("Set"), changed)
    assert session.pending is session.asked[0]


def test_the_update_is_not_applied_before_it_is_worked_out(session: StepSession) -> None:
    session.set_parameter(parameter_named(session.document.network, "w11"))
    session.set_by_hand(True)
    session.apply_update()
    assert session.document.undo_stack.count() == 0
