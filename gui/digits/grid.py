"""A grid of images that scrolls through any number of them: only what is in sight is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from core.datasets.browsing import pixel_bytes
from core.network.data import Data
from core.network.node import Array
from gui.digits.picture import digit_image
from gui.theme import theme

SIDES = (28, 40, 56, 84)
"""How large an image can be shown, in pixels at normal size of text."""
_AIR = 2  # source pixels on each side of an image
_PAD = 6
_SLICE, _MOST_LINES = 0.02, 120
"""Seconds that new lines are drawn for before the window goes on; lines that are kept."""


@dataclass(frozen=True)
class Caption:
    """What stands below an image; what is wrong is marked by a sign, too."""

    text: str
    is_wrong: bool = False


class DigitGrid(QAbstractScrollArea):
    """Arrow keys, Page and Home move; Enter opens; Ctrl with the wheel or + and − makes larger."""

    current_changed = Signal(int)
    """The row of the data that is current, −1 for none."""
    activated = Signal(int)
    """The row on which Enter was pressed or the mouse clicked twice."""

    def __init__(self) -> None:
        super().__init__()
        self._data: Data | None = None
        self._rows: Array = np.arange(0)
        self._at = -1
        self._size = 1
        self._lines: dict[int, QPixmap] = {}
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self.viewport().update)
        self.caption: Callable[[int], Caption] = lambda row: Caption("")
        self.tip: Callable[[int], str] = lambda row: ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        theme().changed.connect(self._lay_out)

    # What is shown

    @property
    def rows(self) -> Array:
        """The rows of the data that are shown, in their order."""
        return self._rows

    @property
    def current_row(self) -> int:
        """The row of the data that is current, −1 for none."""
        return int(self._rows[self._at]) if 0 <= self._at < len(self._rows) else -1

    def set_rows(self, data: Data, rows: Array) -> None:
        """Show other images; what was current stays so where it is still there."""
        current = self.current_row if data is self._data else -1
        self._data, self._rows = data, rows
        found = np.flatnonzero(rows == current) if current >= 0 else np.arange(0)
        self._at = int(found[0]) if found.size else (0 if len(rows) else -1)
        self._lay_out()
        if self.current_row != current:
            self._show_current()
            self.current_changed.emit(self.current_row)

    def go_to(self, position: int) -> None:
        """Make the image at a position of the grid the current one."""
        position = min(max(position, 0), len(self._rows) - 1)
        if position != self._at and position >= 0:
            self._at = position
            self._show_current()
            self.viewport().update()
            self.current_changed.emit(self.current_row)

    def enlarge(self, steps: int) -> None:
        """Show the images larger or smaller."""
        size = min(max(self._size + steps, 0), len(SIDES) - 1)
        if size != self._size:
            self._size = size
            self._lay_out()
            self._show_current()

    # Geometry

    @property
    def _scale(self) -> float:
        """Pixels to a pixel of the images."""
        tall, wide = self._image
        return theme().px(SIDES[self._size]) / max(tall, wide)

    @property
    def _image(self) -> tuple[int, int]:
        return (self._data and self._data.image) or (1, 1)

    @property
    def _cell(self) -> QSize:
        tall, wide = self._image
        width = round((wide + 2 * _AIR) * self._scale)
        height = round((tall + 2 * _AIR) * self._scale) + self._caption_height
        return QSize(max(1, width), max(1, height))

    @property
    def _caption_height(self) -> int:
        return QFontMetrics(theme().font(8.5)).height() + 2

    @property
    def across(self) -> int:
        """How many images stand side by side."""
        return max(1, (self.viewport().width() - 2 * _PAD) // self._cell.width())

    @property
    def n_lines(self) -> int:
        """How many lines of images there are."""
        return -(-len(self._rows) // self.across)

    def redraw(self) -> None:
        """Draw anew what is in sight: captions or colours are others."""
        self._lines.clear()
        self.viewport().update()

    def _lay_out(self) -> None:
        self._lines.clear()
        height = self.n_lines * self._cell.height() + 2 * _PAD
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(1, self._cell.height() // 2))
        bar.setRange(0, max(0, height - self.viewport().height()))
        self.viewport().update()

    def box_of(self, position: int) -> QRect:
        """Where an image stands in the viewport."""
        cell = self._cell
        down, along = divmod(position, self.across)
        top = _PAD + down * cell.height() - self.verticalScrollBar().value()
        return QRect(QPoint(_PAD + along * cell.width(), top), cell)

    def position_at(self, point: QPoint) -> int:
        """The position of the image at a point of the viewport, −1 if there is none."""
        cell = self._cell
        along = (point.x() - _PAD) // cell.width()
        down = (point.y() - _PAD + self.verticalScrollBar().value()) // cell.height()
        position = down * self.across + along
        inside = 0 <= along < self.across and 0 <= position < len(self._rows)
        return position if inside else -1

    def _show_current(self) -> None:
        if self._at < 0:
            return
        box, bar = self.box_of(self._at), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + box.top() - _PAD)
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + box.bottom() - self.viewport().height() + _PAD)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("canvas"))
        if self._data is not None and len(self._rows):
            self._draw(painter, self._data)
        painter.end()

    def _draw(self, painter: QPainter, data: Data) -> None:
        """Draw the lines in sight; those that are new, as long as the window can wait."""
        height, scrolled = self._cell.height(), self.verticalScrollBar().value()
        first = max(0, (scrolled - _PAD) // height)
        last = min((scrolled + self.viewport().height()) // height + 1, self.n_lines)
        until, late = perf_counter() + _SLICE, False
        for line in range(first, last):
            if line not in self._lines:
                late = late or perf_counter() > until
                if late:
                    continue
                self._lines[line] = self._drawn_line(data, line)
            painter.drawPixmap(self.box_of(line * self.across).topLeft(), self._lines[line])
        self._forget_lines(first, last)
        if late:
            self._more.start(0)
        if first * self.across <= self._at < last * self.across:
            self._draw_current(painter, self.box_of(self._at))

    def _forget_lines(self, first: int, last: int) -> None:
        """Keep the pictures of the lines around what is in sight."""
        if len(self._lines) > _MOST_LINES:
            around = range(2 * first - last, 2 * last - first)
            self._lines = {k: picture for k, picture in self._lines.items() if k in around}

    def _drawn_line(self, data: Data, line: int) -> QPixmap:
        """The picture of a line: its images at once, ten times as fast as one by one."""
        cell, ratio = self._cell, self.devicePixelRatioF()
        rows = self._rows[line * self.across : (line + 1) * self.across]
        pixels = pixel_bytes(data, rows)
        n, tall, wide = pixels.shape
        strip = np.zeros((tall + 2 * _AIR, n, wide + 2 * _AIR), np.uint8)
        strip[_AIR:-_AIR, :, _AIR:-_AIR] = pixels.transpose(1, 0, 2)
        size = QSize(n * cell.width(), cell.height())
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme().colour("canvas"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < 4)
        place = QRectF(0, 0, size.width(), cell.height() - self._caption_height)
        painter.drawImage(place, digit_image(strip.reshape(tall + 2 * _AIR, -1)))
        painter.setFont(theme().font(8.5))
        for i, row in enumerate(rows.tolist()):
            box = QRect(QPoint(i * cell.width(), 0), cell)
            self._draw_caption(painter, box, self.caption(row))
        painter.end()
        return picture

    def _draw_caption(self, painter: QPainter, box: QRect, caption: Caption) -> None:
        high = self._caption_height
        place = QRect(box.x(), box.bottom() - high, box.width(), high)
        if caption.is_wrong:
            painter.setPen(QPen(theme().colour("bad"), 2))
            painter.drawRect(box.adjusted(2, 2, -2, -high - 1))
        painter.setPen(theme().colour("bad" if caption.is_wrong else "muted"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(caption.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_current(self, painter: QPainter, box: QRect) -> None:
        token = "accent" if self.hasFocus() else "muted"
        painter.setPen(QPen(theme().colour(token), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    # Mouse and keys

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self.position_at(event.position().toPoint())
        if position >= 0:
            self.go_to(position)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = self.position_at(event.position().toPoint())
        if position >= 0:
            self.activated.emit(int(self._rows[position]))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.across * max(1, self.viewport().height() // self._cell.height())
        moves = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.across, Qt.Key.Key_Down: self.across,
            Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._rows), Qt.Key.Key_End: len(self._rows),
        }  # fmt: skip
        key = event.key()
        if key in moves:
            self.go_to(self._at + moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row >= 0:
            self.activated.emit(self.current_row)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.enlarge(1 if key == Qt.Key.Key_Plus else -1)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position = self.position_at(event.pos())
            text = self.tip(int(self._rows[position])) if position >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()
