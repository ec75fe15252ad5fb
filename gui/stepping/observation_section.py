"""Which observation is stepped through, and the gradient of the parameter over all of them."""

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr, trn
from core.network.data import Part
from core.network.errors import NodewiseError
from core.network.node import Array
from core.numbers import significant
from core.stepping.parameter_list import ParameterList
from core.stepping.trace import Lesson
from gui.icons import icon
from gui.stepping.batch_list import MOST_ROWS, BatchList
from gui.stepping.controls import Segments, with_own_keys
from gui.stepping.derived import MOST_ROW_GRADIENTS, size_of_rows
from gui.stepping.number_table import NumberTable
from gui.stepping.session import State, StepSession
from gui.style import SectionHeading

_MOST_NUMBERS = 6


class ObservationSection(QWidget):
    """The row with its X and y; for several rows also all their gradients and the mean."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shows_all = False
        self.heading, self.spin = SectionHeading(), QSpinBox()
        self.previous, self.following = _arrow(), _arrow()
        self.x_text, self.y_text = QLabel(), QLabel()
        self.rows_switch = Segments([False, True])
        self.table, self.rows_text = NumberTable(most_rows=8), QLabel()
        self._chooser = QWidget()
        self.batch = BatchList(session)
        self._lay_out()
        self.previous.clicked.connect(lambda: session.set_row(session.request.row - 1))
        self.following.clicked.connect(lambda: session.set_row(session.request.row + 1))
        self.spin.valueChanged.connect(lambda number: session.set_row(number - 1))
        self.spin.setKeyboardTracking(False)
        self.rows_switch.chosen.connect(self._choose_rows)
        self.table.chosen.connect(self._choose_row)
        session.derived.rows_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        chooser = QHBoxLayout(self._chooser)
        chooser.setContentsMargins(0, 0, 0, 0)
        chooser.setSpacing(4)
        for widget in (self.previous, self.spin, self.following):
            chooser.addWidget(widget, int(widget is self.spin))
        self.spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.spin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        values = QHBoxLayout()
        for label in (self.x_text, self.y_text):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.x_text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.y_text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.y_text.setAlignment(Qt.AlignmentFlag.AlignRight)
        values.addWidget(self.x_text, 1)
        values.addWidget(self.y_text, 1)
        self.rows_text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self._chooser)
        column.addWidget(self.batch)
        column.addLayout(values)
        for part in (self.rows_switch, self.table, self.rows_text):
            column.addWidget(part)

    def refresh(self) -> None:
        """Show the row in force, or the batch of a training."""
        session = self._session
        self.batch.setVisible(session.lesson is Lesson.TRAINING)
        if session.lesson is Lesson.TRAINING:
            self._show_batch()
            return
        n, row = session.n_observations, session.request.row
        everything = session.lesson is Lesson.MATRICES
        if everything:
            self.heading.setText(trn("{n} observation", "All {n} observations", n))
        else:
            one = tr("Observation {i} of {n}").format(i=row + 1, n=n)
            self.heading.setText(tr("Observation") if n > 1 else one)
        drawn = session.drawn
        if drawn is not None:
            self.heading.setText(tr("What you drew"))
        self.setVisible(n > 0 or drawn is not None)
        self._chooser.setVisible(n > 1 and not everything)
        self._show_chooser(n, row)
        has_row = drawn is not None or (0 <= row < n and not everything)
        data, row = (session.document.network.data, row) if drawn is None else (drawn, 0)
        self.x_text.setText(self._vector("X", data.inputs[row]) if has_row else "")
        self.y_text.setText(self._vector("y", data.targets[row]) if has_row else "")
        self.x_text.setVisible(has_row)
        self.y_text.setVisible(has_row)
        self._show_rows(n > 1 and session.lesson is Lesson.PARAMETER and drawn is None)

    def refresh_step(self) -> None:
        """The cursor moved: a training may be at another batch."""
        if self._session.lesson is Lesson.TRAINING:
            self._show_batch()

    def _show_batch(self) -> None:
        step, data = self._session.step, self._session.document.network.data
        for part in (self._chooser, self.x_text, self.y_text, self.rows_switch, self.table):
            part.setVisible(False)
        batch = step.batch if step is not None else None
        self.setVisible(batch is not None)
        if batch is None:
            return
        self.heading.setText(tr("Batch of training step {t}").format(t=batch.number))
        rows = [int(i) for i in data.rows(Part.TRAINING)]
        listed = rows[:MOST_ROWS]
        if len(rows) > MOST_ROWS:  # then those of the batch come first
            listed = [*dict.fromkeys(batch.rows), *(r for r in rows if r not in batch.rows)]
            listed = listed[:MOST_ROWS]
        texts = [
            f"{self._vector('', data.inputs[i])} → {self._vector('', data.targets[i])}"
            for i in listed
        ]
        self.batch.show_batch(batch, texts, listed)
        left_out = len(rows) - len(listed)
        self.rows_text.setText(trn("… and {n} more", "… and {n} more", left_out))
        self.rows_text.setVisible(left_out > 0)

    def _show_chooser(self, n: int, row: int) -> None:
        self.spin.blockSignals(True)
        self.spin.setRange(1, max(1, n))
        self.spin.setValue(row + 1)
        self.spin.blockSignals(False)
        self.previous.setEnabled(row > 0)
        self.following.setEnabled(row < n - 1)
        texts = ((self.previous, tr("Previous observation")), (self.following, tr("Next one")))
        for button, text in texts:
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.previous.setIcon(icon("chevron_left"))
        self.following.setIcon(icon("chevron_right"))
        self.spin.setAccessibleName(tr("Number of the observation"))
        self.spin.setSuffix(tr(" of {n}").format(n=n))

    def _vector(self, name: str, values: Array) -> str:
        notation = self._session.settings.notation
        shown = [significant(float(v), notation) for v in values[:_MOST_NUMBERS]]
        texts = ["?" if np.isnan(v) else s for v, s in zip(values, shown, strict=False)]
        if len(values) > _MOST_NUMBERS:
            texts.append("…")
        separator = ", " if notation.decimal_mark == "." else "; "
        inner = separator.join(texts)
        vector = inner if len(values) == 1 else f"({inner})"
        return f"{name} = {vector}" if name else vector

    # The gradients of all rows

    def _choose_rows(self, everything: object) -> None:
        self._shows_all = bool(everything)
        self.refresh()

    def _choose_row(self, position: int) -> None:
        if position < self._session.n_observations:
            self._session.set_row(position)

    def _show_rows(self, possible: bool) -> None:
        session = self._session
        possible = possible and not session.by_hand  # they would give the answers away
        self.rows_switch.setVisible(possible)
        self.rows_switch.set_texts(
            [tr("This row"), tr("All rows")],
            [
                tr("The gradient of this observation alone"),
                tr("The gradient of every observation, and what they make together"),
            ],
        )
        self.rows_switch.show_key(self._shows_all)
        shown = possible and self._shows_all and session.state is State.READY
        batch = session.lesson is Lesson.MATRICES
        self.table.setVisible(False)
        self.rows_text.setVisible(batch)
        self.rows_text.setText(tr("Every row of a matrix is one observation.") if batch else "")
        if shown:
            self._fill_rows()

    def _fill_rows(self) -> None:
        session, parameter = self._session, self._session.parameter
        found = session.derived.rows(session.document.network)
        if found is None or isinstance(found, NodewiseError) or parameter is None:
            self.rows_text.setText(self._why_none(found))
            self.rows_text.setVisible(True)
            return
        column = ParameterList(session.document.network).index(parameter)
        together = float(found.combined[column])
        values = np.append(found.rows[:, column], together)
        total = tr("mean") if found.is_mean else tr("sum")
        last = len(values) - 1
        self.table.set_rows(
            values,
            lambda i: total if i == last else str(i + 1),
            lambda value: significant(value, session.settings.notation, 5),
            current=session.request.row,
        )
        self.table.setAccessibleName(tr("Gradient of every observation"))
        self.table.setVisible(True)

    def _why_none(self, found: object) -> str:
        if isinstance(found, NodewiseError):
            return str(found)
        if size_of_rows(self._session.document.network) > MOST_ROW_GRADIENTS:
            return tr("There are too many observations and parameters to list every gradient.")
        return tr("Calculating…")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()


def _arrow() -> QToolButton:
    button = QToolButton()
    with_own_keys(button)
    return button
