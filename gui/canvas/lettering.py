"""Words and names on the canvas, in canvas units: they grow with the zoom, not by themselves."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from core.network.naming import plain_text
from gui.formula.typeset import is_at_hand, typeset
from gui.theme import theme

NAME_SIZE = 24.0
PILL_NAME_SIZE = 18.0
NUMBER_SIZE = 14.0
SMALL_SIZE = 13.0


@lru_cache(maxsize=64)
def font(pixels: float, bold: bool = False) -> QFont:
    """The interface font at a height in canvas units, with tabular figures."""
    made = theme().font(10.0, bold=bold)
    made.setPixelSize(round(pixels))
    return made


@lru_cache(maxsize=16)
def _serif(pixels: float) -> QFont:
    made = QFont(["STIX Two Text", "STIX", "Times New Roman", "DejaVu Serif"])
    made.setStyleHint(QFont.StyleHint.Serif)
    made.setItalic(True)
    made.setPixelSize(round(pixels * 0.8))
    return made


@lru_cache(maxsize=64)
def _metrics(pixels: float, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(font(pixels, bold))


@lru_cache(maxsize=4096)
def text_width(text: str, pixels: float, bold: bool = False) -> float:
    """How wide a text is."""
    return _metrics(pixels, bold).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def elided(text: str, pixels: float, room: float) -> str:
    """A bold text that ends in "…" where it would be wider than ``room``."""
    return _metrics(pixels, True).elidedText(text, Qt.TextElideMode.ElideRight, room)


@lru_cache(maxsize=4096)
def name_width(latex: str, pixels: float) -> float:
    """How wide a typeset name is; until it can be typeset it stands in an italic serif."""
    if is_at_hand(latex):
        return typeset(latex, pixels, QColor("black")).width
    return QFontMetricsF(_serif(pixels)).horizontalAdvance(plain_text(latex))


def paint_name(
    painter: QPainter, latex: str, left: float, middle: float, pixels: float, colour: QColor
) -> None:
    """Paint a name from its left end, its small letters around the line ``middle``."""
    if is_at_hand(latex):
        typeset(latex, pixels, colour).paint(painter, left, middle + 0.25 * pixels)
        return
    painter.setFont(_serif(pixels))
    painter.setPen(colour)
    painter.drawText(QPointF(left, middle + 0.25 * pixels), plain_text(latex))


def paint_name_centred(
    painter: QPainter, latex: str, centre: QPointF, pixels: float, colour: QColor, room: float
) -> None:
    """Paint a name around a point, smaller where it would be wider than ``room``."""
    width = name_width(latex, pixels)
    if width > room:
        pixels = max(8.0, pixels * room / width)
        width = name_width(latex, pixels)
    paint_name(painter, latex, centre.x() - width / 2, centre.y(), pixels, colour)


def paint_text(
    painter: QPainter,
    text: str,
    rect: QRectF,
    colour: QColor,
    pixels: float = NUMBER_SIZE,
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Paint a text in a box, smaller where it would be wider than the box."""
    width = text_width(text, pixels, bold)
    if width > rect.width() > 0:
        pixels = max(7.0, pixels * rect.width() / width)
    painter.setFont(font(pixels, bold))
    painter.setPen(colour)
    painter.drawText(rect, align, text)


def paint_underline(painter: QPainter, rect: QRectF, width: float, colour: QColor) -> None:
    """Underline what stands in the middle of a box."""
    painter.setPen(QPen(colour, 2.0, c=Qt.PenCapStyle.FlatCap))
    y, x = rect.bottom(), rect.center().x()
    painter.drawLine(QPointF(x - width / 2, y), QPointF(x + width / 2, y))


def paint_lock(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """A small lock: this parameter stays as it is in every update."""
    x, y = centre.x(), centre.y()
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(x - 3, y - 6.5, 6, 8), 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(x - 5, y - 2, 10, 7.5), 1.5, 1.5)


def forget_fonts() -> None:
    """Read the fonts again, as after the theme changed."""
    for kept in (font, _serif, _metrics, text_width, elided, name_width):
        kept.cache_clear()
