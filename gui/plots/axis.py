"""The axes of plots: our numbers, our fonts, a hairline grid and nothing else."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QPainter, QPicture

from core.exploring import ranges
from core.numbers import format_number
from gui.settings import Settings
from gui.theme import theme

_POINTS = 8.5
_ROOM = {"left": 34, "bottom": 64}  # pixels for one label and the gap to the next


class NumberAxis(pg.AxisItem):
    """Marks at multiples of 1, 2 or 5 times a power of ten, printed as everywhere."""

    picture: QPicture | None

    def __init__(self, side: str, settings: Settings) -> None:
        super().__init__(side, maxTickLength=0)
        self._settings = settings
        self.counts = False
        """Whether it counts things, and has no marks between whole numbers."""
        self.setStyle(tickAlpha=255, tickTextOffset=6, hideOverlappingLabels=False)
        self.enableAutoSIPrefix(False)
        self.restyle()

    def restyle(self) -> None:
        """Take colours and fonts from the theme again."""
        self.setStyle(tickFont=theme().font(_POINTS))
        self.setPen(theme().colour("line"))
        self.setTickPen(theme().colour("line"))
        self.setTextPen(theme().colour("muted"))
        self.label.setFont(theme().font(_POINTS))
        self.labelStyle = {"color": theme().colour("muted").name()}
        self.setLabel(self.labelText or None, self.labelUnits or None, **self.labelStyle)
        self.picture = None
        self.update()

    def write(self) -> None:
        """Draw what is painted, unless nothing has changed since."""
        if self.picture is not None:
            return
        picture = QPicture()
        painter = QPainter(picture)
        specs = self.generateDrawSpecs(painter)
        if specs is not None:
            self.drawPicture(painter, *specs)
        painter.end()
        self.picture = picture

    def set_words(self, text: str) -> None:
        """Say what the axis shows."""
        if text == (self.labelText or ""):
            return
        self.setLabel(text or None, None, **self.labelStyle)
        self.showLabel(bool(text))

    def tickValues(self, low: float, high: float, size: float) -> list[Any]:
        low, high = sorted((low, high))
        about = max(2, int(size / theme().px(_ROOM.get(self.orientation, 60))))
        if self.logMode:
            return [(1.0, ranges.log_ticks(low, high, about))]
        if self.counts:
            about = min(about, max(1, int(high - low)))
        elif len(ranges.ticks(low, high, about)) < 2:
            about *= 2  # one mark alone says nothing of how far apart things are
        return [(ranges.nice_step(high - low, about), ranges.ticks(low, high, about))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        notation = self._settings.notation
        if self.logMode:
            texts = [format_number(round_to(10.0**v, 6), notation, 12) for v in values]
            return [text.removeprefix("1·") for text in texts]
        return [format_number(round_to(v, 12, spacing), notation, 12) for v in values]


def round_to(value: float, digits: int, spacing: float = 0.0) -> float:
    """The nearest number of that many significant digits; 0 where only rounding is left."""
    if abs(value) < 1e-9 * spacing:
        return 0.0
    return float(f"{value:.{digits - 1}e}")
