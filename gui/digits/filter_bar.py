"""Which images are shown, by part, class, result and prediction, and in which order."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.datasets.browsing import RowFilter
from core.datasets.part_column import PART_TEXTS
from core.language import tr
from core.network.data import Part
from gui.theme import theme

WIDTH, LOW = 120, 420
"""The least width of a field; in a window less high than this, fields of several lines fold."""


class FilterBar(QWidget):
    """Fields side by side, in as many lines as they need.

    In a low window they fold into one line that says what is chosen: the images want the room.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self._is_tight = False
        self._parts: list[Part] = []
        self.part, self.true, self.result = QComboBox(), QComboBox(), QComboBox()
        self.predicted, self.order = QComboBox(), QComboBox()
        self._fields = self.part, self.true, self.result, self.predicted, self.order
        self._labels = [QLabel() for _ in self._fields]
        self._boxes: list[QWidget] = []
        for label, field in zip(self._labels, self._fields, strict=True):
            self._boxes.append(_above(label, field))
            label.setBuddy(field)
            field.activated.connect(lambda _i: self.changed.emit())
        self.summary = QPushButton()
        self.summary.setCheckable(True)
        self.summary.setAutoDefault(False)
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.summary.toggled.connect(lambda _on: self._fold())
        self.changed.connect(self._fold)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(self._inside)
        theme().changed.connect(self._restyle)
        self.retranslate()
        self._restyle()

    @property
    def filter(self) -> RowFilter:
        """What is chosen."""
        right = self.result.currentIndex()
        return RowFilter(
            self._parts[self.part.currentIndex() - 1] if self.part.currentIndex() > 0 else None,
            self.true.currentIndex() - 1 if self.true.currentIndex() > 0 else None,
            self.predicted.currentIndex() - 1 if self.predicted.currentIndex() > 0 else None,
            None if right <= 0 else right == 1,
            self.order.currentIndex() == 1,
        )

    def show_filter(self, how: RowFilter) -> None:
        """Show a choice without telling anybody."""
        parts = self._parts
        self.part.setCurrentIndex(parts.index(how.part) + 1 if how.part in parts else 0)
        self.true.setCurrentIndex(0 if how.true is None else how.true + 1)
        self.predicted.setCurrentIndex(0 if how.predicted is None else how.predicted + 1)
        self.result.setCurrentIndex(0 if how.right is None else 1 if how.right else 2)
        self.order.setCurrentIndex(int(how.worst_first))
        self._fold()

    def set_choices(self, parts: Sequence[Part], names: Sequence[str]) -> None:
        """Offer the parts that there are, and the classes by name."""
        if [*parts] != self._parts or [*names] != self._names:
            is_same = [*names] == self._names
            how = self.filter if is_same else RowFilter()
            self._parts, self._names = [*parts], [*names]
            self._fill(how)

    def enable_predictions(self, on: bool, why: str = "") -> None:
        """Let what needs a network be chosen, or say why not."""
        for field in (self.result, self.predicted, self.order):
            field.setEnabled(on)
            field.setToolTip(why)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._fill(self.filter if self.part.count() else RowFilter())
        labels = tr("Part"), tr("Class"), tr("Result"), tr("Taken for"), tr("Order")
        for label, field, text in zip(self._labels, self._fields, labels, strict=True):
            label.setText(text)
            field.setAccessibleName(text)

    def _fill(self, how: RowFilter) -> None:
        """Write what can be chosen, and show a choice."""
        texts = (
            [tr("all parts"), *(tr(PART_TEXTS[part]) for part in self._parts)],
            [tr("all classes"), *self._names],
            [tr("right and wrong"), tr("right"), tr("wrong")],
            [tr("anything"), *self._names],
            [tr("as in the data"), tr("largest loss first")],
        )
        for field, items in zip(self._fields, texts, strict=True):
            field.clear()
            field.addItems(items)
        self.show_filter(how)
        self._arrange()

    def _restyle(self) -> None:
        for label, field in zip(self._labels, self._fields, strict=True):
            label.setFont(theme().font(9))
            field.setFont(theme().font(10))
        self.summary.setFont(theme().font(10))
        self._grid.setHorizontalSpacing(theme().px(8))
        self._grid.setVerticalSpacing(theme().px(6))
        self._arrange()

    def _arrange(self) -> None:
        widest = max(field.sizeHint().width() for field in self._fields) + theme().px(8)
        across = max(1, min(len(self._boxes), self.width() // max(theme().px(WIDTH), widest)))
        across = -(-len(self._boxes) // -(-len(self._boxes) // across))  # even lines
        for i, box in enumerate(self._boxes):
            self._grid.addWidget(box, i // across, i % across)
        self._is_tight = across < len(self._boxes) and self.window().height() < theme().px(LOW)
        self._fold()

    def _fold(self) -> None:
        """Show the fields, or only what is chosen in them."""
        self.summary.setVisible(self._is_tight)
        self._inside.setVisible(not self._is_tight or self.summary.isChecked())
        words = " · ".join(field.currentText() for field in self._fields)
        self.summary.setAccessibleName(tr("Which images are shown: {choice}").format(choice=words))
        self.summary.setToolTip(self.summary.accessibleName())
        room = max(1, self.width() - theme().px(48))
        end = Qt.TextElideMode.ElideRight
        shown = self.summary.fontMetrics().elidedText(words, end, room)
        self.summary.setText(f"{shown} {'▴' if self.summary.isChecked() else '▾'}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _above(label: QLabel, field: QComboBox) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(field)
    field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    field.setMinimumWidth(10)
    field.setMaxVisibleItems(24)
    return box
