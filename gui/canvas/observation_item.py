"""The picture of the observation beside a block of pixels."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.outline import Outline
from gui.theme import theme

_SIDE, _BESIDE = 112.0, 30.0
_FRAME = 6.0


class ObservationItem(QGraphicsItem):
    """Shows what the pixels of one input block are, and which of them a step is about."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._pixel: int | None = None
        self._token = "accent"
        self._block = Outline(0, 0, 1, 1, False)
        self.setZValue(3)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_image(
        self, image: QImage, block: Outline, pixel: int | None, token: str | None
    ) -> None:
        """Take over a picture, the block that it belongs to, and the pixel to mark."""
        if block != self._block:
            self.prepareGeometryChange()
        self._image, self._block = image, block
        self._pixel, self._token = pixel, token or "accent"
        self.update()

    @property
    def rect(self) -> QRectF:
        """Where the picture is, on the canvas."""
        width, height = max(1, self._image.width()), max(1, self._image.height())
        scale = _SIDE / max(width, height)
        box = QRectF(0, 0, width * scale, height * scale)
        right = self._block.x - self._block.half_width - _BESIDE
        box.moveCenter(QPointF(right - box.width() / 2, self._block.y))
        return box

    def pixel_at(self, point: QPointF) -> int | None:
        """The number, from 0, of the pixel at a point of the canvas."""
        box = self.rect
        if not box.contains(point) or self._image.isNull():
            return None
        size = box.width() / self._image.width()
        column = min(int((point.x() - box.left()) / size), self._image.width() - 1)
        row = min(int((point.y() - box.top()) / size), self._image.height() - 1)
        return row * self._image.width() + column

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(-_FRAME, -_FRAME, _BESIDE, _FRAME)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        box = self.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("input_line"), 1.5))
        y = box.center().y()
        painter.drawLine(QLineF(box.right() + 4, y, box.right() + _BESIDE, y))
        painter.setBrush(theme().colour("canvas"))
        painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(box, self._image)
        if self._pixel is not None and not self._image.isNull():
            self._mark(painter, box)

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        row, column = divmod(self._pixel or 0, self._image.width())
        size = box.width() / self._image.width()
        place = QRectF(box.left() + column * size, box.top() + row * size, size, size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("canvas"), 3.6))
        around = place.adjusted(-1.5, -1.5, 1.5, 1.5)
        painter.drawRect(around)
        painter.setPen(QPen(theme().colour(self._token), 2.2))
        painter.drawRect(around)
