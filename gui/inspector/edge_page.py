"""The inspector with one edge selected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton

from core.language import tr
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.node import Unit
from core.numbers import grouped
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.block_section import range_text, zeros_text
from gui.inspector.fields import TextField
from gui.inspector.named import names_of
from gui.inspector.section import Page, Section, Text, set_label
from gui.inspector.value_row import ValueRow
from gui.settings import Settings


class EdgePage(Page):
    """Weight with slider, frozen, label, and both ends."""

    refused = Signal(str)
    explain_requested = Signal(object)
    matrix_requested = Signal(object)
    """The `EdgeKey` whose weights somebody wants to see as a heat-map."""

    def __init__(self, document: Document, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self._document, self._drawing, self._settings = document, drawing, settings
        self._key: EdgeKey | None = None
        self._build_weight()
        self._build_ends()
        settings.notation_changed.connect(self.refresh)
        self.retranslate()

    def _build_weight(self) -> None:
        self._weight = Section(parameters=True)
        self.value = ValueRow(self._document, self._drawing, self._settings, slider=True)
        self.value.refused.connect(self.refused)
        self._weight.add_wide(self.value)
        self.shape, self.range, self.zeros = Text(), Text("muted", 9), Text("muted", 9)
        self.open_matrix = QPushButton()
        self.open_matrix.clicked.connect(self._open_matrix)
        for widget in (self.shape, self.range, self.zeros, self.open_matrix):
            self._weight.add_wide(widget)
        self.frozen = QCheckBox()
        self.frozen.clicked.connect(self._freeze)
        self._weight.add_wide(self.frozen)
        self.explain = QPushButton()
        self.explain.clicked.connect(self._ask)
        self._weight.add_wide(self.explain)
        self.add(self._weight)

    def _build_ends(self) -> None:
        self._ends = Section()
        self.label = TextField()
        self.label.committed.connect(self._rename)
        self._label_label = self._ends.add_row(self.label)
        self.source, self.target = QPushButton(), QPushButton()
        self.source.clicked.connect(lambda: self._select(0))
        self.target.clicked.connect(lambda: self._select(1))
        self._source_label = self._ends.add_row(self.source)
        self._target_label = self._ends.add_row(self.target)
        self.add(self._ends)

    def show_edge(self, key: EdgeKey) -> None:
        """Inspect another edge."""
        if key != self._key:
            self.label.take()  # before the field means another edge
        self._key = key
        self.refresh()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.frozen.setText(tr("Frozen"))
        self.frozen.setToolTip(tr("No update changes a frozen parameter."))
        self.open_matrix.setText(tr("Open heat-map…"))
        self.open_matrix.setToolTip(
            tr("Show the weights as colours, by row and column, to read and to edit.")
        )
        self._ends.heading.setText(tr("Edge"))
        set_label(self._label_label, tr("Label"))
        self.label.setToolTip(
            tr("A name of your own, as LaTeX or plain text. Empty: the name of the notation.")
        )
        set_label(self._source_label, tr("From"))
        set_label(self._target_label, tr("To"))
        for button in (self.source, self.target):
            button.setToolTip(tr("Select this neuron."))
        self.refresh()

    def refresh(self, *_changed: object) -> None:
        """Show the edge as it is."""
        network = self._document.network
        edge = network.edges.get(self._key) if self._key is not None else None
        if edge is None:
            self._key = None
            return
        names = names_of(network, self._settings.notation)
        parameter = Parameter(Unit(edge.target), Unit(edge.source))
        name = names.parameter(parameter).plain
        single = edge.weight.size == 1
        if single:
            self._weight.heading.set_words(tr("Parameter"), name)
        else:
            self._weight.heading.set_words(tr("Parameters"))
        self.value.setVisible(single)
        if single:
            self.value.show_parameter(parameter, tr("Weight"))
        for widget in (self.shape, self.range, self.zeros, self.open_matrix):
            widget.setVisible(not single)
        if not single:
            self._show_block(edge)
        self.frozen.setChecked(edge.frozen)
        self.explain.setText(tr("Explain {parameter}").format(parameter=name))
        self.explain.setVisible(single)
        self.label.show_text(edge.label or "")
        self.label.setPlaceholderText(name if single else "")
        self.source.setText(names.node(edge.source).plain)
        self.target.setText(names.node(edge.target).plain)

    def _show_block(self, edge: Edge) -> None:
        """Say the shape, the smallest, the mean and the largest, and how many are 0 or missing."""
        rows, columns = edge.weight.shape
        product = tr("{rows} × {columns} weights").format(
            rows=grouped(rows), columns=grouped(columns)
        )
        n = edge.n_weights
        self.shape.setText(product if n < rows * columns else f"{product} = {grouped(n)}")
        values = edge.weight if edge.mask is None else edge.weight[edge.mask]
        self.range.setText(range_text(values, self._settings.notation))
        zeros = zeros_text(values)
        if n < edge.weight.size:
            missing = tr("{n} pairs of units are not connected").format(
                n=grouped(edge.weight.size - n)
            )
            zeros = f"{zeros} · {missing}"
        self.zeros.setText(zeros)

    def _open_matrix(self) -> None:
        if self._key is not None:
            self.matrix_requested.emit(self._key)

    def _select(self, end: int) -> None:
        if self._key is not None:
            self._document.select([self._key[end]])

    def _freeze(self, frozen: bool) -> None:
        if self._key is not None:
            self._drawing.set_frozen(frozen, edges=[self._key])

    def _rename(self, text: str) -> None:
        if self._key is not None:
            self._drawing.set_edge_label(self._key, text)

    def _ask(self) -> None:
        if self._key is not None:
            source, target = self._key
            self.explain_requested.emit(Parameter(Unit(target), Unit(source)))
