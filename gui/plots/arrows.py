"""An arrow between two points of a plot, with a head of the same size at every zoom."""

from math import hypot

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.plots.palette import thin_pen
from gui.theme import theme

_HEAD = 8


class Arrow(pg.GraphicsObject):
    """Drawn in pixels: the head keeps its shape whatever the two axes' scales are."""

    def __init__(self) -> None:
        super().__init__()
        self._ends = QPointF(), QPointF()
        self._colour = QColor()
        self.setZValue(15)

    def set_ends(
        self, start: tuple[float, float], end: tuple[float, float], colour: QColor
    ) -> None:
        """Draw from one place to another."""
        self.prepareGeometryChange()
        self._ends, self._colour = (QPointF(*start), QPointF(*end)), colour
        self.update()

    def boundingRect(self) -> QRectF:
        start, end = self._ends
        box = QRectF(start, end).normalized()
        pad = self.pixelVectors()
        dx = 12 * (pad[0].length() if pad[0] is not None else 0.0)
        dy = 12 * (pad[1].length() if pad[1] is not None else 0.0)
        return box.adjusted(-dx, -dy, dx, dy)

    def paint(self, painter: QPainter, option: object, widget: QWidget | None = None) -> None:
        transform = painter.transform()
        start, end = (transform.map(p) for p in self._ends)
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, start, end)
        painter.restore()

    def _draw(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        dx, dy = end.x() - start.x(), end.y() - start.y()
        length = hypot(dx, dy)
        painter.setPen(thin_pen(self._colour, 2.0))
        painter.drawLine(start, end)
        size = min(theme().px(_HEAD), 0.6 * length)
        if length < 1.0:
            return
        ux, uy = dx / length, dy / length
        back = QPointF(end.x() - size * ux, end.y() - size * uy)
        across = QPointF(-uy * size / 2, ux * size / 2)
        painter.setBrush(QBrush(self._colour))
        painter.drawPolygon(QPolygonF([end, back + across, back - across]))
