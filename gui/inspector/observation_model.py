"""The observations of the document as the model of a table."""

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.language import Message, tr
from core.network.naming import Names
from core.network.node import Role
from core.network.observations import Table, first_missing, table_of, with_cell
from core.numbers import format_number
from gui.document import Document
from gui.drawing import Drawing
from gui.settings import Settings
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class ObservationModel(QAbstractTableModel):
    """A row an observation: a column for each input, then for each output; empty is missing."""

    def __init__(
        self, document: Document, drawing: Drawing, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, settings
        self._columns: list[str] = []
        self._table = Table(np.zeros((0, 0)), 0)
        self.refresh()

    @property
    def table(self) -> Table:
        """The observations as shown."""
        return self._table

    @property
    def columns(self) -> list[str]:
        """The printed name of every column: X₁, X₂, y."""
        return self._columns

    @property
    def problem(self) -> str:
        """Which cell is still empty, blank if none is."""
        return str(first_missing(self._table, self._columns) or "")

    def refresh(self) -> None:
        """Show the observations as they are; the place in the table is kept where it can be."""
        network = self._document.network
        names = Names(network, self._settings.notation)
        columns = [names.activation(unit).plain for unit in network.units(Role.INPUT)]
        columns += [names.target(unit).plain for unit in network.units(Role.OUTPUT)]
        table = table_of(network)
        if columns != self._columns or table.n_inputs != self._table.n_inputs:
            self.beginResetModel()
            self._columns, self._table = columns, table
            self.endResetModel()
        else:
            self._resize(table)

    def _resize(self, table: Table) -> None:
        before, after = len(self._table.values), len(table.values)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self._table = table
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self._table = table
            self.endRemoveRows()
        self._table = table
        if after and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, len(self._columns) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.values)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == _ROLE.DisplayRole:
            return self._columns[section] if across else str(section + 1)
        if role == _ROLE.ToolTipRole and across:
            is_input = section < self._table.n_inputs
            return tr("Input") if is_input else tr("Target: what the output should be")
        if role == _ROLE.ForegroundRole and across:
            token = "input_line" if section < self._table.n_inputs else "output_line"
            return theme().colour(token)
        if role == _ROLE.TextAlignmentRole and across:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        value = float(self._table.values[index.row(), index.column()])
        missing = np.isnan(value)
        if role == _ROLE.DisplayRole:
            return tr("missing") if missing else format_number(value, self._settings.notation, 12)
        if role == _ROLE.EditRole:
            return None if missing else value
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _ROLE.ForegroundRole and missing:
            return theme().colour("bad")
        if role == _ROLE.AccessibleTextRole:
            shown = self.data(index, int(_ROLE.DisplayRole))
            return f"{self.place(index)}: {shown}"
        return None

    def place(self, index: Index) -> str:
        """Name a cell: Row 2, X₁."""
        template = tr("Row {row}, {column}")
        return template.format(row=index.row() + 1, column=self._columns[index.column()])

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = int(_ROLE.EditRole)) -> bool:
        if role != _ROLE.EditRole or value is None:
            return False
        after = with_cell(self._table, index.row(), index.column(), float(value))
        column, number = (
            self._columns[index.column()],
            format_number(value, self._settings.notation),
        )
        text = Message("Set {column} of row {row} to {value}", column=column, row=index.row() + 1,
                       value=number)  # fmt: skip
        self._drawing.set_data(after.inputs, after.targets, text)
        return True
