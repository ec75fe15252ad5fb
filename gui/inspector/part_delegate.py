"""Choosing what a row is for in a table: training, validation or test."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.language import tr
from gui.inspector.observation_model import PARTS
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex


class PartDelegate(QStyledItemDelegate):
    """Opens a list of the parts; what is chosen is taken at once."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setFont(theme().font(10))
        for part, text in PARTS.items():
            box.addItem(tr(text), int(part))
        box.activated.connect(lambda _i: self._take(box))
        return box

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            chosen = editor.currentData()
            if chosen != index.data(Qt.ItemDataRole.EditRole):
                model.setData(index, chosen, Qt.ItemDataRole.EditRole)
