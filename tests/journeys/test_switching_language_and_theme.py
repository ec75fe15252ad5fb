"""In the middle of a trace the window turns Spanish and dark, and back: nothing else changes."""

import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from babel.messages.pofile import read_po
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)

from core.language import LANGUAGES, language
from gui.main_window import MainWindow
from gui.theme import theme
from tests.journeys.user import User
from tests.test_translations import update

PLACEHOLDER = re.compile(r"\\\{\w*\\\}")


class Catalogue:
    """The English texts of the program that are said differently in Spanish."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}
        with update.po_path("es").open("rb") as file:
            pairs = [pair for message in read_po(file, locale="es") for pair in _pairs(message)]
        spanish = {translation for _, translation in pairs}
        # "Error", or the name of a function: the same word may be right in both languages.
        english = {text for text, translation in pairs if text != translation} - spanish
        self._plain = {text for text in english if "{" not in text}
        templates = [text for text in english if "{" in text]
        self._templates = [re.compile(_pattern(t)) for t in templates if _has_words(t)]
        self._spanish = [re.compile(_pattern(t)) for t in spanish if "{" in t and _has_words(t)]

    def is_english(self, text: str) -> bool:
        """Return whether a text is one of the program's, in English."""
        if text not in self._known:  # most texts are looked at many times
            self._known[text] = self._is_english(text)
        return self._known[text]

    def _is_english(self, text: str) -> bool:
        if not re.search(r"[a-zA-Z]{2,}", text) or text in self._names:
            return False
        if text in self._plain:
            return True
        said = any(pattern.fullmatch(text) for pattern in self._templates)
        return said and not any(pattern.fullmatch(text) for pattern in self._spanish)

    _names = set(LANGUAGES.values())


def _pairs(message: object) -> list[tuple[str, str]]:
    one = isinstance(message.id, str)
    return [(message.id, message.string)] if one else list(zip(message.id, message.string))  # noqa: B905


def _has_words(template: str) -> bool:
    return bool(re.search(r"[a-zA-Z]{2,}", re.sub(r"\{\w*\}", "", template)))


def _pattern(template: str) -> str:
    return PLACEHOLDER.sub(".+", re.escape(template))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def test_the_catalogue_knows_english_when_it_sees_it(catalogue: Catalogue) -> None:
    for text in ("Next", "Step 5 of 11", "Undo Add X₁", "One parameter", "Loss 4 → 3"):
        assert catalogue.is_english(text), text
    for text in ("Siguiente", "Paso 5 de 11", "Español", "w₁₁", "147.5"):
        assert not catalogue.is_english(text), text


LESSONS = {
    "a forward pass": ("house-prices", "Ctrl+F"),
    "a chain rule": ("house-prices", "Ctrl+1 w11"),
    "a backward pass": ("mazur", "Ctrl+Shift+B"),
    "matrices": ("xor", "Ctrl+M"),
}


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_language_and_the_colours_change_in_the_middle_of_a_trace_and_nothing_else(
    window: MainWindow, user: User, catalogue: Catalogue, lesson: str
) -> None:
    name, keys = LESSONS[lesson]
    user.open_lesson(name)
    if keys.endswith("w11"):
        user.click_paper(user.weight("x1", "a1"))
    else:
        user.press(keys)
    user.point_at(user.canvas.viewport(), user.paper(0.02, 0.05))
    middle = ["Home", *["Right"] * (len(window.session.steps) // 2 + 1)]
    user.press(*middle)
    before, numbers = user.sight(), figures(window, user)
    assert any(catalogue.is_english(text) for _, text in texts(window))

    user.click(window.corner_tools.language)
    assert language() == "es"
    user.click(window.corner_tools.theme)
    assert theme().is_dark
    assert figures(window, user) == numbers
    assert user.sight()["words"] != before["words"]
    left = {(name, text) for name, text in texts(window) if catalogue.is_english(text)}
    assert not left

    for key in ("Right", "Ctrl+1", "Ctrl+Shift+P", "Ctrl+Shift+M", "Ctrl+Shift+O"):
        user.press(key)  # the next step, the inspector and the tables are Spanish, too
        assert not {text for _, text in texts(window) if catalogue.is_english(text)}
    user.press("Ctrl+Shift+O", "Ctrl+2", *middle)

    user.click(window.corner_tools.theme)
    user.click(window.corner_tools.language)
    assert language() == "en"
    assert not theme().is_dark
    assert figures(window, user) == numbers
    assert user.sight() == before


def figures(window: MainWindow, user: User) -> dict[str, object]:
    """Everything about a step that is no word."""
    session, sight = window.session, user.sight()
    return {
        "trace": session.trace,
        "cursor": session.cursor,
        "overlay": asdict(session.overlay),
        "network": window.document.network,
        **{name: sight[name] for name in ("values", "loss", "timeline", "formula", "matrices")},
        "numbers": re.findall(r"[\d.]+", sight["cards"]),
    }


def texts(window: MainWindow) -> Iterator[tuple[str, str]]:
    """What can be read in the window: labels, buttons, choices, commands, tooltips."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            name = f"{type(widget).__name__} {widget.objectName()}"
            for text in _texts_of(widget):
                for part in _parts(text):
                    yield name, part
    for part in re.split(r"[;,=] ", window.workshop.step_panel.content.cards.plain()):
        yield "cards", part.strip()
    for action in _commands(window):
        for text in (action.text(), action.iconText(), action.toolTip()):
            for part in _parts(text):
                yield f"action {action.objectName()}", part


def _commands(window: MainWindow) -> Iterator[QAction]:
    """Every command, the menus, and what the menus of visible buttons offer."""
    yield from (window.actions_[name] for name in window.actions_)
    yield from window.menuBar().actions()
    for button in window.findChildren(QToolButton):
        if button.isVisible() and button.menu() is not None:
            yield from button.menu().actions()


def _texts_of(widget: QWidget) -> list[str]:
    found = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(i) for i in range(widget.count())]
    if isinstance(widget, QTabBar):
        found += [widget.tabText(i) for i in range(widget.count())]
    return found


def _parts(text: str) -> list[str]:
    """The sentences of a text, without mark-up, mnemonics and the keys in brackets."""
    plain = [re.sub(r"<[^>]*>", "", part) for part in re.split(r"</?(?:b|div|span)[^>]*>|\n", text)]
    parts = [re.sub(r" \((?:[^()]*\+[^()]*|[A-Z]|F\d+|Del.*)\)$", "", part) for part in plain]
    return [part.replace("&amp;", "and").strip().strip("\u2009") for part in parts if part.strip()]
