"""The panels: keys, scrubbing, cards that fill, the table that explains, languages and themes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.language import Message
from core.network.naming import parameter_named
from core.stepping.quantity import Kind, Quantity
from core.stepping.trace import Lesson
from gui.document import Document
from gui.settings import Settings
from gui.stepping.session import StepSession
from gui.stepping.step_panel import StepPanel
from gui.stepping.step_side_panel import StepSidePanel
from gui.theme import theme
from tests.gui.stepping.conftest import house


def chain(session: StepSession, name: str = "w11") -> None:
    session.set_parameter(parameter_named(session.document.network, name))


def test_keys_move_along_the_steps(panel: StepPanel, session: StepSession, qtbot: QtBot) -> None:
    panel.setFocus()
    for key, cursor in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_End, 3),
        (Qt.Key.Key_Home, -1),
    ):
        qtbot.keyClick(panel, key)
        assert session.cursor == cursor
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert session.player.is_playing
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert not session.player.is_playing


def test_buttons_move_and_are_off_at_the_ends(
    panel: StepPanel, session: StepSession, qtbot: QtBot
) -> None:
    transport = panel.transport
    assert not transport.back.isEnabled()
    qtbot.mouseClick(transport.next, Qt.MouseButton.LeftButton)
    assert session.cursor == 0
    assert transport.position.text() == "Step 1 of 4"
    qtbot.mouseClick(transport.last, Qt.MouseButton.LeftButton)
    assert not transport.next.isEnabled()
    qtbot.mouseClick(transport.back, Qt.MouseButton.LeftButton)
    assert session.cursor == 2


def test_dragging_the_timeline_scrubs(panel: StepPanel, session: StepSession, qtbot: QtBot) -> None:
    timeline = panel.transport.timeline
    y = timeline.height() // 2

    def at(cursor: int) -> QPoint:
        return QPoint(round(timeline.x_of(cursor)), y)

    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at(2))
    assert session.cursor == 2
    qtbot.mouseMove(timeline, at(0))
    assert session.cursor == 0
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=at(0))
    session.last()
    assert timeline.value() == timeline.maximum() == 4


def test_cards_fill_as_they_are_reached(panel: StepPanel, session: StepSession) -> None:
    chain(session)
    cards = panel.content.cards
    assert "−135.0004" in cards.plain()
    assert "28.33" not in cards.plain()
    session.next()
    assert "β₁ = 28.33" in cards.plain()
    assert "−0.03017" not in cards.plain()
    session.explain(Quantity(Kind.GRADIENT, parameter=session.request.parameter))
    assert session.step is not None
    assert session.step.topic == "product"
    assert "−0.03017" in cards.plain()


def test_clicking_a_card_goes_to_its_step(panel: StepPanel, session: StepSession) -> None:
    chain(session)
    panel.content.cards.clicked.emit(2)
    assert session.step is not None
    assert session.step.topic == "through_activation"
    panel.content.cards.clicked.emit(-1)
    assert session.step.topic == "product"


def test_formulas_show_symbols_numbers_and_result(panel: StepPanel, session: StepSession) -> None:
    session.next()
    assert panel.formula.plain().splitlines()[0] == (
        "z₁ = w₁₀ + w₁₁ X₁ + w₁₂ X₂ = 1.87 + 2.17 · 1 + 2.57 · 3 = 11.75"
    )


def test_another_name_is_written_in_the_formulas_at_once(
    panel: StepPanel, session: StepSession
) -> None:
    session.go_to(0)
    assert "A_{1}" in panel.formula.latex()
    before = session.document.network
    node = replace(before.nodes["a1"], label="Quality")
    session.document.edit(Message("Rename"), replace(before, nodes={**before.nodes, "a1": node}))
    assert "Quality" in panel.formula.latex()
    assert "A_{1}" not in panel.formula.latex()


def test_matrices_are_shown_with_their_numbers(
    panel: StepPanel, session: StepSession, document: Document
) -> None:
    document.load(house(3), None)
    session.start(Lesson.MATRICES)
    assert panel.content.matrix.texts()[0] == [["1", "3"], ["2", "3"], ["1", "2"]]
    session.next()
    _x, w, product = panel.content.matrix.texts()
    assert w == [["2.17", "2.89"], ["2.57", "4.34"]]
    assert product[0] == ["9.88", "15.91"]


def test_a_name_chooses_the_parameter(panel: StepPanel, session: StepSession, qtbot: QtBot) -> None:
    chain(session)
    field = panel.lesson_row.name
    field.setText("")
    qtbot.keyClicks(field, "beta2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.request.parameter == parameter_named(session.document.network, "beta2")
    assert field.text() == "β₂"


def test_a_gradient_in_the_table_is_explained(
    side: StepSidePanel, session: StepSession, qtbot: QtBot
) -> None:
    table = side.gradients.table
    assert [name for name, _text in table.texts()][:3] == ["β₀", "β₂", "β₁"]
    assert dict(table.texts())["w₁₁"] == "−0.03017"
    row = [name for name, _text in table.texts()].index("w₁₂")
    rect = table.visualRect(table.rows.index(row))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert session.request.parameter == parameter_named(session.document.network, "w12")
    assert "w₁₂" in side.parameter.heading.text()


def test_gradients_can_wait_until_they_are_calculated(
    side: StepSidePanel, session: StepSession
) -> None:
    chain(session)
    side.gradients.hiding.setChecked(True)
    assert {text for _name, text in side.gradients.table.texts()} == {"·"}
    assert side.parameter.gradient.value is None
    session.go_to(8)
    shown = {name: text for name, text in side.gradients.table.texts() if text != "·"}
    assert shown == {"w₁₁": "−0.03017"}
    assert side.parameter.gradient.value == pytest.approx(-0.030172741498307)


def test_the_finite_difference_agrees_in_words(
    side: StepSidePanel, session: StepSession, qtbot: QtBot
) -> None:
    chain(session, "beta1")
    qtbot.mouseClick(side.parameter.check, Qt.MouseButton.LeftButton)
    assert "agrees to" in side.parameter.verdict.text()
    assert "✓" in side.parameter.verdict.text()


def test_a_typed_value_is_an_edit(
    side: StepSidePanel, session: StepSession, document: Document, qtbot: QtBot
) -> None:
    chain(session)
    field = side.parameter.value
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1/2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert document.network.value(parameter_named(document.network, "w11")) == 0.5
    assert document.undo_stack.count() == 1


def test_the_update_card_follows_the_slider_and_applies(
    side: StepSidePanel, session: StepSession, document: Document, qtbot: QtBot
) -> None:
    chain(session)
    card = side.update_card
    assert card.values.text() == "2.17 → 2.170302"
    card.slider.setValue(card.slider.maximum())
    assert session.request.learning_rate == 1.0
    assert card.rate.value == 1.0
    assert card.values.text() == "2.17 → 2.200173"
    qtbot.mouseClick(card.apply, Qt.MouseButton.LeftButton)
    parameter = parameter_named(document.network, "w11")
    assert document.network.value(parameter) == pytest.approx(2.200172741498)


def test_the_note_names_the_numbers(side: StepSidePanel, session: StepSession) -> None:
    chain(session)
    session.go_to(6)
    assert "4,474" in side.notes.card.text()
    side.notes.more.click()
    assert "11.75" in side.notes.card.text()


def test_all_rows_and_their_mean(
    side: StepSidePanel, session: StepSession, document: Document
) -> None:
    document.load(house(3), None)
    chain(session, "beta0")
    side.observation.rows_switch.buttons[1].click()
    rows = side.observation.table.texts()
    assert [name for name, _text in rows] == ["1", "2", "3", "mean"]
    assert rows[0][1] == "−135.0004"


def test_the_row_is_chosen_by_number(
    side: StepSidePanel, session: StepSession, document: Document
) -> None:
    document.load(house(3), None)
    side.observation.spin.setValue(3)
    assert session.request.row == 2
    assert side.observation.y_text.text() == "y = 180"


def test_language_theme_and_notation_change_in_the_middle_of_a_step(
    panel: StepPanel,
    side: StepSidePanel,
    session: StepSession,
    settings: Settings,
    qtbot: QtBot,
) -> None:
    chain(session)
    session.go_to(6)
    trace = session.trace
    for widget in (panel, side, *panel.findChildren(type(panel.words))):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    theme().set(dark=True, scale=2.5)
    panel.grab()
    side.grab()
    theme().set(dark=False, scale=1.0)
    settings.set_notation(decimal_mark=",")
    assert session.trace is trace
    assert session.cursor == 6
    assert "−135,0004" in panel.content.cards.plain()
    assert dict(side.gradients.table.texts())["w₁₁"] == "−0,03017"


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_the_side_panel_never_scrolls_sideways(
    side: StepSidePanel, session: StepSession, scale: float
) -> None:
    chain(session)
    theme().set(scale=scale)
    side.resize(296 if scale == 1 else 460, 600)
    QApplication.processEvents()
    inside = side.widget()
    assert inside is not None
    assert inside.width() <= side.viewport().width()
    card = side.update_card
    assert card.mapTo(inside, card.rect().topRight()).x() <= inside.width()


def test_pointing_at_a_formula_reaches_the_canvas_and_back(
    panel: StepPanel, side: StepSidePanel, session: StepSession
) -> None:
    chain(session)
    pointed: list[object] = []
    session.hovered.connect(pointed.append)
    weight = Quantity(Kind.PARAMETER, parameter=session.request.parameter)
    panel.content.cards.hovered.emit(weight)
    assert pointed == [weight]
    names = [name for name, _text in side.gradients.table.texts()]
    assert side.gradients.table.rows.lit >= 0
    lit = side.gradients.table.rows.row_of(side.gradients.table.rows.lit)
    assert names[lit] == "w₁₁"


def test_an_unfinished_network_is_said_in_the_panel(
    panel: StepPanel, side: StepSidePanel, document: Document
) -> None:
    from core.language import Message
    from core.network import edits

    document.edit(Message("Delete"), edits.remove(document.network, ["y"]))
    assert panel.words.text()
    assert panel.formula.lines() == []
    assert not side.gradients.isVisible()
    assert not side.update_card.isVisible()
