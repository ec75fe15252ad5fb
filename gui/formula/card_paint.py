"""Painting one card of a chain rule: its ground, the bar of its colour, and what it says."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from gui.formula.card_layout import Box, caption_font, value_font
from gui.formula.paint import paint_placed
from gui.formula.typeset import Formula
from gui.theme import theme

RADIUS = 8.0
_BAR = 3.0


def paint_ground(
    painter: QPainter, box: Box, colour: QColor, *, current: bool, under: bool
) -> None:
    """Fill the card in hand, and the one under the pointer more faintly; every card has its bar."""
    rect = box.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    if current or under:
        token = box.content.colour or "text"
        painter.setPen(QPen(colour, 1) if current else Qt.PenStyle.NoPen)
        painter.setBrush(theme().blended(token, 0.14 if current else 0.07, "panel"))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.fillPath(_bar(rect.x(), rect.y(), rect.width(), rect.height()), colour)


def paint_content(
    painter: QPainter, box: Box, colour: QColor, share: float, *, current: bool, waits: bool
) -> None:
    """The symbol in the card's colour, then the formula, the value and the words."""
    for placed in box.symbol:
        Formula(placed.row, placed.size, colour).paint(painter, placed.x, placed.baseline)
    for placed in box.numbers:
        paint_placed(painter, placed)
    _paint_text(painter, box.value, box.content.value, value_font(share), muted=waits)
    # Muted words would be too faint on the filled card.
    _paint_text(painter, box.caption, box.content.caption, caption_font(share), muted=not current)


@lru_cache(maxsize=256)
def _bar(x: float, y: float, width: float, height: float) -> QPainterPath:
    """The lower edge of a card, turned up at its ends as the corners are round."""
    rect = QRectF(x, y, width, height)
    whole, above = QPainterPath(), QPainterPath()
    whole.addRoundedRect(rect, RADIUS, RADIUS)
    above.addRoundedRect(rect.adjusted(-2, -_BAR - RADIUS, 2, -_BAR), RADIUS, RADIUS)
    return whole.subtracted(above)


def _paint_text(painter: QPainter, box: QRectF, text: str, font: QFont, *, muted: bool) -> None:
    painter.setFont(font)
    painter.setPen(theme().colour("muted" if muted else "text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
