"""Buttons beside each other, below each other where their words need the room."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from gui.theme import theme


class ButtonGrid(QWidget):
    """Two columns of buttons, or one."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons, self._columns = buttons, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # other words, in another language
            self._arrange()
        return done

    def _arrange(self) -> None:
        gap = theme().px(8)
        if self._grid.spacing() != gap:
            self._grid.setSpacing(gap)
        widest = max(button.sizeHint().width() for button in self._buttons)
        columns = 2 if 2 * widest + gap <= self.width() else 1
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        for i, button in enumerate(self._buttons):
            self._grid.addWidget(button, i // columns, i % columns)
        self.setMinimumWidth(1)
