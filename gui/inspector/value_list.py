"""Several parameters below each other, as the weights into a neuron."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.language import trn
from core.network.edge import Parameter
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.section import Heading, Text
from gui.inspector.value_row import ValueRow
from gui.settings import Settings
from gui.theme import theme

MAX_ROWS = 16


class ValueList(QWidget):
    """A heading and one `ValueRow` a parameter; past `MAX_ROWS` it says how many are left out."""

    refused = Signal(str)

    def __init__(self, document: Document, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self._make: Callable[[], ValueRow] = lambda: ValueRow(document, drawing, settings)
        self.heading = Heading("chain_parameter")
        self.rows: list[ValueRow] = []
        self._spare: list[ValueRow] = []
        self._more = Text("muted", 9)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.heading)
        self._column.addWidget(self._more)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_parameters(self, parameters: list[Parameter], labels: list[str]) -> None:
        """List these parameters, each with its label; nothing is shown if there are none.

        There need not be labels for more than `MAX_ROWS`.
        """
        shown = parameters[:MAX_ROWS]
        while len(self.rows) < len(shown):
            self.rows.append(self._spare.pop() if self._spare else self._new_row())
        while len(self.rows) > len(shown):  # another neuron may need them again
            row = self.rows.pop()
            row.hide()
            self._spare.append(row)
        for row, parameter, label in zip(self.rows, shown, labels, strict=False):
            row.show_parameter(parameter, label)
            row.show()
        left_out = len(parameters) - len(shown)
        self._more.setText(
            trn("{n} more stands in the table.", "{n} more stand in the table.", left_out)
        )
        self._more.setVisible(left_out > 0)
        self.setVisible(bool(parameters))

    def _new_row(self) -> ValueRow:
        row = self._make()
        row.refused.connect(self.refused)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _restyle(self) -> None:
        self._column.setSpacing(theme().px(8))
