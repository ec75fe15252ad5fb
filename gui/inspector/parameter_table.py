"""The table of every weight and bias, edited in place and tied to the selection."""

from itertools import chain, islice

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.edge import Parameter
from core.network.naming import Names
from core.network.node import Unit
from gui.document import Document, Selection
from gui.drawing import Drawing
from gui.inspector.number_delegate import NumberDelegate, style_table
from gui.inspector.parameter_model import ENDS, FROZEN, NAME, VALUE, ParameterModel
from gui.settings import Settings
from gui.theme import theme

ENDS_FROM_WIDTH = 360
MOST_CHOSEN = 2000
"""Of more than so many rows, only the first follow the selection in the drawing."""


_ROWS_UNSEEN = 24
"""So many rows make the width of columns that nobody sees; 0 would mean all, up to 235,146."""


class ParameterTable(QWidget):
    """Sortable; Enter or a double-click edits a value, Space freezes, Ctrl+Enter explains."""

    explain_requested = Signal(object)
    """The `Parameter` whose chain rule is asked for."""
    refused = Signal(str)

    def __init__(
        self, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._stale = self._following = False
        self.model = ParameterModel(document, Drawing(document, settings), settings, self)
        self.view = _View(self)
        self._set_up_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        document.network_changed.connect(self._refresh)
        document.selection_changed.connect(self._follow)
        settings.notation_changed.connect(self._refresh)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._retranslate()
        self._follow(document.selection)

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setSortingEnabled(True)
        view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(ENDS, QHeaderView.ResizeMode.Stretch)
        self._delegate = NumberDelegate(self._settings, self)
        self._delegate.refused.connect(self.refused)
        view.setItemDelegateForColumn(VALUE, self._delegate)
        view.selectionModel().selectionChanged.connect(self._select)
        view.explain_asked.connect(self._explain_current)
        view.edit_asked.connect(self._edit_current)
        view.menu_asked.connect(self._show_menu)

    @property
    def current(self) -> Parameter | None:
        """The parameter of the current row."""
        row = self.view.currentIndex().row()
        return self.model.parameter(row) if 0 <= row < self.model.rowCount() else None

    def row_of(self, parameter: Parameter) -> int:
        """The row in which a parameter stands now, as sorted."""
        return self.model.row_of(parameter)

    def set_current(self, parameter: Parameter) -> None:
        """Go to a parameter's row."""
        self.view.setCurrentIndex(self.model.index(self.row_of(parameter), VALUE))

    def _refresh(self, *_changed: object) -> None:
        # A closed table costs nothing while weights are dragged.
        self._stale = not self.isVisible()
        if not self._stale and self.model.refresh():
            self._follow(self._document.selection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out where a parameter leads where there is no room for it."""
        self.view.setColumnHidden(ENDS, self.width() < theme().px(ENDS_FROM_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.model.refresh()
            self._follow(self._document.selection)

    def _follow(self, selection: Selection) -> None:
        """Select the rows of what is selected in the drawing."""
        if self._following or self._stale:  # it will follow when it is seen
            return
        self._following = True
        rows = QItemSelection()
        chosen = self._rows_of(selection)
        for first, last in _stretches(chosen):
            rows.select(self.model.index(first, NAME), self.model.index(last, FROZEN))
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().select(rows, flag)
        if chosen and (rows.count() == 1 or len(chosen) >= MOST_CHOSEN):
            self.view.scrollTo(self.model.index(chosen[0], NAME))
        self._following = False

    def _rows_of(self, selection: Selection) -> list[int]:
        """The rows of what is selected in the drawing; of very many, the first ones."""
        network = self._document.network
        selection = selection.within(network)  # an undo takes nodes away before that is told
        chosen = chain(
            (Parameter(Unit(n, i)) for n in selection.nodes for i in range(network.nodes[n].units)),
            (
                Parameter(Unit(key.target, i), Unit(key.source, j))
                for key in selection.edges
                for i, j in np.ndindex(network.edges[key].weight.shape)
            ),
        )
        known = (p for p in chosen if network.has(p))
        return sorted(self.model.row_of(p) for p in islice(known, MOST_CHOSEN))

    def _select(self, *_ranges: object) -> None:
        """Select in the drawing what the selected rows stand for."""
        if self._following:
            return
        self._following = True
        ranges = list(self.view.selectionModel().selection())  # type: ignore[call-overload]
        rows = (row for part in ranges for row in range(part.top(), part.bottom() + 1))
        chosen = [self.model.parameter(row) for row in islice(rows, MOST_CHOSEN)]
        nodes = [p.target.node for p in chosen if p.source is None]
        self._document.select(nodes, [p.edge for p in chosen if p.edge])
        self._following = False

    def _edit_current(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.view.edit(index.siblingAtColumn(VALUE))

    def _explain_current(self) -> None:
        if self.current is not None:
            self.explain_requested.emit(self.current)

    def _show_menu(self, point: QPoint) -> None:
        parameter = self.current
        if parameter is None:
            return
        names = Names(self._document.network, self._settings.notation)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        explain = tr("Explain {parameter}").format(parameter=names.parameter(parameter).plain)
        menu.addAction(explain, self._explain_current)
        menu.addAction(tr("Edit the value"), self._edit_current)
        menu.popup(point)

    def _restyle(self) -> None:
        style_table(self.view)
        self._fit()
        self.model.refresh()

    def _retranslate(self) -> None:
        self.view.setAccessibleName(tr("Table of parameters"))
        self.view.setToolTip(tr("Enter edits the value, Ctrl+Enter explains it."))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, FROZEN)
        self.model.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """Rising rows as first and last of each unbroken stretch."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found


class _View(QTableView):
    """A table view with the keys of the parameter table."""

    explain_asked = Signal()
    edit_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.horizontalHeader().setResizeContentsPrecision(_ROWS_UNSEEN)

    def showEvent(self, event: QShowEvent) -> None:
        # The columns fit the visible rows: all of 1000 take half a second.
        self.horizontalHeader().setResizeContentsPrecision(0)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.horizontalHeader().setResizeContentsPrecision(_ROWS_UNSEEN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.explain_asked if control else self.edit_asked).emit()
            return
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle_frozen()
            return
        super().keyPressEvent(event)

    def _toggle_frozen(self) -> None:
        index = self.currentIndex().siblingAtColumn(FROZEN)
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
        self.model().setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())
