"""A large matrix among the small ones: its heat-map where theirs have their numbers."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.language import tr
from core.network.edge import EdgeKey
from core.network.naming import plain_text
from core.network.weight_table import WeightTable
from gui.formula.label import FormulaLabel
from gui.inspector.section import Text
from gui.theme import theme
from gui.weights.heat_view import HeatView
from gui.weights.sheet import Sheet

WIDTH = 460


class HeatCard(QWidget):
    """The name of a matrix, its heat-map, a reading below it and the way to a larger one."""

    refused = Signal(str)
    heat_requested = Signal(object)
    """The key of an edge whose weights are to be seen larger."""
    explain_requested = Signal(object)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.name = FormulaLabel(size=17)
        self.view = HeatView(sheet)
        self.reading = Text("muted", 9.5, wrap=False)
        self.larger = QPushButton()
        self.view.refused.connect(self.refused)
        self.view.opened.connect(self.explain_requested)
        self.view.pointed.connect(self._read)
        self.view.moved.connect(self._read)
        sheet.changed.connect(self._read)
        self.larger.clicked.connect(self._ask)
        below = QHBoxLayout()
        below.addWidget(self.reading, 1)
        below.addWidget(self.larger)
        self._column = QVBoxLayout()
        self._column.addWidget(self.view, 1)
        self._column.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_table(self, table: WeightTable) -> None:
        """Show another table, or the same with other numbers."""
        self.name.set_latex(f"{table.latex} =")
        old = self.sheet.table
        if old is not None and old.is_like(table):
            self.sheet.refresh()
            return
        self.sheet.show(table)
        self.view.setAccessibleName(tr("Matrix {name}").format(name=plain_text(table.latex)))

    def show_edge(self, key: EdgeKey) -> bool:
        """Give the keyboard to the first weight of an edge; return whether it is in here."""
        table = self.sheet.table
        if table is None or not table.holds(key):
            return False
        self.view.go_to(*table.first_cell(key))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _read(self, cell: tuple[int, int] | None = None) -> None:
        if all(self.sheet.shape):
            text = self.sheet.text(*(cell or self.view.current))
            self.reading.setText(text)
            self.reading.setToolTip(text)
            if cell is None:
                self.view.setAccessibleDescription(text)

    def _ask(self) -> None:
        if self.sheet.table is not None:
            self.heat_requested.emit(self.sheet.table.keys[0])

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.larger.setText(tr("Larger…"))
        self.larger.setToolTip(tr("Show these weights in a window of their own (F3)"))
        self._read()

    def _restyle(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
        self.larger.setFont(theme().font(9.5))
        self._column.setSpacing(theme().px(6))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
