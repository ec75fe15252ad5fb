"""The options of a built-in data set as fields, and the seed of a generated one."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.datasets.catalogue import Dataset, Option
from core.language import Message, tr
from core.network.notation import LECTURE, Notation
from core.numbers import format_number
from gui.inspector.fields import WholeField
from gui.inspector.functions import Description
from gui.inspector.number_field import NumberField
from gui.inspector.section import Choice, Section, Text, set_label, show_row

MOST_SEED = 999_999


class OptionForm(Section):
    """One field an option; ``changed`` tells after every new value."""

    changed = Signal()
    refused = Signal(object)
    """A sentence: a number that is out of bounds."""

    def __init__(self, dataset: Dataset, notation: Notation = LECTURE) -> None:
        super().__init__(field_width=132)
        self._notation, self._dataset = notation, dataset
        self.values: dict[str, Any] = {o.name: o.first for o in dataset.options}
        self.fields: dict[str, QWidget] = {}
        self._labels: list[tuple[Text, str]] = []
        for option in dataset.options:
            self.fields[option.name] = field = self._field(option)
            self._labels.append((self.add_row(field), option.title))
        self.seed = WholeField(0, MOST_SEED)
        self.seed.valueChanged.connect(lambda _n: self.changed.emit())
        self._seed_label = self.add_row(self.seed)
        show_row(self._seed_label, dataset.is_generated)
        self.retranslate()

    def _field(self, option: Option) -> QWidget:
        if option.texts:
            choice = Choice({key: Description(text, "") for key, text in option.texts})
            choice.show_key(option.first)
            choice.chosen.connect(partial(self._take, option.name))
            return choice
        if option.whole:
            whole = WholeField(int(option.least), int(option.most))
            whole.setValue(int(option.first))
            whole.valueChanged.connect(partial(self._take, option.name))
            return whole
        number = NumberField(self._notation)
        number.set_value(option.first)
        number.value_committed.connect(partial(self._take_number, option, number))
        number.refused.connect(self.refused.emit)  # a str into an object
        return number

    def _take(self, name: str, value: Any) -> None:
        self.values[name] = value
        self.changed.emit()

    def _take_number(self, option: Option, field: NumberField, value: float) -> None:
        if option.least <= value <= option.most:
            self._take(option.name, value)
            return
        field.set_value(self.values[option.name])
        low, high = (format_number(v, self._notation) for v in (option.least, option.most))
        text = Message("{name}: a number from {low} to {high}.", name=Message(option.title),
                       low=low, high=high)  # fmt: skip
        self.refused.emit(text)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        is_made = self._dataset.is_generated
        self.heading.setText(tr("How it is made") if is_made else tr("How it is split"))
        for label, title in self._labels:
            set_label(label, tr(title))
        set_label(self._seed_label, tr("Seed"))
        self.seed.setToolTip(tr("The same seed makes the same rows again."))
