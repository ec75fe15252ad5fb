"""What becomes of the network when other data are used: kept with new ends, or built anew."""

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton

from core.language import Message, tr
from core.network.data import Data
from core.network.errors import NodewiseError
from core.network.layers import check_sizes
from core.network.network import Network
from core.network.node import Role
from core.training.building import build_network
from core.training.image_network import HIDDEN, check_blocks
from core.training.proposal import propose, propose_network
from gui.data.controls import Labelled
from gui.dialogs.layers_dialog import layers_text, read_sizes
from gui.document import Document
from gui.inspector.functions import LOSS_TEXTS, OUTPUT_TEXTS
from gui.inspector.section import Section, Text, set_label
from gui.settings import Settings
from gui.theme import theme

USUAL_HIDDEN = "4"
IMAGE_HIDDEN = ", ".join(map(str, HIDDEN))


def adopt(document: Document, network: Network, name: object) -> None:
    """Put the network with its new data in place, as one change that can be undone."""
    document.finish_preview()
    document.edit(Message("Use the data {name}", name=name), network)


class NetworkNote(Section):
    """Says what will happen to the network, and lets it be built from the data instead."""

    def __init__(self, network: Network, settings: Settings) -> None:
        super().__init__(field_width=148)
        self._before, self._settings = network, settings
        self._data: Data | None = None
        self._task: str | None = None
        self.problem: object = ""
        self.keep, self.build = QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        for button in (self.keep, self.build):
            self._group.addButton(button)
        self._kept, self._built = Text("muted", 9), Text("muted", 9)
        self.hidden = QLineEdit(USUAL_HIDDEN)
        self.functions = Text()
        self._keep, self._build = Labelled(self.keep), Labelled(self.build)
        for widget in (self._keep, self._kept, self._build):
            self.add_wide(widget)
        self._hidden_label = self.add_row(self.hidden)
        self.add_wide(self._built)
        self.add_wide(self.functions)
        has_network = bool(network.of_role(Role.HIDDEN) or network.edges)
        self._keep.setVisible(has_network)
        self._kept.setVisible(has_network)
        (self.keep if has_network else self.build).setChecked(True)
        self._group.buttonToggled.connect(lambda *_: self._show())
        self.hidden.textChanged.connect(lambda _t: self._show())
        theme().changed.connect(self._refont)
        self._refont()
        self.retranslate()

    def show_data(self, data: Data | None, task: str | None = None) -> None:
        """Say what would happen with these data."""
        self._propose_hidden(data)
        self._data, self._task = data, task
        self._show()

    @property
    def network(self) -> Network | None:
        """The network with the data in place, None where that is not possible: see `problem`."""
        if self._data is None:
            return None
        try:
            if self.keep.isChecked():
                seed = self._settings.get("initial_seed")
                return propose_network(self._before, self._data, self._task, seed=abs(seed))
            return self._new(self._data)
        except NodewiseError as error:
            self.problem = error
            return None

    def _propose_hidden(self, data: Data | None) -> None:
        """Other hidden layers for images than for tables, until somebody typed some."""
        if data is not None and self.hidden.text() in (USUAL_HIDDEN, IMAGE_HIDDEN):
            self.hidden.blockSignals(True)
            self.hidden.setText(USUAL_HIDDEN if data.image is None else IMAGE_HIDDEN)
            self.hidden.blockSignals(False)

    def _sizes(self, data: Data) -> list[int]:
        proposal = propose(data, self._task)
        hidden = read_sizes(self.hidden.text())
        if data.image is not None:
            check_blocks(hidden)
        else:
            check_sizes([1, *hidden, 1])
        return [proposal.n_inputs, *hidden, proposal.n_outputs]

    def _new(self, data: Data) -> Network:
        sizes = self._sizes(data)
        seed = abs(self._settings.get("initial_seed"))
        return build_network(self._before, data, sizes[1:-1], seed=seed, task=self._task)

    def _show(self) -> None:
        data = self._data
        self.hidden.setEnabled(self.build.isChecked())
        if data is None:
            for line in (self._kept, self._built, self.functions):
                line.setText("")
            return
        self._kept.setText(self._kept_text(data))
        self._built.setText(self._built_text(data))
        proposal = propose(data, self._task)
        output = tr(OUTPUT_TEXTS[proposal.output_function].title)
        loss = tr(LOSS_TEXTS[proposal.loss].title)
        template = tr("Output function: {output}. Loss: {loss}.")
        self.functions.setText(template.format(output=output, loss=loss))

    def _kept_text(self, data: Data) -> str:
        before = self._before
        n_inputs, n_outputs = len(before.units(Role.INPUT)), len(before.units(Role.OUTPUT))
        wanted = data.inputs.shape[1], data.targets.shape[1]
        if (n_inputs, n_outputs) == wanted:
            return tr("It fits: its neurons and weights stay, only the data change.")
        if n_outputs == wanted[1]:
            text = tr("The inputs are made anew ({inputs}); everything else stays.")
        elif n_inputs == wanted[0]:
            text = tr("The outputs are made anew ({outputs}); everything else stays.")
        else:
            text = tr(
                "Inputs and outputs are made anew ({inputs} and {outputs}); the hidden neurons"
                " and the weights between them stay."
            )
        return text.format(inputs=wanted[0], outputs=wanted[1])

    def _built_text(self, data: Data) -> str:
        try:
            told, token = layers_text(self._sizes(data)), "muted"
        except NodewiseError as error:
            told, token = str(error), "bad" if self.build.isChecked() else "muted"
        self._built.set_token(token)
        return told

    def _refont(self) -> None:
        self.hidden.setFont(theme().font(10))
        self.hidden.setMinimumHeight(theme().px(30))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.heading.setText(tr("What happens to the network"))
        self._keep.set_text(tr("Keep the network"))
        self._build.set_text(tr("Build a new one"))
        set_label(self._hidden_label, tr("Hidden layers K"))
        self.hidden.setToolTip(tr("One number for each hidden layer, as in 4, 3. Empty: none."))
        self._show()
