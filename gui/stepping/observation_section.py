"""Which observation is stepped through, and the gradient of the parameter over all of them."""

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.language import language, tr, trn
from core.network.data import Data, Part
from core.network.errors import NodewiseError
from core.network.node import Array
from core.numbers import grouped, significant
from core.stepping.trace import Lesson, rows_in_matrices
from gui.icons import icon
from gui.stepping.batch_list import MOST_ROWS, BatchList
from gui.stepping.class_lines import class_lines, is_one_of
from gui.stepping.controls import Segments, with_own_keys
from gui.stepping.derived import MOST_ROW_GRADIENTS, size_of_rows
from gui.stepping.number_table import NumberTable
from gui.stepping.pixel_picture import PixelPicture
from gui.stepping.session import State, StepSession
from gui.style import SectionHeading

_MOST_NUMBERS = 6


class ObservationSection(QWidget):
    """The row with its X and y; for several rows also all their gradients and the mean."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shows_all = False
        self._shown_batch: tuple[object, ...] | None = None
        self._y: Array | None = None
        self.heading, self.spin = SectionHeading(), QSpinBox()
        self.previous, self.following = _arrow(), _arrow()
        self.x_text, self.y_text, self.picture = QLabel(), QLabel(), PixelPicture()
        self.rows_switch = Segments([False, True])
        self.table, self.rows_text = NumberTable(most_rows=8), QLabel()
        self.back = QPushButton()
        self._chooser = QWidget()
        self.batch = BatchList(session)
        self._lay_out()
        self.previous.clicked.connect(lambda: session.set_row(session.request.row - 1))
        self.following.clicked.connect(lambda: session.set_row(session.request.row + 1))
        self.spin.valueChanged.connect(lambda number: session.set_row(number - 1))
        self.spin.setKeyboardTracking(False)
        self.back.clicked.connect(lambda: session.set_row(session.request.row))
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
        values.addWidget(self.picture)
        values.addWidget(self.x_text, 1)
        values.addWidget(self.y_text, 1)
        self.rows_text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self._chooser)
        column.addWidget(self.back)
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
            self.heading.setText(_how_many(n, rows_in_matrices(session.document.network)))
        else:
            one = tr("Observation {i} of {n}").format(i=row + 1, n=n)
            self.heading.setText(tr("Observation") if n > 1 else one)
        drawn = session.drawn
        if drawn is not None:
            self.heading.setText(tr("What you drew"))
        self.setVisible(n > 0 or drawn is not None)
        self._chooser.setVisible(n > 1 and not everything and drawn is None)
        self.back.setVisible(drawn is not None and n > 0)
        self.back.setText(tr("Back to observation {i}").format(i=grouped(row + 1)))
        self.back.setToolTip(tr("Step through a row of the data instead of what you drew"))
        self._show_chooser(n, row)
        has_row = drawn is not None or (0 <= row < n and not everything)
        data, row = (session.document.network.data, row) if drawn is None else (drawn, 0)
        self._show_row(data, row if has_row else None)
        self._show_rows(n > 1 and session.lesson is Lesson.PARAMETER and drawn is None)

    def _show_row(self, data: Data, row: int | None) -> None:
        """X and y of an observation: an image as a picture, and one class of several by name."""
        is_image = row is not None and data.image is not None
        self.picture.setVisible(is_image)
        self.x_text.setVisible(row is not None and not is_image)
        self.y_text.setVisible(row is not None)
        if row is None:
            return
        x, y = data.inputs[row], data.targets[row]
        if data.image is not None and len(x) == data.image[0] * data.image[1]:
            parameter, names = self._session.parameter, self._session.writer.names
            about = self._session.lesson is Lesson.PARAMETER and parameter is not None
            source = parameter.source if about and parameter is not None else None
            pixel = names.pixel(source) if source is not None else None
            name = tr("The image of observation {i}").format(i=row + 1)
            self.picture.show_pixels(x.reshape(data.image), pixel, name)
        else:
            self.x_text.setText(self._vector("X", x))
        is_class = self._class_of(data, y) != ""
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self.y_text.setAlignment(middle if is_class else Qt.AlignmentFlag.AlignRight)
        self._y = y if is_class else None
        self._show_class()
        if not is_class:
            self.y_text.setText(self._vector("y", y))
        self.y_text.setToolTip(self._vector("y", y) if len(y) > 1 else "")

    def _class_of(self, data: Data, y: Array) -> str:
        """The name of the class of an image, blank for anything else."""
        if len(y) != len(data.target_columns) or data.image is None or not is_one_of(y):
            return ""
        return data.target_columns[int(np.argmax(y))].name

    def _show_class(self) -> None:
        """Which class an image is of, and what the network takes it for once that is known."""
        if self._y is not None:
            self.y_text.setText("\n".join(class_lines(self._session, int(np.argmax(self._y)))))

    def refresh_step(self) -> None:
        """The cursor moved: a training may be at another batch."""
        if self._session.lesson is Lesson.TRAINING:
            self._show_batch()
        else:
            self._show_class()

    def _show_batch(self) -> None:
        step, data = self._session.step, self._session.document.network.data
        for part in (
            self._chooser,
            self.back,
            self.picture,
            self.x_text,
            self.y_text,
            self.rows_switch,
        ):
            part.setVisible(False)
        self.table.setVisible(False)
        batch = step.batch if step is not None else None
        self.setVisible(batch is not None)
        if batch is None:
            return
        self.heading.setText(tr("Batch of training step {t}").format(t=batch.number))
        shown = (batch, id(data), self._session.settings.notation, language())
        if shown == self._shown_batch:
            return
        self._shown_batch = shown
        rows = data.rows(Part.TRAINING)
        most = MOST_ROWS if data.image is None else len(batch.rows)
        listed = rows[:most].tolist()
        if len(rows) > most:  # then those of the batch come first
            first = [*batch.rows, *rows[: most + len(batch.rows)].tolist()]
            listed = list(dict.fromkeys(first))[:most]
        self.batch.show_batch(batch, [self._row_text(data, i) for i in listed], listed)
        left_out = len(rows) - len(listed)
        self.rows_text.setText(trn("… and {n} more", "… and {n} more", left_out))
        self.rows_text.setVisible(left_out > 0)

    def _row_text(self, data: Data, row: int) -> str:
        if category := self._class_of(data, data.targets[row]):
            return tr("class {category}").format(category=category)
        return f"{self._vector('', data.inputs[row])} → {self._vector('', data.targets[row])}"

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
        self.spin.setSuffix(tr(" of {n}").format(n=grouped(n)))

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
        network = session.document.network
        possible = possible and (size_of_rows(network) <= MOST_ROW_GRADIENTS or self._shows_all)
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
        column = found.parameters.index(parameter)
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


def _how_many(n: int, multiplied: int) -> str:
    if multiplied < n:
        return tr("The first {m} of {n} observations").format(m=grouped(multiplied), n=grouped(n))
    return trn("{n} observation", "All {n} observations", n)


def _arrow() -> QToolButton:
    button = QToolButton()
    with_own_keys(button)
    return button
