"""Painting laid-out fragments: the outline, the underline of its colour, and the marks."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.formula.layout import Placed
from gui.formula.typeset import Formula
from gui.theme import theme


def paint_placed(painter: QPainter, placed: Placed, *, underline: bool = True) -> None:
    """Paint a fragment where it stands; a colour never comes without its underline."""
    token = placed.fragment.colour
    colour = theme().colour(token or "text")
    Formula(placed.row, placed.size, colour).paint(painter, placed.x, placed.baseline)
    if token is not None and underline:
        paint_underline(painter, placed, colour)


def paint_underline(painter: QPainter, placed: Placed, colour: QColor) -> None:
    """A bar under a fragment, clear of whatever hangs below its baseline."""
    box = placed.rect
    thickness = max(1.5, 0.075 * placed.size)
    top = round(box.bottom() + 0.08 * placed.size)
    painter.fillRect(QRectF(box.left(), top, box.width(), thickness), colour)


def paint_tint(painter: QPainter, placed: Placed, over: str) -> None:
    """A faint background in the fragment's own colour: the pointer is on what it is about."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().blended(placed.fragment.colour or "accent", 0.16, over))
    painter.drawRoundedRect(placed.rect.adjusted(-3, -2, 3, 5), 4, 4)


def paint_focus(painter: QPainter, box: QRectF, radius: float = 4) -> None:
    """The ring around what the keyboard is at."""
    painter.setPen(QPen(theme().colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, radius, radius)
