"""The settings: every choice takes effect at once, so there is nothing to confirm."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.language import LANGUAGES, tr, translatable
from core.network.notation import MAX_DECIMALS, IndexOrder, Letters
from core.numbers import format_number
from gui.settings import Settings
from gui.style import section_heading
from gui.theme import SCALES, theme

INDEX_ORDERS = {
    IndexOrder.TARGET_FIRST: translatable("w₂₁ for X₁ → A₂ (the lecture)"),
    IndexOrder.SOURCE_FIRST: translatable("w₁₂ for X₁ → A₂"),
}
LETTERS = {
    Letters.LECTURE: translatable("X, A, ŷ, w, β (the lecture)"),
    Letters.Z_A: translatable("x, a, ŷ, w, b (many books)"),
}
MARKS = {".": translatable("Point: 2.17"), ",": translatable("Comma: 2,17")}
THEMES = {
    "system": translatable("As the system"),
    "light": translatable("Light"),
    "dark": translatable("Dark"),
}
WEIGHTS = {
    "zero": translatable("0"),
    "one": translatable("1"),
    "uniform": translatable("Random, uniform from −1 to 1"),
    "glorot": translatable("Random, Xavier/Glorot"),
    "he": translatable("Random, He"),
    "lecun": translatable("Random, LeCun"),
}
SAMPLE = 147.49977558080306


class SettingsDialog(QDialog):
    """Notation, look and new weights."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._texts: list[tuple[Callable[[str], None], str]] = []
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setVerticalSpacing(8)
        self._fill_notation()
        self._fill_look()
        self._fill_weights()
        inside = QWidget()
        inside.setLayout(self._form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(self._buttons)
        self.retranslate()
        self._scale = 0.0
        self._take_room()
        theme().changed.connect(self._take_room)

    def _take_room(self) -> None:
        """Be as large as the text asks for, also when that changes here, and stay on the screen."""
        if theme().scale == self._scale:
            return
        self._scale = theme().scale
        room = self.screen().availableGeometry()
        width = min(theme().px(560), round(room.width() * 0.9))
        height = min(theme().px(620), round(room.height() * 0.85))
        self.resize(width, height)
        if self.isVisible():
            x = max(min(self.x(), room.right() - width), room.left())
            self.move(x, max(min(self.y(), room.bottom() - height), room.top()))

    def _fill_notation(self) -> None:
        notation = self._settings.notation
        change = self._settings.set_notation
        self._heading(translatable("Notation"))
        self.index_order = self._choice(
            translatable("Indices of a weight"),
            INDEX_ORDERS,
            notation.index_order,
            lambda value: change(index_order=IndexOrder(value)),
        )
        self.letters = self._choice(
            translatable("Letters"),
            LETTERS,
            notation.letters,
            lambda value: change(letters=Letters(value)),
        )
        self.decimals = self._number(
            translatable("Decimals in formulas"),
            (0, MAX_DECIMALS),
            notation.decimals,
            lambda value: change(decimals=value),
        )
        self.decimal_mark = self._choice(
            translatable("Decimal mark"),
            MARKS,
            notation.decimal_mark,
            lambda value: change(decimal_mark=value),
        )
        self._sample = QLabel()
        self._sample.setProperty("role", "muted")
        self._row(translatable("So a number looks"), self._sample)
        self._settings.notation_changed.connect(self._show_sample)
        self._show_sample()

    def _fill_look(self) -> None:
        self._heading(translatable("Look and language"))
        languages = {"system": translatable("As the system"), **LANGUAGES}
        self.language = self._setting_choice(translatable("Language"), languages, "language")
        self.theme = self._setting_choice(translatable("Colours"), THEMES, "theme")
        scales = {scale: f"{scale} %" for scale in SCALES}
        self.text_scale = self._setting_choice(translatable("Size of text"), scales, "text_scale")
        self.reduced_motion = self._check(
            translatable("Less motion: numbers appear at once"), "reduced_motion"
        )
        self.bias_nodes = self._check(
            translatable("Draw biases as edges from a node “1”"), "show_bias_nodes"
        )
        self.slide_marks = self._check(
            translatable("Mark where the lecture’s slides print another number"), "slide_marks"
        )

    def _fill_weights(self) -> None:
        self._heading(translatable("Weights of new edges"))
        self.initial_weight = self._setting_choice(
            translatable("Begin with"), WEIGHTS, "initial_weight"
        )
        self.seed = self._number(
            translatable("Seed of the random numbers"),
            (0, 2**31 - 1),
            self._settings.get("initial_seed"),
            lambda value: self._settings.set("initial_seed", value),
        )

    # Rows

    def _heading(self, text: str) -> None:
        heading = section_heading(tr(text))
        heading.setContentsMargins(0, theme().px(10), 0, 0)
        self._texts.append((heading.setText, text))
        self._form.addRow(heading)

    def _row(self, text: str, widget: QWidget) -> None:
        label = QLabel()
        label.setBuddy(widget)
        self._texts += [(label.setText, text), (widget.setAccessibleName, text)]
        self._form.addRow(label, widget)

    def _choice(
        self, text: str, texts: Mapping[Any, str], current: Any, choose: Callable[[Any], object]
    ) -> QComboBox:
        box = QComboBox()
        for i, (value, shown) in enumerate(texts.items()):
            box.addItem(shown, str(value) if isinstance(value, str) else value)
            self._texts.append((partial(box.setItemText, i), shown))
        box.setCurrentIndex(list(texts).index(current) if current in texts else 0)
        box.currentIndexChanged.connect(lambda i: choose(box.itemData(i)))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        self._row(text, box)
        return box

    def _setting_choice(self, text: str, texts: Mapping[Any, str], key: str) -> QComboBox:
        current = self._settings.get(key)
        return self._choice(text, texts, current, lambda value: self._settings.set(key, value))

    def _number(
        self, text: str, limits: tuple[int, int], current: int, choose: Callable[[int], object]
    ) -> QSpinBox:
        box = QSpinBox()
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setRange(*limits)
        box.setValue(current)
        box.valueChanged.connect(choose)
        self._row(text, box)
        return box

    def _check(self, text: str, key: str) -> QCheckBox:
        box = QCheckBox()
        box.setChecked(self._settings.get(key))
        box.toggled.connect(lambda on: self._settings.set(key, on))
        self._texts.append((box.setText, text))
        self._form.addRow(box)
        return box

    def _show_sample(self) -> None:
        self._sample.setText(format_number(SAMPLE, self._settings.notation))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.setWindowTitle(tr("Settings"))
        for show, text in self._texts:
            show(tr(text))
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
