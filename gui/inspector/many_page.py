"""The inspector with several nodes or edges selected."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox

from core.language import tr, trn
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Array, Role
from gui.document import Document, Selection
from gui.drawing import Drawing
from gui.inspector.functions import ACTIVATION_TEXTS
from gui.inspector.level_section import LevelSection
from gui.inspector.number_field import NumberField
from gui.inspector.section import Choice, FittedFormula, Page, Section, Text, set_label, show_row
from gui.settings import Settings

T = TypeVar("T")


def common(values: Iterable[T]) -> T | None:
    """The one value that all share, None if they differ or there are none."""
    found = list(values)
    return found[0] if found and all(value == found[0] for value in found) else None


def _common_number(arrays: Iterable[Array]) -> float | None:
    """The one number that arrays hold at every place, None if they differ or there is none."""
    found: float | None = None
    for array in arrays:
        if not array.size:
            continue
        first = float(array.flat[0])
        if (found is not None and first != found) or not (array == first).all():
            return None
        found = first
    return found


class ManyPage(Page):
    """What several nodes and edges share: activation, bias, weight, frozen."""

    refused = Signal(str)

    def __init__(self, document: Document, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self._document, self._drawing, self._settings = document, drawing, settings
        self._found: tuple[Selection, Network, Selection] | None = None
        self._build()
        settings.notation_changed.connect(self._change_notation)
        self.retranslate()

    def _build(self) -> None:
        self._selection = Section()
        self.counts = Text()
        self._selection.add_wide(self.counts)
        self.add(self._selection)
        self._activation = Section()
        self.activation = Choice(ACTIVATION_TEXTS)
        self.activation.chosen.connect(self._choose_activation)
        self._activation_label = self._activation.add_row(self.activation)
        self._formula = FittedFormula()
        self._activation.add_wide(self._formula)
        self.add(self._activation)
        self._parameters = Section(parameters=True)
        self.bias, self.weight = NumberField(), NumberField()
        self._bias_label = self._parameters.add_row(self.bias)
        self._weight_label = self._parameters.add_row(self.weight)
        for field in (self.bias, self.weight):
            field.refused.connect(self.refused)
        self.bias.value_committed.connect(
            lambda value: self._drawing.fill(self._with_bias(), (), value)
        )
        self.weight.value_committed.connect(
            lambda value: self._drawing.fill((), self._chosen.edges, value)
        )
        self.frozen = QCheckBox()
        self.frozen.clicked.connect(self._freeze)
        self._parameters.add_wide(self.frozen)
        self.add(self._parameters)
        self.level = LevelSection(self._drawing)
        self.level.refused.connect(self.refused)
        self.add(self.level)

    @property
    def _network(self) -> Network:
        return self._document.network

    @property
    def _chosen(self) -> Selection:
        selection, network = self._document.selection, self._network
        found = self._found
        if found is None or found[0] is not selection or found[1] is not network:
            # Of 233,000 edges it is worked out once, not for each of those who ask.
            found = self._found = selection, network, selection.within(network)
        return found[2]

    def _hidden(self) -> list[str]:
        nodes, chosen = self._network.nodes, self._chosen.nodes
        return [n for n in nodes if n in chosen and nodes[n].role is Role.HIDDEN]

    def _with_bias(self) -> list[str]:
        nodes, chosen = self._network.nodes, self._chosen.nodes
        return [n for n in nodes if n in chosen and nodes[n].role is not Role.INPUT]

    def _edges(self) -> list[Edge]:
        edges, chosen = self._network.edges, self._chosen.edges
        if len(chosen) == len(edges):
            return [*edges.values()]
        return [edges[key] for key in chosen]

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._selection.heading.setText(tr("Selection"))
        self._activation.heading.setText(tr("Activation · hyperparameter"))
        set_label(self._activation_label, tr("Function"))
        self._parameters.heading.setText(tr("Parameters"))
        set_label(self._bias_label, tr("Every bias"))
        set_label(self._weight_label, tr("Every weight"))
        self.bias.set_hint(tr("Gives all selected neurons this bias."))
        self.weight.set_hint(tr("Gives all selected edges this weight."))
        self.frozen.setText(tr("Frozen"))
        self.frozen.setToolTip(tr("No update changes a frozen parameter."))
        self.level.retranslate()
        self.refresh()

    def refresh(self, *_changed: object) -> None:
        """Show what is common to the selection."""
        nodes, edges = len(self._chosen.nodes), len(self._chosen.edges)
        if nodes + edges < 2:
            return
        counts = [trn("{n} node", "{n} nodes", nodes)] if nodes else []
        counts += [trn("{n} edge", "{n} edges", edges)] if edges else []
        self.counts.setText(", ".join(counts))
        self._show_activation()
        self._show_parameters()
        self.level.setVisible(nodes > 0)
        self.level.show_nodes(self._network, self._chosen.nodes)

    def _show_activation(self) -> None:
        hidden = self._hidden()
        self._activation.setVisible(bool(hidden))
        key = common(self._network.nodes[n].activation for n in hidden)
        self.activation.show_key(key)
        self._formula.set_latex(ACTIVATION_TEXTS[key].latex if key else "")
        self._formula.setVisible(key is not None)

    def _show_parameters(self) -> None:
        nodes = [self._network.nodes[n] for n in self._with_bias()]
        edges = self._edges()
        self._parameters.setVisible(bool(nodes or edges))
        show_row(self._bias_label, bool(nodes))
        show_row(self._weight_label, bool(edges))
        self.bias.set_value(_common_number(node.bias for node in nodes))
        self.weight.set_value(
            _common_number(e.weight if e.mask is None else e.weight[e.mask] for e in edges)
        )
        flags = {node.frozen_bias for node in nodes} | {edge.frozen for edge in edges}
        frozen = flags.pop() if len(flags) == 1 else None
        self.frozen.setTristate(frozen is None and bool(nodes or edges))
        states = {
            None: Qt.CheckState.PartiallyChecked,
            True: Qt.CheckState.Checked,
            False: Qt.CheckState.Unchecked,
        }
        self.frozen.setCheckState(states[frozen])

    def _choose_activation(self, name: str) -> None:
        self._drawing.set_activation(self._hidden(), name)

    def _freeze(self) -> None:
        # From "mixed" the first click freezes all.
        frozen = self.frozen.checkState() is not Qt.CheckState.Unchecked
        self._drawing.set_frozen(frozen, self._with_bias(), self._chosen.edges)

    def _change_notation(self) -> None:
        self.bias.set_notation(self._settings.notation)
        self.weight.set_notation(self._settings.notation)
        self.refresh()
