"""The picture that the network gets of what is drawn."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.network.node import Array
from gui.digits.picture import digit_image, draw_digit, fitted
from gui.theme import theme


class SeenPicture(QWidget):
    """The digit as the network sees it, pixel by pixel."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Array = np.zeros((28, 28))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_picture(self, picture: Array) -> None:
        """Show another picture."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(150), theme().px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(100), theme().px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height, width = self.picture.shape
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        box = fitted(room, height, width)
        box.moveLeft(room.left())
        draw_digit(painter, box, digit_image(self.picture))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawRect(box)
        painter.end()
