"""One parameter: its name, a number field and, if wanted, a slider that shows the change live."""

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSlider, QWidget

from core.language import tr
from core.network.edge import Parameter
from core.numbers import format_number
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.named import names_of
from gui.inspector.number_field import NumberField
from gui.inspector.section import Pair, Text
from gui.settings import Settings
from gui.theme import theme


def slider_reach(value: float) -> float:
    """How far a slider goes to both sides of 0: twice the value, at least 1, two figures."""
    reach = max(1.0, 2.0 * abs(value))
    unit = 10.0 ** (math.floor(math.log10(reach)) - 1)
    return round(math.ceil(reach / unit - 1e-9) * unit, 12)


def slider_step(reach: float) -> float:
    """The step of a slider: a power of ten with 100 to 1000 steps from 0 to the end."""
    return 10.0 ** (math.floor(math.log10(reach)) - 2)


class ValueSlider(QSlider):
    """A slider over weights; one drag, or one key held down, is one change."""

    moved = Signal(float)
    finished = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._step = 1.0
        self._moving = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._move)
        self.sliderReleased.connect(self._finish)

    @property
    def reach(self) -> float:
        """How far it goes to both sides of 0."""
        return self.maximum() * self._step

    @property
    def is_moving(self) -> bool:
        """Return whether the user is moving it now."""
        return self._moving or self.isSliderDown()

    def show_value(self, value: float) -> None:
        """Move to a value and set the range around it, but not under the user's hand."""
        if self.is_moving:
            return
        reach = slider_reach(value)
        self._step = slider_step(reach)
        ticks = round(reach / self._step)
        self.blockSignals(True)
        self.setRange(-ticks, ticks)
        self.setSingleStep(max(1, ticks // 100))
        self.setPageStep(max(1, ticks // 10))
        self.setValue(round(value / self._step))
        self.blockSignals(False)

    def _move(self, ticks: int) -> None:
        self._moving = True
        places = max(0, -round(math.log10(self._step)))
        self.moved.emit(round(ticks * self._step, places))

    def _finish(self) -> None:
        if self._moving:
            self._moving = False
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_moving:
            self._moving = False
            self.setSliderDown(False)
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat() and not self.isSliderDown():
            self._finish()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._finish()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the panel; it must not change a weight in passing


class ValueRow(QWidget):
    """Edits one weight or bias; whoever shows it calls `show_parameter` after every change.

    ``label`` is what stands before the field.
    """

    refused = Signal(str)

    def __init__(
        self, document: Document, drawing: Drawing, settings: Settings, slider: bool = False
    ) -> None:
        super().__init__()
        self._document, self._drawing, self._settings = document, drawing, settings
        self._parameter: Parameter | None = None
        self._label: str | None = None
        self.label = Text()
        self.field = NumberField(settings.notation)
        self.slider = ValueSlider() if slider else None
        self._low, self._high = Text("muted", 8.5), Text("muted", 8.5)
        self._high.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._build()
        self.field.value_committed.connect(self._commit)
        self.field.refused.connect(self.refused)
        settings.notation_changed.connect(self._change_notation)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(Pair(self.label, self.field), 0, 0)
        if self.slider is not None:
            self._grid.addWidget(self.slider, 1, 0)
            ends = QHBoxLayout()
            ends.addWidget(self._low)
            ends.addWidget(self._high)
            self._grid.addLayout(ends, 2, 0)
            self.slider.moved.connect(self._preview)
            self.slider.finished.connect(self._finish)
            self.slider.given_up.connect(self._drawing.cancel_preview)

    @property
    def parameter(self) -> Parameter | None:
        """What is edited."""
        return self._parameter

    def show_parameter(self, parameter: Parameter, label: str | None = None) -> None:
        """Edit another parameter; what was typed for the last one is taken first."""
        if parameter != self._parameter and self._parameter is not None:
            self.field.take()
            self.field.revert()
        self._parameter = parameter
        self._label = label
        self._refresh()

    def _refresh(self, *_networks: object) -> None:
        network = self._document.network
        if self._parameter is None or not network.has(self._parameter):
            self._parameter = None
            return
        name = names_of(network, self._settings.notation).parameter(self._parameter).plain
        value = network.value(self._parameter)
        self.label.setText(name if self._label is None else self._label)
        self.field.set_value(value)
        self.field.setAccessibleName(name)
        if self.slider is not None:
            self.slider.show_value(value)
            self.slider.setAccessibleName(tr("Slider for {name}").format(name=name))
            self._show_ends()

    def _show_ends(self) -> None:
        assert self.slider is not None
        reach = self.slider.reach
        self._low.setText(format_number(-reach, self._settings.notation, 2))
        self._high.setText(format_number(reach, self._settings.notation, 2))

    def _commit(self, value: float) -> None:
        if self._parameter is not None and self._document.network.has(self._parameter):
            self._drawing.set_value(self._parameter, value)

    def _preview(self, value: float) -> None:
        if self._parameter is not None:
            self._drawing.preview_value(self._parameter, value)

    def _finish(self) -> None:
        if self._parameter is not None and self._document.network.has(self._parameter):
            self._drawing.finish_value(self._parameter)
            self._refresh()

    def _change_notation(self) -> None:
        self.field.set_notation(self._settings.notation)
        self._refresh()

    def _restyle(self) -> None:
        self._grid.setHorizontalSpacing(theme().px(8))
        self._grid.setVerticalSpacing(theme().px(4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
