"""A bar that shows how large training, validation and test are."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import theme

_TOKENS = ("accent", "chain_hidden", "chain_parameter")
_PATTERNS = (
    Qt.BrushStyle.SolidPattern, Qt.BrushStyle.Dense4Pattern, Qt.BrushStyle.BDiagPattern,
)  # fmt: skip
HEIGHT = 10


class PartBar(QWidget):
    """Three stretches side by side, told apart by pattern and colour."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[int, ...] = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_counts(self, counts: Sequence[int]) -> None:
        """Show other counts."""
        self._counts = tuple(counts)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, theme().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        total, left = sum(self._counts), 0.0
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        for count, token, pattern in zip(self._counts, _TOKENS, _PATTERNS, strict=True):
            width = self.width() * count / total if total else 0.0
            box = QRectF(left, 0, max(width - 1, 0), self.height())
            painter.fillRect(box, theme().blended(token, 0.25, "panel"))
            brush = painter.brush()
            brush.setColor(theme().colour(token))
            brush.setStyle(pattern)
            painter.fillRect(box, brush)
            left += width
        painter.end()
