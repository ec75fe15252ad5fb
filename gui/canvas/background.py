"""The dotted paper."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gui.theme import theme

SPACING = 24.0
_LEAST_ON_SCREEN = 16.0


def paint_paper(painter: QPainter, rect: QRectF, zoom: float) -> None:
    """Fill a part of the canvas with paper and faint dots, fewer of them when zoomed out."""
    painter.fillRect(rect, theme().colour("canvas"))
    spacing = SPACING
    while spacing * zoom < _LEAST_ON_SCREEN:
        spacing *= 2
    columns = range(math.floor(rect.left() / spacing), math.ceil(rect.right() / spacing) + 1)
    rows = range(math.floor(rect.top() / spacing), math.ceil(rect.bottom() / spacing) + 1)
    pen = QPen(theme().colour("dots"), 2.0)
    pen.setCosmetic(True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    points = [QPointF(x * spacing, y * spacing) for x in columns for y in rows]
    painter.drawPoints(QPolygonF(points))
