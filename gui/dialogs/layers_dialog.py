"""Lays down p–K–…–m at once: the sizes of the layers and what they compute."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr, translatable, trn
from core.network.errors import NodewiseError
from core.network.layers import SizesError, check_sizes, n_parameters
from core.network.network import Network
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.fields import WholeField
from gui.inspector.functions import ACTIVATION_TEXTS, INITIAL_TEXTS, LOSS_TEXTS, OUTPUT_TEXTS
from gui.inspector.section import Choice, Section, Text, set_label
from gui.style import primary
from gui.theme import theme


def read_sizes(text: str) -> list[int]:
    """Read the sizes of hidden layers from ``4, 3`` or ``4-3``; blank is none."""
    words = text.replace("–", " ").replace("-", " ").replace(",", " ").replace(";", " ").split()
    if not all(word.isascii() and word.isdigit() and len(word) < 6 for word in words):
        raise SizesError(
            problem=translatable("Write the hidden layers as whole numbers, like 4 or 4, 3.")
        )
    return [int(word) for word in words]


def layers_text(sizes: list[int]) -> str:
    """Say how many parameters there are: "2–2–1: 9 parameters = 3 + 3 + 3"."""
    parts = n_parameters(sizes)
    if sum(sizes[1:]) <= 6:  # neuron by neuron, as the inspector counts them
        parts = [p + 1 for p, k in pairwise(sizes) for _ in range(k)]
    count = trn("{n} parameter", "{n} parameters", sum(parts))
    terms = f" = {' + '.join(map(str, parts))}" if len(parts) > 1 else ""
    return f"{'–'.join(map(str, sizes))}: {count}{terms}"


class LayersDialog(QDialog):
    """Asks for inputs, hidden layers and outputs; accepting draws them as one change."""

    def __init__(self, document: Document, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, drawing.settings
        self._build_sizes()
        self._build_functions(document.network)
        self.preview = Text()
        self.warning = Text("muted", 9)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.lay = QPushButton()
        self.lay.setDefault(True)
        primary(self.lay)
        self.buttons.addButton(self.lay, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        for widget in (self._sizes, self._functions, self.preview, self.warning):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._column.addWidget(self.buttons)
        theme().changed.connect(self._restyle)
        self._retranslate()
        self._restyle()

    def _build_sizes(self) -> None:
        self._sizes = Section(field_width=220)
        self.inputs, self.outputs = WholeField(1, 32), WholeField(1, 32)
        self.inputs.setValue(2)
        self.hidden = QLineEdit("2")
        self.hidden.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._inputs_label = self._sizes.add_row(self.inputs)
        self._hidden_label = self._sizes.add_row(self.hidden)
        self._outputs_label = self._sizes.add_row(self.outputs)
        for field in (self.inputs, self.outputs):
            field.setKeyboardTracking(True)
            field.valueChanged.connect(self._show)
        self.hidden.textChanged.connect(self._show)

    def _build_functions(self, network: Network) -> None:
        self._functions = Section(field_width=220)
        self.activation, self.output_function = Choice(ACTIVATION_TEXTS), Choice(OUTPUT_TEXTS)
        self.loss, self.initial = Choice(LOSS_TEXTS), Choice(INITIAL_TEXTS)
        self._labels = [
            self._functions.add_row(choice)
            for choice in (self.activation, self.output_function, self.loss, self.initial)
        ]
        self.activation.show_key("sigmoid")
        self.output_function.show_key(network.output_function)
        self.loss.show_key(network.loss)
        self.initial.show_key(self._settings.get("initial_weight"))

    @property
    def sizes(self) -> list[int]:
        """The sizes from inputs to outputs; raises `SizesError`."""
        sizes = [self.inputs.value(), *read_sizes(self.hidden.text()), self.outputs.value()]
        check_sizes(sizes)
        return sizes

    def accept(self) -> None:
        """Draw the layers; what cannot be drawn keeps the dialog open."""
        try:
            sizes = self.sizes
        except NodewiseError:
            self._show()
            return
        self._settings.set("initial_weight", self.initial.key or "zero")
        self._drawing.lay_down(
            sizes,
            self.activation.key or "sigmoid",
            self.output_function.key or "identity",
            self.loss.key or "mse",
        )
        super().accept()

    def _show(self, *_changed: object) -> None:
        """Say what would be drawn, or why it cannot be."""
        try:
            self.preview.setText(layers_text(self.sizes))
            self.preview.set_token("text")
            self.lay.setEnabled(True)
        except NodewiseError as error:
            self.preview.setText(str(error))
            self.preview.set_token("bad")
            self.lay.setEnabled(False)
        self.warning.setVisible(bool(self._document.network.nodes))

    def _restyle(self) -> None:
        px = theme().px
        self.setFont(theme().font(10))
        self.hidden.setFont(theme().font(10))
        self.hidden.setMinimumHeight(px(30))
        self._column.setContentsMargins(px(20), px(20), px(20), px(16))
        self._column.setSpacing(px(16))
        self.setMinimumWidth(px(420))

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Lay down layers"))
        self._sizes.heading.setText(tr("Neurons"))
        set_label(self._inputs_label, tr("Inputs p"))
        set_label(self._hidden_label, tr("Hidden layers K"))
        self.hidden.setToolTip(tr("One number for each hidden layer, as in 4, 3. Empty: none."))
        set_label(self._outputs_label, tr("Outputs m"))
        self._functions.heading.setText(tr("Functions"))
        texts = tr("Activation"), tr("Output function"), tr("Loss"), tr("Initial weights")
        for label, text in zip(self._labels, texts, strict=True):
            set_label(label, text)
        self.warning.setText(tr("This replaces what is drawn now; Undo brings it back."))
        self.lay.setText(tr("Lay down"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
