"""What a grid search tries: lists of values, and what is checked among names."""

import math
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from core.language import tr, translatable
from core.network.layers import MAX_HIDDEN_LEVELS
from core.network.network import Network
from core.network.node import Role
from core.numerics.optimizers import OPTIMIZERS
from core.training.settings import TrainingSettings
from gui.inspector.functions import ACTIVATION_TEXTS
from gui.inspector.section import Section, set_label
from gui.runs.number_list import ListField
from gui.runs.words import optimizer_title
from gui.settings import Settings

ACTIVATIONS = ("relu", "tanh", "sigmoid", "leaky_relu")
NAMES = {
    "layers": translatable("Hidden layers"),
    "units": translatable("Units in each"),
    "learning_rates": translatable("Learning rate ε"),
    "l1": translatable("L1"),
    "l2": translatable("L2"),
    "dropout": translatable("Dropout"),
}


def _whole(low: int, high: float = math.inf) -> Callable[[float], bool]:
    return lambda value: value == int(value) and low <= value <= high


def _in_pairs(boxes: Iterable[QCheckBox]) -> QWidget:
    """Two boxes a row."""
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    for i, box in enumerate(boxes):
        grid.addWidget(box, i // 2, i % 2)
    return widget


_FITS: dict[str, Callable[[float], bool]] = {
    "layers": _whole(0, MAX_HIDDEN_LEVELS),
    "units": _whole(1, 4096),
    "learning_rates": lambda value: value > 0,
    "l1": lambda value: value >= 0,
    "l2": lambda value: value >= 0,
    "dropout": lambda value: 0 <= value < 1,
}


class GridForm(QWidget):
    """Lists of numbers, and boxes for activations and optimizers."""

    changed = Signal()

    def __init__(self, network: Network, base: TrainingSettings, settings: Settings) -> None:
        super().__init__()
        start: dict[str, Sequence[float]] = {
            "layers": (1, 2),
            "units": (2, 4, 8),
            "learning_rates": (base.learning_rate,),
            "l1": (base.l1,),
            "l2": (base.l2,),
            "dropout": (base.dropout,),
        }
        notation = settings.notation
        self.lists = {key: ListField(NAMES[key], start[key], notation, _FITS[key]) for key in NAMES}
        in_use = {node.activation for node in network.of_role(Role.HIDDEN)}
        self.activations = {name: QCheckBox() for name in ACTIVATIONS}
        self.optimizers = {name: QCheckBox() for name in OPTIMIZERS}
        for name, box in self.activations.items():
            box.setChecked(name in in_use or (name == "relu" and not in_use & set(ACTIVATIONS)))
        for name, box in self.optimizers.items():
            box.setChecked(name == base.optimizer)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._network, self._training = Section(), Section()
        self._labels = {
            key: (self._network if key in ("layers", "units") else self._training).add_row(field)
            for key, field in self.lists.items()
        }
        self._network.add_wide(_in_pairs(self.activations.values()))
        self._training.add_wide(_in_pairs(self.optimizers.values()))
        self._column.addWidget(self._network)
        self._column.addWidget(self._training)
        for field in self.lists.values():
            field.textChanged.connect(lambda _text: self.changed.emit())
        for box in (*self.activations.values(), *self.optimizers.values()):
            box.toggled.connect(lambda _on: self.changed.emit())

    def numbers(self, key: str) -> tuple[float, ...]:
        """The numbers of one list; raise `ListError`."""
        return tuple(self.lists[key].values)

    def whole(self, key: str) -> tuple[int, ...]:
        """The whole numbers of one list; raise `ListError`."""
        return tuple(int(value) for value in self.lists[key].values)

    @staticmethod
    def checked(boxes: dict[str, QCheckBox]) -> tuple[str, ...]:
        """The names that are checked."""
        return tuple(name for name, box in boxes.items() if box.isChecked())

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._network.heading.setText(tr("Networks"))
        self._training.heading.setText(tr("Training"))
        for key, label in self._labels.items():
            set_label(label, tr(NAMES[key]))
            self.lists[key].setToolTip(tr("One value or several: 0.1; 0.01. All are combined."))
        for name, box in self.activations.items():
            box.setText(tr(ACTIVATION_TEXTS[name].title))
        for name, box in self.optimizers.items():
            box.setText(optimizer_title(name))
