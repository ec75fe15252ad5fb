"""Small pictures in the circles of a block's units."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPaintEngine, QPainter, QPainterPath

_FINER = 4
"""So many pixels stand for one where the corners are cut off the picture itself."""


def paint_round(painter: QPainter, picture: QImage, middle: QPointF, radius: float) -> None:
    """Paint a square picture in a circle."""
    box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:  # which knows no clipping
        picture = _cut_round(picture)
    else:
        clip = QPainterPath()
        clip.addEllipse(middle, radius, radius)
        painter.setClipPath(clip)
    painter.drawImage(box, picture)
    painter.restore()


def _cut_round(picture: QImage) -> QImage:
    size = picture.size() * _FINER
    aspect, smooth = (
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    cut = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(picture.scaled(size, aspect, smooth)))
    painter.drawEllipse(cut.rect())
    painter.end()
    return cut
