"""The steps of a trace on a line: where the phases begin, where the cursor is, drag to scrub."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from gui.theme import theme

_TRACK = 5.0
_HANDLE = 8.0


class Timeline(QSlider):
    """A slider over cursor + 1, so that 0 is before the first step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._ticks: tuple[int, ...] = ()
        self._title_of: Callable[[int], str] = lambda index: ""
        self.setPageStep(4)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_steps(self, n: int, ticks: Sequence[int], title_of: Callable[[int], str]) -> None:
        """Show ``n`` steps; phases begin at ``ticks``; ``title_of`` names one for the tooltip."""
        self._ticks, self._title_of = tuple(ticks), title_of
        self.setEnabled(n > 0)
        self.blockSignals(True)
        self.setRange(0, max(n, 0))
        self.blockSignals(False)
        self.update()

    def show_cursor(self, cursor: int) -> None:
        """Move the handle without telling anybody."""
        self.blockSignals(True)
        self.setValue(cursor + 1)
        self.blockSignals(False)

    def cursor_at(self, x: float) -> int:
        """The step nearest to a horizontal place, −1 before the first."""
        share = (x - self._left) / max(1.0, self._right - self._left)
        return round(max(0.0, min(1.0, share)) * self.maximum()) - 1

    def x_of(self, cursor: int) -> float:
        """Where a step is."""
        share = (cursor + 1) / self.maximum() if self.maximum() else 0.0
        return self._left + share * (self._right - self._left)

    @property
    def _left(self) -> float:
        return _HANDLE * theme().scale + 2

    @property
    def _right(self) -> float:
        return self.width() - self._left

    def sizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), theme().px(28))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self.cursor_at(event.position().x()) + 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self.cursor_at(event.position().x()) + 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cursor = self.cursor_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._title_of(cursor), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, x = self.height() / 2, self.x_of(self.value() - 1)
        accent = theme().colour("accent" if self.isEnabled() else "off_path")
        self._bar(painter, self._left, self._right, middle, "line")
        painter.setBrush(accent)
        self._rounded(painter, self._left, x, middle)
        self._paint_ticks(painter, middle, x)
        if self.isEnabled():
            radius = _HANDLE * theme().scale
            painter.setPen(QPen(theme().colour("panel"), 2.5 * theme().scale))
            painter.setBrush(accent)
            painter.drawEllipse(QPointF(x, middle), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_ticks(self, painter: QPainter, middle: float, x: float) -> None:
        half = 7 * theme().scale
        for tick in self._ticks:
            at = round(self.x_of(tick)) + 0.5
            passed = at < x
            painter.setPen(QPen(theme().colour("accent" if passed else "muted"), 1.5))
            painter.drawLine(QPointF(at, middle - half), QPointF(at, middle + half))
        painter.setPen(Qt.PenStyle.NoPen)

    def _bar(self, painter: QPainter, left: float, right: float, y: float, token: str) -> None:
        painter.setBrush(theme().blended("off_path", 0.6, "panel") if token == "line" else token)
        self._rounded(painter, left, right, y)

    def _rounded(self, painter: QPainter, left: float, right: float, y: float) -> None:
        thick = _TRACK * theme().scale
        box = QRectF(left, y - thick / 2, max(0.0, right - left), thick)
        painter.drawRoundedRect(box, thick / 2, thick / 2)
