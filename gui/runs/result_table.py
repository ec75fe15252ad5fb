"""A small table of results that can be read, selected and copied."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from gui.theme import theme

Cell = str | tuple[str, QIcon]


class ResultTable(QTableWidget):
    """Rows of texts; numbers stand right, the first column takes the room that is left."""

    chosen = Signal(int)
    """The row that was selected, -1 for none."""
    taken = Signal(int)
    """A row was double-clicked, or Enter was pressed on it."""

    def __init__(self, left: int = 1) -> None:
        super().__init__()
        self._left = left
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.place))
        self.cellDoubleClicked.connect(lambda row, _column: self.taken.emit(row))
        theme().changed.connect(self._restyle)
        self._restyle()

    @property
    def place(self) -> int:
        """The selected row, -1 for none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def show_rows(
        self, heads: Sequence[str], rows: Sequence[Sequence[Cell]], bold: int = -1
    ) -> None:
        """Show other rows; the selection stays on its row. ``bold`` is printed so."""
        before = self.place
        self.blockSignals(True)
        if self.columnCount() != len(heads):
            self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        for i in range(len(heads)):
            if (head := self.horizontalHeaderItem(i)) is not None:
                head.setTextAlignment(self._side(i))
        self.setRowCount(len(rows))
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                self._put(r, c, cell, r == bold)
        self._fit()
        if 0 <= before < len(rows):
            self.selectRow(before)
        self.blockSignals(False)

    def _put(self, r: int, c: int, cell: Cell, bold: bool) -> None:
        text, icon = (cell, None) if isinstance(cell, str) else cell
        item = QTableWidgetItem(text)
        if icon is not None:
            item.setIcon(icon)
        item.setTextAlignment(self._side(c))
        item.setFont(theme().font(9.5, bold=bold))
        item.setToolTip(text)
        self.setItem(r, c, item)

    def _side(self, column: int) -> Any:
        left = column < self._left
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def _fit(self) -> None:
        header = self.horizontalHeader()
        for i in range(self.columnCount()):
            stretch = i == 0
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(i, mode.Stretch if stretch else mode.ResizeToContents)

    def rows_text(self) -> str:
        """The table for other programs, tabs between the cells."""
        heads = [self.horizontalHeaderItem(i) for i in range(self.columnCount())]
        lines = [[head.text() if head is not None else "" for head in heads]]
        for r in range(self.rowCount()):
            lines.append([self._text(r, c) for c in range(self.columnCount())])
        return "\n".join("\t".join(line) for line in lines) + "\n"

    def _text(self, r: int, c: int) -> str:
        item = self.item(r, c)
        return item.text() if item is not None else ""

    def copy_all(self) -> None:
        """Put the table on the clipboard."""
        QApplication.clipboard().setText(self.rows_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.place >= 0:
            self.taken.emit(self.place)
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(24))
        self.horizontalHeader().setFont(theme().font(9))
        self.setMinimumHeight(theme().px(110))
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {theme().px(6)}px; }}")
