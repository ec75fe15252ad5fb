"""Every command with its keys, made from the table of commands, to search."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.language import tr, translatable
from gui.action_table import ACTIONS, Spec
from gui.actions import keys_text
from gui.theme import theme

ON_CANVAS = (
    (translatable("Tab"), translatable("Go to the next neuron or edge.")),
    (translatable("Enter"), translatable("Change the number or the name of what has the focus.")),
    (translatable("0–9, −"), translatable("Type a new number for the weight or bias.")),
    (
        "C",
        translatable("Draw an edge from here: arrows choose where it leads, Enter draws it."),
    ),
    (translatable("Arrows"), translatable("Go to what is beside; move what is selected.")),
    (translatable("Shift+Arrows"), translatable("Move what is selected by a little.")),
    (translatable("Mouse wheel"), translatable("Zoom at the pointer.")),
    (translatable("Space + drag"), translatable("Move the view; the middle button does it, too.")),
    (translatable("Double click"), translatable("Edit what is pointed at, or place a neuron.")),
    (translatable("Escape"), translatable("Give up what is being done, close a message, go back.")),
)  # fmt: skip
"""What the canvas does that is no command of its own."""


class ShortcutsDialog(QDialog):
    """A table that shows what fits the words typed above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search, as in “undo” or “Ctrl+Z”"))
        self.search.setAccessibleName(tr("Search the shortcuts"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.table = self._filled_table()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.search, self.table, buttons):
            column.addWidget(widget)
        room = self.screen().availableGeometry()
        height = min(theme().px(560), round(room.height() * 0.85))
        self.resize(min(theme().px(860), round(room.width() * 0.9)), height)
        self.search.setFocus()

    def _filled_table(self) -> QTableWidget:
        rows = [_row(spec) for spec in ACTIONS if spec.keys]
        rows += [(tr(keys), tr("On the drawing"), tr(does)) for keys, does in ON_CANVAS]
        table = QTableWidget(len(rows), 3)
        table.setHorizontalHeaderLabels([tr("Keys"), tr("Command"), tr("What it does")])
        for i, texts in enumerate(rows):
            for j, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop)
                table.setItem(i, j, item)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setStyleSheet(f"QTableWidget::item {{ padding: {theme().px(4)}px; }}")
        table.setWordWrap(True)
        table.verticalHeader().hide()
        to_contents = QHeaderView.ResizeMode.ResizeToContents
        table.verticalHeader().setSectionResizeMode(to_contents)
        table.horizontalHeader().setSectionResizeMode(to_contents)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return table

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for row in range(self.table.rowCount()):
            found = " ".join(self._text(row, column) for column in range(3)).casefold()
            self.table.setRowHidden(row, not all(word in found for word in wanted))

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text() if item else ""

    def shown(self) -> list[str]:
        """The commands that fit the search."""
        rows = range(self.table.rowCount())
        return [self._text(row, 1) for row in rows if not self.table.isRowHidden(row)]


def _row(spec: Spec) -> tuple[str, str, str]:
    return keys_text(spec), tr(spec.text).replace("…", ""), tr(spec.tip)
