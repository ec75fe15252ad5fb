"""Colours, sizes and fonts: the one place that canvas, panels and formulas read them from."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication

LIGHT = {
    "window": "#F4F5F7", "panel": "#FAFBFC", "canvas": "#FFFFFF",
    "line": "#DDE1E6", "dots": "#E6E9ED",
    "text": "#1B1F24", "muted": "#5F6B7A",
    "accent": "#2F6FDE", "on_accent": "#FFFFFF",
    "input_fill": "#DFF3E6", "input_line": "#2E8B57",
    "hidden_fill": "#E3ECFA", "hidden_line": "#3B6FB6",
    "output_fill": "#FBE3E3", "output_line": "#C24444",
    "positive": "#2B6CB0", "negative": "#C76B11",
    "chain_loss": "#B5179E", "chain_output": "#6741D9",
    "chain_hidden": "#0B7285", "chain_parameter": "#B35C00",
    "note_fill": "#FFF7E0", "note_line": "#E3B341",
    "off_path": "#C3C9D1", "good": "#237A4B", "bad": "#B3261E",
    "run_0": "#5F6B7A", "run_1": "#0B7285", "run_2": "#B35C00", "run_3": "#2F6FDE",
    "run_4": "#B5179E", "run_5": "#6741D9", "run_6": "#4D7C0F", "run_7": "#C0392B",
}  # fmt: skip
DARK = {
    "window": "#1B1E23", "panel": "#20242A", "canvas": "#15181C",
    "line": "#343A42", "dots": "#242930",
    "text": "#E8EAED", "muted": "#9AA5B1",
    "accent": "#6EA8FE", "on_accent": "#0B1320",
    "input_fill": "#1D3B2B", "input_line": "#57C08A",
    "hidden_fill": "#1E2F4A", "hidden_line": "#7FB0F0",
    "output_fill": "#46201F", "output_line": "#F08A8A",
    "positive": "#7FB0F0", "negative": "#F0A253",
    "chain_loss": "#F06BD8", "chain_output": "#B197FC",
    "chain_hidden": "#3BC9DB", "chain_parameter": "#FFB454",
    "note_fill": "#3A3214", "note_line": "#D6A93B",
    "off_path": "#4A525C", "good": "#57C08A", "bad": "#FF8A80",
    "run_0": "#A9B4C0", "run_1": "#3BC9DB", "run_2": "#FFB454", "run_3": "#6EA8FE",
    "run_4": "#F06BD8", "run_5": "#B197FC", "run_6": "#A9D14B", "run_7": "#FF8A80",
}  # fmt: skip
SCALES = (100, 125, 150, 175, 200, 225, 250)


class Theme(QObject):
    """Which colours are in force and how large text is; ``changed`` tells after every change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._dark = False
        self._scale = 1.0

    @property
    def is_dark(self) -> bool:
        """Return whether the dark colours are in force."""
        return self._dark

    @property
    def scale(self) -> float:
        """The size of text, 1.0 to 2.5."""
        return self._scale

    def set(self, *, dark: bool | None = None, scale: float | None = None) -> None:
        """Change colours, size or both, and tell everybody once."""
        before = self._dark, self._scale
        self._dark = self._dark if dark is None else dark
        self._scale = self._scale if scale is None else scale
        if (self._dark, self._scale) != before:
            self.changed.emit()

    @contextmanager
    def printing(self, light: bool = True) -> Iterator[None]:
        """Use the light colours for a while without telling anybody: a picture for paper."""
        before, self._dark = self._dark, self._dark and not light
        try:
            yield
        finally:
            self._dark = before

    def colour(self, token: str) -> QColor:
        """The colour of a token in force now."""
        return QColor((DARK if self._dark else LIGHT)[token])

    def blended(self, token: str, share: float, over: str = "canvas") -> QColor:
        """An opaque mix of two tokens: alpha would cost ten times as much to draw."""
        colours = DARK if self._dark else LIGHT
        return QColor(*_mixed(colours[token], share, colours[over]))

    def font(self, points: float, *, bold: bool = False) -> QFont:
        """The interface font at ``points`` before scaling, with tabular figures."""
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(points * self._scale)
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def px(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self._scale)


@lru_cache(maxsize=256)
def _mixed(one: str, share: float, other: str) -> tuple[int, int, int]:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in pairs)
    return red, green, blue


_theme: Theme | None = None


def theme() -> Theme:
    """The one theme of the program."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
