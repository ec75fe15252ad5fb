"""The parameters as the slide writes them: W, w₀, β, β₀, each between brackets and editable."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QScrollBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.language import tr, translatable
from core.network.block import cells_of
from core.network.edge import EdgeKey, Parameter
from core.network.errors import NodewiseError
from core.network.matrices import ParameterMatrix, parameter_matrices
from core.network.network import Network
from core.network.weight_table import weight_tables
from core.numbers import NumberError, parse_number
from gui.document import Document
from gui.drawing import Drawing
from gui.formula.label import FormulaLabel
from gui.inspector.matrix_model import ABSENT, MatrixModel
from gui.inspector.number_delegate import NumberDelegate, style_table
from gui.inspector.panel import only_moved
from gui.inspector.section import Text
from gui.settings import Settings
from gui.theme import theme
from gui.weights.card import HeatCard
from gui.weights.live import LiveNumbers
from gui.weights.sheet import Sheet

MOST_CELLS = 600
"""A larger matrix of weights is shown as a heat-map."""
MAX_ROWS_SHOWN, MAX_COLUMNS_SHOWN = 6, 10
CELL_WIDTH, CELL_HEIGHT = 78, 26


class PasteError(NodewiseError):
    """A pasted block that does not fit; it names the cell."""

    template = translatable("Row {row}, column {column}: {problem}")


class MatrixEditor(QWidget):
    """Every matrix of the network beside each other; Ctrl+V fills one from a spreadsheet."""

    refused = Signal(str)
    heat_requested = Signal(object)
    """The key of an edge whose weights are to be seen in a window of their own."""
    explain_requested = Signal(object)
    """The `Parameter` whose chain rule is asked for."""

    def __init__(
        self, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._drawing = Drawing(document, settings)
        self.matrices: list[MatrixView] = []
        self.cards: list[HeatCard] = []
        self._kinds: tuple[bool, ...] = ()
        self._live = LiveNumbers(document, parent=self)
        self._empty = Text("muted")
        inside = QWidget()
        inside.setAutoFillBackground(False)
        self._row = QHBoxLayout(inside)
        self._row.addWidget(self._empty, 1)
        self._row.addStretch(1)
        area = self._area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        document.network_changed.connect(self._follow)
        settings.notation_changed.connect(self._refresh_if_shown)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._retranslate()
        self.refresh()

    def refresh(self, *_changed: object) -> None:
        """Show the matrices of the network as it is."""
        network, notation = self._document.network, self._settings.notation
        self._shown = network, notation
        wanted = parameter_matrices(network, notation, MOST_CELLS)
        self._make(tuple(bool(matrix.cells) for matrix in wanted))
        small = [matrix for matrix in wanted if matrix.cells]
        for view, matrix in zip(self.matrices, small, strict=True):
            view.show_matrix(matrix)
        if self.cards:
            tables = {table.latex: table for table in weight_tables(network, notation)}
            large = [matrix for matrix in wanted if not matrix.cells]
            for card, matrix in zip(self.cards, large, strict=True):
                table = tables.get(matrix.latex)  # none before the first edge is drawn
                card.setVisible(table is not None)
                if table is not None:
                    card.show_table(table)
        self._empty.setVisible(not wanted)

    def _make(self, kinds: tuple[bool, ...]) -> None:
        """Have a view for every small matrix, and a heat-map for every large one, in order."""
        if kinds == self._kinds:
            return
        self._kinds = kinds
        views, cards = iter(tuple(self.matrices)), iter(tuple(self.cards))
        self.matrices, self.cards = [], []
        for place, small in enumerate(kinds):
            part: QWidget
            if small:
                part = next(views, None) or self._new_view()
                self.matrices.append(part)
            else:
                part = next(cards, None) or self._new_card()
                self.cards.append(part)
            self._row.removeWidget(part)
            self._row.insertWidget(place + 1, part)
        for left_over in (*views, *cards):
            left_over.hide()
            self._row.removeWidget(left_over)
            left_over.deleteLater()

    def _new_view(self) -> "MatrixView":
        view = MatrixView(self._document, self._drawing, self._settings)
        view.refused.connect(self.refused)
        return view

    def _new_card(self) -> HeatCard:
        card = HeatCard(Sheet(self._document, self._drawing, self._settings, self._live, self))
        card.refused.connect(self.refused)
        card.heat_requested.connect(self.heat_requested)
        card.explain_requested.connect(self.explain_requested)
        return card

    def show_edge(self, key: EdgeKey) -> None:
        """Give the keyboard to the first weight of an edge, in the matrix that holds it."""
        views: list[MatrixView | HeatCard] = [*self.matrices, *self.cards]
        for view in views:
            if view.show_edge(key):
                self._area.ensureWidgetVisible(view)
                return

    def _follow(self, before: Network, after: Network) -> None:
        if not only_moved(before, after):
            self._refresh_if_shown()

    def _refresh_if_shown(self, *_changed: object) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        network, notation = self._shown
        if network is not self._document.network or notation != self._settings.notation:
            self.refresh()

    def _restyle(self) -> None:
        px = theme().px
        self._row.setContentsMargins(px(16), px(8), px(16), px(8))
        self._row.setSpacing(px(20))

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Matrices"))
        self._empty.setText(tr("There are no parameters yet: place a hidden neuron or an output."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class MatrixView(QWidget):
    """The name of a matrix, an equals sign, and its numbers between brackets."""

    refused = Signal(str)

    def __init__(self, document: Document, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self.name = FormulaLabel(size=17)
        self.model = MatrixModel(document, drawing, settings, self)
        self.table = _MatrixTable(self.model, drawing, settings)
        self.table.refused.connect(self.refused)
        self._brackets = _Brackets(self.table)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._brackets, 0, Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._resize)

    def show_matrix(self, matrix: ParameterMatrix) -> None:
        """Show another matrix, or the same with other numbers."""
        self.name.set_latex(f"{matrix.latex} =")
        self.table.setAccessibleName(
            tr("Matrix {name}").format(name=self.name.accessibleName().rstrip(" ="))
        )
        self.model.show_matrix(matrix)
        self._resize()

    def show_edge(self, key: EdgeKey) -> bool:
        """Make the first weight of an edge the current cell; return whether it is in here."""
        for i, row in enumerate(self.model.matrix.cells):
            for j, parameter in enumerate(row):
                if parameter is not None and parameter.edge == key:
                    self.table.setCurrentIndex(self.model.index(i, j))
                    self.table.scrollTo(self.table.currentIndex())
                    self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def _resize(self) -> None:
        style_table(self.table)
        rows, columns = self.model.matrix.shape
        cell = QSize(theme().px(CELL_WIDTH), theme().px(CELL_HEIGHT))
        self.table.horizontalHeader().setDefaultSectionSize(cell.width())
        self.table.verticalHeader().setDefaultSectionSize(cell.height())
        width = cell.width() * min(columns, MAX_COLUMNS_SHOWN)
        height = cell.height() * min(rows, MAX_ROWS_SHOWN)
        tall, wide = rows > MAX_ROWS_SHOWN, columns > MAX_COLUMNS_SHOWN
        self.table.show_bars(tall, wide)
        # Beside the numbers, not over them.
        bars = [bar.sizeHint() for bar in self.table.bars]
        self.table.setFixedSize(width + tall * bars[0].width(), height + wide * bars[1].height())
        self._brackets.space()


class _Brackets(QWidget):
    """Square brackets around a widget."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(inside)
        self.space()

    def space(self) -> None:
        """Leave room for the brackets."""
        side, top = theme().px(8), theme().px(4)
        self._layout.setContentsMargins(side, top, side, top)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        pen = theme().px(1.5)
        box = QRectF(self.rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
        length = theme().px(5)
        painter = QPainter(self)
        painter.setPen(QPen(theme().colour("text"), pen))
        for x, inward in ((box.left(), length), (box.right(), -length)):
            top, bottom = QPointF(x, box.top()), QPointF(x, box.bottom())
            foot = QPointF(inward, 0)
            painter.drawPolyline([top + foot, top, bottom, bottom + foot])
        painter.end()


class _MatrixTable(QTableView):
    """The cells, without headers or lines."""

    refused = Signal(str)

    def __init__(self, model: MatrixModel, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self._matrix, self._drawing = model, drawing
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The brackets are its frame; the style sheet of the program would draw another.
        self.setStyleSheet("QTableView { border: none; background: transparent; padding: 0 }")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._delegate = NumberDelegate(settings, self)
        self._delegate.refused.connect(self.refused)
        self.setItemDelegate(self._delegate)

    @property
    def bars(self) -> tuple[QScrollBar, QScrollBar]:
        """The vertical and the horizontal one."""
        return self.verticalScrollBar(), self.horizontalScrollBar()

    def show_bars(self, tall: bool, wide: bool) -> None:
        """Scroll only what is too large to be shown whole."""
        needed, off = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn,
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
        )
        self.setVerticalScrollBarPolicy(needed if tall else off)
        self.setHorizontalScrollBarPolicy(needed if wide else off)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Fill cells from the current one on with the block on the clipboard, all or none."""
        try:
            values = self._read(cells_of(QGuiApplication.clipboard().text()))
        except NodewiseError as error:
            self.refused.emit(str(error))
            return
        if values:
            self._drawing.set_values(values)

    def _read(self, cells: list[list[str]]) -> dict[Parameter, float]:
        current = self.currentIndex()
        row0, column0 = max(current.row(), 0), max(current.column(), 0)
        return {
            parameter: value
            for i, row in enumerate(cells, row0)
            for j, text in enumerate(row, column0)
            for parameter, value in self._read_cell(i, j, text)
        }

    def _read_cell(self, i: int, j: int, text: str) -> list[tuple[Parameter, float]]:
        rows, columns = self._matrix.matrix.shape
        place = {"row": i + 1, "column": j + 1}
        if i >= rows or j >= columns:
            raise PasteError(problem=translatable("the matrix ends before it."), **place)
        parameter = self._matrix.matrix.cells[i][j]
        if text in ("", ABSENT):
            return []
        try:
            value = parse_number(text)
        except NumberError as error:
            raise PasteError(problem=str(error), **place) from None
        if parameter is not None:
            return [(parameter, value)]
        if value != 0.0:  # a 0 from elsewhere says the same as no edge
            raise PasteError(problem=translatable("there is no edge; draw it first."), **place)
        return []
