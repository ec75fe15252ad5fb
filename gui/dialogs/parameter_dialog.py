"""Asks for a parameter by name: w11, beta1, x1->a1, or chosen from the list."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.network.naming import Names, parameter_named, spelling
from core.numbers import exact
from core.stepping.parameter_list import ParameterList
from gui.document import Document
from gui.settings import Settings
from gui.theme import theme

MOST = 500


class ParameterDialog(QDialog):
    """A field and a list of every weight and bias; read `parameter` after it was accepted."""

    def __init__(
        self, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._network, self._notation = document.network, settings.notation
        self.parameter: Parameter | None = None
        self.setWindowTitle(tr("Explain a parameter"))
        self.field = QLineEdit()
        large = self._network.n_parameters > MOST
        example = tr("Name, as in w1_17,407 or pixels[407]->h[17]")
        self.field.setPlaceholderText(example if large else tr("Name, as in w11, beta1 or x1->a1"))
        self.field.setAccessibleName(tr("Name of a weight or a bias"))
        self.list = QListWidget()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setProperty("role", "error")
        self.problem.hide()
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.button(standard.Ok).setText(tr("Explain"))
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.field, self.list, self.problem, buttons):
            column.addWidget(widget)
        self._fill()
        self.field.textChanged.connect(self._filter)
        self.list.itemActivated.connect(lambda _: self._take())
        self.resize(theme().px(380), theme().px(420))

    def _fill(self) -> None:
        names = Names(self._network, self._notation)
        self._parameters = ParameterList(self._network)[:MOST]
        self._names = [names.parameter(p).plain for p in self._parameters]
        self._spelled = [spelling(name) for name in self._names]
        for name, parameter in zip(self._names, self._parameters, strict=True):
            self.list.addItem(self._text(name, parameter))

    def _text(self, name: str, parameter: Parameter) -> str:
        return f"{name}   =   {exact(self._network.value(parameter), self._notation)}"

    def _add(self, parameter: Parameter) -> None:
        """List one of very many that was not among the first."""
        name = Names(self._network, self._notation).parameter(parameter).plain
        self._parameters.append(parameter)
        self._names.append(name)
        self._spelled.append(spelling(name))
        self.list.addItem(self._text(name, parameter))

    def _filter(self, text: str) -> None:
        self.problem.hide()
        meant, wanted = self._meant(text), spelling(text)
        if meant is not None and meant not in self._parameters:
            self._add(meant)
        for i, parameter in enumerate(self._parameters):
            fits = not text.strip() or parameter == meant or wanted in self._spelled[i]
            self.list.item(i).setHidden(not fits)
            if parameter == meant:
                self.list.setCurrentRow(i)

    def _meant(self, text: str) -> Parameter | None:
        try:
            return parameter_named(self._network, text)
        except NodewiseError:
            return None

    def _take(self) -> None:
        """Take the name as typed, or else the row that is chosen; say why neither will do."""
        text, row = self.field.text(), self.list.currentRow()
        chosen = row >= 0 and not self.list.item(row).isHidden()
        try:
            if text.strip() and not (chosen and self._meant(text) is None):
                self.parameter = parameter_named(self._network, text)
            elif chosen:
                self.parameter = self._parameters[row]
            else:
                return
        except NodewiseError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.accept()
