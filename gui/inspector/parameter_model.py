"""All parameters of the document as rows of a table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.language import tr
from core.network.edge import Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Role
from core.numbers import format_number
from gui.document import Document
from gui.drawing import Drawing
from gui.settings import Settings
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
NAME, ENDS, VALUE, FROZEN = range(4)
SORT_ROLE = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


MOST_ROWS = 2000
"""More rows than that nobody reads; to sort them would stop the window for a minute."""


def _first_parameters(network: Network) -> list[Parameter]:
    """The parameters in their order, not many more than are listed."""
    if network.n_parameters <= MOST_ROWS:
        return network.parameters()
    found: list[Parameter] = []
    for role in (Role.HIDDEN, Role.OUTPUT):
        for unit in network.units(role):
            found += network.parameters_into(unit)
            if len(found) >= MOST_ROWS:
                return found[:MOST_ROWS]
    return found


class ParameterModel(QAbstractTableModel):
    """Name, ends, value (editable) and frozen (a check box) of every weight and bias."""

    def __init__(
        self, document: Document, drawing: Drawing, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, settings
        self._parameters: list[Parameter] = []
        self._names = Names(Network(), settings.notation)
        self.refresh()

    @property
    def parameters(self) -> list[Parameter]:
        """The parameter of each row."""
        return self._parameters

    def refresh(self) -> bool:
        """Show the network as it is; return whether the rows are others than before."""
        network = self._document.network
        parameters = _first_parameters(network)
        self._names = Names(network, self._settings.notation)
        if parameters != self._parameters:
            self.beginResetModel()
            self._parameters = parameters
            self.endResetModel()
        elif parameters:
            self.dataChanged.emit(self.index(0, 0), self.index(len(parameters) - 1, FROZEN))
            return False
        return True

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
        parameter, column = self._parameters[index.row()], index.column()
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
        if role == SORT_ROLE:
            return self._sort_key(index.row(), parameter, column)
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

    def _sort_key(self, row: int, parameter: Parameter, column: int) -> Any:
        if column == NAME:
            return row  # the order of the network: a name's text would put w₁₀ after w₁₁
        if column == VALUE:
            return self._document.network.value(parameter)
        if column == FROZEN:
            return int(self._document.network.is_frozen(parameter))
        return self._text(parameter, column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == VALUE:
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() == FROZEN:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = int(_ROLE.EditRole)) -> bool:
        parameter = self._parameters[index.row()]
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
