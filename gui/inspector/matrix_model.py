"""One parameter matrix as the model of a table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.language import tr
from core.network.edge import Parameter
from core.network.matrices import ParameterMatrix
from core.network.naming import Names
from core.network.network import Network
from core.numbers import significant
from gui.document import Document
from gui.drawing import Drawing
from gui.settings import Settings
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
ABSENT = "·"
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class MatrixModel(QAbstractTableModel):
    """Cells are parameters; where no edge is drawn stands a dot that cannot be edited."""

    def __init__(
        self, document: Document, drawing: Drawing, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, settings
        self._matrix = ParameterMatrix("", (), (), ())
        self._names = Names(Network(), settings.notation)

    @property
    def matrix(self) -> ParameterMatrix:
        """What is shown."""
        return self._matrix

    def show_matrix(self, matrix: ParameterMatrix) -> None:
        """Show another matrix, or the same with other numbers."""
        self._names = Names(self._document.network, self._settings.notation)
        if matrix != self._matrix:
            self.beginResetModel()
            self._matrix = matrix
            self.endResetModel()
        elif matrix.cells:
            rows, columns = matrix.shape
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))

    def parameter(self, index: Index) -> Parameter | None:
        """The parameter of a cell, None where there is no edge."""
        return self._matrix.cells[index.row()][index.column()]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._matrix.shape[0]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._matrix.shape[1]

    def data(self, index: Index, role: int = 0) -> Any:
        parameter = self.parameter(index)
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if parameter else Qt.AlignmentFlag.AlignHCenter
            return side | Qt.AlignmentFlag.AlignVCenter
        if parameter is None:
            return self._absent(index, role)
        network = self._document.network
        if not network.has(parameter):
            return None
        if role == _ROLE.DisplayRole:
            return significant(network.value(parameter), self._settings.notation)
        if role == _ROLE.EditRole:
            return network.value(parameter)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole):
            return self._names.parameter(parameter).plain
        return None

    def _absent(self, index: Index, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return ABSENT
        if role == _ROLE.ForegroundRole:
            return theme().colour("muted")
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole):
            matrix = self._matrix
            row, column = matrix.row_units[index.row()], matrix.column_units[index.column()]
            # Whichever way round the matrix stands, edges lead to the later level.
            levels = self._document.network.levels
            source, target = sorted((row, column), key=lambda u: levels.get(u.node, 0))
            return tr("There is no edge from {source} to {target}: draw it first.").format(
                source=self._names.activation(source).plain,
                target=self._names.activation(target).plain,
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.parameter(index) else flags

    def setData(self, index: Index, value: Any, role: int = int(_ROLE.EditRole)) -> bool:
        parameter = self.parameter(index)
        if parameter is None or role != _ROLE.EditRole:
            return False
        self._drawing.set_value(parameter, float(value))
        return True
