"""The shapes that mark points, drawn as the plots draw them."""

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen


def draw_sign(
    painter: QPainter,
    marker: str,
    centre: QPointF,
    size: float,
    colour: QColor,
    outline: QPen | None = None,
) -> None:
    """Draw the shape of that name, ``size`` pixels across."""
    painter.save()
    painter.translate(centre)
    painter.scale(size, size)
    pen = QPen(outline or colour)
    pen.setCosmetic(outline is not None)
    pen.setWidthF(outline.widthF() if outline else 0.12)
    painter.setPen(pen)
    painter.setBrush(colour)
    painter.drawPath(Symbols[marker])
    painter.restore()
