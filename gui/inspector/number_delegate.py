"""Editing a number in a table, with the same field and the same rules as everywhere."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from gui.inspector.number_field import NumberField
from gui.settings import Settings
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex


class NumberDelegate(QStyledItemDelegate):
    """Opens a `NumberField` on the cell's EditRole; a text that is no number is not taken."""

    refused = Signal(str)

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> NumberField:
        field = NumberField(self._settings.notation, parent)
        field.setMinimumHeight(0)
        field.setPlaceholderText("")
        field.refused.connect(self.refused)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, NumberField) and not editor.is_edited:
            editor.set_value(value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, NumberField) or not editor.take():
            return
        # On Enter the field has taken the text already; what it has not changed is no edit.
        if editor.value is not None and editor.value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, editor.value, Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # Enter on what is no number keeps the field open, with the reason.
        if (
            isinstance(editor, NumberField)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and editor.is_edited
            and not editor.check()
        ):
            return True
        return super().eventFilter(editor, event)


def style_table(view: QTableView) -> None:
    """Give a table the fonts and row heights of the theme."""
    view.setFont(theme().font(10))
    header = view.horizontalHeader()
    header.setFont(theme().font(9))
    header.setMinimumHeight(theme().px(26))
    view.verticalHeader().setFont(theme().font(9))
    # Rows that a larger minimum had stretched would no longer follow the default.
    view.verticalHeader().setMinimumSectionSize(1)
    view.verticalHeader().setDefaultSectionSize(theme().px(28))
