"""What the lines of a plot stand for: samples of the lines with their names, in rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.plots.signs import draw_sign
from gui.theme import theme

_POINTS = 8.5
_SAMPLE, _GAP, _BETWEEN, _INDENT = 20, 5, 14, 6


@dataclass(frozen=True)
class Entry:
    """One name with its line, its marker or both."""

    name: str
    pen: QPen | None = None
    marker: str = ""
    colour: QColor | None = None
    outline: QPen | None = None


class Legend(QWidget):
    """Shows as many entries as fit and how many more there are; the tooltip names all."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self._entries = tuple(entries)
        names = [e.name for e in self._entries]
        self.setAccessibleName(", ".join(names))
        self.setToolTip("\n".join(names))
        self.setVisible(bool(self._entries))
        self.update()

    def natural_width(self) -> int:
        """The width at which every entry fits."""
        return self.width_of(self._entries)

    @staticmethod
    def width_of(entries: Sequence[Entry]) -> int:
        """The width that some entries would need."""
        metrics = QFontMetricsF(theme().font(_POINTS))
        texts = sum(metrics.horizontalAdvance(e.name) for e in entries)
        n = len(entries)
        samples = n * theme().px(_SAMPLE + _GAP) + max(0, n - 1) * theme().px(_BETWEEN)
        return round(texts + samples) + theme().px(_INDENT) + 2

    def sizeHint(self) -> QSize:
        return QSize(self.natural_width(), theme().px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, self.rect().adjusted(theme().px(_INDENT), 0, 0, 0))
        painter.end()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw into a rectangle of any painter."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme().font(_POINTS)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        x, y = float(area.left()), area.center().y() + 0.5
        for i, entry in enumerate(self._entries):
            left = len(self._entries) - i
            more = f"+{left}"
            width = theme().px(_SAMPLE + _GAP) + metrics.horizontalAdvance(entry.name)
            room = 0.0 if left == 1 else theme().px(_BETWEEN) + metrics.horizontalAdvance(more)
            if x + width + room > area.right() + 1:
                self._text(painter, more, x, y, area)
                return
            self._sample(painter, entry, x, y)
            self._text(painter, entry.name, x + theme().px(_SAMPLE + _GAP), y, area)
            x += width + theme().px(_BETWEEN)

    def _text(self, painter: QPainter, text: str, x: float, y: float, area: QRect) -> None:
        painter.setPen(theme().colour("muted"))
        box = QRect(round(x), area.top(), max(0, area.right() - round(x) + 1), area.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _sample(self, painter: QPainter, entry: Entry, x: float, y: float) -> None:
        width = theme().px(_SAMPLE)
        if entry.pen is not None:
            pen = QPen(entry.pen)
            pen.setWidthF(max(1.6, pen.widthF()))
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + width, y))
        if entry.marker:
            colour = entry.colour or (entry.pen.color() if entry.pen else theme().colour("text"))
            centre = QPointF(x + width / 2, y)
            draw_sign(painter, entry.marker, centre, theme().px(8), colour, entry.outline)
