"""One image in large; a pixel under the mouse, or chosen with the arrow keys, tells its number."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.network.node import Array
from gui.digits.picture import digit_image, draw_digit, fitted
from gui.theme import theme

HEIGHT = 208
_MOVES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class PixelView(QWidget):
    """Shows bytes (height, width)."""

    pixel_changed = Signal(int, int)
    """Row and column of the pixel that is pointed at, from 0; −1 for none."""

    def __init__(self) -> None:
        super().__init__()
        self._pixels: Array | None = None
        self._image = QImage()
        self._at = (-1, -1)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._recolour)

    def set_pixels(self, pixels: Array | None) -> None:
        """Show another image, or none."""
        self._pixels = pixels
        self._recolour()

    def _recolour(self) -> None:
        self._image = QImage() if self._pixels is None else digit_image(self._pixels)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(HEIGHT), theme().px(HEIGHT))

    @property
    def _place(self) -> QRectF:
        tall, wide = (1, 1) if self._pixels is None else self._pixels.shape
        return fitted(QRectF(self.rect()).adjusted(2, 2, -2, -2), tall, wide)

    def go_to(self, row: int, column: int) -> None:
        """Point at a pixel; −1 at none."""
        if (row, column) != self._at:
            self._at = row, column
            self.update()
            self.pixel_changed.emit(row, column)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pixels is not None:
            place = self._place
            draw_digit(painter, place, self._image)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("accent" if self.hasFocus() else "line"), 1))
            painter.drawRect(place)
            if self._at[0] >= 0:
                side = place.height() / self._pixels.shape[0]
                painter.setPen(QPen(theme().colour("accent"), 2))
                left, top = place.x() + self._at[1] * side, place.y() + self._at[0] * side
                painter.drawRect(QRectF(left, top, side, side))
        painter.end()

    def _pixel_at(self, point: QPointF) -> tuple[int, int]:
        if self._pixels is None:
            return -1, -1
        place = self._place
        tall, wide = self._pixels.shape
        row = int((point.y() - place.y()) / place.height() * tall // 1)
        column = int((point.x() - place.x()) / place.width() * wide // 1)
        return (row, column) if 0 <= row < tall and 0 <= column < wide else (-1, -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.go_to(*self._pixel_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.go_to(-1, -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _MOVES or self._pixels is None:
            super().keyPressEvent(event)
            return
        tall, wide = self._pixels.shape
        down, along = _MOVES[Qt.Key(event.key())]
        row, column = self._at if self._at[0] >= 0 else (tall // 2, wide // 2)
        self.go_to(min(max(row + down, 0), tall - 1), min(max(column + along, 0), wide - 1))

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()
