"""The answer of a network as bars: one a class, with its number, the winner marked."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import tr
from core.network.node import Array
from core.network.notation import Notation
from core.numbers import probability
from gui.theme import theme

_POINTS = 10.5


class ClassBars(QWidget):
    """Bars of values; a pointer and bold letters mark the largest, not its colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._values: Array | None = None
        self._notation = Notation()
        self._wanted: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self.updateGeometry)

    def show_answer(self, names: tuple[str, ...], values: Array | None, notation: Notation) -> None:
        """Show another answer; without values only the names stand there."""
        other = len(names) != len(self._names)
        self._names, self._values, self._notation = names, values, notation
        if other:
            self.updateGeometry()
        self.setAccessibleName(tr("Answer of the network"))
        self.setAccessibleDescription("; ".join(self.texts()))
        self.update()

    @property
    def winner(self) -> int | None:
        """The class with the largest value, None without an answer."""
        return None if self._values is None else int(np.argmax(self._values))

    def texts(self) -> list[str]:
        """The bars in words."""
        if self._values is None:
            return []
        pairs = zip(self._names, self._values.tolist(), strict=True)
        return [f"{name}: {probability(value, self._notation)}" for name, value in pairs]

    def sizeHint(self) -> QSize:
        px, n = theme().px, max(len(self._names), 1)
        return QSize(px(260), min(n, 20) * px(28))

    def minimumSizeHint(self) -> QSize:
        px, n = theme().px, max(len(self._names), 1)
        return QSize(px(190), min(n, 20) * px(21))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._names:
            height = min(self.height() / len(self._names), theme().px(40))
            for i, name in enumerate(self._names):
                self._paint(painter, i, name, QRectF(0, i * height, self.width(), height))
        painter.end()

    def _paint(self, painter: QPainter, i: int, name: str, row: QRectF) -> None:
        px = theme().px
        wins = i == self.winner
        painter.setFont(theme().font(_POINTS, bold=wins))
        metrics = QFontMetricsF(theme().font(_POINTS, bold=True))
        names = max(metrics.horizontalAdvance(n) for n in self._names)
        names = min(names, row.width() * 0.4) + px(22)
        numbers = metrics.horizontalAdvance("< 0.001") + px(8)
        painter.setPen(theme().colour("text" if wins or self._values is None else "muted"))
        label = QRectF(row.left(), row.top(), names - px(8), row.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(label, Qt.AlignmentFlag.AlignRight | middle,
                         ("▶ " if wins else "") + name)  # fmt: skip
        track = QRectF(row.left() + names, row.top(), row.width() - names - numbers, row.height())
        track.adjust(0, row.height() * 0.22, 0, -row.height() * 0.22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().blended("line", 0.6, "panel"))
        painter.drawRoundedRect(track, 3, 3)
        if self._values is None:
            return
        self._paint_bar(painter, track, float(self._values[i]), wins)
        painter.setPen(theme().colour("text" if wins else "muted"))
        number = QRectF(track.right(), row.top(), numbers, row.height())
        text = probability(float(self._values[i]), self._notation)
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | middle, text)

    def _paint_bar(self, painter: QPainter, track: QRectF, value: float, wins: bool) -> None:
        assert self._values is not None
        most = max(1.0, float(np.abs(self._values).max()))
        share = min(max(value / most, 0.0), 1.0)
        if share > 0:
            bar = QRectF(track)
            bar.setWidth(max(2.0, track.width() * share))
            painter.setBrush(
                theme().colour("accent") if wins else theme().blended("accent", 0.45, "panel")
            )
            painter.drawRoundedRect(bar, 3, 3)
