"""Small controls of the data panels whose texts wrap: nothing is cut off, whatever its length."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.network.data import Data
from gui.data.thumbnails import draw_data
from gui.inspector.section import Text
from gui.theme import theme

PICTURE = 208, 140


class Labelled(QWidget):
    """A check box or radio button with a text beside it that wraps, and that can be clicked."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__()
        self.button, self.label = button, Text()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)

    def set_text(self, text: str, tip: str = "") -> None:
        """Write the text, which is also the button's name for screen readers."""
        self.label.setText(text)
        self.button.setAccessibleName(text)
        self.button.setToolTip(tip)
        self.label.setToolTip(tip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()
        super().mousePressEvent(event)


class ButtonRow(QWidget):
    """Push buttons side by side, or below each other where their texts need the room."""

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self._buttons = list(buttons)
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(1)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.arrange)
        self.arrange()

    def arrange(self) -> None:
        """Put as many beside each other as fit."""
        gap = theme().px(6)
        self._grid.setSpacing(gap)
        shown = [button for button in self._buttons if not _is_put_away(button)]
        widest = max((button.sizeHint().width() for button in shown), default=1)
        fitting = max(1, (self.width() + gap) // (widest + gap))
        rows = -(-len(shown) // fitting)
        across = max(1, -(-len(shown) // max(rows, 1)))  # rows of as many, not one left over
        for i, button in enumerate(shown):
            alone = i == len(shown) - 1 and i % across == 0
            self._grid.addWidget(button, i // across, i % across, 1, across if alone else 1)
        if across != self._across:
            self._across = across
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


def _is_put_away(widget: QWidget) -> bool:
    """Return whether somebody hid it; one that was never shown counts as hidden, too."""
    asked = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return asked and widget.isHidden()


class Picture(QWidget):
    """A drawn preview of some data, never wider than there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._data = Data()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_data(self, data: Data) -> None:
        """Show other data."""
        self._data = data
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, theme().px(PICTURE[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(self.width(), theme().px(PICTURE[0]))
        draw_data(painter, QRectF(0, 0, width, self.height()), self._data)
        painter.end()
