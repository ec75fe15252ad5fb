"""Where a dragged node wants to be: in line with others, and evenly spaced."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

Place = tuple[float, float]


class Guide(NamedTuple):
    """A line to draw while something snaps to it, in canvas units."""

    x1: float
    y1: float
    x2: float
    y2: float


class Snap(NamedTuple):
    """The place to take and the lines that explain it."""

    place: Place
    guides: tuple[Guide, ...] = ()


def snapped(place: Place, others: Iterable[Place], reach: float) -> Snap:
    """Pull ``place`` to the columns, rows and even distances of ``others`` within ``reach``."""
    others = list(others)
    x, column = _snap_x(place, others, reach)
    y, row = _snap_y((x, place[1]), others, reach)
    return Snap((x, y), (*column, *row))


def _nearest(value: float, wanted: Iterable[float], reach: float) -> float | None:
    near = [w for w in wanted if abs(w - value) <= reach]
    return min(near, key=lambda w: (abs(w - value), w)) if near else None


def _snap_x(place: Place, others: list[Place], reach: float) -> tuple[float, tuple[Guide, ...]]:
    x = _nearest(place[0], {p[0] for p in others}, reach)
    if x is None:
        return float(round(place[0])), ()
    ys = [p[1] for p in others if p[0] == x] + [place[1]]
    return x, (Guide(x, min(ys) - 60, x, max(ys) + 60),)


def _snap_y(place: Place, others: list[Place], reach: float) -> tuple[float, tuple[Guide, ...]]:
    """Even spacing in the same column comes before the rows of other columns."""
    x, y = place
    even = _nearest(y, _even_places([p[1] for p in others if abs(p[0] - x) < 1.0]), reach)
    if even is not None:
        column = sorted({*(p[1] for p in others if abs(p[0] - x) < 1.0), even})
        return even, tuple(Guide(x - 46, row, x - 30, row) for row in column)
    row = _nearest(y, {p[1] for p in others}, reach)
    if row is None:
        return float(round(y)), ()
    xs = [p[0] for p in others if p[1] == row] + [x]
    return row, (Guide(min(xs) - 60, row, max(xs) + 60, row),)


def _even_places(ys: Iterable[float]) -> list[float]:
    """The places in a column that continue or halve a distance that is there."""
    column = sorted(set(ys))
    places = []
    for above, below in pairwise(column):
        places += [(above + below) / 2, below + (below - above), above - (below - above)]
    return places
