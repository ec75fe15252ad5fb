"""Lays down p–K–…–m at once: the sizes of the layers and what they compute."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr, translatable, trn
from core.network.errors import NodewiseError
from core.network.layers import (
    MAX_NEURONS,
    SizesError,
    check_sizes,
    n_parameters,
    needs_blocks,
)
from core.network.network import Network
from core.network.node import MAX_UNITS, Role
from core.network.summary import summary
from core.numbers import grouped
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.fields import WholeField
from gui.inspector.functions import ACTIVATION_TEXTS, INITIAL_TEXTS, LOSS_TEXTS, OUTPUT_TEXTS
from gui.inspector.section import Choice, Section, Text, set_label
from gui.panes import scrolling
from gui.style import primary
from gui.theme import theme

FIELDS = 306
"""All fields are as wide as the longest choice, so that they stand in one column."""


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
    total = sum(parts)
    count = trn("{n} parameter", "{n} parameters", total).replace(str(total), grouped(total))
    terms = f" = {' + '.join(map(grouped, parts))}" if len(parts) > 1 else ""
    return f"{'–'.join(map(str, sizes))}: {count}{terms}"


def level_lines(sizes: list[int]) -> list[str]:
    """Say level by level where the parameters are: "h1: 256 · (784 + 1) = 200 960"."""
    lines = []
    for number, (p, k) in enumerate(pairwise(sizes), 1):
        last = number == len(sizes) - 1
        title = tr("Outputs") if last else tr("Hidden layer {number}").format(number=number)
        lines.append(f"{title}: {grouped(k)} · ({grouped(p)} + 1) = {grouped((p + 1) * k)}")
    return lines


class LayersDialog(QDialog):
    """Asks for inputs, hidden layers and outputs; accepting draws them as one change."""

    def __init__(self, document: Document, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, drawing.settings
        self._build_sizes()
        self._build_functions(document.network)
        self.preview, self.levels = Text(), Text("muted", 9)
        self.warning = Text("muted", 9)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.lay = QPushButton()
        self.lay.setDefault(True)
        primary(self.lay)
        self.buttons.addButton(self.lay, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        inside = self._content = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self._sizes, self._functions, self.preview, self.levels, self.warning):
            self._inside.addWidget(widget)
        self._inside.addStretch(1)
        self._area = scrolling(inside)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self.buttons)
        theme().changed.connect(self._restyle)
        self._retranslate()
        self._restyle()

    def _build_sizes(self) -> None:
        self._sizes = Section(field_width=FIELDS)
        self.inputs, self.outputs = WholeField(1, MAX_UNITS), WholeField(1, MAX_UNITS)
        network = self._document.network
        for field, role, usual in ((self.inputs, Role.INPUT, 2), (self.outputs, Role.OUTPUT, 1)):
            columns = network.data.inputs if role is Role.INPUT else network.data.targets
            units = sum(node.units for node in network.of_role(role))
            field.setValue(units or columns.shape[1] or usual)
        self.all = QLineEdit()
        self.all.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._all_label = self._sizes.add_row(self.all)
        drawn = [row.units for row in summary(network) if row.role is Role.HIDDEN]
        self.hidden = QLineEdit(", ".join(map(str, drawn)) or "2")
        self.hidden.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._inputs_label = self._sizes.add_row(self.inputs)
        self._hidden_label = self._sizes.add_row(self.hidden)
        self._outputs_label = self._sizes.add_row(self.outputs)
        self.blocks = QCheckBox()
        self.blocks.clicked.connect(self._choose_blocks)
        self._wants_blocks = False
        self._sizes.add_wide(self.blocks)
        for field in (self.inputs, self.outputs):
            field.setKeyboardTracking(True)
            field.valueChanged.connect(self._show)
        self.hidden.textChanged.connect(self._show)
        self.all.textEdited.connect(self._take_all)

    def _build_functions(self, network: Network) -> None:
        self._functions = Section(field_width=FIELDS)
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
        self._chosen: set[Choice] = set()
        for choice in (self.activation, self.output_function, self.loss, self.initial):
            choice.chosen.connect(lambda _key, choice=choice: self._chosen.add(choice))

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
            self.blocks.isChecked(),
        )
        super().accept()

    def _choose_blocks(self, wanted: bool) -> None:
        self._wants_blocks = wanted

    def _take_all(self, text: str) -> None:
        """Put 784–256–128–10 into the fields below; what is not whole yet changes nothing."""
        try:
            sizes = read_sizes(text)
        except NodewiseError:
            sizes = []
        if len(sizes) < 2 or not all(1 <= size <= MAX_UNITS for size in sizes):
            self._refuse(tr("Write all sizes from inputs to outputs, like 784-256-128-10."))
            return
        for field, size in ((self.inputs, sizes[0]), (self.outputs, sizes[-1])):
            field.show_value(size)
        self.hidden.blockSignals(True)
        self.hidden.setText(", ".join(map(str, sizes[1:-1])))
        self.hidden.blockSignals(False)
        self._show()

    def _show(self, *_changed: object) -> None:
        """Say what would be drawn, or why it cannot be."""
        try:
            sizes = self.sizes
        except NodewiseError as error:
            self._refuse(str(error))
        else:
            self._show_sizes(sizes)
        self.warning.setVisible(bool(self._document.network.nodes))

    def _show_sizes(self, sizes: list[int]) -> None:
        self.preview.setText(layers_text(sizes))
        self.preview.set_token("text")
        self.levels.setText("\n".join(level_lines(sizes)))
        self.levels.setVisible(max(sizes) > MAX_NEURONS or len(sizes) > 3)
        if not self.all.hasFocus():
            self.all.setText("–".join(map(str, sizes)))
        must = needs_blocks(sizes)
        self._propose(must, sizes[-1])
        self.blocks.setEnabled(not must)
        self.blocks.setChecked(must or self._wants_blocks)
        self.blocks.setToolTip(
            tr("Layers of more than 32 neurons, or of very many weights, are always blocks.")
            if must
            else tr("A block stands for all neurons of a layer; it can be expanded later.")
        )
        self.lay.setEnabled(True)
        self._grow()

    def _propose(self, large: bool, n_outputs: int) -> None:
        """What large networks are made of, unless somebody chose: zero weights do not train."""
        network = self._document.network
        start = self._settings.get("initial_weight")
        usual = {
            self.activation: "relu" if large else "sigmoid",
            self.initial: "he" if large and start == "zero" else start,
        }
        if not network.nodes:
            classes = large and n_outputs > 1
            usual[self.output_function] = "softmax" if classes else network.output_function
            usual[self.loss] = "cross_entropy" if classes else network.loss
        for choice, key in usual.items():
            if choice not in self._chosen:
                choice.show_key(key)

    def _grow(self) -> None:
        """Take the height that everything needs, as far as the screen has it."""
        if not self.isVisible():
            return
        inside = self._content
        width = self._area.viewport().width()
        needed = inside.heightForWidth(width) if inside.hasHeightForWidth() else 0
        needed = max(needed, inside.sizeHint().height())
        missing = needed - self._area.viewport().height()
        room = round(self.screen().availableGeometry().height() * 0.94)
        if missing > 0:
            self.resize(self.width(), min(self.height() + missing, room))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()
        self.all.setFocus()
        self.all.selectAll()

    def _refuse(self, problem: str) -> None:
        self.preview.setText(problem)
        self.preview.set_token("bad")
        self.levels.hide()
        self.lay.setEnabled(False)

    def _restyle(self) -> None:
        px = theme().px
        self.setFont(theme().font(10))
        for field in (self.hidden, self.all):
            field.setFont(theme().font(10))
            field.setMinimumHeight(px(30))
        self.blocks.setFont(theme().font(10))
        self._column.setContentsMargins(px(20), px(20), px(20), px(16))
        self._column.setSpacing(px(16))
        self._inside.setSpacing(px(16))
        self.setMinimumWidth(min(px(486), round(self.screen().availableGeometry().width() * 0.94)))

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Lay down layers"))
        self._sizes.heading.setText(tr("Neurons"))
        set_label(self._all_label, tr("All layers"))
        self.all.setToolTip(tr("All sizes at once, from inputs to outputs, as in 784-256-128-10."))
        self.blocks.setText(tr("Draw layers as blocks"))
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
