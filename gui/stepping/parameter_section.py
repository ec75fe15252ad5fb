"""The parameter in question: its value, its gradient, and how that was checked."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.language import Message, tr, trn
from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.numbers import format_number
from core.stepping.check import Check
from core.stepping.quantity import Kind, Quantity
from core.stepping.trace import Lesson
from gui.drawing import Drawing
from gui.inspector.number_field import NumberField
from gui.stepping.controls import with_own_keys
from gui.stepping.session import State, StepSession
from gui.stepping.unit_picker import UnitPicker
from gui.style import SectionHeading, restyled

_ENOUGH_DIGITS = 5


class ParameterSection(QWidget):
    """Heading, value (which can be edited), gradient and finite difference."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drawing = Drawing(session.document, session.settings)
        self.hides_gradient = False
        self.heading = SectionHeading()
        self.value, self.gradient = NumberField(session.settings.notation), NumberField()
        self.gradient.setReadOnly(True)
        self.gradient.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.check, self.verdict = QPushButton(), QLabel()
        self._names = [QLabel() for _ in range(3)]
        self.units = UnitPicker()
        self.units.chosen.connect(self._choose)
        self._lay_out()
        self.value.value_committed.connect(self._set_value)
        self.check.clicked.connect(self._check)
        with_own_keys(self.check)

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        self.verdict.setWordWrap(True)
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        fields = (self.value, self.gradient, self.check)
        for row, (name, field) in enumerate(zip(self._names, fields, strict=True)):
            name.setWordWrap(True)
            grid.addWidget(name, row, 0)
            field.setMinimumWidth(0)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(field, row, 1)
        self.verdict.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        grid.addWidget(self.verdict, 2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.units)
        column.addLayout(grid)

    @property
    def parameter(self) -> Parameter | None:
        """The parameter that is shown, only in its own lesson."""
        if self._session.lesson is not Lesson.PARAMETER:
            return None
        return self._session.parameter

    def refresh(self) -> None:
        """Show the numbers in force."""
        session, parameter = self._session, self.parameter
        self.setVisible(parameter is not None)
        if parameter is None:
            return
        self._write_names(parameter)
        self.units.show_parameter(session.document.network, session.writer.names, parameter)
        notation = session.settings.notation
        self.value.set_notation(notation)
        self.gradient.set_notation(notation)
        self.value.set_value(session.document.network.value(parameter))
        ready = session.state is State.READY
        arrived = session.has_arrived(Quantity(Kind.GRADIENT, parameter=parameter))
        shown = ready and (arrived or not (self.hides_gradient or session.by_hand))
        self.gradient.set_value(session.derived.gradient(parameter) if shown else None)
        self.gradient.setPlaceholderText("")
        self.check.setEnabled(shown)
        self._show_verdict(session.derived.known_check(parameter) if shown else None)

    def _choose(self, parameter: Parameter) -> None:
        """Explain another weight; where a mask leaves two units unconnected there is none."""
        session = self._session
        if session.document.network.has(parameter):
            session.set_parameter(parameter)
            return
        self.refresh()
        names = session.writer.names
        source = parameter.source or parameter.target
        session.message.emit(
            Message(
                "{source} is not connected to {target}: there is no weight to explain.",
                source=names.spoken(source),
                target=names.spoken(parameter.target),
            )
        )

    def _write_names(self, parameter: Parameter) -> None:
        names = self._session.writer.names
        name = names.parameter(parameter).plain
        target = names.spoken(parameter.target)
        if parameter.source is None:
            where = tr("bias of {neuron}").format(neuron=target)
        else:
            where = f"{names.spoken(parameter.source)} → {target}"
        self.heading.setText(tr("Parameter {name} · {where}").format(name=name, where=where))
        texts = (tr("Value"), tr("Gradient"), tr("Finite difference"))
        for label, text in zip(self._names, texts, strict=True):
            label.setText(text)
        self.value.setAccessibleName(tr("Value of {name}").format(name=name))
        self.gradient.setAccessibleName(tr("Gradient of {name}").format(name=name))
        self.check.setText(tr("Check"))
        self._grid.setColumnMinimumWidth(1, self.check.sizeHint().width())
        self.check.setToolTip(
            tr("Move the parameter a little both ways and compare how the loss changes")
        )

    def _show_verdict(self, check: Check | None) -> None:
        self.check.setVisible(check is None)
        self.verdict.setVisible(check is not None)
        if check is None:
            return
        good = check.digits >= _ENOUGH_DIGITS
        agrees = trn("agrees to {n} digit", "agrees to {n} digits", check.digits)
        self.verdict.setText(f"{agrees} {'✓' if good else '✗'}")
        restyled(self.verdict, "role", "good" if good else "error")
        number = format_number(check.difference, self._session.settings.notation, 10)
        self.verdict.setToolTip(tr("Finite difference: {number}").format(number=number))
        self.verdict.setAccessibleDescription(self.verdict.toolTip())

    def _check(self) -> None:
        parameter = self.parameter
        if parameter is not None:
            self._show_verdict(self._session.derived.check(parameter))

    def _set_value(self, value: float) -> None:
        parameter = self.parameter
        if parameter is None:
            return
        try:
            self._drawing.set_value(parameter, value)
        except NodewiseError as problem:
            self._session.message.emit(problem)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
