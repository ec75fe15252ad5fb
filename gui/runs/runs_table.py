"""The view of the runs: keys, the mouse, and as many columns as there is room for."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.language import tr
from core.network.run import Run
from gui.runs.colours import paint_chip
from gui.runs.runs_model import RUN_ROLE, SORT_ROLE, RunsModel
from gui.theme import theme

NAME_LEAST, SETTINGS_LEAST = 84, 150
SAMPLED = 30
"""So many of the first and of the last runs decide how wide a column is."""


class RunsTable(QTableView):
    """Space shows and hides, F2 renames, Delete deletes, Enter restores the end weights."""

    toggled = Signal()
    restore_asked = Signal()
    delete_asked = Signal()
    copy_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: RunsModel, all_columns: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs, self._all = model, all_columns
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setSourceModel(model)
        self._sorted.sort(-1)
        self.setModel(self._sorted)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._arrange)
        self._chips = ChipDelegate(self)
        self.setItemDelegateForColumn(0, self._chips)
        self._set_up()
        signals = model.modelReset, model.rowsInserted, model.dataChanged, model.headerDataChanged
        for changed in signals:
            changed.connect(self._soon.start)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if not self._all:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.sortIndicatorChanged.connect(self._arrange)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setMinimumSectionSize(12)
        self.setSortingEnabled(True)

    # What is chosen

    @property
    def chosen(self) -> list[int]:
        """The places of the selected runs among the document's, in order."""
        rows = self.selectionModel().selectedRows()
        return sorted(self._sorted.mapToSource(index).row() for index in rows)

    def select(self, index: int) -> None:
        """Select one run by its place among the document's."""
        place = self._sorted.mapFromSource(self._runs.index(index, 1))
        self.setCurrentIndex(place)
        self.selectRow(place.row())

    @property
    def order(self) -> list[int]:
        """The places of all runs as they are sorted now."""
        rows = range(self._sorted.rowCount())
        return [self._sorted.mapToSource(self._sorted.index(row, 0)).row() for row in rows]

    def edit_name(self) -> None:
        """Let the name of the current run be typed."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(index.siblingAtColumn(self._runs.place("name")))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.state() is QAbstractItemView.State.EditingState or not self.chosen:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.restore_asked.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_name()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        on_chip = index.isValid() and self._runs.columns[index.column()].key == "chip"
        if event.button() is Qt.MouseButton.LeftButton and plain and on_chip:
            self.toggled.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self, *_: object) -> None:
        """Show the columns that fit, the most important first; the name takes what is left."""
        header = self.horizontalHeader()
        places = {c.key: i for i, c in enumerate(self._runs.columns)}
        widths = {key: self._needed(i) for key, i in places.items()}
        room = self.viewport().width() - sum(
            self._least(key, widths) for key in ("chip", "name") if key in places
        )
        is_first = True
        for key, place in places.items():
            if key in ("chip", "name"):
                continue
            least = self._least(key, widths)
            if is_first and not self._all and least > room >= self._in_rows(place):
                least = widths[key] = room  # what matters most is shown, though its head is cut
            is_first = False
            fits = self._all or least <= room
            self.setColumnHidden(place, not fits)
            room = room - least if fits else (room if self._all else min(room, 0))
        stretched = places.get("name", 0)
        for key, place in places.items():
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(place, self._least(key, widths))
        if self._all and room < 0:
            self.setColumnWidth(stretched, max(widths.get("name", 0), theme().px(NAME_LEAST)))
        else:
            header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def _least(self, key: str, widths: dict[str, int]) -> int:
        limits = {"name": NAME_LEAST, "settings": SETTINGS_LEAST if not self._all else 420}
        return min(widths[key], theme().px(limits[key])) if key in limits else widths[key]

    def _needed(self, place: int) -> int:
        if self._runs.columns[place].key == "chip":
            return theme().px(24)
        header = self.horizontalHeader()
        title = header.fontMetrics().horizontalAdvance(self._runs.columns[place].title())
        arrow = theme().px(14) if header.sortIndicatorSection() == place else 0
        # Qt's own hint asks every run for every column: a thousand of them would take seconds.
        return max(self._in_rows(place), title + theme().px(9) + arrow)

    def _in_rows(self, place: int) -> int:
        return self._widest(place) + theme().px(12)

    def _widest(self, place: int) -> int:
        n = self._runs.rowCount()
        rows = [*range(min(n, SAMPLED)), *range(max(SAMPLED, n - SAMPLED), n)]
        metrics = QFontMetrics(theme().font(9.5, bold=True))
        texts = {str(self._runs.index(row, place).data()) for row in rows}
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)

    def _restyle(self) -> None:
        self.setFont(theme().font(9.5))
        self.horizontalHeader().setFont(theme().font(9))
        self.verticalHeader().setDefaultSectionSize(theme().px(22))
        px = theme().px
        self.setStyleSheet(
            f"QHeaderView::section {{ border-right: none; padding: {px(2)}px {px(4)}px; }}"
            "QTableView { background: transparent; border: none; }"
            f"QTableView::item {{ padding: 0 {px(1)}px; }}"
        )
        self._arrange()
        self.viewport().update()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(tr("Runs"))
        self.setAccessibleDescription(
            tr(
                "Space shows or hides a run in the plots, Enter takes its weights back, "
                "F2 renames it, Delete deletes it."
            )
        )
        self._runs.retranslate()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ChipDelegate(QStyledItemDelegate):
    """Paints the chip of a run in its column."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        run = index.data(RUN_ROLE)
        if not isinstance(run, Run):
            return
        area = QRectF(option.rect)
        box = QRectF(0, 0, theme().px(18), theme().px(11))
        box.moveCenter(area.center())
        painter.save()
        paint_chip(painter, box, run.colour, run.shown)
        painter.restore()
