"""The table of observations: rows of X and y, typed or pasted from a spreadsheet."""

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.language import Counted, Message, tr
from core.network.block import cells_of
from core.network.data import Data, Part
from core.network.errors import NodewiseError
from core.network.observations import NoColumnsError, PixelsError
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.choice_delegate import ChoiceDelegate
from gui.inspector.number_delegate import NumberDelegate, style_table
from gui.inspector.observation_model import PARTS, ObservationModel
from gui.inspector.section import Text
from gui.settings import Settings
from gui.theme import theme

NARROWEST, WIDEST = 96, 220
"""The widths that a column takes by itself, in pixels at normal size."""


class ObservationTable(QWidget):
    """Enter edits, Insert adds a row, Delete removes the rows, Ctrl+V pastes a block.

    Numbers are shown and typed in measured units, also where the network sees standardised ones.
    """

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
        self.use_as = QPushButton()
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
        # Of its own: to know whether a column is selected, a header asks every row of it.
        view.horizontalHeader().setSelectionModel(QItemSelectionModel(self.model, self))
        self._delegate = NumberDelegate(self._settings, self)
        self._delegate.refused.connect(self._refuse_cell)
        view.setItemDelegate(self._delegate)
        self._part_delegate = ChoiceDelegate(_parts, self)
        self.model.modelReset.connect(self._fit_columns)
        self.model.headerDataChanged.connect(self._fit_columns)
        view.selectionModel().currentRowChanged.connect(self._tell_row)
        view.add_asked.connect(self.add_row)
        view.delete_asked.connect(self.delete_rows)
        view.paste_asked.connect(self.paste)

    def _arrange(self) -> None:
        self.add.clicked.connect(self.add_row)
        self.delete.clicked.connect(self.delete_rows)
        self.paste_button.clicked.connect(self.paste)
        menu = QMenu(self.use_as)
        menu.aboutToShow.connect(lambda: self._fill_parts(menu))
        self.use_as.setMenu(menu)
        self._buttons = QHBoxLayout()
        for button in self._all_buttons:
            self._buttons.addWidget(button)
        self._buttons.addWidget(self.status, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self.view)

    @property
    def _all_buttons(self) -> tuple[QPushButton, ...]:
        return self.add, self.delete, self.paste_button, self.use_as

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
        try:
            data = self.model.rows.with_rows(at)
        except NodewiseError as error:
            self._refuse(error)
            return
        self._set(data, Message("Add an observation"))
        self.view.setCurrentIndex(self.model.index(at, 0))
        self.view.setFocus()

    def selected_rows(self) -> list[int]:
        """The rows with a selected cell, or else the current one; ranges, for they may be long."""
        chosen = self.view.selectionModel().selection()
        ranges = [chosen.at(i) for i in range(chosen.count())]
        rows = {row for r in ranges for row in range(r.top(), r.bottom() + 1)}
        if not rows and self.current_row >= 0:
            rows = {self.current_row}
        return sorted(rows)

    def delete_rows(self) -> None:
        """Delete the rows with a selected cell."""
        rows = self.selected_rows()
        if rows:
            what = Counted("{n} observation", "{n} observations", len(rows))
            self._set(self.model.rows.without(rows), Message("Delete {what}", what=what))

    def use_rows_for(self, part: Part) -> None:
        """Use the selected rows for training, validation or test."""
        rows = self.selected_rows()
        if rows:
            self.model.set_part(rows, part)

    def _fill_parts(self, menu: QMenu) -> None:
        menu.clear()
        for part, text in PARTS.items():
            menu.addAction(tr(text), partial(self.use_rows_for, part))

    def paste(self) -> None:
        """Take in the block on the clipboard, from the current cell on, or say why not."""
        cells = cells_of(QGuiApplication.clipboard().text())
        if not cells:
            return
        current = self.view.currentIndex()
        row = current.row() if current.isValid() else self.model.rowCount()
        column = max(0, current.column())
        try:
            data = self.model.rows.with_block(cells, self.model.columns, row, column)
        except NodewiseError as error:
            self._refuse(error)
            return
        self._set(data, Message("Paste observations"))

    def _set(self, data: Data, message: Message) -> None:
        self._drawing.change_data(data, message)

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
        for button in (self.add, self.paste_button):
            button.setEnabled(not self.model.rows.has_pixels)
        self.use_as.setEnabled(rows > 0 and bool(self.model.columns))
        if not self.model.columns:
            told = str(NoColumnsError())
        elif self.model.rows.has_pixels:
            told = str(PixelsError())
        elif not rows:
            told = tr("No observations yet: add a row, or paste rows from a spreadsheet.")
        else:
            told = self.model.problem
        is_bad = rows and told and not self.model.rows.has_pixels
        self.status.set_token("bad" if is_bad else "muted")
        self.status.setText(told)

    def _restyle(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(12), px(8), px(12), px(8))
        self._column.setSpacing(px(8))
        self._buttons.setSpacing(px(8))
        for button in self._all_buttons:
            button.setFont(theme().font(10))
        style_table(self.view)
        self.view.horizontalHeader().setDefaultSectionSize(px(NARROWEST))
        self._fit_columns()
        self._show_status()

    def _fit_columns(self, *_changed: object) -> None:
        """Make each column as wide as its name; the names of long ones are in the tooltip."""
        header = self.view.horizontalHeader()
        metrics, px = QFontMetrics(header.font()), theme().px
        for j in range(self.model.columnCount()):
            name = self.model.headerData(j, Qt.Orientation.Horizontal, 0)
            wanted = metrics.horizontalAdvance(str(name)) + px(24)
            header.resizeSection(j, min(max(wanted, px(NARROWEST)), px(WIDEST)))
        last = self.model.part_column
        for j in range(self.model.columnCount()):
            delegate = self._part_delegate if j == last else self._delegate
            self.view.setItemDelegateForColumn(j, delegate)

    def _retranslate(self) -> None:
        self.add.setText(tr("Add row"))
        self.delete.setText(tr("Delete row"))
        self.paste_button.setText(tr("Paste"))
        self.add.setToolTip(tr("Add an empty observation below the current one (Insert)."))
        self.delete.setToolTip(tr("Delete the observations of the selected cells (Delete)."))
        self.paste_button.setToolTip(
            tr("Paste rows from a spreadsheet: first the inputs, then the targets (Ctrl+V).")
        )
        self.use_as.setText(tr("Use for"))
        self.use_as.setToolTip(
            tr("Use the selected observations for training, validation or test.")
        )
        self.view.setAccessibleName(tr("Table of observations"))
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _parts() -> dict[str | int, str]:
    return {int(part): tr(text) for part, text in PARTS.items()}


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
