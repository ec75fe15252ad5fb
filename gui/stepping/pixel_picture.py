"""An observation that is an image, as a picture; the pixel in question is framed."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.network.node import Array
from gui.digits.picture import digit_image, draw_digit, fitted
from gui.theme import theme

_SIDE, _LOW_SIDE = 112, 76


class PixelPicture(QWidget):
    """Shows (height, width) values, 0 to 1, in the colours of the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Array | None = None
        self._image: QImage | None = None
        self._pixel: tuple[int, int] | None = None
        self._side = _SIDE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._restyle)

    def show_pixels(self, values: Array, pixel: tuple[int, int] | None, name: str) -> None:
        """Show another image; ``pixel`` is its row and column from 1, ``name`` what it is."""
        self._values, self._pixel = values, pixel
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._restyle()

    def _restyle(self) -> None:
        self._image = None if self._values is None else digit_image(self._values)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._side), theme().px(self._side))

    def set_low(self, low: bool) -> None:
        """Take less room on a low screen."""
        side = _LOW_SIDE if low else _SIDE
        if side != self._side:
            self._side = side
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        height, width = self._image.height(), self._image.width()
        box = fitted(QRectF(self.rect()).adjusted(1, 1, -1, -1), height, width)
        draw_digit(painter, box, self._image)
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawRect(box)
        if self._pixel is not None:
            self._frame(painter, box, *self._pixel)
        painter.end()

    def _frame(self, painter: QPainter, box: QRectF, row: int, column: int) -> None:
        assert self._image is not None
        side = box.width() / self._image.width()
        place = QRectF(box.left() + (column - 1) * side, box.top() + (row - 1) * side, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("chain_parameter"), 2))
        painter.drawRect(place.adjusted(-2, -2, 2, 2))
