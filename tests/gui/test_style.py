import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox, QTabWidget, QVBoxLayout, QWidget

from gui.style import NoteCard, apply_style, palette, primary, section_heading
from gui.style_sheet import style_sheet
from gui.theme import DARK, LIGHT, SCALES, theme

SURFACES = ("window", "panel", "canvas")
WORDS = ("text", "muted", "good", "bad")
CHAIN = ("chain_loss", "chain_output", "chain_hidden", "chain_parameter")


def luminance(colour: QColor) -> float:
    def linear(c: float) -> float:
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *((word, surface) for word in WORDS for surface in SURFACES),
    *((chain, surface) for chain in CHAIN for surface in ("canvas", "panel")),
    *(("text", fill) for fill in ("note_fill", "input_fill", "hidden_fill", "output_fill")),
    ("accent", "canvas"),
    ("on_accent", "accent"),
]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("word", "surface"), PAIRS)
def test_text_is_legible(qapp, dark, word, surface):
    theme().set(dark=dark)
    assert contrast(theme().colour(word), theme().colour(surface)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("token", CHAIN)
def test_a_filled_card_is_legible(qapp, dark, token):
    theme().set(dark=dark)
    fill = theme().blended(token, 0.14, "panel")
    assert contrast(theme().colour("text"), fill) >= 4.5
    assert contrast(theme().colour(token), fill) >= 3.0  # large letters


def test_light_and_dark_have_the_same_tokens():
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [s / 100 for s in SCALES])
def test_the_sheet_has_every_value_filled_in(qapp, dark, scale):
    theme().set(dark=dark, scale=scale)
    sheet = style_sheet(theme())
    assert not re.search(r"[@$%]", sheet)


def test_the_palette_follows_the_theme(qapp):
    theme().set(dark=True)
    assert palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK["text"]
    theme().set(dark=False)
    assert palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT["text"]


@pytest.fixture
def dressed(qapp):
    sheet, colours, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    apply_style(qapp)
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)
    qapp.setFont(font)


def test_style_is_applied_again_after_a_change(qtbot, dressed):
    button = primary(QPushButton("Next"))
    qtbot.addWidget(button)
    button.resize(120, 40)
    assert button.grab().toImage().pixelColor(12, 20).name().upper() == LIGHT["accent"]
    theme().set(dark=True)
    assert button.grab().toImage().pixelColor(12, 20).name().upper() == DARK["accent"]


def test_a_focused_button_shows_a_ring(qtbot, dressed):
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton("Back", page)
    button.resize(120, 40)
    page.show()
    qtbot.waitExposed(page)
    without = button.grab().toImage().pixelColor(60, 1)
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    ring = button.grab().toImage().pixelColor(60, 1)
    assert ring.name().upper() == LIGHT["accent"]
    assert ring != without


def test_buttons_grow_with_the_text(qtbot, dressed):
    button = QPushButton("Next")
    qtbot.addWidget(button)
    small = button.sizeHint().height()
    theme().set(scale=2.0)
    assert button.sizeHint().height() > 1.7 * small


def test_numbers_in_their_fields_and_titles_of_tabs_grow_with_the_text(qtbot, dressed):
    box, tabs, page = QSpinBox(), QTabWidget(), QWidget()
    tabs.addTab(page, "One")
    for widget in (box, tabs):
        qtbot.addWidget(widget)
        widget.show()
    for scale in (2.0, 1.0):
        theme().set(scale=scale)
        for widget in (box, tabs):
            widget.setFont(theme().font(10))
        size = theme().font(10).pointSizeF()
        inside = box.lineEdit(), tabs.tabBar()
        qtbot.waitUntil(lambda s=size, i=inside: all(w.font().pointSizeF() == s for w in i))


def test_a_heading_is_in_capitals_but_names_stay_themselves(qtbot):
    heading = section_heading("Parameter w₁₁ · X₁ → A₁")
    qtbot.addWidget(heading)
    assert heading.text() == "PARAMETER w₁₁ · X₁ → A₁"
    assert heading.accessibleName() == "Parameter w₁₁ · X₁ → A₁"


def test_a_note_shows_its_words_and_hides_without_any(qtbot):
    note = NoteCard("A saturated neuron.", "z₁ < 20 & more")
    qtbot.addWidget(note)
    words = note.findChild(QLabel).text()
    assert "<b>A saturated neuron.</b>" in words
    assert "z₁ &lt; 20 &amp; more" in words
    note.set_note("", "")
    assert note.isHidden()


def test_a_note_that_was_empty_shows_again(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    note = NoteCard()
    QVBoxLayout(page).addWidget(note)
    page.show()
    note.set_note("Dead.", "A₁ = 0 for every observation.")
    assert note.isVisible()
