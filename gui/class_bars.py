"""The answer of a network as bars: one a class, with its number, winner and truth marked."""

from collections.abc import Sequence

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
_LEAST, _USUAL, _MOST = 19, 28, 40
"""The height of a row."""
_MOST_ROWS = 20
_WINNER = "▶ "
_MIDDLE, _RIGHT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight


class ClassBars(QWidget):
    """Bars of values; ▶ and bold letters mark the winner, ✓ the true class, not colour alone.

    A winner that is not the true class has the colour of what is wrong.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._values: Array | None = None
        self._notation = Notation()
        self._true: int | None = None
        self.winner: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self.updateGeometry)

    def show_answer(
        self,
        names: Sequence[str],
        values: Array | None,
        notation: Notation,
        *,
        winner: int | None = None,
        true: int | None = None,
    ) -> None:
        """Show another answer; without values only the names stand there.

        The winner is the class with the largest value if nothing else is said.
        """
        other = len(names) != len(self._names)
        self._names, self._values, self._notation = tuple(names), values, notation
        self._true = true
        if winner is None and values is not None:
            winner = int(np.argmax(values))
        self.winner = winner
        if other:
            self.updateGeometry()
        self.setAccessibleName(tr("Answer of the network"))
        self.setAccessibleDescription("; ".join(self.texts()))
        self.update()

    def texts(self) -> list[str]:
        """The bars in words."""
        if self._values is None:
            return []
        pairs = zip(self._names, self._values.tolist(), strict=True)
        return [f"{name}: {self._number(value)}" for name, value in pairs]

    def _number(self, value: float) -> str:
        return "–" if value != value else probability(value, self._notation)

    def sizeHint(self) -> QSize:
        return self._size(260, _USUAL)

    def minimumSizeHint(self) -> QSize:
        return self._size(190, _LEAST)

    def _size(self, width: int, row: int) -> QSize:
        px, n = theme().px, max(len(self._names), 1)
        return QSize(px(width), min(n, _MOST_ROWS) * px(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._names:
            height = min(self.height() / len(self._names), theme().px(_MOST))
            for i, name in enumerate(self._names):
                self._paint(painter, i, name, QRectF(0, i * height, self.width(), height))
        painter.end()

    def _paint(self, painter: QPainter, i: int, name: str, row: QRectF) -> None:
        px, wins = theme().px, i == self.winner
        bold = QFontMetricsF(theme().font(_POINTS, bold=True))
        mark = 0.0 if self._true is None else bold.horizontalAdvance("✓ ")
        names = max(bold.horizontalAdvance(n) for n in self._names)
        names = min(names, row.width() * 0.4) + bold.horizontalAdvance(_WINNER) + mark + px(10)
        numbers = bold.horizontalAdvance(self._number(0.0001)) + px(8)
        stands_out = wins or i == self._true or self._values is None
        painter.setFont(theme().font(_POINTS, bold=wins))
        painter.setPen(theme().colour("text" if stands_out else "muted"))
        label = QRectF(row.left(), row.top(), names - px(8), row.height())
        painter.drawText(label, _MIDDLE, "✓" if i == self._true else "")
        label.setLeft(label.left() + mark)
        words = (_WINNER if wins else "") + name
        shown = bold.elidedText(words, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, _RIGHT | _MIDDLE, shown)
        track = QRectF(row.left() + names, row.top(), row.width() - names - numbers, row.height())
        track.adjust(0, row.height() * 0.22, 0, -row.height() * 0.22)
        self._paint_track(painter, track, i)
        if self._values is not None:
            painter.setPen(theme().colour("text" if stands_out else "muted"))
            number = QRectF(track.right(), row.top(), numbers, row.height())
            painter.drawText(number, _RIGHT | _MIDDLE, self._number(float(self._values[i])))

    def _paint_track(self, painter: QPainter, track: QRectF, i: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().blended("line", 0.6, "panel"))
        painter.drawRoundedRect(track, 3, 3)
        if self._values is None:
            return
        most = max(1.0, float(np.nanmax(np.abs(self._values), initial=0.0)))
        value = float(self._values[i])
        share = min(max(value / most, 0.0), 1.0) if value == value else 0.0
        if share > 0:
            bar = QRectF(track)
            bar.setWidth(max(2.0, track.width() * share))
            wrong = i == self.winner and self._true not in (None, i)
            token = "bad" if wrong else "accent"
            stands_out = i in (self.winner, self._true)
            painter.setBrush(theme().blended(token, 1.0 if stands_out else 0.45, "panel"))
            painter.drawRoundedRect(bar, 3, 3)
