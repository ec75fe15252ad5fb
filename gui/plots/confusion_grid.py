"""Which class was taken for which, as a grid to be read, and chosen from cell by cell."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import tr
from core.network.node import Array
from gui.frames import frames
from gui.theme import theme

Cell = tuple[int, int]
"""True class and predicted class, from 0."""
_LARGEST, _SMALLEST = 11.0, 6.5
_RATES_FROM = 210
"""The width, at normal size of text, from which the rates of the classes stand beside the grid."""
_MOST_NAME = 76
_MISTAKE = 0.5
"""How strong the colour of the commonest mistake is at least."""
_ROW_LEAST = 0.7
"""The height of a row, in lines of text, that its name needs."""


@dataclass(frozen=True, eq=False)
class Counts:
    """What the grid shows: counts (m, m) by true class (row) and predicted class (column)."""

    names: tuple[str, ...]
    counts: Array
    recall: Array
    precision: Array
    as_shares: bool = False
    mark: str = "."

    def text(self, true: int, predicted: int) -> str:
        """What stands in a cell: a count, or percent of the true class; nothing for 0."""
        n = int(self.counts[true, predicted])
        if not n:
            return ""
        share = 100 * n / self.counts[true].sum()
        return self.percent(share) if self.as_shares else str(n)

    def percent(self, number: float) -> str:
        """A rate in at most four signs: 97.3, 100, 0.21."""
        if number >= 99.95:
            return "100"
        text = f"{number:.1f}" if number >= 1 else f"{number:.2f}"
        return text.replace(".", self.mark)

    def strength(self, true: int, predicted: int) -> float:
        """How strong its colour is, 0 to 1: the root, so that a few mistakes are seen, too.

        The commonest mistake is never faint, and the others are as they compare with it.
        """
        return float(self._strengths[true, predicted])

    @cached_property
    def _strengths(self) -> Array:
        roots = np.sqrt(self.counts / np.maximum(self.counts.sum(axis=1, keepdims=True), 1))
        mistakes = roots - np.diag(np.diag(roots))
        worst = float(mistakes.max())
        return roots + (max(1.0, _MISTAKE / worst) - 1.0) * mistakes if worst else roots


class ConfusionGrid(QWidget):
    """Right ones on the diagonal, blue and bold; mistakes beside it, orange.

    The arrow keys go from cell to cell, Enter or a click chooses one. ``moved`` tells the cell
    that is read, or None.
    """

    chosen = Signal(int, int)
    moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.shown: Counts | None = None
        self.cell: Cell | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_counts(self, counts: Counts) -> None:
        """Show other numbers; the cell stays."""
        m = len(counts.names)
        if self.cell is not None and max(self.cell) >= m:
            self.cell = None
        self.shown = counts
        self.update()

    def go_to(self, cell: Cell | None) -> None:
        """Read another cell."""
        if cell != self.cell:
            self.cell = cell
            self.update()
            self.moved.emit(cell)

    # Where things are

    def area(self, bounds: QRectF) -> QRectF:
        """The rectangle of all cells within some bounds."""
        if self.shown is None:
            return QRectF()
        px, metrics = theme().px, QFontMetricsF(theme().font(9))
        names = max((metrics.horizontalAdvance(n) for n in self.shown.names), default=0.0)
        line = metrics.height()
        left = line + min(names, px(_MOST_NAME)) + px(8)
        right: float = px(4)
        bottom: float = px(4)
        if self._has_rates(bounds):
            right = metrics.horizontalAdvance("99.9 %") + px(6)
            bottom = px(4) if self._is_low(bounds) else line + px(3)
        above = line * (1 if self._is_low(bounds) else 2) + px(2)
        return bounds.adjusted(left, above, -right, -bottom)

    def _is_low(self, bounds: QRectF) -> bool:
        """Whether the rows need the height more than a line that says what the columns are."""
        assert self.shown is not None
        line = QFontMetricsF(theme().font(9)).height()
        return bounds.height() - 3 * line < _ROW_LEAST * line * len(self.shown.names)

    @staticmethod
    def _has_rates(bounds: QRectF) -> bool:
        return bounds.width() >= theme().px(_RATES_FROM)

    def rectangle(self, area: QRectF, true: int, predicted: int) -> QRectF:
        """One cell, with a line of ground around it."""
        assert self.shown is not None
        m = len(self.shown.names)
        width, height = area.width() / m, area.height() / m
        left, top = area.left() + predicted * width, area.top() + true * height
        return QRectF(left, top, width - 1, height - 1)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell under a point of the widget."""
        area = self.area(QRectF(self.rect()))
        if self.shown is None or not area.contains(x, y):
            return None
        m = len(self.shown.names)
        true = int((y - area.top()) / area.height() * m)
        predicted = int((x - area.left()) / area.width() * m)
        return min(true, m - 1), min(predicted, m - 1)

    # Mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if cell is not None else Qt.CursorShape.ArrowCursor
        )
        self.go_to(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell is not None and event.button() is Qt.MouseButton.LeftButton:
            self.go_to(cell)
            self.chosen.emit(*cell)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.go_to(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keys = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        if by_keys and self.cell is None and self.shown is not None:
            self.go_to((0, 0))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.go_to(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.shown is None or not self._key(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def _key(self, key: Qt.Key) -> bool:
        moves = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }  # fmt: skip
        assert self.shown is not None
        last = len(self.shown.names) - 1
        true, predicted = self.cell or (0, 0)
        if key in moves:
            down, right = moves[key]
            if self.cell is not None:
                true, predicted = true + down, predicted + right
            self.go_to((min(max(true, 0), last), min(max(predicted, 0), last)))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to((true, 0 if key == Qt.Key.Key_Home else last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.cell:
            self.chosen.emit(*self.cell)
        elif key == Qt.Key.Key_Escape and self.cell:
            self.go_to(None)
        else:
            return False
        return True

    # Look

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(90))

    def paintEvent(self, event: QPaintEvent) -> None:
        begun = perf_counter()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel"))
        self.paint(painter, QRectF(self.rect()))
        painter.end()
        frames().painted(perf_counter() - begun)

    def paint(self, painter: QPainter, bounds: QRectF) -> None:
        """Draw the grid into a rectangle of any painter."""
        if self.shown is None:
            return
        area = self.area(bounds)
        self._paint_names(painter, self.shown, area, bounds)
        self._paint_cells(painter, self.shown, area)
        if self._has_rates(bounds):
            self._paint_rates(painter, self.shown, area, bounds)
        if self.cell is not None and bounds == QRectF(self.rect()):
            pen = QPen(theme().colour("accent" if self.hasFocus() else "text"), theme().px(2))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rectangle(area, *self.cell))

    def _paint_names(self, painter: QPainter, shown: Counts, area: QRectF, bounds: QRectF) -> None:
        """The classes along both sides, and what the sides are."""
        font, px = theme().font(9), theme().px
        metrics = QFontMetricsF(font)
        line, centre = metrics.height(), Qt.AlignmentFlag.AlignCenter
        painter.setFont(font)
        painter.setPen(theme().colour("muted"))
        if not self._is_low(bounds):
            top = QRectF(area.left(), bounds.top(), area.width(), line)
            painter.drawText(top, centre, tr("predicted class"))
        if metrics.horizontalAdvance(tr("true class")) <= area.height():
            painter.save()
            painter.translate(bounds.left(), area.bottom())
            painter.rotate(-90)
            painter.drawText(QRectF(0, 0, area.height(), line), centre, tr("true class"))
            painter.restore()
        painter.setPen(theme().colour("text"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        low = self.rectangle(area, 0, 0).height()
        every = max(1, ceil(_ROW_LEAST * line / max(low, 1.0)))  # of names there is room for
        for k, name in enumerate(shown.names):
            row, column = self.rectangle(area, k, 0), self.rectangle(area, 0, k)
            left = bounds.left() + line
            beside = QRectF(left, row.top(), area.left() - left - px(4), row.height())
            if k % every == 0:
                painter.drawText(beside, right, metrics.elidedText(name, elide, beside.width()))
            above = QRectF(column.left(), area.top() - line - px(1), column.width(), line)
            if column.width() >= metrics.horizontalAdvance("0"):
                painter.drawText(above, centre, metrics.elidedText(name, elide, above.width()))

    def _paint_cells(self, painter: QPainter, shown: Counts, area: QRectF) -> None:
        m, centre = range(len(shown.names)), Qt.AlignmentFlag.AlignCenter
        cells = {(i, j): self.rectangle(area, i, j) for i in m for j in m}
        for cell, rectangle in cells.items():
            painter.fillRect(rectangle, _ground(shown, *cell))
        points = self._points(shown, cells[0, 0])
        if not points:
            return
        painter.setPen(theme().colour("text"))
        for bold in (False, True):  # another font for each cell would take as long as its text
            painter.setFont(theme().font(points, bold=bold))
            for (i, j), rectangle in cells.items():
                if (i == j) is bold and (text := shown.text(i, j)):
                    painter.drawText(rectangle, centre, text)

    @staticmethod
    def _points(shown: Counts, cell: QRectF) -> float:
        """The size of the numbers that fits every cell; 0 where none does."""
        longest = max((shown.text(i, i) for i in range(len(shown.names))), key=len, default="")
        points = _LARGEST
        while points >= _SMALLEST:
            metrics = QFontMetricsF(theme().font(points, bold=True))
            width = metrics.horizontalAdvance("0" * max(2, len(longest)))
            if width <= cell.width() - 1 and metrics.ascent() <= cell.height():
                return points
            points -= 0.5
        return 0.0

    def _paint_rates(self, painter: QPainter, shown: Counts, area: QRectF, bounds: QRectF) -> None:
        """Right of the grid how many of a class are found; below, how many so called are."""
        font = theme().font(8)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme().colour("muted"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        px, height = theme().px, bounds.bottom() - area.bottom()
        after = area.right() + px(4)
        for k in range(len(shown.names)):
            row, column = self.rectangle(area, k, 0), self.rectangle(area, 0, k)
            beside = QRectF(after, row.top(), bounds.right() - after, row.height())
            if row.height() >= 0.7 * metrics.height() and np.isfinite(shown.recall[k]):
                painter.drawText(beside, left, shown.percent(100 * shown.recall[k]) + " %")
            below = QRectF(column.left(), area.bottom(), column.width(), height)
            rate = 100 * shown.precision[k]
            text = shown.percent(rate) if np.isfinite(rate) else ""
            if height > px(4) and column.width() >= metrics.horizontalAdvance(text):
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        if height > px(4):
            painter.drawText(QRectF(after, area.bottom(), bounds.right(), height), left, "%")


def _ground(shown: Counts, true: int, predicted: int) -> QColor:
    percent = round(60 * shown.strength(true, predicted))
    return _mixed("positive" if true == predicted else "negative", percent, theme().is_dark)


@lru_cache(maxsize=256)
def _mixed(token: str, percent: int, _is_dark: bool) -> QColor:
    return theme().blended(token, percent / 100, "canvas")
