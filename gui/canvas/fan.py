"""The lines of an edge of blocks: a fan between the neurons that the blocks show."""

from collections.abc import Mapping
from typing import NamedTuple

from core.network.node import Array
from gui.canvas.outline import Outline, unit_places

Line = tuple[float, float, float, float]
_FULL = 2.5
"""So many times the root mean square of all weights has the full width and colour."""


class FanLine(NamedTuple):
    """One weight of many: its line, its sign, how strong it is (0 to 1), and its two units."""

    line: Line
    negative: bool
    share: float
    source: int
    target: int
    lit: str | None = None


class Ends(NamedTuple):
    """A node at one end of a fan: its outline, how many units it has, and the chosen one."""

    outline: Outline
    units: int
    chosen: int | None = None

    @property
    def places(self) -> list[tuple[int, float]]:
        """The drawn units, each with its y from the node's middle."""
        return [(0, 0.0)] if self.units == 1 else unit_places(self.units, self.chosen)


def fan_lines(
    source: Ends,
    target: Ends,
    weight: Array,
    mask: Array | None,
    rms: float,
    lit: Mapping[tuple[int, int], str],
) -> tuple[FanLine, ...]:
    """A line for each pair of drawn units that are connected; what is lit lies on top.

    ``lit`` gives the theme token of a pair (source unit, target unit).
    """
    found = []
    for j, y0 in source.places:
        for i, y1 in target.places:
            if mask is not None and not mask[i, j]:
                continue
            value = float(weight[i, j])
            share = min(1.0, abs(value) / (_FULL * rms)) if rms else 0.0
            line = _line(source.outline, y0, target.outline, y1)
            found.append(FanLine(line, value < 0, round(share, 2), j, i, lit.get((j, i))))
    return tuple(sorted(found, key=lambda one: (one.lit is not None, one.share)))


def corners(source: Outline, target: Outline) -> tuple[tuple[float, float], ...]:
    """The four corners of the area between two nodes."""
    h0, h1 = 0.86 * source.half_height, 0.86 * target.half_height
    top = _line(source, -h0, target, -h1)
    bottom = _line(source, h0, target, h1)
    return top[:2], top[2:], bottom[2:], bottom[:2]


def _line(source: Outline, y0: float, target: Outline, y1: float) -> Line:
    start = _end(source, y0, target.x, target.y + y1)
    return (*start, *_end(target, y1, *start))


def _end(outline: Outline, dy: float, x: float, y: float) -> tuple[float, float]:
    """Where a line leaves a node: at the side of a block, at the rim of a neuron."""
    if outline.round:
        return outline.towards(x, y)
    side = outline.half_width if x >= outline.x else -outline.half_width
    return outline.x + side, outline.y + dy
