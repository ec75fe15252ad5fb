"""One curve over a run: its line, and its points as they are drawn and read."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QPen

from core.network.node import Array
from gui.plots.palette import run_pen

_WIDTHS = {"penalty": 1.2, "validation_loss": 1.1, "validation_accuracy": 1.1}


@dataclass(frozen=True, eq=False)
class Series:
    """One curve: whose it is, which part of the loss, and its points."""

    key: tuple[str, str]
    name: str
    colour: int
    part: str
    x: Array
    y: Array

    @property
    def pen(self) -> QPen:
        """The line of the curve."""
        if self.part == "penalty":
            pen = run_pen(self.colour, width=_WIDTHS["penalty"])
            pen.setDashPattern([1.0, 3.0])
            return pen
        return run_pen(self.colour, self.is_validation, _WIDTHS.get(self.part, 1.6))

    @property
    def is_validation(self) -> bool:
        """Whether it is of rows that are not trained on."""
        return self.part.startswith("validation")


def cut(y: Array, floor: float) -> Array:
    """A curve that leaves the plot at ``floor``: of what is below, only where it crosses."""
    below = y < floor
    if not below.any():
        return y
    crosses = np.zeros(len(y), dtype=bool)
    crosses[1:] |= ~below[:-1]
    crosses[:-1] |= ~below[1:]
    return np.where(below, np.where(crosses, floor, np.nan), y)


def nearest(x: Array, at: float) -> int:
    """The place of the point of a curve that is nearest to ``at`` along its axis."""
    i = int(np.searchsorted(x, at))
    if i <= 0:
        return 0
    if i >= len(x):
        return len(x) - 1
    return i if x[i] - at < at - x[i - 1] else i - 1
