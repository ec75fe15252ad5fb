"""The weights into every unit as a small picture of what it looks for, in rows to scroll."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from core.language import tr, trn
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Unit
from core.network.weight_table import WeightPictures, weight_pictures
from gui.document import Document
from gui.settings import Settings
from gui.theme import theme
from gui.weights.live import LiveNumbers
from gui.weights.picture import image_of_bytes, usual_limit, weight_bytes
from gui.weights.sheet import nice_limit

_SIDE, _LEAST, _MOST = 62.0, 28.0, 280.0
_POINTS = 8.5
_KEYS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class Gallery(QAbstractScrollArea):
    """A picture a unit; a click selects the unit, a double click or Enter opens it."""

    chosen = Signal(object)
    """The `Unit` in hand."""
    opened = Signal(object)
    """The `Unit` that is to be stepped."""
    range_changed = Signal(float)
    """The size of a weight at full colour, if all pictures share one."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        live: LiveNumbers,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._settings, self._live = document, settings, live
        self.pictures: WeightPictures | None = None
        self.current = 0
        self.each_own = False
        self._side = _SIDE
        self._limit = 1.0
        self._strip: QImage | None = None
        self._read: Network | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        live.changed.connect(self.follow)
        settings.notation_changed.connect(lambda _notation: self.viewport().update())
        theme().changed.connect(self._restyle)

    # What is shown

    @property
    def limit(self) -> float:
        """The size of a weight at full colour."""
        return self._limit

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return len(self.pictures.units) if self.pictures else 0

    def follow(self, drawing: bool) -> None:
        """Take over other numbers, or another drawing; only while somebody looks."""
        if not self.isVisible():
            self._read = None
        elif drawing:
            self.refresh()
        else:
            self._take()

    def refresh(self) -> None:
        """Show the pictures of the drawing as it is."""
        self.pictures = weight_pictures(self._document.network)
        self.current = max(0, min(self.current, self.count - 1))
        self._read = None
        self._take()
        self._arrange()
        self.setAccessibleName(tr("Weights as pictures"))

    def set_each_own(self, own: bool) -> None:
        """Give each picture its own range of colours, or one range to all."""
        self.each_own = own
        self._read = None
        self._take()

    def _take(self) -> None:
        if self.pictures is None:
            self._strip = None
            self.viewport().update()
            return
        network = self._live.network
        network = network if self.pictures.fits(network) else self._document.network
        if network is self._read:
            return
        self._read = network
        values = self.pictures.values(network)
        self._limit = nice_limit(usual_limit(values))
        n, height, width = values.shape
        limits = self._limits(values) if self.each_own else np.array(self._limit)
        found = weight_bytes(values / limits, 1.0)
        self._strip = image_of_bytes(found.reshape(n * height, width))
        self.range_changed.emit(self._limit)
        self.viewport().update()

    def _limits(self, values: Array) -> Array:
        sizes = np.nan_to_num(np.abs(values)).max(axis=(1, 2), keepdims=True)
        return np.where(sizes > 0, sizes, 1.0)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    # Where they are

    @property
    def _picture(self) -> tuple[float, float]:
        """Width and height of one picture."""
        side = self._side * theme().scale
        if self.pictures is None:
            return side, side
        height, width = self.pictures.shape
        return side * width / max(width, height), side * height / max(width, height)

    @property
    def _cell(self) -> tuple[float, float]:
        metrics = QFontMetricsF(theme().font(_POINTS))
        names = metrics.horizontalAdvance(self._name(self.count - 1)) if self.count else 0
        width, height = self._picture
        px = theme().px
        return max(width, names) + px(10), height + metrics.height() + px(10)

    @property
    def columns(self) -> int:
        """How many stand beside each other."""
        return max(1, int((self.viewport().width() - theme().px(8)) // self._cell[0]))

    def box(self, index: int) -> QRectF:
        """Where the picture of a unit is in the view, with its name."""
        width, height = self._cell
        row, column = divmod(index, self.columns)
        left = theme().px(8) + column * width
        return QRectF(left, theme().px(6) + row * height - self.verticalScrollBar().value(),
                      width, height)  # fmt: skip

    def _arrange(self) -> None:
        rows = -(-self.count // self.columns)
        height = rows * self._cell[1] + theme().px(12)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(height - self.viewport().height())))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self._cell[1] / 2))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(640), theme().px(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(120))

    def zoom(self, factor: float) -> None:
        """Show larger or smaller pictures, the one in hand kept in view."""
        self._side = min(max(self._side * factor, _LEAST), _MOST)
        self._arrange()
        self._show_current()

    # Choosing

    def unit(self, index: int) -> Unit:
        """The unit of a picture."""
        assert self.pictures is not None
        return self.pictures.units[index]

    def go_to(self, index: int) -> None:
        """Choose a picture."""
        if 0 <= index < self.count:
            self.current = index
            self._show_current()
            self.setAccessibleDescription(self._name(index))
            self.chosen.emit(self.unit(index))

    def show_unit(self, unit: Unit) -> None:
        """Bring the picture of a unit into view."""
        if self.pictures is not None and unit in self.pictures.units:
            self.current = self.pictures.units.index(unit)
            self._show_current()

    def _show_current(self) -> None:
        bar, box = self.verticalScrollBar(), self.box(self.current)
        if box.top() < 0:
            bar.setValue(round(bar.value() + box.top()))
        elif box.bottom() > self.viewport().height():
            bar.setValue(round(bar.value() + box.bottom() - self.viewport().height()))
        self.viewport().update()

    def _at(self, point: QPointF) -> int | None:
        width, height = self._cell
        column = int((point.x() - theme().px(8)) // width)
        row = int((point.y() - theme().px(6) + self.verticalScrollBar().value()) // height)
        index = row * self.columns + column
        return index if 0 <= column < self.columns and 0 <= index < self.count else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if index is not None:
            self.go_to(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if index is not None:
            self.opened.emit(self.unit(index))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.2 ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, n = Qt.Key(event.key()), self.columns
        page = max(1, int(self.viewport().height() // self._cell[1])) * n
        moves = {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
                 Qt.Key.Key_Home: -self.count, Qt.Key.Key_End: self.count}  # fmt: skip
        if key in _KEYS:
            down, right = _KEYS[key]
            self.go_to(self.current + down * n + right)
        elif key in moves:
            self.go_to(max(0, min(self.current + moves[key], self.count - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.count:
            self.opened.emit(self.unit(self.current))
        elif event.text() in ("+", "=", "-", "_"):
            self.zoom(1.2 if event.text() in "+=" else 1 / 1.2)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._at(QPointF(event.pos()))
            text = self._told(index) if index is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def _told(self, index: int) -> str:
        n = self.pictures.shape[0] * self.pictures.shape[1] if self.pictures else 0
        weights = trn("{n} weight", "{n} weights", n)
        return tr("{unit}: {weights}. Click to select it, double-click to step through it.").format(
            unit=self._name(index), weights=weights
        )

    def _name(self, index: int) -> str:
        network = self._document.network
        return Names(network, self._settings.notation).activation(self.unit(index)).plain

    # Painting

    def _in_view(self) -> Iterator[int]:
        height, top = self._cell[1], self.verticalScrollBar().value()
        first = int(max(0, top - theme().px(6)) // height) * self.columns
        rows = int(self.viewport().height() // height) + 2
        return iter(range(first, min(first + rows * self.columns, self.count)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("panel"))
        if self._strip is not None and self.pictures is not None:
            self._paint_pictures(painter, self._strip, self.pictures)
        painter.end()

    def _paint_pictures(self, painter: QPainter, strip: QImage, pictures: WeightPictures) -> None:
        names = Names(self._document.network, self._settings.notation)
        height, width = pictures.shape
        size = self._picture
        painter.setFont(theme().font(_POINTS))
        for index in self._in_view():
            box = self.box(index)
            left = box.left() + (box.width() - size[0]) / 2
            place = QRectF(left, box.top() + theme().px(3), *size)
            painter.drawImage(place, strip, QRectF(0, index * height, width, height))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("line"), 1))
            painter.drawRect(place)
            chosen = index == self.current
            if chosen:
                painter.setPen(QPen(theme().colour("accent"), 3 if self.hasFocus() else 2))
                painter.drawRect(place.adjusted(-2, -2, 2, 2))
            painter.setPen(theme().colour("text" if chosen else "muted"))
            words = QRectF(
                box.left(), place.bottom() + 2, box.width(), box.bottom() - place.bottom()
            )
            name = names.activation(pictures.units[index]).plain
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)

    def _restyle(self) -> None:
        self._read = None
        self._take()
        self._arrange()
