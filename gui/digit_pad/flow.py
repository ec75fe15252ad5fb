"""What the hidden levels make of a digit: a grid of squares a level, a square a neuron."""

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.language import tr
from core.network.naming import Names
from core.network.node import Array, Unit
from core.network.notation import Notation
from core.numbers import significant
from gui.theme import theme
from gui.weights.picture import symmetric_limit, weight_image

_POINTS = 9.0
_LEAST, _MOST = 4.0, 15.0


class LevelGrid(QWidget):
    """The activations of one level; the largest is named, and each under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._units: tuple[Unit, ...] = ()
        self._values: Array | None = None
        self._image: QImage | None = None
        self._names: Names | None = None
        self._notation = Notation()
        self._columns = 1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._redraw)

    def show_level(
        self, units: tuple[Unit, ...], values: Array | None, names: Names, notation: Notation
    ) -> None:
        """Show other activations of these units; None before anything is drawn."""
        if units != self._units:
            self.updateGeometry()
        self._units, self._values, self._names, self._notation = units, values, names, notation
        self.setAccessibleName(self.title())
        self._redraw()

    def title(self) -> str:
        """The level and its largest number in words."""
        if not self._units or self._names is None:
            return ""
        first, last = (self._names.activation(u).plain for u in (self._units[0], self._units[-1]))
        span = f"{first} … {last}" if len(self._units) > 1 else first
        if self._values is None:
            return span
        best = int(np.argmax(self._values))
        return tr("{units} · largest {name} = {value}").format(
            units=span,
            name=self._names.activation(self._units[best]).plain,
            value=significant(float(self._values[best]), self._notation, 3),
        )

    def _redraw(self) -> None:
        self._image = None
        self.update()

    # Where the squares are

    def _grid(self, width: float) -> tuple[int, float]:
        """How many squares stand beside each other, and their side."""
        n = max(len(self._units), 1)
        room = max(width - 2, 10.0)
        most, least = _MOST * theme().scale, _LEAST * theme().scale
        for columns in (8, 10, 16, 20, 32, 40, 64, 100, 128):
            if columns >= n or math.ceil(n / columns) <= 8:
                break
        columns = min(columns, n, max(1, int(room // least)))
        return columns, min(most, room / columns)

    @property
    def _title_height(self) -> float:
        return QFontMetricsF(theme().font(_POINTS)).height() + theme().px(4)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns, side = self._grid(width)
        rows = math.ceil(max(len(self._units), 1) / columns)
        return round(self._title_height + rows * side) + theme().px(4)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(280), self.heightForWidth(theme().px(280)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.heightForWidth(max(self.width(), theme().px(120))))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font(_POINTS))
        painter.setPen(theme().colour("muted"))
        line = QRectF(0, 0, self.width(), self._title_height)
        text = painter.fontMetrics().elidedText(
            self.title(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        columns, side = self._grid(self.width())
        rows = math.ceil(max(len(self._units), 1) / columns)
        place = QRectF(0, self._title_height, columns * side, rows * side)
        painter.drawImage(place, self._picture(rows, columns))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawRect(place)
        if self._values is not None:
            self._mark(painter, int(np.argmax(self._values)), columns, side)
        painter.end()

    def _picture(self, rows: int, columns: int) -> QImage:
        if self._image is None or (self._image.width(), self._image.height()) != (columns, rows):
            cells = np.full(rows * columns, np.nan)
            cells[: len(self._units)] = 0.0 if self._values is None else self._values
            limit = 1.0 if self._values is None else max(symmetric_limit(self._values), 1e-12)
            self._image = weight_image(cells.reshape(rows, columns), limit)
        return self._image

    def _mark(self, painter: QPainter, index: int, columns: int, side: float) -> None:
        row, column = divmod(index, columns)
        box = QRectF(column * side, self._title_height + row * side, side, side)
        painter.setPen(QPen(theme().colour("text"), 1.5))
        painter.drawRect(box)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._told(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _told(self, at: QPointF) -> str:
        columns, side = self._grid(self.width())
        row, column = int((at.y() - self._title_height) // side), int(at.x() // side)
        index = row * columns + column
        inside = 0 <= column < columns and row >= 0 and index < len(self._units)
        if not inside or self._names is None:
            return tr("A square is a neuron: the deeper its colour, the more it hands on.")
        name = self._names.activation(self._units[index]).plain
        if self._values is None:
            return name
        return f"{name} = {significant(float(self._values[index]), self._notation, 4)}"
