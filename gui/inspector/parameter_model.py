"""All parameters of the document as rows of a table."""

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.language import tr
from core.network.all_parameters import frozen_flags, parameter_values, same_parameters
from core.network.edge import Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array
from core.numbers import format_number
from core.stepping.parameter_list import ParameterList
from gui.document import Document
from gui.drawing import Drawing
from gui.settings import Settings
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
NAME, ENDS, VALUE, FROZEN = range(4)
MOST_TEXTS = 5000
"""So many rows are sorted by their words; more by the order of the network."""
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class ParameterModel(QAbstractTableModel):
    """Name, ends, value (editable) and frozen (a check box) of every weight and bias.

    A row is made when it is shown; sorting a quarter of a million of them is one call of NumPy.
    """

    def __init__(
        self, document: Document, drawing: Drawing, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, settings
        self._listed = Network()
        self._parameters = ParameterList(self._listed)
        self._sorted_by = NAME, Qt.SortOrder.AscendingOrder
        self._order: Array | None = None
        self._place: Array | None = None
        self._names = Names(self._listed, settings.notation)
        self.refresh()

    def parameter(self, row: int) -> Parameter:
        """The parameter that stands in a row as sorted."""
        return self._parameters[int(row if self._order is None else self._order[row])]

    def row_of(self, parameter: Parameter) -> int:
        """The row in which a parameter stands as sorted; raise ValueError if it is not there."""
        row = self._parameters.index(parameter)
        return row if self._place is None else int(self._place[row])

    def refresh(self) -> bool:
        """Show the network as it is; return whether the rows are others than before."""
        network = self._document.network
        same = same_parameters(self._listed, network)
        self._names = Names(network, self._settings.notation)
        if not same:
            self.beginResetModel()
            self._listed, self._parameters = network, ParameterList(network)
            self._sort()
            self.endResetModel()
            return True
        self._listed = network
        if len(self._parameters):
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, FROZEN))
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows as they are now: a row does not jump away while it is edited."""
        self._sorted_by = column, order
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        parameters = [self.parameter(index.row()) for index in kept]
        self._sort()
        rows = [self.row_of(p) for p in parameters]
        self.changePersistentIndexList(
            kept, [self.index(row, i.column()) for row, i in zip(rows, kept, strict=True)]
        )
        self.layoutChanged.emit()

    def _sort(self) -> None:
        column, direction = self._sorted_by
        descending = direction is Qt.SortOrder.DescendingOrder
        network = self._document.network
        if column == VALUE:
            keys = parameter_values(network)
        elif column == FROZEN:
            keys = frozen_flags(network)
        elif column == ENDS and len(self._parameters) <= MOST_TEXTS:
            texts = [self._text(p, ENDS) for p in self._parameters]
            keys = np.unique(texts, return_inverse=True)[1]
        else:  # the order of the network: a name's text would put w₁₀ after w₁₁
            keys = np.arange(len(self._parameters))
        self._order = np.argsort(-keys.astype(float) if descending else keys, kind="stable")
        self._place = np.empty_like(self._order)
        self._place[self._order] = np.arange(len(self._order))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._parameters)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return (tr("Parameter"), tr("From → to"), tr("Value"), tr("Frozen"))[section]
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        parameter, column = self.parameter(index.row()), index.column()
        network = self._document.network
        if not network.has(parameter):
            return None
        if role == _ROLE.DisplayRole:
            return self._text(parameter, column)
        if role == _ROLE.EditRole and column == VALUE:
            return network.value(parameter)
        if role == _ROLE.CheckStateRole and column == FROZEN:
            frozen = network.is_frozen(parameter)
            return Qt.CheckState.Checked if frozen else Qt.CheckState.Unchecked
        if role == _ROLE.TextAlignmentRole:
            return _alignment(column)
        if role == _ROLE.ForegroundRole and column == ENDS:
            return theme().colour("muted")
        if role == _ROLE.AccessibleTextRole:
            return f"{self._text(parameter, NAME)} {self._text(parameter, column)}".strip()
        return None

    def _text(self, parameter: Parameter, column: int) -> str:
        if column == NAME:
            return self._names.parameter(parameter).plain
        if column == ENDS:
            source = parameter.source
            start = self._names.activation(source).plain if source else tr("bias")
            return f"{start} → {self._names.activation(parameter.target).plain}"
        if column == VALUE:
            return format_number(self._document.network.value(parameter), self._settings.notation)
        return ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == VALUE:
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() == FROZEN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = int(_ROLE.EditRole)) -> bool:
        parameter = self.parameter(index.row())
        if role == _ROLE.EditRole and index.column() == VALUE:
            self._drawing.set_value(parameter, float(value))
            return True
        if role == _ROLE.CheckStateRole and index.column() == FROZEN:
            frozen = Qt.CheckState(value) == Qt.CheckState.Checked
            self._drawing.set_parameter_frozen(parameter, frozen)
            return True
        return False


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == VALUE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
