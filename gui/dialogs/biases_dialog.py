"""The biases of a block as a table, edited in place."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.edge import Parameter
from core.network.naming import Names
from core.network.node import Node, Unit
from core.numbers import format_number
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.number_delegate import NumberDelegate, style_table
from gui.inspector.section import Text
from gui.settings import Settings
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class BiasesModel(QAbstractTableModel):
    """One row a unit: its name and its bias, read from the document when they are shown."""

    def __init__(self, document: Document, drawing: Drawing, node_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._id = document, drawing, node_id
        self.refresh()

    def refresh(self, *_changed: object) -> None:
        """Show the block as it is; nothing once it is gone."""
        self.beginResetModel()
        network = self._document.network
        self._node: Node | None = network.nodes.get(self._id)
        self._names = Names(network, self._drawing.settings.notation)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._node is None else self._node.units

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return (tr("Bias"), tr("Value"))[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        assert self._node is not None
        value = float(self._node.bias[index.row()])
        if role == _ROLE.EditRole:
            return value
        if role == _ROLE.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != _ROLE.DisplayRole:
            return None
        if index.column() == 1:
            return format_number(value, self._drawing.settings.notation)
        return self._names.parameter(Parameter(Unit(self._id, index.row()))).plain

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == 1 else flags

    def setData(self, index: Index, value: Any, role: int = int(_ROLE.EditRole)) -> bool:
        self._drawing.set_value(Parameter(Unit(self._id, index.row())), float(value))
        return True


class BiasesDialog(QDialog):
    """Every bias of one block."""

    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        settings: Settings,
        node_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = Names(document.network, settings.notation).node(node_id).plain
        self.setWindowTitle(tr("Biases of {node}").format(node=name))
        self.model = BiasesModel(document, drawing, node_id, self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAccessibleName(self.windowTitle())
        self.view.setToolTip(tr("Enter or a double-click edits a value."))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._delegate = NumberDelegate(settings, self)
        self.view.setItemDelegateForColumn(1, self._delegate)
        self._problem = Text("bad", 9)
        self._problem.hide()
        self._delegate.refused.connect(self._refuse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.view, self._problem, buttons):
            column.addWidget(widget)
        style_table(self.view)
        document.network_changed.connect(self._follow)
        self.resize(theme().px(360), theme().px(480))

    def _refuse(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()

    def _follow(self, *_networks: object) -> None:
        row = self.view.currentIndex().row()
        self.model.refresh()
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row, 1))
