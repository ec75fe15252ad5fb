"""Every number of a large matrix, in a table of which only what is seen is written."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QTableView, QVBoxLayout, QWidget

from core.language import tr
from core.network.notation import Notation
from core.numbers import format_number
from core.stepping.plain import plain_formula
from core.stepping.step import Matrix
from gui.theme import theme

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MatrixModel(QAbstractTableModel):
    """Rows and columns are numbered from 1; what is not there is blank."""

    def __init__(self, matrix: Matrix, notation: Notation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix, self._notation = matrix, notation

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._matrix.values)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._matrix.values.shape[1]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        place = index.row(), index.column()
        if self._matrix.absent is not None and self._matrix.absent[place]:
            return ""
        return format_number(float(self._matrix.values[place]), self._notation)


class MatrixDialog(QDialog):
    """A window with one matrix."""

    def __init__(self, matrix: Matrix, notation: Notation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows, columns = matrix.values.shape
        name = plain_formula(matrix.latex)
        self.setWindowTitle(tr("{name}: {m} × {n}").format(name=name, m=rows, n=columns))
        self.table, self._model = QTableView(), MatrixModel(matrix, notation, self)
        self.table.setModel(self._model)
        self.table.setFont(theme().font(10))
        self.table.setAccessibleName(self.windowTitle())
        self.table.horizontalHeader().setDefaultSectionSize(theme().px(84))
        self.table.verticalHeader().setDefaultSectionSize(theme().px(24))
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        self.resize(theme().px(760), theme().px(520))
