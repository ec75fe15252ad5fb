"""The table of observations: rows of X and y, typed or pasted from a spreadsheet."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.language import Counted, Message, tr
from core.network.block import cells_of
from core.network.errors import NodewiseError
from core.network.observations import NoColumnsError, Table, with_block, with_row, without_rows
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.number_delegate import NumberDelegate, style_table
from gui.inspector.observation_model import ObservationModel
from gui.inspector.section import Text
from gui.settings import Settings
from gui.theme import theme


class ObservationTable(QWidget):
    """Enter edits, Insert adds a row, Delete removes the rows, Ctrl+V pastes a block."""

    row_selected = Signal(int)
    """The observation that the user went to, from 0."""
    refused = Signal(str)

    def __init__(
        self, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._drawing = Drawing(document, settings)
        self.model = ObservationModel(document, self._drawing, settings, self)
        self.view = _View()
        self.status = Text("muted", 9)
        self.add, self.delete, self.paste_button = QPushButton(), QPushButton(), QPushButton()
        self._set_up_view()
        self._arrange()
        document.network_changed.connect(self._refresh)
        settings.notation_changed.connect(self._refresh)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._retranslate()

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setTabKeyNavigation(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.horizontalHeader().setHighlightSections(False)
        self._delegate = NumberDelegate(self._settings, self)
        self._delegate.refused.connect(self._refuse_cell)
        view.setItemDelegate(self._delegate)
        view.selectionModel().currentRowChanged.connect(self._tell_row)
        view.add_asked.connect(self.add_row)
        view.delete_asked.connect(self.delete_rows)
        view.paste_asked.connect(self.paste)

    def _arrange(self) -> None:
        self.add.clicked.connect(self.add_row)
        self.delete.clicked.connect(self.delete_rows)
        self.paste_button.clicked.connect(self.paste)
        self._buttons = QHBoxLayout()
        for button in (self.add, self.delete, self.paste_button):
            self._buttons.addWidget(button)
        self._buttons.addWidget(self.status, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self.view)

    @property
    def current_row(self) -> int:
        """The observation that is current, −1 if there is none."""
        return self.view.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        """Go to an observation."""
        if row != self.current_row and 0 <= row < self.model.rowCount():
            column = max(0, self.view.currentIndex().column())
            self.view.setCurrentIndex(self.model.index(row, column))

    def add_row(self) -> None:
        """Add an empty row below the current one and go to its first cell."""
        if not self.model.columns:
            self._refuse(NoColumnsError())
            return
        at = self.current_row + 1 if self.current_row >= 0 else self.model.rowCount()
        self._set(with_row(self.model.table, at), Message("Add an observation"))
        self.view.setCurrentIndex(self.model.index(at, 0))
        self.view.setFocus()

    def delete_rows(self) -> None:
        """Delete the rows with a selected cell."""
        rows = {index.row() for index in self.view.selectedIndexes()}
        if not rows and self.current_row >= 0:
            rows = {self.current_row}
        if rows:
            what = Counted("{n} observation", "{n} observations", len(rows))
            self._set(without_rows(self.model.table, rows), Message("Delete {what}", what=what))

    def paste(self) -> None:
        """Take in the block on the clipboard, from the current cell on, or say why not."""
        cells = cells_of(QGuiApplication.clipboard().text())
        if not cells:
            return
        current = self.view.currentIndex()
        row = current.row() if current.isValid() else self.model.rowCount()
        column = max(0, current.column())
        try:
            table = with_block(self.model.table, cells, self.model.columns, row, column)
        except NodewiseError as error:
            self._refuse(error)
            return
        self._set(table, Message("Paste observations"))

    def _set(self, table: Table, message: Message) -> None:
        self._drawing.set_data(table.inputs, table.targets, message)

    def _refuse(self, error: NodewiseError) -> None:
        self.status.set_token("bad")
        self.status.setText(str(error))
        self.refused.emit(str(error))

    def _refuse_cell(self, sentence: str) -> None:
        """Name the cell whose text was refused."""
        place = self.model.place(self.view.currentIndex())
        text = f"{place}: {sentence}"
        self.status.set_token("bad")
        self.status.setText(text)
        self.refused.emit(text)

    def _tell_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.row_selected.emit(current.row())

    def _refresh(self, *_changed: object) -> None:
        self.model.refresh()
        self._show_status()

    def _show_status(self) -> None:
        rows = self.model.rowCount()
        self.delete.setEnabled(rows > 0)
        if not self.model.columns:
            told = str(NoColumnsError())
        elif not rows:
            told = tr("No observations yet: add a row, or paste rows from a spreadsheet.")
        else:
            told = self.model.problem
        self.status.set_token("bad" if rows and told else "muted")
        self.status.setText(told)

    def _restyle(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(12), px(8), px(12), px(8))
        self._column.setSpacing(px(8))
        self._buttons.setSpacing(px(8))
        for button in (self.add, self.delete, self.paste_button):
            button.setFont(theme().font(10))
        style_table(self.view)
        self.view.horizontalHeader().setDefaultSectionSize(px(96))
        self._show_status()

    def _retranslate(self) -> None:
        self.add.setText(tr("Add row"))
        self.delete.setText(tr("Delete row"))
        self.paste_button.setText(tr("Paste"))
        self.add.setToolTip(tr("Add an empty observation below the current one (Insert)."))
        self.delete.setToolTip(tr("Delete the observations of the selected cells (Delete)."))
        self.paste_button.setToolTip(
            tr("Paste rows from a spreadsheet: first the inputs, then the targets.")
        )
        self.view.setAccessibleName(tr("Table of observations"))
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class _View(QTableView):
    """A table view with the keys of the observations."""

    add_asked = Signal()
    delete_asked = Signal()
    paste_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        asked = self._asked(event)
        if asked is not None and not editing:
            asked.emit()
        elif event.key() in _ENTER and not editing:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _asked(self, event: QKeyEvent) -> SignalInstance | None:
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste_asked
        if event.key() == Qt.Key.Key_Insert:
            return self.add_asked
        if event.key() == Qt.Key.Key_Delete:
            return self.delete_asked
        return None


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
