"""Where many starts ended, as bars: one a group, as long as it is frequent."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import theme

_POINTS = 9.5


@dataclass(frozen=True)
class Bar:
    """One group: what it is called, how many there are, and whether it is the wanted one."""

    name: str
    count: int
    good: bool


class Bars(QWidget):
    """Horizontal bars with their counts; a click or the arrow keys choose one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._total = 1
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        theme().changed.connect(self.update)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar], total: int) -> None:
        """Show other bars; ``total`` is what all of them together count."""
        self._bars, self._total = tuple(bars), max(1, total)
        self.setAccessibleDescription("; ".join(f"{bar.name}: {bar.count}" for bar in bars))
        self.updateGeometry()
        self.update()

    def choose(self, index: int) -> None:
        """Mark one bar."""
        if 0 <= index < len(self._bars) and index != self._current:
            self._current = index
            self.chosen.emit(index)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), self._height() * max(1, len(self._bars)) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def _height(self) -> int:
        return round(QFontMetricsF(theme().font(_POINTS)).height()) + theme().px(8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose(int(event.position().y()) // self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in moves and self._bars:
            now = self._current + moves[Qt.Key(event.key())]
            self.choose(min(max(now, 0), len(self._bars) - 1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme().font(_POINTS)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        names = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0.0)
        left = min(names, self.width() * 0.5) + theme().px(12)
        counts = metrics.horizontalAdvance(f" {self._total} (100 %)") + theme().px(8)
        room = max(10.0, self.width() - left - counts)
        most = max((bar.count for bar in self._bars), default=1)
        for i, bar in enumerate(self._bars):
            row = QRectF(0, i * self._height(), self.width(), self._height())
            self._paint(painter, row, bar, left, room * bar.count / max(1, most), i)
        painter.end()

    def _paint(
        self, painter: QPainter, row: QRectF, bar: Bar, left: float, length: float, index: int
    ) -> None:
        t = theme()
        if index == self._current:
            painter.fillRect(row, t.blended("accent", 0.12, "panel"))
        painter.setPen(t.colour("text"))
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row.adjusted(4, 0, 0, 0), side | Qt.AlignmentFlag.AlignLeft, bar.name)
        box = QRectF(left, row.top() + 4, max(2.0, length), row.height() - 8)
        token = "good" if bar.good else "negative"
        painter.setPen(QPen(t.colour(token), 1.2))
        # What failed is hatched as well: colour is not the only sign.
        painter.setBrush(t.blended(token, 0.55, "panel"))
        painter.drawRoundedRect(box, 3, 3)
        if not bar.good:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            painter.drawRect(box)
        painter.setPen(t.colour("text"))
        share = f"{bar.count} ({100 * bar.count / self._total:.0f} %)"
        where = QRectF(box.right() + 6, row.top(), row.width(), row.height())
        painter.drawText(where, side | Qt.AlignmentFlag.AlignLeft, share)
        if self.hasFocus() and index == max(0, self._current):
            painter.setPen(QPen(t.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)
