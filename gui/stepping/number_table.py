"""A list of named numbers with a bar for the size of each; of very many the largest are listed."""

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.network.node import Array
from gui.theme import theme

_Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 23
MOST_LISTED = 500
_NO_VALUE = "·"


class NumberModel(QAbstractListModel):
    """Rows of a name and a value, in any order; NaN stands for a value that is not known."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.values: Array = np.zeros(0)
        self.order: Array = np.zeros(0, dtype=np.intp)
        self.current = -1
        self.lit = -1
        self.logarithmic = False
        self._name: Callable[[int], str] = str
        self._text: Callable[[float], str] = str

    def set_rows(
        self, values: Array, name: Callable[[int], str], text: Callable[[float], str]
    ) -> None:
        """Show other numbers; ``name`` is of a position in ``values``."""
        self.beginResetModel()
        self.values, self._name, self._text = values, name, text
        self.order = self._with_current(np.arange(min(len(values), MOST_LISTED)))
        sizes = np.abs(values[np.isfinite(values)])
        self._largest = float(sizes.max()) if sizes.size else 0.0
        positive = sizes[sizes > 0]
        self._smallest = float(positive.min()) if positive.size else 0.0
        self.endResetModel()

    def sort_by_size(self) -> None:
        """Largest first; what is not known comes last."""
        self.beginResetModel()
        sizes = np.nan_to_num(np.abs(self.values), nan=-1.0)
        chosen = np.arange(len(sizes))
        if len(sizes) > MOST_LISTED:
            chosen = np.sort(np.argpartition(-sizes, MOST_LISTED)[:MOST_LISTED])
        chosen = self._with_current(chosen)
        self.order = chosen[np.argsort(-sizes[chosen], kind="stable")]
        self.endResetModel()

    def _with_current(self, chosen: Array) -> Array:
        """The one in question is listed whatever its size."""
        if 0 <= self.current < len(self.values) and self.current not in chosen:
            return np.append(chosen, self.current)
        return chosen

    @property
    def n_left_out(self) -> int:
        """How many values are not listed because there are very many."""
        return len(self.values) - len(self.order)

    def row_of(self, position: int) -> int:
        """The row that shows a position of the values, −1 if none does."""
        found = np.flatnonzero(self.order == position)
        return int(found[0]) if found.size else -1

    def name(self, row: int) -> str:
        """The name in a row."""
        return self._name(int(self.order[row]))

    def text(self, row: int) -> str:
        """The number in a row."""
        value = float(self.values[self.order[row]])
        return _NO_VALUE if np.isnan(value) else self._text(value)

    def share(self, row: int) -> float:
        """How long the bar of a row is, 0 to 1."""
        size = abs(float(self.values[self.order[row]]))
        if not np.isfinite(size) or size == 0 or not self._largest:
            return 0.0
        if not self.logarithmic or self._smallest == self._largest:
            return size / self._largest
        low = np.log10(self._smallest) - 1
        return float((np.log10(size) - low) / (np.log10(self._largest) - low))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.order)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.name(index.row())}: {self.text(index.row())}"
        return None


class _Rows(QStyledItemDelegate):
    """Paints name, bar and number of a row."""

    def __init__(self, model: NumberModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.enlarged = 1.0
        self.name_width = 0.0
        self.value_width = 0.0

    @property
    def row_height(self) -> int:
        """The height of a row in pixels."""
        return theme().px(_ROW_HEIGHT * self.enlarged)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(40, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, rect = index.row(), QRectF(option.rect)
        chosen = int(self._model.order[row]) == self._model.current
        painter.save()
        self._paint_ground(painter, option, rect, int(self._model.order[row]))
        painter.setFont(theme().font(10 * self.enlarged, bold=chosen))
        painter.setPen(theme().colour("chain_parameter" if chosen else "text"))
        inner = rect.adjusted(4, 0, -4, 0)
        painter.drawText(inner, _LEFT, self._model.name(row))
        painter.setPen(theme().colour("text"))
        painter.drawText(inner, _RIGHT, self._model.text(row))
        self._paint_bar(painter, inner, row, chosen)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, position: int
    ) -> None:
        state = option.state
        over = state & QStyle.StateFlag.State_MouseOver or position == self._model.lit
        focused = state & QStyle.StateFlag.State_HasFocus
        if over:
            painter.fillRect(rect, theme().blended("accent", 0.1, "panel"))
        if focused:
            painter.setPen(theme().colour("accent"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_bar(self, painter: QPainter, inner: QRectF, row: int, chosen: bool) -> None:
        left = inner.left() + self.name_width + 8
        room = inner.right() - self.value_width - 12 - left
        share = self._model.share(row)
        if room < 12 or not share:
            return
        height = 7 * theme().scale
        box = QRectF(left, inner.center().y() - height / 2, max(2.0, share * room), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("chain_parameter" if chosen else "hidden_line"))
        radius = min(height, box.width()) / 2
        painter.drawRoundedRect(box, radius, radius)

    def fit(self) -> None:
        """Make room for the longest names and numbers among the first rows."""
        metrics = QFontMetricsF(theme().font(10 * self.enlarged, bold=True))
        rows = range(min(40, self._model.rowCount()))
        widths = [metrics.horizontalAdvance(self._model.name(r)) for r in rows]
        self.name_width = max(widths, default=0.0)
        widths = [metrics.horizontalAdvance(self._model.text(r)) for r in rows]
        self.value_width = max(widths, default=0.0)


class NumberTable(QListView):
    """Shows a `NumberModel`; ``chosen`` and ``pointed_at`` tell the position of a value."""

    chosen = Signal(int)
    pointed_at = Signal(int)

    def __init__(self, most_rows: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_rows = most_rows
        self.rows = NumberModel(self)
        self._painter = _Rows(self.rows, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._point(index.row()))
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_rows(
        self,
        values: Array,
        name: Callable[[int], str],
        text: Callable[[float], str],
        *,
        current: int = -1,
        by_size: bool = False,
    ) -> None:
        """Show other numbers, keeping the place where they are as many as before."""
        scrolled, row = self.verticalScrollBar().value(), self.currentIndex().row()
        same = len(values) == self.rows.rowCount()
        self.rows.current = current
        self.rows.set_rows(values, name, text)
        if by_size:
            self.rows.sort_by_size()
        self._refit()
        if same and row >= 0:
            self.setCurrentIndex(self.rows.index(row))
        self.verticalScrollBar().setValue(scrolled if same else 0)

    def set_most_rows(self, n: int) -> None:
        """Show at most ``n`` rows without scrolling."""
        if n != self._most_rows:
            self._most_rows = n
            self._fit_height()

    def set_enlarged(self, enlarged: float) -> None:
        """Write larger, as for a presentation."""
        self._painter.enlarged = enlarged
        self.scheduleDelayedItemsLayout()
        self._refit()

    @property
    def least_width(self) -> int:
        """How wide names and numbers are side by side, without a bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        return int(self._painter.name_width + self._painter.value_width) + 24 + bar

    def rows_in(self, height: int) -> int:
        """How many rows can be seen in a height."""
        row = self._painter.row_height
        n = self.rows.rowCount()
        return n if n * row + 4 <= height else max(0, height - row // 2) // row

    def highlight(self, position: int) -> None:
        """Mark a value that is pointed at elsewhere, −1 for none."""
        if position != self.rows.lit:
            self.rows.lit = position
            self.viewport().update()

    def texts(self) -> list[tuple[str, str]]:
        """What is shown, as names and numbers."""
        return [(self.rows.name(r), self.rows.text(r)) for r in range(self.rows.rowCount())]

    def _refit(self) -> None:
        self._painter.fit()
        self._fit_height()

    def _restyle(self) -> None:
        line = "QListView { border: none; background: transparent; } "
        self.setStyleSheet(line + "QListView:focus { border: none; }")
        self._refit()

    def _fit_height(self) -> None:
        shown = min(self._most_rows, max(1, self.rows.rowCount()))
        row = self._painter.row_height
        border = row // 2 if self.rows.rowCount() > self._most_rows else 4
        height = shown * row + border
        if height != self.height():
            self.setFixedHeight(height)

    def _point(self, row: int) -> None:
        self.pointed_at.emit(int(self.rows.order[row]) if row >= 0 else -1)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed_at.emit(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.chosen.emit(int(self.rows.order[index.row()]))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(int(self.rows.order[index.row()]))
            return
        super().keyPressEvent(event)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
