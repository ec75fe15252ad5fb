"""The line of words above the formulas."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Words(QWidget):
    """A label as high as its words need at its width.

    Each step has other words: a label in a layout would have everything around it laid out again
    for them, even where they need the same height.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The words, as HTML."""
        return self.label.text()

    def set_text(self, html: str, tip: str = "") -> None:
        """Show other words; ``tip`` are words left out, shown on demand."""
        self.label.setToolTip(tip)
        if html != self.label.text():
            self.label.setText(html)
            self._fit()

    @property
    def is_wrapped(self) -> bool:
        """Return whether the words take more than one line."""
        return self.height() > 1.6 * self.label.fontMetrics().height()

    def set_font(self, font: QFont) -> None:
        """Write in another font."""
        self.label.setFont(font)
        self._fit()

    def _fit(self) -> None:
        height = max(0, self.label.heightForWidth(max(1, self.width())))
        if height != self.height():
            self.setFixedHeight(height)
        self.label.setGeometry(0, 0, self.width(), height)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
