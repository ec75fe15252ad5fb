"""Controls: what keeps weights small and neurons independent."""

from core.language import tr, translatable
from core.network.network import Network
from core.network.node import Role
from gui.inspector.number_field import NumberField
from gui.inspector.section import Text, set_label, show_row
from gui.training.session import TrainSession
from gui.training.setting_rows import SettingsSection

MOST_LEVELS = 8


class RegularisationSection(SettingsSection):
    """λ₁, λ₂, and dropout: one rate, or one for each of several hidden layers."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__(session)
        self.add_number(
            "l1",
            translatable("L1 λ₁"),
            translatable("Adds λ₁Σ|w| to the loss; biases are left out."),
        )
        self.add_number(
            "l2",
            translatable("L2 λ₂"),
            translatable("Adds λ₂Σw² to the loss; biases are left out."),
        )
        self.add_number("dropout", translatable("Dropout"), _DROPOUT)
        self._levels: list[tuple[Text, NumberField]] = []

    def _level_field(self, index: int) -> tuple[Text, NumberField]:
        while len(self._levels) <= index:
            field = NumberField(self.session.settings.notation)
            self.session.settings.notation_changed.connect(field.set_notation)
            number = len(self._levels)
            field.value_committed.connect(lambda value, n=number: self._change_level(n, value))
            self._levels.append((self.add_row(field), field))
        return self._levels[index]

    def _change_level(self, index: int, rate: float) -> None:
        levels = hidden_levels(self.session.document.network)
        rates = dict(self.session.training.dropout_by_node)
        rates.update(dict.fromkeys(levels[index], rate))
        self.session.change(dropout_by_node=rates)

    def refresh(self) -> None:
        """Show the settings of the document."""
        training = self.session.training
        for key in ("l1", "l2", "dropout"):
            self.show_number(key, getattr(training, key))
        levels = hidden_levels(self.session.document.network)
        by_level = 1 < len(levels) <= MOST_LEVELS
        single = bool(levels) and not by_level
        self.show_only({"l1", "l2", "dropout"} if single else {"l1", "l2"})
        for index in range(max(len(levels) if by_level else 0, len(self._levels))):
            label, field = self._level_field(index)
            is_shown = by_level and index < len(levels)
            show_row(label, is_shown)
            if is_shown:
                set_label(label, tr("Dropout, layer {number}").format(number=index + 1))
                field.set_hint(tr(_DROPOUT))
                rates = {training.dropout_by_node.get(n, training.dropout) for n in levels[index]}
                field.set_value(rates.pop() if len(rates) == 1 else None)

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.heading.setText(tr("Regularisation"))
        super().retranslate()


_DROPOUT = translatable("The share of hidden neurons that a step leaves out, at random.")


def hidden_levels(network: Network) -> list[list[str]]:
    """The ids of the hidden nodes, level by level."""
    levels: dict[int, list[str]] = {}
    for node in network.of_role(Role.HIDDEN):
        levels.setdefault(network.levels[node.id], []).append(node.id)
    return [levels[level] for level in sorted(levels)]
