"""The inspector with nothing selected: the network as a whole."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from core.compiling.compiler import missing
from core.language import tr, trn
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Role, Unit
from core.network.summary import summary
from core.numbers import grouped
from core.numerics.initializers import INITIALIZERS
from gui.data.fit_note import FitNote
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.fields import NotesField, TextField, WholeField
from gui.inspector.functions import INITIAL_TEXTS, LOSS_TEXTS, OUTPUT_TEXTS
from gui.inspector.section import Choice, FittedFormula, Page, Section, Text, set_label
from gui.inspector.summary_table import SummaryTable
from gui.settings import Settings


def parameter_sum(network: Network) -> str:
    """The parameters neuron by neuron, "3 + 3 + 3 = 9"; level by level where there are many."""
    total = grouped(network.n_parameters)
    if sum(node.units for node in network.nodes.values() if node.role is not Role.INPUT) <= 6:
        sizes = [
            len(network.parameters_into(Unit(node.id, i)))
            for role in (Role.HIDDEN, Role.OUTPUT)
            for node in network.of_role(role)
            for i in range(node.units)
        ]
    else:
        sizes = [level.parameters for level in summary(network) if level.role is not Role.INPUT]
    return f"{' + '.join(map(grouped, sizes))} = {total}" if len(sizes) > 1 else total


def hidden_sizes(network: Network) -> str:
    """How many hidden neurons there are, level by level: "K = 2", "K = 4, 3"."""
    sizes: dict[int, int] = {}
    for node in network.of_role(Role.HIDDEN):
        level = network.levels[node.id]
        sizes[level] = sizes.get(level, 0) + node.units
    return f"K = {', '.join(str(sizes[level]) for level in sorted(sizes)) or 0}"


class NetworkPage(Page):
    """Title, notes, output function, loss, what is missing, and what new weights start with."""

    refused = Signal(str)
    summary_requested = Signal()

    def __init__(self, document: Document, drawing: Drawing, settings: Settings) -> None:
        super().__init__()
        self._document, self._drawing, self._settings = document, drawing, settings
        self._build_network()
        self._build_functions()
        self._build_initial()
        settings.changed.connect(self._show_settings)
        self.retranslate()

    def _build_network(self) -> None:
        self._network = Section()
        self.title = TextField()
        self.title.committed.connect(self._drawing.set_title)
        self._title_label = self._network.add_row(self.title, wide=True)
        self.notes = NotesField()
        self.notes.committed.connect(self._drawing.set_notes)
        self._notes_label = self._network.add_row(self.notes, wide=True)
        self.places, self.count, self.missing = Text(), Text("muted", 9), Text("muted", 9)
        for text in (self.places, self.count, self.missing):
            self._network.add_wide(text)
        self.summary = SummaryTable(self._document, self._settings, short=True)
        self.open_summary = QPushButton()
        self.open_summary.clicked.connect(self.summary_requested)
        self._network.add_wide(self.summary)
        self._network.add_wide(self.open_summary)
        self.add(self._network)

    def _build_functions(self) -> None:
        self._functions = Section()
        self.hidden = Text(wrap=False)
        self.hidden.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._hidden_label = self._functions.add_row(self.hidden)
        self.output_function = Choice(OUTPUT_TEXTS)
        self.output_function.chosen.connect(self._drawing.set_output_function)
        self._output_label = self._functions.add_row(self.output_function, wide=True)
        self._output_formula, self._output_sentence = FittedFormula(), Text("muted", 9)
        self._functions.add_wide(self._output_formula)
        self._functions.add_wide(self._output_sentence)
        self.loss = Choice(LOSS_TEXTS)
        self.loss.chosen.connect(self._drawing.set_loss)
        self._loss_label = self._functions.add_row(self.loss, wide=True)
        self._loss_formula, self._loss_sentence = FittedFormula(), Text("muted", 9)
        self._functions.add_wide(self._loss_formula)
        self._functions.add_wide(self._loss_sentence)
        self.fit = FitNote(self._document)
        self._functions.add_wide(self.fit)
        self.add(self._functions)

    def _build_initial(self) -> None:
        self._initial = Section()
        self.initial = Choice(INITIAL_TEXTS)
        self.initial.chosen.connect(lambda key: self._settings.set("initial_weight", key))
        self._initial_label = self._initial.add_row(self.initial)
        self.seed = WholeField(0, 999_999)
        self.seed.valueChanged.connect(lambda n: self._settings.set("initial_seed", n))
        self._seed_label = self._initial.add_row(self.seed)
        self._initial_formula, self._initial_sentence = FittedFormula(), Text("muted", 9)
        self._initial.add_wide(self._initial_formula)
        self._initial.add_wide(self._initial_sentence)
        self.draw_again = QPushButton()
        self.draw_again.clicked.connect(self._new_weights)
        self._initial.add_wide(self.draw_again)
        self.add(self._initial)

    def _new_weights(self) -> None:
        try:
            self._drawing.new_random_weights()
        except NodewiseError as error:
            self.refused.emit(str(error))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._network.heading.setText(tr("Network"))
        set_label(self._title_label, tr("Title"))
        set_label(self._notes_label, tr("Notes"))
        self.open_summary.setText(tr("Summary…"))
        self.open_summary.setToolTip(
            tr("List the levels with their units, activations and parameters.")
        )
        self._functions.heading.setText(tr("Hyperparameters"))
        set_label(self._hidden_label, tr("Hidden neurons"))
        set_label(self._output_label, tr("Output function"))
        set_label(self._loss_label, tr("Loss"))
        self._initial.heading.setText(tr("New weights"))
        set_label(self._initial_label, tr("Start at"))
        set_label(self._seed_label, tr("Seed"))
        self.seed.setToolTip(tr("The same seed draws the same weights again."))
        self.draw_again.setText(tr("Draw all weights anew"))
        self.draw_again.setToolTip(
            tr("Give every edge a new weight of the kind above. Nothing else draws weights anew.")
        )
        self.refresh()
        self.fit.refresh(again=True)
        self._show_settings()

    def refresh(self, *_networks: object) -> None:
        """Show the network as it is."""
        network = self._document.network
        self.title.show_text(network.title)
        self.notes.show_text(network.notes)
        self.places.setText(_size(network))
        n = network.n_parameters
        told = trn("{n} parameter", "{n} parameters", n).replace(str(n), grouped(n))
        self.count.setText(f"{told}: {parameter_sum(network)}" if n > 1 else told)
        # Of a few neurons the sum says it all.
        large = any(node.units > 1 for node in network.nodes.values()) or len(network.nodes) > 16
        self.summary.setVisible(large)
        if large:
            self.summary.refresh()
        lack = missing(network)
        self.missing.setText(str(lack) if lack else tr("Ready to step: nothing is missing."))
        self.missing.set_token("bad" if lack and network.nodes else "good" if not lack else "muted")
        self.hidden.setText(hidden_sizes(network))
        self._show_functions(network)
        self.fit.refresh()
        self.draw_again.setEnabled(bool(network.edges))

    def _show_functions(self, network: Network) -> None:
        for choice, key, formula, sentence, texts in (
            (
                self.output_function,
                network.output_function,
                self._output_formula,
                self._output_sentence,
                OUTPUT_TEXTS,
            ),
            (self.loss, network.loss, self._loss_formula, self._loss_sentence, LOSS_TEXTS),
        ):
            choice.show_key(key)
            formula.set_latex(texts[key].latex)
            sentence.setText(tr(texts[key].sentence))

    def _show_settings(self, _key: str = "") -> None:
        name = self._settings.get("initial_weight")
        name = name if name in INITIALIZERS else "zero"
        self.initial.show_key(name)
        self.seed.show_value(self._settings.get("initial_seed"))
        random = name not in ("zero", "one")
        self.seed.setEnabled(random)
        self._seed_label.setEnabled(random)
        self._initial_formula.set_latex(INITIAL_TEXTS[name].latex)
        self._initial_sentence.setText(tr(INITIAL_TEXTS[name].sentence))
        self._initial_sentence.setVisible(bool(INITIAL_TEXTS[name].sentence))


def _size(network: Network) -> str:
    counts = [
        trn("{n} input", "{n} inputs", len(network.units(Role.INPUT))),
        trn("{n} hidden neuron", "{n} hidden neurons", len(network.units(Role.HIDDEN))),
        trn("{n} output", "{n} outputs", len(network.units(Role.OUTPUT))),
    ]
    return ", ".join(counts)
