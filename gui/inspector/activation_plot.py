"""A small plot of an activation, from z = −4 to 4."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import tr
from core.network.node import Array
from core.numerics.activations import ACTIVATIONS
from gui.theme import theme

_REACH = 4.0
_POINTS = 161


class ActivationPlot(QWidget):
    """The curve of g with both axes; the height follows the curve, from −1 to 1 at least."""

    def __init__(self) -> None:
        super().__init__()
        self._name = "identity"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def show_activation(self, name: str, title: str) -> None:
        """Show another activation, called ``title``."""
        self._name = name
        self.setAccessibleName(tr("Plot of {activation}").format(activation=title))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(84))

    def _curve(self) -> tuple[Array, Array]:
        z = np.linspace(-_REACH, _REACH, _POINTS)
        return z, ACTIVATIONS[self._name].value(z)

    def paintEvent(self, event: QPaintEvent) -> None:
        z, a = self._curve()
        low, high = min(-1.0, float(a.min())), max(1.0, float(a.max()))
        low, high = max(low, -_REACH), min(high, _REACH)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme().colour("line"))
        painter.setBrush(theme().colour("canvas"))
        painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(8, 8, -8, -8)

        def at(x: float, y: float) -> QPointF:
            return QPointF(
                inner.left() + (x + _REACH) / (2 * _REACH) * inner.width(),
                inner.bottom() - (y - low) / (high - low) * inner.height(),
            )

        painter.drawLine(at(-_REACH, 0), at(_REACH, 0))
        painter.drawLine(at(0, low), at(0, high))
        painter.setClipRect(inner.adjusted(-2, -2, 2, 2))
        painter.setPen(QPen(theme().colour("hidden_line"), max(2, theme().px(2))))
        painter.drawPolyline(QPolygonF([at(x, y) for x, y in zip(z, a, strict=True)]))
        painter.end()
