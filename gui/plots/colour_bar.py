"""What the colours of a plot stand for: a bar with numbers, or a list of classes."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.exploring.ranges import ticks
from core.network.node import Array
from core.numbers import format_number
from gui.plots.axis import round_to
from gui.plots.images import image_of
from gui.settings import Settings
from gui.theme import theme

_BAR, _GAP, _POINTS = 8, 4, 8.0


class ColourBar(QWidget):
    """A narrow bar from low (below) to high, with numbers beside it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._low, self._high = 0.0, 1.0
        self._colours: Array | None = None
        self._title = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @property
    def limits(self) -> tuple[float, float]:
        """What the lowest and the highest colour stand for."""
        return self._low, self._high

    def show_range(self, low: float, high: float, colours: Array, title: str = "") -> None:
        """Show another range in the 256 ``colours``."""
        before = self._low, self._high, self._title
        if before == (low, high, title) and self._colours is colours:
            return  # laying out the card again and again would cost more than drawing the plot
        self._low, self._high, self._colours, self._title = low, high, colours, title
        self.setAccessibleName(f"{title} {format_number(low)} – {format_number(high)}")
        self.setToolTip(title)
        self.updateGeometry()
        self.update()

    def _texts(self, height: float) -> list[tuple[float, str]]:
        about = max(2, int(height / theme().px(34)))
        values = ticks(self._low, self._high, about)
        span = self._high - self._low
        notation = self._settings.notation
        return [(v, format_number(round_to(v, 6, span), notation, 6)) for v in values]

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme().font(_POINTS))
        # More numbers, with more digits, stand beside a higher bar.
        texts = [t for height in (100, 200, 400) for _, t in self._texts(theme().px(height))]
        widest = max(map(metrics.horizontalAdvance, texts), default=0.0)
        return QSize(round(theme().px(_BAR + _GAP) + widest) + 2, theme().px(100))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), theme().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, self.rect())
        painter.end()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw into a rectangle of any painter."""
        if self._colours is None:
            return
        painter.setFont(theme().font(_POINTS))
        metrics = QFontMetricsF(painter.font())
        half = metrics.height() / 2
        bar = QRectF(area.left(), area.top() + half, theme().px(_BAR), area.height() - 2 * half)
        painter.drawImage(bar, _strip(self._colours))
        painter.setPen(theme().colour("muted"))
        left = bar.right() + theme().px(_GAP)
        for value, text in self._texts(bar.height()):
            y = bar.bottom() - (value - self._low) / (self._high - self._low) * bar.height()
            box = QRectF(left, y - half, area.right() - left + 1, 2 * half)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _strip(colours: Array) -> QImage:
    return image_of(colours[::-1, None, :])
