"""The homeworks "derivative of the logistic" and "of ReLU": type a formula for g′ and check it."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.language import tr
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Role
from core.numerics.activations import ACTIVATIONS
from core.numerics.slope_answer import TEXTBOOK, SlopeVerdict, check_slope
from core.numerics.typed_formula import FormulaError, Typed, read_formula
from gui.dialogs.slope_plot import SlopePlot
from gui.document import Document
from gui.formula.label import FormulaLabel
from gui.inspector.functions import ACTIVATION_TEXTS
from gui.inspector.section import Choice, FittedFormula, Text
from gui.runs.read_dialog import ReadDialog
from gui.settings import Settings
from gui.style import primary
from gui.theme import theme


class SlopeDialog(ReadDialog):
    """Nothing of g′ is to be seen before the formula is right or somebody asks for it."""

    WIDTH, HEIGHT = 600, 560

    def __init__(
        self,
        document: Document,
        settings: Settings,
        activation: str = "sigmoid",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(None, document, settings, parent)
        self.verdict: SlopeVerdict | None = None
        self._problem: NodewiseError | None = None
        self._typed: Typed | None = None
        self._is_shown = False
        self.activation = Choice(ACTIVATION_TEXTS)
        self.activation.show_key(activation)
        self.formula = FittedFormula(size=18, token="text")
        self.name, self.field = FormulaLabel("g'(z) =", size=18), QLineEdit()
        self.check, self.show_me = primary(QPushButton()), QPushButton()
        self.read = FittedFormula(size=15)
        self.said, self.hint = Text("text", 10.5), Text("text", 10)
        self.plot = SlopePlot()
        self.book = [FittedFormula(size=16, token="text") for _ in range(2)]
        self.sentence = Text("text", 10)
        self._lay_out()
        self._connect()
        self.finish_building()
        self.field.setFocus()

    def _lay_out(self) -> None:
        question, answer = QHBoxLayout(), QHBoxLayout()
        question.addWidget(self.activation)
        question.addWidget(self.formula, 1)
        self.formula.setMinimumWidth(1)
        for part in (self.name, self.field, self.check, self.show_me):
            answer.addWidget(part, 1 if part is self.field else 0)
        self.field.setMaxLength(200)
        self.field.setClearButtonEnabled(False)
        self.body.addLayout(question)
        self.body.addLayout(answer)
        self.body.addWidget(self.read)
        self.body.addWidget(self.said)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.plot, 1)
        for widget in (*self.book, self.sentence):
            self.body.addWidget(widget)
        for button in self.buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self.show_me.setAutoDefault(False)
        self.check.setDefault(True)

    def _connect(self) -> None:
        self.activation.chosen.connect(lambda _key: self._begin_anew())
        self.field.textEdited.connect(lambda _text: self._follow())
        self.check.clicked.connect(self.check_answer)
        self.show_me.clicked.connect(self.show_textbook)

    @property
    def key(self) -> str:
        """The activation whose slope is asked for."""
        return self.activation.key or "sigmoid"

    def check_answer(self) -> None:
        """Compare what is typed with the slope, and say where it fails."""
        self.verdict, self._problem = None, None
        try:
            self.verdict = check_slope(self.field.text(), self.key, self.settings.notation)
            self._typed = self.verdict.typed
            self._is_shown = self._is_shown or self.verdict.right
        except FormulaError as error:
            self._problem = error
        self.texts()
        self.field.setFocus()

    def show_textbook(self) -> None:
        """Give up: show g′ as a book writes it."""
        self._is_shown = True
        self.texts()

    def _begin_anew(self) -> None:
        self.field.clear()
        self._is_shown = False
        self._follow()
        self.field.setFocus()

    def _follow(self) -> None:
        """While somebody types: how it is read so far; what is said about it no longer holds."""
        self.verdict, self._problem = None, None
        try:
            self._typed = read_formula(self.field.text(), ACTIVATIONS[self.key].value)
        except FormulaError:
            self._typed = None
        self.texts()

    def texts(self) -> None:
        self.setWindowTitle(tr("Derive g′"))
        self.lead.setText(tr("Type a formula for the slope g′(z): it is checked on many z."))
        self.activation.setAccessibleName(tr("Activation"))
        self.formula.set_latex(self._in_notation(ACTIVATION_TEXTS[self.key].latex))
        self.field.setAccessibleName(tr("Your formula for g′(z)"))
        self.field.setPlaceholderText(tr("a formula in z"))
        self.field.setToolTip(
            tr(
                "With + − * / ^, brackets, z, e, π, σ(z), exp, ln, tanh, cos, max, |z|,"
                " A for g(z), and cases such as a if z > b else c"
            )
        )
        self.check.setText(tr("Check"))
        self.check.setToolTip(tr("Compare the formula with the slope (Enter)"))
        self.show_me.setText(tr("Show me"))
        self.show_me.setToolTip(tr("Give up and show g′ as a book writes it"))
        self.show_me.setEnabled(not self._is_shown)
        self._show_reading()
        self._show_verdict()
        self._show_book()
        at = self.verdict.counterexample if self.verdict else None
        self.plot.show_curves(self.key, self._typed, self._is_shown, at)
        title = tr(ACTIVATION_TEXTS[self.key].title)
        self.plot.setAccessibleName(tr("Plot of {activation}").format(activation=title))

    def _show_reading(self) -> None:
        latex = self._typed.latex if self._typed is not None else ""
        self.read.set_latex(self._in_notation(rf"g'(z) = {latex}") if latex else r"\,")

    def _show_verdict(self) -> None:
        verdict, problem = self.verdict, self._problem
        said = str(problem) if problem else str(verdict.said) if verdict else ""
        hint = str(verdict.hint) if verdict and verdict.hint else ""
        right = verdict is not None and verdict.right
        self.said.set_token("good" if right else "bad")
        for label, text in ((self.said, said), (self.hint, hint)):
            label.setText(text)
            label.setVisible(bool(text))

    def _show_book(self) -> None:
        book = TEXTBOOK[self.key]
        for i, formula in enumerate(self.book):
            shown = self._is_shown and i < len(book.latex)
            formula.set_latex(self._in_notation(book.latex[i]) if shown else "")
            formula.setVisible(shown)
        self.sentence.setText(tr(book.sentence) if self._is_shown and book.sentence else "")
        self.sentence.setVisible(bool(self.sentence.text()))

    def _in_notation(self, latex: str) -> str:
        mark = "{,}" if self.settings.notation.decimal_mark == "," else "."
        return re.sub(r"(?<=\d)\.(?=\d)", lambda _: mark, latex)

    def _restyle(self) -> None:
        super()._restyle()
        for widget in (self.field, self.check, self.show_me):
            widget.setFont(theme().font(11))
        self.field.setMinimumWidth(theme().px(120))
        self.field.setAlignment(Qt.AlignmentFlag.AlignLeft)


def activation_in_question(network: Network, nodes: frozenset[str]) -> str:
    """The activation of the selected hidden neuron, else of the first one, else the logistic."""
    hidden = [n for n in network.nodes.values() if n.role is Role.HIDDEN]
    chosen = [n for n in hidden if n.id in nodes] or hidden
    return chosen[0].activation if chosen else "sigmoid"
