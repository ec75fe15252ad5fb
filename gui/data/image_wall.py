"""A wall of images of some data, the classes in rows: what was read, at a glance."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.datasets.targets import are_classes
from core.metrics.classes import class_names
from core.network.data import Data
from core.network.node import Array
from gui.digits.picture import digit_image, draw_digit, fitted
from gui.theme import theme

_MOST_ACROSS = 40


class ImageWall(QWidget):
    """Draws only what there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._data: Data | None = None
        self._rows: list[Array] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.update)

    def set_data(self, data: Data | None) -> None:
        """Show other images."""
        self._data = data if data is not None and data.image is not None else None
        self._rows = []
        if self._data is not None and are_classes(self._data):
            targets = self._data.targets
            self._rows = [
                np.flatnonzero(targets[:, k])[:_MOST_ACROSS] for k in range(targets.shape[1])
            ]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, theme().px(160))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._data is None or self._data.image is None:
            return
        painter = QPainter(self)
        font = theme().font(9)
        painter.setFont(font)
        names = class_names(self._data)
        metrics = QFontMetricsF(font)
        label = min(self.width() * 0.3, max(map(metrics.horizontalAdvance, names)) + theme().px(10))
        height = max(metrics.height(), min(theme().px(44), self.height() / len(names)))
        for k, name in enumerate(names):
            top = k * height
            if top + height > self.height() + 1:
                break
            painter.setPen(theme().colour("muted"))
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, label - 6)
            painter.drawText(QRectF(0, top, label, height), Qt.AlignmentFlag.AlignVCenter, text)
            self._draw_row(painter, self._rows[k], label, top, height)
        painter.end()

    def _draw_row(
        self, painter: QPainter, rows: Array, left: float, top: float, height: float
    ) -> None:
        assert self._data is not None
        assert self._data.image is not None
        tall, wide = self._data.image
        width = height * wide / tall
        for i, row in enumerate(rows.tolist()):
            place = QRectF(left + i * width, top, width, height)
            if place.right() > self.width():
                return
            image = digit_image(self._data.inputs[row].reshape(tall, wide))
            draw_digit(painter, fitted(place.adjusted(2, 2, -2, -2), tall, wide), image)
