"""A plot for the homework g′: the curve of g, the formula that was typed, and the right slope."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import tr
from core.network.node import Array
from core.numerics.activations import ACTIVATIONS
from gui.theme import theme

_REACH, _POINTS = 4.0, 401
_LOWEST, _HIGHEST = -2.5, 3.0
Curve = Callable[[Array], Array]


class SlopePlot(QWidget):
    """Shows g; what was typed, once it can be read; and g′, once it may be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._name = "sigmoid"
        self._typed: Curve | None = None
        self._is_shown = False
        self._at: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    def show_curves(
        self, name: str, typed: Curve | None, with_slope: bool, at: float | None = None
    ) -> None:
        """Show an activation, a typed formula, and with ``at`` the z where both differ."""
        self._name, self._typed, self._is_shown, self._at = name, typed, with_slope, at
        self.update()

    @property
    def shows_slope(self) -> bool:
        """Return whether the right curve is drawn."""
        return self._is_shown

    def sizeHint(self) -> QSize:
        return QSize(theme().px(420), theme().px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(110))

    def curves(self) -> list[tuple[str, Array, QPen]]:
        """What is drawn: the words of the legend, the values, and the pen."""
        z, g = self._z(), ACTIVATIONS[self._name]
        t, width = theme(), max(2, theme().px(2))
        found = [("g(z)", g.value(z), QPen(t.colour("muted"), max(1, t.px(1))))]
        if self._typed is not None:
            pen = QPen(t.colour("chain_parameter"), width)
            found.append((tr("your formula"), self._typed(z), pen))
        if self._is_shown:
            pen = QPen(t.colour("accent"), width, Qt.PenStyle.DashLine)
            found.append(("g′(z)", g.slope(z), pen))
        return found

    def _z(self) -> Array:
        return np.linspace(-_REACH, _REACH, _POINTS)

    def paintEvent(self, event: QPaintEvent) -> None:
        curves, t = self.curves(), theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(t.colour("line"))
        painter.setBrush(t.colour("canvas"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(t.font(9))
        top = QFontMetricsF(painter.font()).height() + t.px(8)
        inner = box.adjusted(t.px(8), top, -t.px(8), -t.px(8))
        self._paint_legend(painter, curves, box)
        at = _scale(inner, [values for _name, values, _pen in curves])
        painter.setPen(t.colour("line"))
        painter.drawLine(at(-_REACH, 0), at(_REACH, 0))
        painter.drawLine(QPointF(at(0, 0).x(), inner.top()), QPointF(at(0, 0).x(), inner.bottom()))
        painter.drawLine(at(-_REACH, 1), at(_REACH, 1))
        painter.setPen(t.colour("muted"))
        painter.drawText(at(0, 1) + QPointF(t.px(4), -t.px(3)), "1")
        painter.drawText(at(0, 0) + QPointF(t.px(4), -t.px(3)), "0")
        painter.setClipRect(inner)
        for _name, values, pen in curves:
            painter.setPen(pen)
            for piece in _pieces(self._z(), values):
                painter.drawPolyline(QPolygonF([at(x, y) for x, y in piece]))
        if self._at is not None and abs(self._at) <= _REACH:
            self._paint_difference(painter, at)
        painter.end()

    def _paint_legend(
        self, painter: QPainter, curves: list[tuple[str, Array, QPen]], box: QRectF
    ) -> None:
        """Each name after a stroke of its curve; colours are not the only sign."""
        px, metrics = theme().px, QFontMetricsF(painter.font())
        x, y = box.left() + px(10), box.top() + px(4) + metrics.height() / 2
        for name, _values, pen in curves:
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + px(22), y))
            painter.setPen(theme().colour("text"))
            painter.drawText(QPointF(x + px(27), y + metrics.ascent() / 2 - 1), name)
            x += px(27 + 16) + metrics.horizontalAdvance(name)

    def _paint_difference(self, painter: QPainter, at: Callable[[float, float], QPointF]) -> None:
        """Dots at the counterexample: what the formula gives there, and the slope."""
        assert self._at is not None
        z = np.array([self._at])
        painter.setPen(Qt.PenStyle.NoPen)
        for values, token in (
            (self._typed(z) if self._typed else z * np.nan, "chain_parameter"),
            (ACTIVATIONS[self._name].slope(z), "accent"),
        ):
            if np.isfinite(values[0]):
                painter.setBrush(theme().colour(token))
                size = theme().px(4)
                painter.drawEllipse(at(self._at, float(values[0])), size, size)


def _scale(inner: QRectF, curves: list[Array]) -> Callable[[float, float], QPointF]:
    """Where a point of the plot is: all of the curves, but not without limit."""
    values = np.concatenate(curves)
    values = values[np.isfinite(values)]
    low = max(_LOWEST, min(-0.1, float(values.min(initial=0.0))))
    high = min(_HIGHEST, max(1.05, float(values.max(initial=1.0))))

    def at(x: float, y: float) -> QPointF:
        y = min(max(y, 2 * _LOWEST), 2 * _HIGHEST)
        return QPointF(
            inner.left() + (x + _REACH) / (2 * _REACH) * inner.width(),
            inner.bottom() - (y - low) / (high - low) * inner.height(),
        )

    return at


def _pieces(z: Array, values: Array) -> list[list[tuple[float, float]]]:
    """A curve without the strokes that would join its two sides at a jump."""
    ok = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        jumps = np.abs(np.diff(values)) > 0.25
    pieces: list[list[tuple[float, float]]] = [[]]
    for i in range(len(z)):
        if not ok[i] or (i and jumps[i - 1]):
            pieces.append([])
        if ok[i]:
            pieces[-1].append((float(z[i]), float(values[i])))
    return [piece for piece in pieces if len(piece) > 1]
