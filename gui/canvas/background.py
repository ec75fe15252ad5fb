"""The dotted paper."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter, QPen, QPolygonF

from gui.theme import theme

SPACING = 24.0
_LEAST_ON_SCREEN = 16.0


def paint_paper(painter: QPainter, rect: QRectF, zoom: float) -> None:
    """Fill a part of the canvas with paper and faint dots, fewer of them when zoomed out."""
    spacing = SPACING
    while spacing * zoom < _LEAST_ON_SCREEN:
        spacing *= 2
    engine = painter.paintEngine()
    if engine is not None and engine.type() == QPaintEngine.Type.Raster:
        _paint_pixels(painter, rect, spacing)
        return
    painter.fillRect(rect, theme().colour("canvas"))
    columns = range(math.floor(rect.left() / spacing), math.ceil(rect.right() / spacing) + 1)
    rows = range(math.floor(rect.top() / spacing), math.ceil(rect.bottom() / spacing) + 1)
    pen = QPen(theme().colour("dots"), 2.0)
    pen.setCosmetic(True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    points = [QPointF(x * spacing, y * spacing) for x in columns for y in rows]
    painter.drawPoints(QPolygonF(points))


def _paint_pixels(painter: QPainter, rect: QRectF, spacing: float) -> None:
    """The same as a picture made at once: thousands of points one by one take ten times as long."""
    transform, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
    area = transform.mapRect(rect).toAlignedRect()
    width, height = math.ceil(area.width() * ratio), math.ceil(area.height() * ratio)
    if width <= 0 or height <= 0:
        return
    pixels = np.full((height, width), theme().colour("canvas").rgb(), dtype=np.uint32)
    size = max(2, round(2 * ratio))

    def places(low: float, high: float, scale: float, shift: float, least: float) -> list[int]:
        first, last = math.floor(low / spacing), math.ceil(high / spacing)
        middles = np.arange(first, last + 1) * spacing * scale + shift - least
        starts = np.rint(middles * ratio).astype(int) - size // 2
        found: list[int] = (starts[:, None] + np.arange(size)).ravel().tolist()
        return found

    xs = places(rect.left(), rect.right(), transform.m11(), transform.dx(), area.left())
    ys = places(rect.top(), rect.bottom(), transform.m22(), transform.dy(), area.top())
    columns = [x for x in xs if 0 <= x < width]
    rows = [y for y in ys if 0 <= y < height]
    pixels[np.ix_(rows, columns)] = theme().colour("dots").rgb()
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter.save()
    painter.resetTransform()
    painter.drawImage(QPointF(area.topLeft()), image)
    painter.restore()
