"""The outputs of the network for one observation as bars: the probability of every class."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import tr
from core.numbers import probability
from gui.settings import Settings
from gui.theme import theme


class OutputBars(QWidget):
    """A line a class: its name, a bar from 0 to 1, its number; a tick is at the true one."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._names: list[str] = []
        self._values: list[float] = []
        self._true = self._predicted = -1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_outputs(
        self, names: Sequence[str], values: Sequence[float], true: int, predicted: int
    ) -> None:
        """Show the outputs of an observation; −1 where a class is not known."""
        self._names, self._values = [*names], [*values]
        self._true, self._predicted = true, predicted
        told = ", ".join(f"{n}: {self._number(v)}" for n, v in zip(names, values, strict=False))
        self.setAccessibleName(tr("Outputs of the network"))
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def _number(self, value: float) -> str:
        return "–" if value != value else probability(value, self._settings.notation)

    @property
    def _line(self) -> float:
        return QFontMetricsF(theme().font(9.5)).height() + 3

    def sizeHint(self) -> QSize:
        return QSize(0, round(self._line * len(self._names)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        plain, bold = theme().font(9.5), theme().font(9.5, bold=True)
        metrics = QFontMetricsF(bold)
        mark = metrics.horizontalAdvance("✓ ")
        name_width = min(
            self.width() * 0.35, max(map(metrics.horizontalAdvance, self._names), default=0.0) + 6
        )
        number_width = metrics.horizontalAdvance(self._number(0.0001)) + 4
        left = mark + name_width
        room = max(4.0, self.width() - left - number_width - 4)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for k, (name, value) in enumerate(zip(self._names, self._values, strict=False)):
            top, line = k * self._line, self._line
            is_true, is_chosen = k == self._true, k == self._predicted
            painter.setFont(bold if is_chosen else plain)
            painter.setPen(theme().colour("text" if is_true or is_chosen else "muted"))
            centre = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, mark, line), centre, "✓" if is_true else "")
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, name_width - 4)
            painter.drawText(QRectF(mark, top, name_width, line), centre, shown)
            bar = QRectF(left, top + 3, room, line - 6)
            painter.fillRect(bar, theme().blended("line", 0.5))
            share = min(max(value, 0.0), 1.0) if value == value else 0.0
            token = "accent" if is_true else "bad" if is_chosen else "off_path"
            bar.setWidth(room * share)
            painter.fillRect(bar, theme().colour(token))
            box = QRectF(self.width() - number_width, top, number_width, line)
            painter.drawText(box, right, self._number(value))
        painter.end()
