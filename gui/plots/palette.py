"""The colours and signs of plots: every difference shows in a second way besides its colour."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from core.network.node import Array
from core.numerics.optimizers import OPTIMIZERS
from gui.theme import theme

N_RUN_COLOURS = 8
# The second run of a colour and those after it have a pattern: long strokes, unlike the short
# dashes of the validation.
_RUN_DASHES: tuple[tuple[float, ...], ...] = (
    (), (14, 3), (9, 3, 2, 3), (20, 3, 2, 3), (7, 4), (14, 3, 2, 3, 2, 3), (5, 3), (24, 4),
)  # fmt: skip
_VALIDATION_DASH = (3.0, 3.0)
RUN_MARKERS = ("o", "s", "t1", "d", "p", "star", "h", "+")
CLASS_MARKERS = ("s", "o", "t1", "d", "p", "star", "h", "+", "x", "t")
CLASS_TOKENS = ("negative", "positive", "run_6", "run_4", "run_1", "run_5", "run_7", "run_0")


def optimizer_colour(name: str) -> int:
    """The number of a run's colour that belongs to its optimizer; baselines have the fifth on."""
    names = list(OPTIMIZERS)
    return names.index(name) if name in names else len(names)


def free_run_colour(optimizer: str, taken: Collection[int]) -> int:
    """The optimizer's own colour; 8, 16 … more, for another pattern, where runs have it already."""
    number = optimizer_colour(optimizer)
    while number in taken:
        number += N_RUN_COLOURS
    return number


def run_colour(number: int) -> QColor:
    """The colour of a run by its number."""
    return theme().colour(f"run_{number % N_RUN_COLOURS}")


def run_marker(number: int) -> str:
    """The shape that stands for a run besides its colour."""
    return RUN_MARKERS[(number + number // N_RUN_COLOURS) % N_RUN_COLOURS]


def run_pen(number: int, validation: bool = False, width: float = 1.0) -> QPen:
    """The line of a run: short dashes for validation; solid for the first run of a colour."""
    pen = QPen(run_colour(number))
    pen.setWidthF(width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pattern = number // N_RUN_COLOURS % len(_RUN_DASHES)
    dash = _VALIDATION_DASH if validation else _RUN_DASHES[pattern]
    if dash:
        pen.setDashPattern([d / max(width, 1.0) for d in dash])
    return pen


def part_pen(k: int, width: float = 1.0) -> QPen:
    """One of several lines of a kind: a colour and a pattern of its own."""
    return run_pen(k % N_RUN_COLOURS * (N_RUN_COLOURS + 1), width=width)


def thin_pen(colour: QColor, width: float = 1.0, dashed: bool = False) -> QPen:
    """A plain line of the same thickness at every zoom."""
    pen = QPen(colour)
    pen.setWidthF(width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern([4.0, 3.0])
    return pen


def faint(colour: QColor, share: float = 0.35) -> QColor:
    """The colour mixed into the ground, as for a curve that only stands behind another."""
    ground = theme().colour("canvas")
    pairs = ((c, g) for c, g in zip(_rgb(colour), _rgb(ground), strict=True))
    return QColor(*(round(share * c + (1 - share) * g) for c, g in pairs))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def two_sided(strength: float = 0.78) -> Array:
    """The 256 colours (256, 4) from orange for low over the ground's colour to blue for high."""
    return _two_sided(strength, theme().is_dark)


@lru_cache(maxsize=8)
def _two_sided(strength: float, dark: bool) -> Array:
    middle = _rgb(QColor("#FFFFFF") if not dark else QColor("#20242A"))
    ends = (_rgb(theme().colour("negative")), _rgb(theme().colour("positive")))
    t = np.linspace(-1.0, 1.0, 256)[:, None]
    share = np.abs(t) ** 0.85 * strength
    end = np.where(t < 0, np.array(ends[0]), np.array(ends[1]))
    colours = (1.0 - share) * np.array(middle) + share * end
    return np.column_stack([colours.round(), np.full(256, 255)]).astype(np.ubyte)


def one_sided(strength: float = 0.8, token: str = "positive") -> Array:
    """The 256 colours (256, 4) from the ground to a token, for what has only one direction."""
    ground = np.array(_rgb(theme().colour("canvas")))
    end = np.array(_rgb(theme().colour(token)))
    t = np.linspace(0.0, strength, 256)[:, None]
    return np.column_stack([((1 - t) * ground + t * end).round(), np.full(256, 255)]).astype(
        np.ubyte
    )


def class_colour(k: int) -> QColor:
    """The colour of a class by its number."""
    return theme().colour(CLASS_TOKENS[k % len(CLASS_TOKENS)])


def class_marker(k: int) -> str:
    """The shape of a class by its number."""
    return CLASS_MARKERS[k % len(CLASS_MARKERS)]


def coloured(values: Array, low: float, high: float, colours: Array) -> Any:
    """The colours (…, 4) of ``values`` between ``low`` and ``high``; NaN is without colour."""
    span = high - low or 1.0
    with np.errstate(invalid="ignore"):
        share = np.clip((values - low) / span, 0.0, 1.0)
    found = colours[np.nan_to_num(share * 255.0).astype(np.intp)]
    found[~np.isfinite(values)] = 0
    return found
