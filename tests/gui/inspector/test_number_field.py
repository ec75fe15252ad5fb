import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.network.notation import Notation
from gui.inspector.number_field import NumberField
from gui.theme import theme


@pytest.fixture
def field(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    window.field, window.other = NumberField(), QLineEdit()
    column.addWidget(window.field)
    column.addWidget(window.other)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.field.set_value(1 / 3)
    window.other.setFocus()
    qtbot.waitUntil(window.other.hasFocus)
    window.field.window_ = window
    return window.field


def enter(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    if text.isascii():
        qtbot.keyClicks(field, text)
    else:  # QTest ends the program at a key that is not on a Latin keyboard
        field.insert(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.17", 2.17), ("2,17", 2.17), ("-1/3", -1 / 3), ("1e-3", 0.001), ("−4", -4.0)],
)
def test_numbers_are_taken_on_enter_as_people_write_them(qtbot, field, text, value):
    enter(qtbot, field, text)
    with qtbot.waitSignal(field.value_committed) as taken:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert taken.args == [value]


def test_a_number_is_taken_on_leaving_and_only_once(qtbot, field):
    taken = []
    field.value_committed.connect(taken.append)
    enter(qtbot, field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    enter(qtbot, field, "6")
    field.window_.other.setFocus()
    enter(qtbot, field, "6.0")
    field.window_.other.setFocus()
    assert taken == [5.0, 6.0]


def test_every_digit_is_shown_while_editing_and_a_few_otherwise(qtbot, field):
    assert field.text() == "0.3333"
    field.setFocus()
    assert field.text() == "0.3333333333333333"
    field.window_.other.setFocus()
    assert field.text() == "0.3333"


def test_looking_at_a_number_does_not_change_it(qtbot, field):
    taken = []
    field.value_committed.connect(taken.append)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.window_.other.setFocus()
    assert taken == []
    assert field.value == 1 / 3


def test_escape_gives_up(qtbot, field):
    enter(qtbot, field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    field.window_.other.setFocus()
    assert field.value == 1 / 3


def outlined(field):
    image = field.grab().toImage()
    bad = theme().colour("bad")
    return any(image.pixelColor(x, 1) == bad for x in range(field.width() // 4, field.width() // 2))


def test_what_is_no_number_is_outlined_said_kept_and_given_up_on_leaving(qtbot, field):
    enter(qtbot, field, "abc")
    assert not outlined(field)
    with qtbot.waitSignal(field.refused) as refused:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "“abc” is not a number" in refused.args[0]
    assert field.text() == "abc"
    assert outlined(field)
    assert "abc" in field.toolTip()
    field.window_.other.setFocus()
    assert field.text() == "0.3333"
    assert not field.problem


def test_the_outline_goes_as_soon_as_something_else_is_typed(qtbot, field):
    enter(qtbot, field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert not field.problem


def test_a_change_from_outside_does_not_disturb_what_is_typed(qtbot, field):
    enter(qtbot, field, "12")
    field.set_value(9.0)
    assert field.text() == "12"


def test_values_that_differ_are_mixed_and_leaving_keeps_them(qtbot, field):
    taken = []
    field.value_committed.connect(taken.append)
    field.set_value(None)
    assert (field.text(), field.placeholderText()) == ("", "mixed")
    field.setFocus()
    field.window_.other.setFocus()
    assert taken == []
    enter(qtbot, field, "1")
    field.window_.other.setFocus()
    assert taken == [1.0]


def test_the_decimal_mark_follows_the_notation(qtbot, field):
    field.set_notation(Notation(decimal_mark=",", decimals=2))
    assert field.text() == "0,33"
    field.setFocus()
    assert field.text() == "0,3333333333333333"
