"""How the network is trained in the lesson: optimizer, batch, constants, how many steps."""

from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr, translatable
from core.network.errors import NodewiseError
from core.stepping.replay import MOST_STEPS
from core.stepping.trace import Lesson
from core.training.settings import TrainingSettings
from gui.icons import icon
from gui.inspector.number_field import NumberField
from gui.stepping.controls import Choices, with_own_keys
from gui.stepping.session import StepSession
from gui.style import SectionHeading
from gui.theme import theme

OPTIMIZERS = {
    "gd": translatable("Gradient descent"),
    "momentum": translatable("Momentum"),
    "rmsprop": translatable("RMSProp"),
    "adam": translatable("Adam"),
}
BATCHES = {
    "whole": translatable("Whole data"),
    "one": translatable("One observation"),
    "mini": translatable("Mini-batch"),
}

_CONSTANTS_A_ROW = 3
_NARROW = 180


class _Constant(NamedTuple):
    letter: str
    hint: str
    optimizers: tuple[str, ...] = tuple(OPTIMIZERS)


CONSTANTS = {
    "learning_rate": _Constant("ε", translatable("Learning rate ε: how large the steps are")),
    "momentum": _Constant(
        "γ", translatable("Momentum γ: the share of the last step that is kept"), ("momentum",)
    ),
    "rho": _Constant(
        "ρ", translatable("Decay ρ: the share of the old mean square that is kept"), ("rmsprop",)
    ),
    "beta1": _Constant(
        "Adam β₁", translatable("Adam β₁: the share of the old m that is kept"), ("adam",)
    ),
    "beta2": _Constant(
        "Adam β₂", translatable("Adam β₂: the share of the old v that is kept"), ("adam",)
    ),
    "eta": _Constant(
        "η", translatable("Stabiliser η: keeps the root away from 0"), ("rmsprop", "adam")
    ),
    "l1": _Constant("λ₁", translatable("L1 penalty: λ₁ times the sum of all |w|, without biases")),
    "l2": _Constant("λ₂", translatable("L2 penalty: λ₂ times the sum of all w², without biases")),
    "dropout": _Constant("p", translatable("Dropout p: the share of hidden neurons left out")),
    "seed": _Constant(
        translatable("Seed"), translatable("Seed: another number draws other batches and masks")
    ),
}
FLAGS = {
    "replacement": (
        translatable("Draw with replacement"),
        translatable("Every row of a batch is drawn from all rows, so one may come twice"),
        tuple(OPTIMIZERS),
    ),
    "eta_outside": (
        translatable("η outside the root"),
        translatable("√E + η as in the frameworks, not √(E + η) as in the lecture"),
        ("rmsprop", "adam"),
    ),
    "bias_correction": (
        translatable("Bias correction"),
        translatable("Divide m and v by what they still lack, because both begin at 0"),
        ("adam",),
    ),
}


class TrainingSection(QWidget):
    """Shown in the lesson about training; every choice is an undoable edit of the document."""

    more_wanted = Signal()
    """Everything else that a training depends on is asked for."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.heading, self.more = SectionHeading(), QToolButton()
        with_own_keys(self.more)
        self.more.clicked.connect(self.more_wanted)
        self.optimizer, self.batch = Choices(list(OPTIMIZERS)), Choices(list(BATCHES))
        self.size_box, self.moves_box = QSpinBox(), QSpinBox()
        # Inside from the beginning: shown before it has a place, each would be a window of its own.
        self.fields = {key: NumberField(session.settings.notation, self) for key in CONSTANTS}
        self.flags = {key: QCheckBox(self) for key in FLAGS}
        names = ("optimizer", "batch", "size", "moves", *CONSTANTS)
        self._names = {key: QLabel(self) for key in names}
        self._rows: dict[str, QWidget] = {
            "moves": self.moves_box,
            "optimizer": self.optimizer,
            "batch": self.batch,
            "size": self.size_box,
        }
        self._choices, self._is_narrow = QGridLayout(), False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        top = QHBoxLayout()
        self.heading.setMinimumWidth(1)  # smaller rather than cut off
        top.addWidget(self.heading, 1)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        wide, self._constants = self._choices, QGridLayout()
        for key, widget in self._rows.items():
            self._names[key].setBuddy(widget)
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._place_choices()
        column.addLayout(wide)
        column.addWidget(self.flags["replacement"])
        for field in self.fields.values():
            field.setMinimumWidth(0)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for place in range(_CONSTANTS_A_ROW):
            self._constants.setColumnStretch(place, 1)
        column.addLayout(self._constants)
        for key in ("eta_outside", "bias_correction"):
            column.addWidget(self.flags[key])
        for layout, spacing in ((wide, 6), (self._constants, 2)):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setVerticalSpacing(spacing)
            layout.setHorizontalSpacing(8)

    def _connect(self) -> None:
        session = self._session
        self.moves_box.setRange(1, MOST_STEPS)
        self.size_box.setRange(1, 1_000_000)
        for box in (self.moves_box, self.size_box):
            box.setKeyboardTracking(False)
        self.moves_box.valueChanged.connect(session.set_moves)
        self.size_box.valueChanged.connect(lambda n: self._change(batch_size=n))
        self.optimizer.chosen.connect(lambda name: self._change(optimizer=name))
        self.batch.chosen.connect(self._choose_batch)
        for key, field in self.fields.items():
            field.value_committed.connect(lambda value, key=key: self._take(key, value))
        for key, flag in self.flags.items():
            with_own_keys(flag)
            flag.clicked.connect(lambda on, key=key: self._change(**{key: bool(on)}))

    def _change(self, **settings: Any) -> None:
        self._session.change_training(**settings)
        self.refresh()

    def _place_choices(self) -> None:
        """Labels beside their fields, or above them in a panel too narrow for both."""
        narrow = self._is_narrow
        for row, (key, widget) in enumerate(self._rows.items()):
            label = self._names[key]
            for one in (label, widget):
                self._choices.removeWidget(one)
            self._choices.addWidget(label, 2 * row, 0)
            self._choices.addWidget(widget, 2 * row + narrow, 0 if narrow else 1)
        self._choices.setColumnStretch(0, int(narrow))
        self._choices.setColumnStretch(1, int(not narrow))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fit():
            self.refresh()

    @property
    def _is_tight(self) -> bool:
        """Whether there is room for one constant only in a row."""
        return self.width() < theme().px(_NARROW)

    def _fit(self) -> bool:
        """Put labels beside or above their fields; return whether that has changed."""
        labels = max(label.sizeHint().width() for label in self._names.values())
        choices = max(self.optimizer.sizeHint().width(), self.batch.sizeHint().width())
        narrow = self.width() < max(theme().px(_NARROW), labels + 8 + choices)
        if narrow is self._is_narrow:
            return False
        self._is_narrow = narrow
        self._place_choices()
        return True

    def _take(self, key: str, value: float) -> None:
        self._change(**{key: round(value) if key == "seed" else value})

    def _choose_batch(self, kind: object) -> None:
        n = max(1, self._session.n_observations)
        sizes = {"whole": None, "one": 1, "mini": max(2, min(32, n // 2))}
        self._change(batch_size=sizes[str(kind)])

    def refresh(self) -> None:
        """Show the settings in force."""
        shown = self._session.lesson is Lesson.TRAINING
        self.setVisible(shown)
        if not shown:
            return
        try:
            settings = TrainingSettings.of(self._session.document.network.training)
        except NodewiseError:
            settings = TrainingSettings()
        self._retranslate()
        self._fit()
        self._show(settings)

    def _show(self, settings: TrainingSettings) -> None:
        kind = {None: "whole", 1: "one"}.get(settings.batch_size, "mini")
        self.optimizer.show_key(settings.optimizer)
        self.batch.show_key(kind)
        _set_silently(self.moves_box, self._session.request.n_moves)
        _set_silently(self.size_box, settings.batch_size or 1)
        for widget in (self.size_box, self._names["size"]):
            widget.setVisible(kind == "mini")
        self._place_constants(settings)
        for key, field in self.fields.items():
            field.set_notation(self._session.settings.notation)
            field.set_value(getattr(settings, key))
        for key, flag in self.flags.items():
            flag.setVisible(settings.optimizer in FLAGS[key][2])
            flag.setChecked(getattr(settings, key))

    def _place_constants(self, settings: TrainingSettings) -> None:
        """Three a row (one in a narrow panel), without those that have no effect."""
        shown = [key for key, about in CONSTANTS.items() if settings.optimizer in about.optimizers]
        if settings.batch_size is None and not (settings.replacement or settings.dropout):
            shown.remove("seed")  # nothing is drawn
        for key in CONSTANTS:
            for widget in (self._names[key], self.fields[key]):
                self._constants.removeWidget(widget)
                widget.setVisible(key in shown)
        a_row = 1 if self._is_tight else _CONSTANTS_A_ROW
        for place in range(_CONSTANTS_A_ROW):
            self._constants.setColumnStretch(place, int(place < a_row))
        for i, key in enumerate(shown):
            row, column = divmod(i, a_row)
            self._constants.addWidget(self._names[key], 2 * row, column)
            self._constants.addWidget(self.fields[key], 2 * row + 1, column)

    def _retranslate(self) -> None:
        self.heading.setText(tr("Training step by step"))
        self.more.setIcon(icon("more"))
        self.more.setToolTip(tr("The schedule of ε and everything else: in the workspace Train"))
        self.more.setAccessibleName(tr("More settings of the training"))
        names = [tr(text) for text in OPTIMIZERS.values()]
        self.optimizer.set_texts(tr("Optimizer"), names, tr("What is made of the gradient"))
        batches = [tr(text) for text in BATCHES.values()]
        self.batch.set_texts(
            tr("Batch"), batches, tr("How many observations each training step uses")
        )
        texts = {
            "optimizer": tr("Optimizer"),
            "batch": tr("Batch"),
            "size": tr("Batch size"),
            "moves": tr("Steps"),
        }
        for key, label in self._names.items():
            label.setText(texts.get(key) or tr(CONSTANTS[key].letter))
        for box, key in ((self.size_box, "size"), (self.moves_box, "moves")):
            box.setAccessibleName(texts[key])
        self.moves_box.setToolTip(tr("How many training steps are explained"))
        for key, field in self.fields.items():
            field.set_hint(tr(CONSTANTS[key].hint))
            field.setAccessibleName(tr(CONSTANTS[key].hint))
        for key, flag in self.flags.items():
            flag.setText(tr(FLAGS[key][0]))
            flag.setToolTip(tr(FLAGS[key][1]))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()


def _set_silently(box: QSpinBox, value: int) -> None:
    box.blockSignals(True)
    box.setValue(value)
    box.blockSignals(False)
