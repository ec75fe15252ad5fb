"""Importing a CSV: how it is written, what each column is for, and what comes of it."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.datasets.errors import CellError
from core.datasets.preparing import Choice, Prepared, default_choice, prepare
from core.datasets.table import Table
from core.language import tr
from gui.data.adopting import NetworkNote, adopt
from gui.data.column_model import KINDS, USES, ColumnModel, Field
from gui.data.import_options import FormatForm, RowsForm
from gui.data.reading import Reader, Start
from gui.data.reading_dialog import ReadingDialog
from gui.data.table_preview import TablePreview
from gui.data.words import size_text
from gui.document import Document
from gui.inspector.choice_delegate import ChoiceDelegate
from gui.inspector.number_delegate import style_table
from gui.inspector.section import Page, Text
from gui.panes import scrolling
from gui.settings import Settings
from gui.stepping.background import Background
from gui.theme import theme

SIDE = 300
_WIDTHS = {Field.NAME: 140, Field.USE: 96, Field.KIND: 88, Field.MISSING: 124}


class ImportDialog(ReadingDialog):
    """Reads one file beside the window's work; nothing changes until "Use these data"."""

    WIDTH, HEIGHT = 1080, 680

    def __init__(
        self, path: Path, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._path = path
        self._table: Table | None = None
        self._first: Table | None = None
        self.prepared: Prepared | None = None
        self._reader, self._background = Reader(self), Background(self)
        self._reader.started.connect(self._on_start)
        self._reader.progressed.connect(self.show_share)
        self._reader.finished.connect(self._on_table)
        self._reader.failed.connect(self._on_failure)
        self._build_head()
        self._build_tables()
        self._build_side()
        self._arrange()
        self.settle()
        self.read(path)

    def _build_head(self) -> None:
        self.file = Text("text", 12)
        self.other = QPushButton()
        self.other.clicked.connect(self._ask_other)
        self.other.setAutoDefault(False)
        self._head = QHBoxLayout()
        self._head.addWidget(self.file, 1)
        for widget in (self.progress, self.stop, self.other):
            self._head.addWidget(widget)

    def _build_tables(self) -> None:
        self.columns, self.preview = ColumnModel(self), TablePreview(self)
        self.columns_view, self.preview_view = _View(), QTableView()
        self.columns_view.setModel(self.columns)
        self.columns_view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.columns_view.verticalHeader().hide()
        self.columns_view.horizontalHeader().setStretchLastSection(True)
        self._delegates = {
            Field.USE: ChoiceDelegate(lambda: {k: tr(v) for k, v in USES.items()}, self),
            Field.KIND: ChoiceDelegate(lambda: {k: tr(v) for k, v in KINDS.items()}, self),
        }
        for field, delegate in self._delegates.items():
            self.columns_view.setItemDelegateForColumn(field, delegate)
        self.columns_view.clicked.connect(self.columns_view.open_editor)
        self.columns.chosen.connect(self._prepare)
        self.preview_view.setModel(self.preview)
        self.preview_view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        for view in (self.columns_view, self.preview_view):
            view.setTabKeyNavigation(False)
            view.horizontalHeader().setHighlightSections(False)
            view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _build_side(self) -> None:
        self.format, self.rows = FormatForm(), RowsForm()
        self.format.changed.connect(lambda: self.read(self._path, keep=True))
        self.rows.changed.connect(self._prepare)
        self.note = NetworkNote(self._document.network, self._settings)
        self._page = Page()
        for section in (self.format, self.rows, self.note):
            self._page.add(section)
        self._side = scrolling(self._page)

    def _arrange(self) -> None:
        self._columns_title, self._preview_title = Text("muted", 9), Text("muted", 9)
        tables = QSplitter(Qt.Orientation.Vertical)
        for title, view in (
            (self._columns_title, self.columns_view),
            (self._preview_title, self.preview_view),
        ):
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(title)
            column.addWidget(view, 1)
            tables.addWidget(box)
        tables.setStretchFactor(0, 3)
        tables.setStretchFactor(1, 2)
        tables.setChildrenCollapsible(False)
        middle = QHBoxLayout()
        middle.addWidget(tables, 1)
        middle.addWidget(self._side)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head)
        column.addLayout(middle, 1)
        self.set_body(body)

    # Reading

    def read(self, path: Path, keep: bool = False) -> None:
        """Read a file from its beginning; ``keep`` uses the format that is chosen."""
        self._path, self._table, self.prepared = path, None, None
        self._background.cancel()
        self.use.setEnabled(False)
        self.file.setText(path.name)
        self.file.setToolTip(str(path))
        self.show_reading(True)
        self.tell(tr("Reading…"))
        self._reader.read(path, self.format.format if keep else None)

    def stop_reading(self) -> None:
        """Give up reading; the first rows stay in sight."""
        self._reader.cancel()
        self.show_reading(False)
        self.tell(tr("Reading was stopped: only the first rows are shown."))

    def _on_start(self, start: Start) -> None:
        self.format.show_format(start.format)
        self._first = start.table
        self.preview.set_table(start.table)
        self._fit_preview()
        self.columns.set_table(start.table, default_choice(start.table))

    def _on_table(self, table: Table) -> None:
        self.show_reading(False)
        self._table = table
        self._background.run(lambda: default_choice(table), self._on_choice)

    def _on_choice(self, choice: Choice | None, error: Exception | None) -> None:
        if choice is None or self._table is None:
            self.tell(error, bad=True)
            return
        self.columns.set_table(self._table, choice)
        self.columns_view.setCurrentIndex(self.columns.index(0, Field.USE))
        self.columns_view.setFocus()
        self._prepare()

    def _on_failure(self, error: object) -> None:
        self.show_reading(False)
        self.tell(error, bad=True)

    def _ask_other(self) -> None:
        path = ask_for_table(self, self._path)
        if path is not None:
            self.read(path)

    # What comes of it

    def _prepare(self) -> None:
        """Make the observations beside the window's work."""
        if self._table is None:
            return
        self.prepared = None
        self.use.setEnabled(False)
        table, choice = self._table, self.columns.choose(self.rows.choose(Choice()))
        self._background.run(lambda: prepare(table, choice), self._on_prepared)

    def _on_prepared(self, prepared: Prepared | None, error: Exception | None) -> None:
        self.prepared = prepared
        self.use.setEnabled(prepared is not None)
        self.columns.show_prepared(prepared)
        self.rows.show_bad(isinstance(error, CellError))
        if prepared is None:
            self.tell(error, bad=True)
            self.note.show_data(None)
            return
        notes = " ".join(str(note) for note in prepared.notes[:2])
        self.tell(f"{size_text(prepared)}. {notes}".strip())
        self.note.show_data(prepared.data)

    def accept(self) -> None:
        """Use the data as one change; what the note refuses keeps the dialog open."""
        if self.prepared is None:
            return
        network = self.note.network
        if network is None:
            self.tell(self.note.problem, bad=True)
            return
        adopt(self._document, network, self._path.name)
        super().accept()

    def done(self, result: int) -> None:
        self._reader.cancel()
        self._background.cancel()
        super().done(result)

    # Looks and texts

    def _fit_preview(self) -> None:
        header = self.preview_view.horizontalHeader()
        header.setResizeContentsPrecision(12)
        for j in range(min(self.preview.columnCount(), 60)):
            hint = self.preview_view.sizeHintForColumn(j)
            wanted = max(header.sectionSizeHint(j), hint) + theme().px(8)
            header.resizeSection(j, min(max(wanted, theme().px(64)), theme().px(200)))

    def restyle(self) -> None:
        """Take fonts and distances from the theme again."""
        super().restyle()
        px = theme().px
        for view in (self.columns_view, self.preview_view):
            style_table(view)
        width = self.sizeHint().width()
        self._side.setFixedWidth(min(px(SIDE), round(width * 0.4)))
        for field, usual in _WIDTHS.items():
            self.columns_view.setColumnWidth(field, px(usual))
        self.progress.setFixedWidth(min(px(180), round(width * 0.2)))
        self._head.setSpacing(px(8))
        for button in (self.other, self.stop):
            button.setFont(theme().font(10))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.setWindowTitle(tr("Import data"))
        self.use.setText(tr("Use these data"))
        self.other.setText(tr("Other file…"))
        self.stop.setToolTip(tr("Stop reading the file."))
        self.progress.setAccessibleName(tr("Share of the file that is read"))
        self._columns_title.setText(
            tr("What each column is for: click or press Enter to change it.")
        )
        self._preview_title.setText(tr("The first rows, as they are read"))
        self.columns_view.setAccessibleName(tr("Columns of the file"))
        self.preview_view.setAccessibleName(tr("The first rows, as they are read"))


_KEYS = {"i": "input", "t": "target", "x": "ignore"}


class _View(QTableView):
    """Enter opens the list of the cell; i, t and x choose a use for the selected columns."""

    def open_editor(self) -> None:
        """Open the list of the current cell, if it has one."""
        index = self.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if editing:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_editor()
        elif event.text() in _KEYS and event.type() == QEvent.Type.KeyPress:
            model = self.model()
            rows = [index.row() for index in self.selectionModel().selectedRows()]
            if isinstance(model, ColumnModel) and rows:
                model.set_use(rows, _KEYS[event.text()])
        else:
            super().keyPressEvent(event)


def ask_for_table(parent: QWidget, near: Path | None = None) -> Path | None:
    """Ask for a CSV file."""
    tables, everything = tr("Tables"), tr("All files")
    name, _ = QFileDialog.getOpenFileName(
        parent,
        tr("Import data"),
        str(near.parent) if near else "",
        f"{tables} (*.csv *.tsv *.txt *.dat);;{everything} (*)",
    )
    return Path(name) if name else None
