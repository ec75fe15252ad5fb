"""The first rows of a table as they stand in the file, as the model of a small table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.datasets.table import Kind, Table
from core.language import tr
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class TablePreview(QAbstractTableModel):
    """Shows the cells; what is missing or no number is marked in words and colour."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._table = Table(())

    def set_table(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._table.n_rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != _ROLE.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._table.columns[section].name
        return str(section + 1)

    def data(self, index: Index, role: int = 0) -> Any:
        column = self._table.columns[index.column()]
        text, is_bad = column.text(index.row()), index.row() in column.bad
        if role == _ROLE.DisplayRole:
            return text or tr("missing")
        if role == _ROLE.ForegroundRole:
            return theme().colour("bad") if is_bad or not text else None
        if role == _ROLE.ToolTipRole and is_bad:
            return str(self._table.cell_error(column, index.row()))
        if role == _ROLE.TextAlignmentRole:
            is_number = column.kind is Kind.NUMBER
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
