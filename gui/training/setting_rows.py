"""Rows of the controls: one setting of the training each, shown and changed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.language import tr
from gui.inspector.fields import WholeField
from gui.inspector.functions import Description
from gui.inspector.number_field import NumberField
from gui.inspector.section import Choice, Section, Text, set_label, show_row
from gui.training.session import TrainSession

FIELD = 118


class Wide(QWidget):
    """A field over the whole width with its label above, to be shown and hidden together."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.label = Text()
        self.label.setBuddy(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(field)


class SettingsSection(Section):
    """A section whose fields each change one setting, as one undoable edit."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__(field_width=FIELD)
        self.session = session
        self._rows: dict[str, tuple[Text, Any]] = {}
        self._texts: dict[str, tuple[str, str]] = {}

    def add_number(self, key: str, label: str, hint: str = "") -> NumberField:
        """A field for a number."""
        field = NumberField(self.session.settings.notation)
        field.value_committed.connect(lambda value: self._change(key, value))
        self.session.settings.notation_changed.connect(field.set_notation)
        self._add(key, field, label, hint)
        return field

    def add_whole(self, key: str, low: int, high: int, label: str, hint: str = "") -> WholeField:
        """A field for a whole number."""
        field = WholeField(low, high)
        field.valueChanged.connect(lambda value: self._change(key, value))
        self._add(key, field, label, hint)
        return field

    def add_choice(
        self,
        key: str,
        options: dict[str, Description],
        label: str,
        take: Callable[[str], None],
        wide: bool = False,
    ) -> Choice:
        """A choice; ``take`` is told the key that was chosen; ``wide`` has room for long words."""
        choice = Choice(options)
        choice.chosen.connect(take)
        self._add(key, choice, label, "", wide)
        return choice

    def _add(self, key: str, field: Any, label: str, hint: str, wide: bool = False) -> None:
        if wide:
            box = Wide(field)
            self.add_wide(box)
            self._rows[key] = box.label, field
        else:
            self._rows[key] = self.add_row(field), field
        self._texts[key] = label, hint

    def field(self, key: str) -> Any:
        """The field of a row."""
        return self._rows[key][1]

    def show_only(self, keys: set[str]) -> None:
        """Show these rows, and none of the others."""
        for key, (label, _field) in self._rows.items():
            show_row(label, key in keys)

    def show_number(self, key: str, value: float | None) -> None:
        """Show a number in its field."""
        self._rows[key][1].set_value(value)

    def _change(self, key: str, value: Any) -> None:
        self.session.change(**{key: value})

    def label_rows(self) -> None:
        """Write the labels and hints in the language in use."""
        for key, (label, field) in self._rows.items():
            text, hint = self._texts[key]
            set_label(label, tr(text))
            if hint and isinstance(field, NumberField):
                field.set_hint(tr(hint))
            elif hint:
                field.setToolTip(tr(hint))

    def refresh(self) -> None:
        """Show the settings of the document."""

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.label_rows()
        self.refresh()
