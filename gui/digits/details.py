"""One image and what the network makes of it."""

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.datasets.browsing import Predictions, pixel_bytes
from core.datasets.part_column import PART_TEXTS
from core.language import tr
from core.metrics.classes import class_names, classes_of
from core.network.data import Data, Part
from core.numbers import grouped
from gui.class_bars import ClassBars
from gui.digits.pixel_view import PixelView
from gui.inspector.section import Text
from gui.settings import Settings
from gui.style import SectionHeading
from gui.theme import theme


class DigitDetails(QWidget):
    """The image in large with the number under the mouse, its class, and the outputs as bars."""

    step_wanted = Signal(int)
    """The observation that somebody wants to step through, from 0."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._data: Data | None = None
        self._row = -1
        self._found: Predictions | None = None
        self.heading, self.outputs_heading = SectionHeading(), SectionHeading()
        self.view, self.pixel = PixelView(), Text("muted", 9)
        self.told, self.verdict = Text("text", 11), Text("text", 11)
        self.bars, self.why = ClassBars(), Text("muted", 9)
        self.step = QPushButton()
        self.step.setAutoDefault(False)
        self.step.clicked.connect(lambda: self.step_wanted.emit(self._row))
        self.view.pixel_changed.connect(self._tell_pixel)
        self.bars.setMinimumWidth(1)  # the column decides
        for heading in (self.heading, self.outputs_heading):
            heading.setMinimumWidth(1)
            heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        for widget in (
            self.heading, self.view, self.pixel, self.told, self.verdict, self.outputs_heading,
            self.bars, self.why, self.step,
        ):  # fmt: skip
            self._column.addWidget(widget)
        self._column.addStretch(1)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_row(self, data: Data | None, row: int, found: Predictions | None, why: object) -> None:
        """Show an observation; ``why`` says why nothing is predicted."""
        if data is None or data.image is None or not 0 <= row < data.n_observations:
            data, row = None, -1
        is_other = data is not self._data or row != self._row
        self._data, self._row, self._found = data, row, found
        if is_other:
            pixels = None if data is None else pixel_bytes(data, slice_of(row))[0]
            self.view.set_pixels(pixels)
        self.why.setText(str(why or ""))
        self._write()

    def _write(self) -> None:
        data, row = self._data, self._row
        shown = data is not None
        for widget in (self.view, self.told, self.step):
            widget.setVisible(shown)
        self._tell_pixel(-1, -1)
        self._write_outputs()
        if data is None:
            self.heading.setText("")
            self.told.setText("")
            return
        heading = tr("Observation {i} of {n}")
        self.heading.setText(heading.format(i=grouped(row + 1), n=grouped(data.n_observations)))
        part = Part.TRAINING if data.split is None else Part(int(data.split[row]))
        text = tr("It is {name}, for {part}.")
        true = class_names(data)[int(classes_of(data.targets[row : row + 1])[0])]
        self.told.setText(text.format(name=true, part=tr(PART_TEXTS[part])))

    def _write_outputs(self) -> None:
        data, row, found = self._data, self._row, self._found
        known = data is not None and found is not None and bool(found.predicted[row] >= 0)
        for widget in (self.outputs_heading, self.bars, self.verdict):
            widget.setVisible(known)
        self.why.setVisible(not known and bool(self.why.text()))
        if data is None or found is None or not known:
            return
        names = class_names(data)
        true = int(classes_of(data.targets[row : row + 1])[0])
        predicted = int(found.predicted[row])
        values = found.y_hat[row]
        if len(values) == 1:  # one output says how sure it is of the second class
            values = np.array([1.0 - values[0], values[0]])
        notation = self._settings.notation
        self.bars.show_answer(names, values, notation, winner=predicted, true=true)
        is_right = true == predicted
        template = tr("✓ Taken for {name}.") if is_right else tr("✗ Taken for {name}.")
        self.verdict.set_token("good" if is_right else "bad")
        self.verdict.setText(template.format(name=names[predicted]))

    def _tell_pixel(self, row: int, column: int) -> None:
        data = self._data
        if data is None or data.image is None:
            self.pixel.setText("")
            return
        if row < 0:
            self.pixel.setText(tr("Point at a pixel to read its number, or use the arrow keys."))
            return
        j = row * data.image[1] + column
        value = float(data.inputs[self._row, j])
        mark = self._settings.notation.decimal_mark
        template = tr("Row {row}, column {column}: X{j} = {value}")
        self.pixel.setText(
            template.format(
                row=row + 1,
                column=column + 1,
                j=str(j + 1).translate(_LOWERED),
                value=f"{value:.3f}".replace(".", mark),
            )
        )

    def _restyle(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(12), px(4), px(4), px(8))
        self._column.setSpacing(px(6))
        self.step.setFont(theme().font(10))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.outputs_heading.setText(tr("Outputs of the network"))
        self.view.setAccessibleName(tr("The image, pixel by pixel"))
        self.step.setText(tr("Step this observation"))
        self.step.setToolTip(
            tr("Go through this observation in the workspace Step, number by number (Enter).")
        )
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def slice_of(row: int) -> slice:
    """One row as a stretch of rows."""
    return slice(row, row + 1)


_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
