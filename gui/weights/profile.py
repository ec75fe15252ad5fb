"""The numbers of one row or column as a strip of bars, in their order or sorted by size."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.network.node import Array
from core.network.notation import Notation
from core.numbers import format_number
from gui.plots.images import image_of
from gui.theme import theme

_POINTS = 8.0
_GAP_FROM = 5
"""Pixels a bar, from which on bars stand apart."""


class ProfileStrip(QWidget):
    """Bars up for positive and down for negative numbers; a click chooses one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._values: Array = np.zeros(0)
        self._order: Array = np.zeros(0, int)
        self._limit, self._current, self._is_sorted = 1.0, -1, False
        self._notation = Notation()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_values(
        self, values: Array, limit: float, current: int, is_sorted: bool, notation: Notation
    ) -> None:
        """Show other numbers, the one at ``current`` marked."""
        self._values, self._limit, self._current = values, limit, current
        self._is_sorted, self._notation = is_sorted, notation
        there = np.flatnonzero(~np.isnan(values))
        self._order = there[np.argsort(values[there], kind="stable")] if is_sorted else there
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().px(64))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(56))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        box = self._box()
        n = len(self._order) if self._is_sorted else len(self._values)
        place = int((event.position().x() - box.left()) / box.width() * n)
        if 0 <= place < n:
            self.chosen.emit(int(self._order[place]) if self._is_sorted else place)

    def _box(self) -> QRectF:
        left = theme().px(52)
        return QRectF(self.rect()).adjusted(left, theme().px(6), -theme().px(6), -theme().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel"))
        box = self._box()
        self._paint_scale(painter, box)
        if len(self._order):
            self._paint_bars(painter, box)
        painter.end()

    def _paint_scale(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(theme().font(_POINTS))
        painter.setPen(theme().colour("muted"))
        height = painter.fontMetrics().height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, y in ((self._limit, box.top()), (0.0, box.center().y()),
                         (-self._limit, box.bottom())):  # fmt: skip
            text = format_number(value, self._notation)
            place = QRectF(0, y - height / 2, box.left() - theme().px(6), height)
            place.moveTop(min(max(place.top(), 0), self.height() - height))
            painter.drawText(place, right, text)
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawLine(
            QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())
        )

    def _paint_bars(self, painter: QPainter, box: QRectF) -> None:
        n = len(self._order) if self._is_sorted else len(self._values)
        shares = np.full(n, np.nan)
        places = np.arange(n) if self._is_sorted else self._order
        shares[places] = np.clip(self._values[self._order] / self._limit, -1, 1)
        each = box.width() / n
        painter.drawImage(box, _bars(shares, round(box.height()), gap=each > _GAP_FROM))
        self._paint_current(painter, box, each)

    def _paint_current(self, painter: QPainter, box: QRectF, each: float) -> None:
        """A small arrow over and under the number in hand."""
        found = np.flatnonzero(self._order == self._current)
        if not len(found):
            return
        place = int(found[0]) if self._is_sorted else self._current
        x, size = box.left() + (place + 0.5) * each, theme().px(4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().colour("text"))
        for y, sign in ((box.top() - size, 1), (box.bottom() + size, -1)):
            painter.drawPolygon(
                [QPointF(x - size, y), QPointF(x + size, y), QPointF(x, y + sign * 1.4 * size)]
            )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.update()
        return super().event(event)


def _bars(shares: Array, height: int, gap: bool) -> QImage:
    """Bars from the middle, −1 to 1: as a picture, for a thousand of them take a while to draw."""
    steps = (np.arange(height)[:, None] + 0.5) * (-2.0 / height) + 1.0
    up = (steps > 0) & (steps <= np.maximum(shares, 2.0 / height))
    down = (steps < 0) & (steps >= np.minimum(shares, -2.0 / height))
    found = np.where(up & (shares >= 0), 1, 0) + np.where(down & (shares < 0), 2, 0)
    if gap:
        found = np.repeat(found, _GAP_FROM, axis=1)
        found[:, _GAP_FROM - 1 :: _GAP_FROM] = 0
    tokens = ("panel", "positive", "negative")
    colours = [theme().colour(token) for token in tokens]
    table = np.array([[c.red(), c.green(), c.blue(), 255] for c in colours], np.ubyte)
    table[0, 3] = 0
    return image_of(table[found])
