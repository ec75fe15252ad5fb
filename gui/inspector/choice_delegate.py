"""Choosing one of a few things in a cell of a table."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
Options = Callable[[], Mapping[str | int, str]]
"""What can be chosen: the value that the model takes, and what it is called now."""


class ChoiceDelegate(QStyledItemDelegate):
    """Opens a list on the cell's EditRole; what is chosen is taken at once."""

    def __init__(self, options: Options, parent: QObject) -> None:
        super().__init__(parent)
        self._options = options

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setFont(theme().font(10))
        for value, text in self._options().items():
            box.addItem(text, value)
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
            if chosen is not None and chosen != index.data(Qt.ItemDataRole.EditRole):
                model.setData(index, chosen, Qt.ItemDataRole.EditRole)
