"""Another theme dresses at once what is seen, and what is hidden when it is shown or later."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget
from pytestqt.qtbot import QtBot

from gui.style import apply_style
from gui.theme import DARK, LIGHT, theme


@pytest.fixture
def pages(qapp: QApplication, qtbot: QtBot) -> Iterator[QStackedWidget]:
    """Three muted labels in a dressed program, the first in front; each was shown once."""
    sheet, colours, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    apply_style(qapp)
    stack = QStackedWidget()
    for text in ("in front", "behind", "last"):
        label = QLabel(text)
        label.setProperty("role", "muted")
        stack.addWidget(label)
    qtbot.addWidget(stack)
    stack.show()
    for index in (2, 1, 0):
        stack.setCurrentIndex(index)
    yield stack
    stack.close()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)
    qapp.setFont(font)


def ink(pages: QStackedWidget, index: int) -> str:
    return pages.widget(index).palette().color(QPalette.ColorRole.WindowText).name().upper()


def test_what_is_seen_is_dressed_at_once_and_what_is_behind_when_it_is_shown(pages):
    assert ink(pages, 0) == ink(pages, 1) == LIGHT["muted"]
    theme().set(dark=True)
    assert ink(pages, 0) == DARK["muted"]
    assert ink(pages, 1) != DARK["muted"]
    pages.setCurrentIndex(1)
    assert ink(pages, 1) == DARK["muted"]


def test_what_nobody_looks_at_is_dressed_a_little_later(pages, qtbot):
    theme().set(dark=True)
    theme().set(dark=False)
    theme().set(dark=True)
    qtbot.waitUntil(lambda: ink(pages, 1) == ink(pages, 2) == DARK["muted"])
    assert ink(pages, 0) == DARK["muted"]


def test_a_font_that_a_hidden_widget_has_taken_meanwhile_stays(pages):
    theme().set(scale=1.5)
    larger = theme().font(20)
    pages.widget(1).setFont(larger)
    pages.setCurrentIndex(1)
    assert pages.widget(1).font().pointSizeF() == larger.pointSizeF()


def test_what_is_gone_before_its_turn_is_left_alone(pages, qtbot):
    theme().set(dark=True)
    gone = pages.widget(1)
    pages.removeWidget(gone)
    gone.deleteLater()
    with qtbot.waitSignal(gone.destroyed):
        pass
    qtbot.waitUntil(lambda: ink(pages, 1) == DARK["muted"])
