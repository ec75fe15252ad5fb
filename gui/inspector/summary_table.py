"""The table of levels: whole in its window, short in the inspector."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
)

from core.language import tr
from core.network.network import Network
from gui.document import Document
from gui.inspector.number_delegate import style_table
from gui.inspector.panel_changes import only_moved
from gui.inspector.summary_rows import (
    FROZEN,
    KIND,
    LEVEL,
    NUMBERS,
    PARAMETERS,
    TRAINABLE,
    UNITS,
    headings,
    rows_of,
    shown,
)
from gui.settings import Settings
from gui.theme import theme

PADDING = 6
SHORT = LEVEL, UNITS, PARAMETERS


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class SummaryTable(QTableWidget):
    """One row a level, the total last; choosing a row selects the level in the drawing.

    It takes the height of its rows. ``short`` leaves out what a narrow panel has no room for.
    """

    def __init__(self, document: Document, settings: Settings, short: bool = False) -> None:
        super().__init__()
        self._document, self._settings, self._short = document, settings, short
        self._widths: dict[int, int] = {}
        self.setColumnCount(len(headings()))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame if short else QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if short:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            for column in range(self.columnCount()):
                self.setColumnHidden(column, column not in SHORT)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(LEVEL, QHeaderView.ResizeMode.Stretch)
        self.itemSelectionChanged.connect(self._select)
        theme().changed.connect(self._restyle)
        self._restyle()

    def refresh(self) -> None:
        """Show the levels of the network as it is."""
        rows = rows_of(self._document.network, self._settings.notation)
        self.blockSignals(True)
        self.clearSelection()
        for column, heading in enumerate(headings()):
            title = QTableWidgetItem(heading)
            title.setTextAlignment(_side(column))
            self.setHorizontalHeaderItem(column, title)
        self.setRowCount(len(rows))
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                self.setItem(i, j, self._item(shown(value), j, i == len(rows) - 1))
        self.blockSignals(False)
        self._fit()

    def _item(self, text: str, column: int, is_total: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        item.setTextAlignment(_side(column))
        if is_total:
            font = theme().font(10)
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(font)
        return item

    def follow(self, before: Network, after: Network) -> None:
        """Show a change, unless nodes were only moved."""
        if not only_moved(before, after):
            self.refresh()

    def _select(self) -> None:
        """Select the nodes of the level in the drawing."""
        row = self.currentRow()
        network = self._document.network
        numbers = sorted(set(network.levels.values()))
        if self.selectedItems() and 0 <= row < len(numbers):
            level = numbers[row]
            self._document.select(n for n in network.nodes if network.levels[n] == level)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        """Leave out what a narrow table has no room for; what is left tells the most.

        The names of blocks say how many units there are, and trainable and frozen add up.
        """
        left_out: set[int] = set()
        for column in (UNITS,) if self._short else (TRAINABLE, KIND, FROZEN):
            needed = sum(w for c, w in self._widths.items() if c not in left_out)
            if needed > self.viewport().width():
                left_out.add(column)
        for column in self._widths:
            if self.isColumnHidden(column) != (column in left_out):
                self.setColumnHidden(column, column in left_out)

    def _fit(self) -> None:
        for column in SHORT if self._short else range(self.columnCount()):
            self.setColumnHidden(column, False)  # a hidden column has no width to ask for
            # The padding of a style sheet is not in the hint of a cell.
            cells = self.sizeHintForColumn(column) + theme().px(2 * PADDING)
            self._widths[column] = max(cells, self.horizontalHeader().sectionSizeHint(column))
        self._leave_out()
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        height = rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        if self._short:
            self.setFixedHeight(height)
        else:
            self.setMinimumHeight(min(height, theme().px(300)))

    def _restyle(self) -> None:
        style_table(self)
        self.setStyleSheet(f"QTableWidget::item {{ padding: 0 {theme().px(PADDING)}px; }}")
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(tr("Summary of the levels"))
            self.refresh()
