"""The formulas of the step: lines, cards, matrices or a table."""

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.language import tr, trn
from core.numbers import format_number
from core.stepping.expression import Named
from core.stepping.fragment import Fragment
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import EQUALS
from core.stepping.step import Matrix, MatrixLine, Step
from core.stepping.trace import Lesson
from core.stepping.wording import listed_name
from gui.formula.cards import CardRow
from gui.formula.formula_view import FormulaView
from gui.formula.layout import Laid, in_columns, lay_out
from gui.stepping.factor_cards import FactorCards, key_of_card, result_content
from gui.stepping.given import MANY_GIVEN, MOST_GIVEN, largest_given, one_of_many
from gui.stepping.hidden import written_lines
from gui.stepping.matrix_dialog import MatrixDialog
from gui.stepping.matrix_view import MatrixView
from gui.stepping.number_table import MOST_LISTED, NumberTable
from gui.stepping.session import StepSession
from gui.theme import theme

_SMALLER, _FEW_TO_SHRINK = 0.82, 6
"""A few lines are written smaller rather than left to scroll."""
_COLUMN_GAP = 32
_TABLE_WIDTH, _TABLE_SHARE = 280, 0.45
_ROOMY = 1.3
"""Cards and matrices are written so much larger where there is room."""
_SIZE, _MANY_SIZE, _FEW_LINES = 22.0, 18.0, 3
"""The em of formulas, smaller where there are more than a few lines of them."""


class StepContent(QWidget):
    """Shows what the cursor is at, in the form that suits it."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table_of: list[Quantity] = []
        self._enlarged = 1.0
        self._factors = FactorCards()
        self.formula, self.cards, self.matrix = _Lines(), _Cards(), MatrixView()
        self.table = NumberTable(most_rows=200)
        self._more = QLabel()
        self._more.setProperty("role", "muted")
        self._card_area, self._matrix_area = _scrolled(self.cards), _scrolled(self.matrix)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Stage(self.formula, self._card_area, self._matrix_area), 1)
        column.addWidget(self._more)
        row.addLayout(column, 1)
        row.addWidget(self._table_side())

    def _table_side(self) -> QWidget:
        """The table, with what it leaves out below it."""
        self._table_area = QWidget()
        self._rows_left_out = QLabel()
        self._rows_left_out.setProperty("role", "muted")
        self._rows_left_out.setWordWrap(True)
        column = QVBoxLayout(self._table_area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(_scrolled(self.table), 1)
        column.addWidget(self._rows_left_out)
        return self._table_area

    def _connect(self) -> None:
        session = self._session
        self.formula.hovered.connect(session.highlight)
        self.formula.clicked.connect(session.explain)
        self.cards.hovered.connect(session.highlight)
        self.cards.quantity_clicked.connect(session.explain)
        self.cards.clicked.connect(self._go_to_card)
        self.matrix.opened.connect(self._open_matrix)
        self.table.chosen.connect(lambda i: session.explain(self._table_of[i]))
        self.table.pointed_at.connect(
            lambda i: session.highlight(self._table_of[i] if i >= 0 else None)
        )
        session.hovered.connect(self._highlight)

    def _highlight(self, quantity: Quantity | None) -> None:
        self.formula.highlight(quantity)
        self.cards.highlight(quantity)
        found = quantity in self._table_of if len(self._table_of) < 5000 else False
        self.table.highlight(self._table_of.index(quantity) if quantity and found else -1)

    def _open_matrix(self, matrix: Matrix) -> None:
        dialog = MatrixDialog(matrix, self._session.settings.notation, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _go_to_card(self, index: int) -> None:
        step, recording = self._session.step, self._session.recording
        if step is not None and recording is not None and step.cards:
            found = recording.trace.find(key_of_card(step, index))
            if found is not None:
                self._session.go_to(found)

    def refresh(self) -> None:
        """Show the step in the words and the notation in force."""
        session, step = self._session, self._session.step
        lines: list[list[Fragment]] = []
        matrices: MatrixLine | None = None
        has_cards = step is not None and bool(step.cards)
        if step is None:
            lines, matrices = self._given()
        else:
            if not has_cards:
                lines = self._lines_of(step)
            matrices = next((s for s in step.lines if isinstance(s, MatrixLine)), None)
        self._say_what_is_left_out(step)  # before the lines are set into what room is left
        if has_cards and step is not None:
            self._show_cards(step)
        self._show_lines(lines)
        self.matrix.set_line(matrices, session.writer)
        if self.matrix.cut_matrices():
            self._more.setText(tr("Click a matrix, or press Enter in it, to see all its numbers."))
            self._more.setVisible(True)
        self._matrix_area.setVisible(matrices is not None)
        self._card_area.setVisible(has_cards)
        self._show_table(step)

    def _lines_of(self, step: Step) -> list[list[Fragment]]:
        session, recording = self._session, self._session.recording
        if session.asked or recording is None:
            return written_lines(step, session.writer, session.asked, session.n_answered)
        return recording.lines(session.cursor, session.writer)

    def _say_what_is_left_out(self, step: Step | None) -> None:
        details = step.details if step is not None else {}
        lines, neurons = int(details.get("hidden_lines", 0)), int(details.get("hidden_neurons", 0))
        more = trn("… and {n} more", "… and {n} more", lines) if lines else ""
        if neurons:
            more = trn("… and {n} more neuron", "… and {n} more neurons", neurons)
        self._more.setText(more)
        self._more.setVisible(bool(more))

    def _show_lines(self, lines: list[list[Fragment]]) -> None:
        self.formula.setVisible(bool(lines) or not self._session.steps)
        many = len(lines) > _FEW_LINES
        size = _MANY_SIZE * self._enlarged**0.5 if many else _SIZE * self._enlarged
        self.formula.set_lines(lines, size)

    def set_enlarged(self, enlarged: float) -> None:
        """Write larger, as far as there is room."""
        self._enlarged = enlarged
        self.table.set_enlarged(enlarged)
        self._give_room()
        self.refresh()

    def _give_room(self) -> None:
        for part in (self.cards, self.matrix):
            part.set_room(self.height(), _ROOMY * self._enlarged)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()
        self._fit_table()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(90))

    def _show_cards(self, step: Step) -> None:
        session = self._session
        hides = session.pending is not None
        result = result_content(step, session.request, session.writer, hides=hides)
        contents = self._factors.contents(step, session.writer, hides=hides)
        self.cards.set_cards(contents, step.current, result)

    def _given(self) -> tuple[list[list[Fragment]], MatrixLine | None]:
        """What is known before the first step: X and y."""
        trace, writer = self._session.trace, self._session.writer
        if trace is None:
            return [], None
        if self._session.lesson is Lesson.MATRICES:
            x = Matrix("X", trace.before.x)
            return [], MatrixLine("X", (), x)
        known = list(trace.known(-1).items())
        if self._session.lesson is Lesson.TRAINING:
            return [], None
        inputs = [(q, v) for q, v in known if q.kind is Kind.ACTIVATION]
        targets = [(q, v) for q, v in known if q.kind is Kind.TARGET]
        few = one_of_many(targets) if len(inputs) > MANY_GIVEN else targets[:MOST_GIVEN]
        kept = [*largest_given(inputs), *few]
        return [[*writer.symbols(Named(q, v)), EQUALS, writer.value(v, q)] for q, v in kept], None

    def _show_table(self, step: Step | None) -> None:
        hides = step is None or self._session.pending is not None
        rows = step.table[:MOST_LISTED] if step is not None and not hides else ()
        self._table_of = [quantity for quantity, _value in rows]
        self._table_area.setVisible(bool(rows))
        if rows:
            writer = self._session.writer
            self.table.set_rows(
                np.array([value for _quantity, value in rows]),
                lambda i: listed_name(rows[i][0], writer),
                lambda value: format_number(value, writer.notation),
            )
            self._fit_table()
            assert step is not None
            self._count_rows_left_out(step)

    def _fit_table(self) -> None:
        """Give the table the rows that can be seen: the others are scrolled to within it.

        In large type it gives way to the formulas, which say the most important of its numbers.
        """
        width = min(theme().px(_TABLE_WIDTH * self._enlarged), int(_TABLE_SHARE * self.width()))
        self._table_area.setFixedWidth(width)
        self._table_area.setVisible(bool(self._table_of) and width >= self.table.least_width)
        below = self._rows_left_out.sizeHint().height() if self._rows_left_out.text() else 0
        self.table.set_most_rows(max(3, self.table.rows_in(self.height() - below - 8)))

    def _count_rows_left_out(self, step: Step) -> None:
        earlier = int(step.details.get("hidden_rows", 0))
        n = earlier + len(step.table) - len(self._table_of)
        text = trn("… and {n} more", "… and {n} more", n)
        if earlier:
            text = trn("… after {n} earlier one", "… after {n} earlier ones", n)
        self._rows_left_out.setText(text)
        self._rows_left_out.setVisible(n > 0)

    def latex(self) -> str:
        """The formula that is shown, as LaTeX."""
        return self._session.current_latex()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()


class _Stage(QWidget):
    """Gives all its parts the same room, of which one is seen.

    Without a layout: to show another part in one would lay out everything around it again.
    """

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._parts = parts
        for part in parts:
            part.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for part in self._parts:
            part.setGeometry(self.rect())


class _Lines(FormulaView):
    """Takes the room there is: asking how much it wants would lay out every line again.

    Many short lines stand in columns.
    """

    def _lay_out_at(self, width: int) -> Laid:
        room = width - 2 * self._margin()
        n_lines = len(self._lines)
        laid = super()._lay_out_at(width)
        low = self.viewport().height() - 2 * self._margin()
        if 1 < n_lines <= _FEW_TO_SHRINK and laid.height > low:
            laid = lay_out(self._lines, _SMALLER * self._size * theme().scale, room)
        for columns in (3, 2):
            pitch = room / columns
            if n_lines >= 2 * columns and laid.width + theme().px(_COLUMN_GAP) <= pitch:
                return in_columns(laid, -(-n_lines // columns), pitch)
        return laid

    def resizeEvent(self, event: QResizeEvent) -> None:
        if len(self._lines) <= _FEW_TO_SHRINK and event.size().height() != event.oldSize().height():
            self._layouts.clear()
        super().resizeEvent(event)

    def _ask_for_room(self) -> None:
        pass

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().px(120))


class _Cards(CardRow):
    """Wants to be as high as its width asks for."""

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme().px(160))
        return QSize(width, self.heightForWidth(width))


def _scrolled(widget: QWidget) -> QScrollArea:
    """A frame that scrolls down and never sideways."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area
