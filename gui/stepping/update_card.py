"""The update: its formula, ε by field and slider, what it does, and the button that applies it."""

import math

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSlider, QVBoxLayout

from core.language import tr
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer, latex_of
from core.stepping.trace import Lesson
from core.stepping.update_steps import update_line
from gui.inspector.number_field import NumberField
from gui.inspector.section import FittedFormula
from gui.stepping.controls import with_own_keys
from gui.stepping.overlays import told_apart
from gui.stepping.session import StepSession
from gui.style import Card
from gui.theme import theme

_LOWEST, _HIGHEST = -4.0, 0.0
"""Powers of ten of ε at the slider's ends."""
_TICKS = 400
_ALL = r"\theta' = \theta - \varepsilon \frac{\partial L}{\partial \theta}"


class UpdateCard(Card):
    """Shown in the lessons that end in an update."""

    def __init__(self, session: StepSession) -> None:
        super().__init__()
        self._session = session
        self.formula = FittedFormula(17, "text")
        self._letter = QLabel("ε")
        self.rate = NumberField(session.settings.notation)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _TICKS)
        self.values, self.losses = QLabel(), QLabel()
        self.apply = QPushButton()
        with_own_keys(self.apply)
        self._lay_out()
        self.rate.value_committed.connect(session.set_learning_rate)
        self.slider.valueChanged.connect(self._slide)
        self.apply.clicked.connect(lambda: session.apply_update())

    def _lay_out(self) -> None:
        for label in (self.values, self.losses):
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        rate = QHBoxLayout()
        rate.addWidget(self._letter)
        rate.addWidget(self.slider, 1)
        rate.addWidget(self.rate)
        end = QHBoxLayout()
        end.addWidget(self.values, 1)
        end.addWidget(self.apply)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.formula)
        self._column.addLayout(rate)
        self._column.addWidget(self.losses)
        self._column.addLayout(end)
        self.set_dense(False)

    def set_dense(self, dense: bool) -> None:
        """Take less room, as on a low screen."""
        self._column.setContentsMargins(12, 6 if dense else 10, 12, 6 if dense else 10)
        self._column.setSpacing(3 if dense else 8)

    def refresh(self) -> None:
        """Show the update of the trace in force."""
        session = self._session
        self.setVisible(session.can_apply)
        if not session.can_apply:
            return
        self._retranslate()
        training = session.lesson is Lesson.TRAINING
        for part in (self.formula, self._letter, self.rate, self.slider):
            part.setVisible(not training)
        if training:
            self._show_training()
            return
        self.formula.set_latex(self._latex())
        rate = session.request.learning_rate
        self.apply.setEnabled(True)
        self.rate.set_notation(session.settings.notation)
        self.rate.set_value(rate)
        if not self.slider.isSliderDown() or self._rate_of(self.slider.value()) != rate:
            self.slider.blockSignals(True)
            self.slider.setValue(self._tick_of(rate))
            self.slider.blockSignals(False)
        hides = session.by_hand and session.shown_to < len(session.steps) - 1
        self.values.setText("" if hides else self._value_text())
        self.losses.setText("" if hides else self._loss_text())

    def _show_training(self) -> None:
        """What the training has made of the parameter and of the loss by the step in hand."""
        session, trace = self._session, self._session.trace
        parameter = session.request.parameter
        if trace is None or parameter is None or not trace.moves:
            return
        done = session.n_trained
        index = trace.before.plan.theta_index(parameter)
        start, theta = trace.moves[0].theta, trace.theta_at(session.shown_to)
        values = [float(v) for v in (start[index], theta[index])]
        name = session.writer.names.parameter(parameter).plain
        self.values.setText(f"{name}: " + " → ".join(_apart(values, session.writer)))
        training = trace.moves[0].training
        if training.is_large:
            self.losses.setText(tr("Training steps done: {n}.").format(n=done))
        else:
            losses = [training.loss(start), training.loss(theta)]
            text = tr("Training steps done: {n}. Loss of the training data: {loss}")
            shown = " → ".join(_apart(losses, session.writer))
            self.losses.setText(text.format(n=done, loss=shown))
        self.apply.setEnabled(done > 0)

    def _retranslate(self) -> None:
        for label in (self.values, self.losses):
            label.setFont(theme().font(9.5))
        self.apply.setText(tr("Apply"))
        self.apply.setToolTip(
            tr("Write the new values into the network (Ctrl+Return); it can be undone")
        )
        self.rate.setAccessibleName(tr("Learning rate ε"))
        self.rate.set_hint(tr("Learning rate ε: how large a step against the gradient"))
        self.slider.setAccessibleName(tr("Learning rate ε"))
        self.slider.setToolTip(tr("Learning rate ε, from 0.0001 to 1 in powers of ten"))
        self.rate.setFixedWidth(theme().px(88))

    def _latex(self) -> str:
        session = self._session
        trace, parameter = session.trace, session.request.parameter
        if session.lesson is not Lesson.PARAMETER or trace is None or trace.after is None:
            return _ALL
        if parameter is None:
            return _ALL
        line = update_line(trace.before, trace.after, parameter, trace.request.learning_rate)
        writer = session.writer
        return f"{writer.name(_new(parameter))} = {latex_of(writer.symbols(line.formula))}"

    def _value_text(self) -> str:
        """2.17 → 2.170302"""
        session = self._session
        trace, parameter = session.trace, session.request.parameter
        if session.lesson is not Lesson.PARAMETER or trace is None or trace.after is None:
            return ""
        if parameter is None:
            return ""
        values = [e.value(parameter) for e in (trace.before, trace.after)]
        if values[0] == values[1]:
            return tr("The value stays as it is.")
        return " → ".join(told_apart(values, session.writer, 7))

    def _loss_text(self) -> str:
        trace = self._session.trace
        if trace is None or trace.after is None:
            return ""
        losses = told_apart([trace.before.loss, trace.after.loss], self._session.writer)
        return tr("Loss {before} → {after}").format(before=losses[0], after=losses[-1])

    # The slider runs over powers of ten, with ε rounded to two digits.

    def _slide(self, tick: int) -> None:
        self._session.set_learning_rate(self._rate_of(tick))

    @staticmethod
    def _rate_of(tick: int) -> float:
        power = _LOWEST + (_HIGHEST - _LOWEST) * tick / _TICKS
        return float(f"{10**power:.1e}")

    @staticmethod
    def _tick_of(rate: float) -> int:
        share = (math.log10(rate) - _LOWEST) / (_HIGHEST - _LOWEST)
        return round(max(0.0, min(1.0, share)) * _TICKS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()


def _apart(values: list[float], writer: Writer) -> list[str]:
    return told_apart(values[:1] if values[0] == values[1] else values, writer, 7)


def _new(parameter: object) -> Quantity:
    return Quantity(Kind.NEW_PARAMETER, parameter=parameter)  # type: ignore[arg-type]
