"""The inspector with one node selected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton

from core.language import tr, translatable
from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.network.naming import Names
from core.network.network import Network
from core.network.node import MAX_UNITS, Node, Role, Unit
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.activation_plot import ActivationPlot
from gui.inspector.block_section import BlockSection, range_text
from gui.inspector.fields import TextField, WholeField
from gui.inspector.functions import ACTIVATION_TEXTS, OUTPUT_TEXTS, Description
from gui.inspector.level_section import LevelSection
from gui.inspector.named import names_of
from gui.inspector.section import Choice, FittedFormula, Page, Section, Text, set_label, show_row
from gui.inspector.value_list import MAX_ROWS, ValueList
from gui.inspector.value_row import ValueRow
from gui.settings import Settings

ROLE_TEXTS = {
    "input": Description(translatable("Input"), ""),
    "hidden": Description(translatable("Hidden neuron"), ""),
    "output": Description(translatable("Output"), ""),
}

BLOCK_TITLES = {
    "input": translatable("Block of inputs"),
    "hidden": translatable("Hidden block"),
    "output": translatable("Block of outputs"),
}


class NodePage(Page):
    """Label, role, activation, bias, and the weights in and out."""

    refused = Signal(str)
    explain_requested = Signal(object)
    slope_requested = Signal(str)
    """The activation whose derivative somebody wants to work out."""
    pictures_requested = Signal(object)
    """The `Unit` whose weights are to be seen as a picture of the image."""
    unit_requested = Signal(object)
    """The `Unit` that somebody wants to step through."""

    def __init__(self, document: Document, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self._document, self._drawing, self._settings = document, drawing, settings
        self._id: str | None = None
        self._build_names()
        self._build_activation()
        self._build_bias()
        self.block = BlockSection(document, drawing, settings)
        self.block.refused.connect(self.refused)
        self.block.unit_requested.connect(self.unit_requested)
        self.block.pictures_requested.connect(self.pictures_requested)
        self.add(self.block)
        self.level = LevelSection(drawing)
        self.level.refused.connect(self.refused)
        self.incoming = ValueList(document, drawing, settings)
        self.outgoing = ValueList(document, drawing, settings)
        for values in (self.incoming, self.outgoing):
            values.refused.connect(self.refused)
            self.add(values)
        self.add(self.level)
        settings.notation_changed.connect(self.refresh)
        self.retranslate()

    def _build_names(self) -> None:
        self._names = Section()
        self.label = TextField()
        self.label.committed.connect(self._rename)
        self._label_label = self._names.add_row(self.label)
        self.role = Choice(ROLE_TEXTS)
        self.role.chosen.connect(self._change_role)
        self._role_label = self._names.add_row(self.role)
        self.units = WholeField(1, MAX_UNITS)
        self.units.editingFinished.connect(self._change_units)
        self._units_label = self._names.add_row(self.units)
        self.add(self._names)

    def _build_activation(self) -> None:
        self._activation = Section()
        self.activation = Choice(ACTIVATION_TEXTS)
        self.activation.chosen.connect(self._choose_activation)
        self._activation_label = self._activation.add_row(self.activation)
        self.formula = FittedFormula()
        self.plot = ActivationPlot()
        self._sentence = Text("muted", 9)
        self.derive = QPushButton()
        self.derive.clicked.connect(self._ask_slope)
        for widget in (self.formula, self.plot, self._sentence, self.derive):
            self._activation.add_wide(widget)
        self.add(self._activation)

    def _build_bias(self) -> None:
        self._bias = Section(parameters=True)
        self.bias = ValueRow(self._document, self._drawing, self._settings, slider=True)
        self.bias.refused.connect(self.refused)
        self._bias.add_wide(self.bias)
        self.biases = Text("muted", 9)
        self.open_biases = QPushButton()
        self.open_biases.clicked.connect(self._open_biases)
        self._bias.add_wide(self.biases)
        self._bias.add_wide(self.open_biases)
        self.frozen = QCheckBox()
        self.frozen.clicked.connect(self._freeze)
        self._bias.add_wide(self.frozen)
        self.explain = QPushButton()
        self.explain.clicked.connect(self._ask)
        self._bias.add_wide(self.explain)
        self.add(self._bias)

    def show_node(self, node_id: str) -> None:
        """Inspect another node."""
        if node_id != self._id:
            self.label.take()  # before the field means another node
        self._id = node_id
        self.refresh()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        set_label(self._label_label, tr("Label"))
        self.label.setToolTip(
            tr("A name of your own, as LaTeX or plain text. Empty: the name of the notation.")
        )
        set_label(self._role_label, tr("Role"))
        set_label(self._units_label, tr("Units"))
        self.units.setToolTip(
            tr(
                "How many neurons the node stands for, 1 to 10000. Those it keeps keep every "
                "number; new weights start as chosen under New weights, new biases at 0."
            )
        )
        self._activation.heading.setText(tr("Activation · hyperparameter"))
        set_label(self._activation_label, tr("Function"))
        self.derive.setText(tr("Derive g′…"))
        self.derive.setToolTip(
            tr("Homework: type a formula for the slope of an activation and check it.")
        )
        self._bias.heading.setText(tr("Bias · parameter"))
        self.frozen.setText(tr("Frozen"))
        self.frozen.setToolTip(tr("No update changes a frozen parameter."))
        self.open_biases.setText(tr("Open the biases…"))
        self.open_biases.setToolTip(tr("Show and edit the bias of every unit in a table."))
        self.block.retranslate()
        self.level.retranslate()
        self.incoming.heading.setText(tr("Weights in · parameters"))
        self.outgoing.heading.setText(tr("Weights out · parameters"))
        self.refresh()

    def refresh(self, *_changed: object) -> None:
        """Show the node as it is."""
        network = self._document.network
        node = network.nodes.get(self._id) if self._id is not None else None
        if node is None:
            self._id = None
            return
        names = names_of(network, self._settings.notation)
        self._show_names(node, names)
        self._show_activation(network, node)
        self._show_bias(node, names)
        self._show_weights(network, node, names)
        self.block.setVisible(node.units > 1)
        if node.units > 1:
            self.block.show_block(node)
        self.level.show_nodes(network, [node.id])

    def show_unit(self, unit: Unit) -> None:
        """Inspect a block at one of its units."""
        self.show_node(unit.node)
        if self._document.network.nodes[unit.node].units > 1:
            self.block.show_unit(unit.index)

    def _show_names(self, node: Node, names: Names) -> None:
        heading = self._names.heading
        words = ROLE_TEXTS[node.role].title if node.units == 1 else BLOCK_TITLES[node.role]
        heading.set_words(tr(words), names.node(node.id).plain)
        self.label.show_text(node.label or "")
        self.label.setPlaceholderText(names.node(node.id).plain)
        self.role.show_key(node.role)
        self.units.show_value(node.units)

    def _show_activation(self, network: Network, node: Node) -> None:
        self._activation.setVisible(node.role is not Role.INPUT)
        hidden = node.role is Role.HIDDEN
        show_row(self._activation_label, hidden)
        for widget in (self.plot, self.derive):
            widget.setVisible(hidden)
        if hidden:
            texts = ACTIVATION_TEXTS[node.activation]
            self.activation.show_key(node.activation)
            self.plot.show_activation(node.activation, tr(texts.title))
            self._sentence.setText(tr(texts.sentence))
        else:
            texts = OUTPUT_TEXTS[network.output_function]
            template = tr("Outputs share the network's output function: {function}.")
            self._sentence.setText(template.format(function=tr(texts.title)))
        self._sentence.setVisible(bool(self._sentence.text()))
        self.formula.set_latex(texts.latex)

    def _show_bias(self, node: Node, names: Names) -> None:
        self._bias.setVisible(node.role is not Role.INPUT)
        self.bias.setVisible(node.units == 1)
        if node.role is not Role.INPUT and node.units == 1:
            self.bias.show_parameter(Parameter(Unit(node.id)))
        self.frozen.setChecked(node.frozen_bias)
        self.explain.setVisible(node.units == 1)
        self.biases.setVisible(node.units > 1)
        self.open_biases.setVisible(node.units > 1)
        if node.units > 1:
            self.biases.setText(range_text(node.bias, self._settings.notation))
        if node.role is not Role.INPUT and node.units == 1:
            name = names.parameter(Parameter(Unit(node.id))).plain
            self.explain.setText(tr("Explain {parameter}").format(parameter=name))

    def _show_weights(self, network: Network, node: Node, names: Names) -> None:
        into = [
            Parameter(Unit(node.id), Unit(e.source))
            for e in network.incoming[node.id]
            if e.weight.size == 1
        ]
        out = [
            Parameter(Unit(e.target), Unit(node.id))
            for e in network.outgoing[node.id]
            if e.weight.size == 1
        ]
        self.incoming.show_parameters(into, [_from(p, names) for p in into[:MAX_ROWS]])
        self.outgoing.show_parameters(out, [_to(p, names) for p in out[:MAX_ROWS]])

    def _rename(self, text: str) -> None:
        if self._id is not None:
            self._drawing.set_label(self._id, text)

    def _change_units(self) -> None:
        if self._id is None:
            return
        try:
            self._drawing.levels.set_units(self._id, self.units.value())
        except NodewiseError as error:
            self.refused.emit(str(error))
            self.refresh()

    def _open_biases(self) -> None:
        from gui.dialogs.biases_dialog import BiasesDialog

        if self._id is not None:
            window = self.window()
            BiasesDialog(self._document, self._drawing, self._settings, self._id, window).open()

    def _change_role(self, role: str) -> None:
        if self._id is None:
            return
        try:
            self._drawing.set_role(self._id, Role(role))
        except NodewiseError as error:
            self.refused.emit(str(error))
            self.refresh()

    def _choose_activation(self, name: str) -> None:
        if self._id is not None:
            self._drawing.set_activation([self._id], name)

    def _ask(self) -> None:
        if self._id is not None:
            self.explain_requested.emit(Parameter(Unit(self._id)))

    def _ask_slope(self) -> None:
        if self.activation.key is not None:
            self.slope_requested.emit(self.activation.key)

    def _freeze(self, frozen: bool) -> None:
        if self._id is not None:
            self._drawing.set_frozen(frozen, nodes=[self._id])


def _from(parameter: Parameter, names: Names) -> str:
    """Say a weight into the node: w₁₁ from X₁."""
    assert parameter.source is not None
    template = tr("{weight} from {source}")
    source = names.activation(parameter.source).plain
    return template.format(weight=names.parameter(parameter).plain, source=source)


def _to(parameter: Parameter, names: Names) -> str:
    """Say a weight out of the node: β₁ to ŷ."""
    template = tr("{weight} to {target}")
    target = names.activation(parameter.target).plain
    return template.format(weight=names.parameter(parameter).plain, target=target)
