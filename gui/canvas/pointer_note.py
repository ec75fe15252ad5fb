"""A short text beside the pointer: why something cannot be done here."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from gui.theme import theme

STAYS = 5000
_WIDTH = 300


class PointerNote(QLabel):
    """Floats over its parent, inside its edges, and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)

    def show_text(self, text: str, place: QPoint, *, fades: bool = False) -> None:
        """Show a text below and right of a place; a blank one takes it away."""
        self._timer.stop()
        self.setVisible(bool(text))
        if not text:
            return
        self._restyle()
        self.setText(text)
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(text) + 26, theme().px(_WIDTH))
        self.setFixedWidth(width)
        self.setFixedHeight(self.heightForWidth(width))
        self._move_to(place + QPoint(14, 14))
        self.raise_()
        if fades:
            self._timer.start(STAYS)

    def _move_to(self, place: QPoint) -> None:
        parent = self.parentWidget()
        assert parent is not None
        right, bottom = parent.width() - self.width() - 6, parent.height() - self.height() - 6
        self.move(max(6, min(place.x(), right)), max(6, min(place.y(), bottom)))

    def _restyle(self) -> None:
        fill = theme().blended("bad", 0.08, "panel").name()
        line, ink = (theme().colour(t).name() for t in ("bad", "text"))
        self.setFont(theme().font(10))
        self.setStyleSheet(
            f"QLabel {{ background: {fill}; color: {ink}; border: 1px solid {line};"
            " border-radius: 6px; padding: 4px 8px; }"
        )
