"""What the inspector shows of a block: its biases as a whole, and one unit of it."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.language import tr, trn
from core.network.edge import Edge, Parameter
from core.network.node import Array, Node, Role, Unit
from core.network.notation import Notation
from core.network.summary import array_summary
from core.network.weight_table import image_shape
from core.numbers import significant
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.fields import WholeField
from gui.inspector.named import names_of
from gui.inspector.section import Section, Text, set_label
from gui.inspector.value_row import ValueRow
from gui.settings import Settings
from gui.theme import theme


def range_text(values: Array, notation: Notation) -> str:
    """Smallest, mean and largest of some numbers; of one, the number."""
    numbers = array_summary(values)
    least, mean, most = (
        significant(v, notation, 3) for v in (numbers.least, numbers.mean, numbers.most)
    )
    template = tr("min {least} · mean {mean} · max {most}")
    return template.format(least=least, mean=mean, most=most)


def zeros_text(values: Array) -> str:
    """The share of numbers that are exactly 0."""
    share = 100 * array_summary(values).zeros
    percent = "100" if share == 100 else "0" if share == 0 else f"{min(max(share, 0.1), 99.9):.1f}"
    return tr("exactly 0: {percent} %").format(percent=percent)


class BlockSection(QWidget):
    """The unit that is looked at: its bias, what its weights are like, and its steps."""

    refused = Signal(str)
    unit_requested = Signal(object)
    """The `Unit` to be stepped through."""
    pictures_requested = Signal(object)
    """The `Unit` whose weights are to be seen as a picture of the image."""

    def __init__(self, document: Document, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._node: str | None = None
        self._document = document
        self.unit = WholeField(1, 1)
        self.unit.setKeyboardTracking(True)
        self.unit.valueChanged.connect(self._show_unit)
        self._unit = Section()
        self._unit_label = self._unit.add_row(self.unit)
        self.bias = ValueRow(document, drawing, settings)
        self.bias.refused.connect(self.refused)
        self._unit.add_wide(self.bias)
        self.incoming, self.outgoing = Text("muted", 9), Text("muted", 9)
        self.step = QPushButton()
        self.step.clicked.connect(self._ask)
        self.pictures = QPushButton()
        self.pictures.clicked.connect(self._ask_for_pictures)
        for widget in (self.incoming, self.outgoing, self.step, self.pictures):
            self._unit.add_wide(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self._unit)

    @property
    def index(self) -> int:
        """The unit that is looked at, from 0."""
        return self.unit.value() - 1

    @property
    def chosen(self) -> Unit | None:
        """The unit that is looked at, None without a block."""
        return Unit(self._node, self.index) if self._node is not None else None

    def show_block(self, node: Node) -> None:
        """Look into another block; the same one keeps its unit."""
        same, self._node = node.id == self._node, node.id
        self.unit.blockSignals(True)
        self.unit.setRange(1, node.units)
        if not same:
            self.unit.setValue(1)
        self.unit.blockSignals(False)
        self._show_unit()

    def show_unit(self, index: int) -> None:
        """Look at another unit, from 0."""
        self.unit.setValue(index + 1)

    def _show_unit(self, *_value: int) -> None:
        network = self._document.network
        node = network.nodes.get(self._node) if self._node is not None else None
        if node is None or self.index >= node.units:
            return
        names = names_of(network, self._settings.notation)
        unit = Unit(node.id, self.index)
        self._unit.heading.set_words(tr("Unit"), names.activation(unit).plain)
        has_bias = node.role is not Role.INPUT
        self.bias.setVisible(has_bias)
        if has_bias:
            self.bias.show_parameter(Parameter(unit))
        into = [_row(edge, self.index) for edge in network.incoming[node.id]]
        out = [_column(edge, self.index) for edge in network.outgoing[node.id]]
        self._tell(self.incoming, into, incoming=True)
        self._tell(self.outgoing, out, incoming=False)
        self.step.setText(tr("Step {unit}").format(unit=names.activation(unit).plain))
        self.pictures.setVisible(
            image_shape(network) is not None
            and any(network.nodes[e.source].role is Role.INPUT for e in network.incoming[node.id])
        )

    def _tell(self, text: Text, parts: list[Array], incoming: bool) -> None:
        values = np.concatenate(parts) if parts else np.zeros(0)
        text.setVisible(bool(values.size))
        n = values.size
        if incoming:
            count = trn("{n} weight in", "{n} weights in", n)
        else:
            count = trn("{n} weight out", "{n} weights out", n)
        text.setText(f"{count}: {range_text(values, self._settings.notation)}")

    def _ask(self) -> None:
        if self._node is not None:
            self.unit_requested.emit(Unit(self._node, self.index))

    def _ask_for_pictures(self) -> None:
        if self._node is not None:
            self.pictures_requested.emit(Unit(self._node, self.index))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        set_label(self._unit_label, tr("Number"))
        self.unit.setToolTip(tr("The unit of the block to look at, counted from 1."))
        self.pictures.setText(tr("Weights as pictures…"))
        self.pictures.setToolTip(
            tr("What each unit looks for in an image: its weights as a small picture.")
        )
        self.step.setToolTip(tr("Go through the weighted sum of this unit step by step."))


def _row(edge: Edge, index: int) -> Array:
    """The weights into one unit."""
    weights: Array = edge.weight[index]
    return weights if edge.mask is None else weights[edge.mask[index]]


def _column(edge: Edge, index: int) -> Array:
    """The weights out of one unit."""
    weights: Array = edge.weight[:, index]
    return weights if edge.mask is None else weights[edge.mask[:, index]]
