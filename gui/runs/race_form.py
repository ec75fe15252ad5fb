"""Who races: the optimizers, each with its learning rate and its constants."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from core.language import tr
from core.network.notation import Notation
from core.numerics.optimizers import OPTIMIZERS
from core.training.settings import TrainingSettings, checked
from gui.inspector.number_field import NumberField
from gui.runs.words import LETTERS, optimizer_title
from gui.theme import theme

OWN = {"gd": (), "momentum": ("momentum",), "rmsprop": ("rho",), "adam": ("beta1", "beta2")}
USUAL_RATES = {"rmsprop": 0.01, "adam": 0.01}


class RaceForm(QWidget):
    """One row an optimizer: whether it races, its ε, and below it the constants of its own."""

    def __init__(self, base: TrainingSettings, notation: Notation) -> None:
        super().__init__()
        self._base = base
        self.boxes = {name: QCheckBox() for name in OPTIMIZERS}
        self.rates = {name: NumberField(notation) for name in OPTIMIZERS}
        self.constants = {
            key: NumberField(notation) for keys in OWN.values() for key in (*keys, "eta")
        }
        self._labels: list[tuple[QLabel, str]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        for name in OPTIMIZERS:
            self._add(name)
        self._add_constant("eta")
        for key, field in self.constants.items():
            field.set_value(getattr(base, key))
        theme().changed.connect(self.restyle)
        self.restyle()

    def _add(self, name: str) -> None:
        box, rate = self.boxes[name], self.rates[name]
        box.setChecked(True)
        usual = USUAL_RATES.get(name, self._base.learning_rate)
        rate.set_value(self._base.learning_rate if name == self._base.optimizer else usual)
        box.toggled.connect(rate.setEnabled)
        row = self._grid.rowCount()
        self._grid.addWidget(box, row, 0)
        self._add_field(row, rate, "ε")
        for key in OWN.get(name, ()):
            self._add_constant(key)
            box.toggled.connect(self.constants[key].setEnabled)

    def _add_constant(self, key: str) -> None:
        self._add_field(self._grid.rowCount(), self.constants[key], LETTERS[key])

    def _add_field(self, row: int, field: NumberField, letter: str) -> None:
        label = QLabel(letter)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setBuddy(field)
        self._labels.append((label, letter))
        # A constant stands alone in its row: its name may take the room of the optimizers' names.
        if letter == "ε":
            self._grid.addWidget(label, row, 1)
        else:
            self._grid.addWidget(label, row, 0, 1, 2)
        self._grid.addWidget(field, row, 2)

    def contestants(self, epochs: int) -> tuple[TrainingSettings, ...]:
        """The settings of everybody who races; raise `SettingError` for a number out of range."""
        for field in (*self.constants.values(), *self.rates.values()):
            field.take()
        shared: dict[str, Any] = {key: field.value for key, field in self.constants.items()}
        return tuple(
            checked(
                replace(
                    self._base,
                    optimizer=name,
                    learning_rate=self.rates[name].value or 0.0,
                    epochs=epochs,
                    **shared,
                )
            )
            for name, box in self.boxes.items()
            if box.isChecked()
        )

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for name, box in self.boxes.items():
            box.setText(optimizer_title(name))
            rate = tr("Learning rate ε of {optimizer}").format(optimizer=optimizer_title(name))
            self.rates[name].setAccessibleName(rate)
            self.rates[name].set_hint(rate)
        for key, field in self.constants.items():
            field.setAccessibleName(LETTERS[key])

    def restyle(self) -> None:
        """Take sizes from the theme."""
        px = theme().px
        self._grid.setHorizontalSpacing(px(6))
        self._grid.setVerticalSpacing(px(4))
        for field in (*self.rates.values(), *self.constants.values()):
            field.setFixedWidth(px(72))
