"""The weights of one row as the picture of the image that they look at."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.network.node import Array
from gui.theme import theme
from gui.weights.picture import weight_image

_SIDE = 86


class RowPicture(QWidget):
    """A small picture with the pixel in hand marked; a click chooses another."""

    chosen = Signal(int)
    """The place in the row, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._values: Array = np.zeros((1, 1))
        self._limit, self._current = 1.0, 0
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._redraw)

    def show_values(self, values: Array, limit: float, current: int) -> None:
        """Show other weights (rows, columns), the pixel ``current`` marked."""
        self._values, self._limit, self._current = values, limit, current
        self._redraw()

    def _redraw(self) -> None:
        self._image = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height, width = self._values.shape
        side = theme().px(_SIDE) / max(height, width)
        return QSize(round(width * side), round(height * side))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        height, width = self._values.shape
        row = int(event.position().y() / self.height() * height)
        column = int(event.position().x() / self.width() * width)
        if 0 <= row < height and 0 <= column < width:
            self.chosen.emit(row * width + column)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            self._image = weight_image(self._values, self._limit)
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawImage(box, self._image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawRect(box)
        height, width = self._values.shape
        row, column = divmod(self._current, width)
        across, down = box.width() / width, box.height() / height
        place = QRectF(column * across, row * down, across, down).adjusted(-1.5, -1.5, 1.5, 1.5)
        painter.setPen(QPen(theme().colour("text"), 1.5))
        painter.drawRect(place)
        painter.end()
