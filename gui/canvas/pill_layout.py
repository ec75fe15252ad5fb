"""Where each pill sits on its edge, so that pills, nodes and lines keep out of each other's way.

One fraction for all edges between two levels looks calmest and is taken where nothing collides;
otherwise each edge takes the best free one of a few fractions, in a fixed order, and a pill for
which there is no room is left out, as on a map.
"""

from typing import Any

import numpy as np

from core.network.node import Array

FRACTIONS = (0.30, 0.27, 0.24, 0.21, 0.18, 0.36, 0.50)
"""What all edges between two levels may share, the best first."""
_FINE = tuple(float(f) for f in np.linspace(0.14, 0.86, 25))
_STAGGERED = (0.22, 0.36, 0.50)
_GAP, _NARROW_GAP, _NODE_GAP = 5.0, 2.0, 1.0
_ON_A_CROSSING, _ON_A_LINE, _NOT_PREFERRED = 250.0, 90.0, 6.0
_CROSSING_GAP = 4.0
_KEEP_OFF = 5.0
"""How far a pill stays from the ends of its line."""


def place_pills(
    lines: Array, widths: Array, height: float, groups: Array, targets: Array, nodes: Array
) -> Array:
    """The middle of every pill, shape (n, 2), NaN where it would cover another or a node.

    Parameters
    ----------
    lines : array of shape (n, 4)
        x1, y1, x2, y2 of every edge, from outline to outline.
    widths : array of shape (n,)
        The widths of the pills; ``height`` is that of all.
    groups, targets : integer arrays of shape (n,)
        Edges of one group would like the same fraction; ``targets`` staggers them if they cannot.
    nodes : array of shape (m, 4)
        left, top, right, bottom of what must not be covered.
    """
    placed = np.zeros((0, 4))
    middles = np.full((len(lines), 2), np.nan)
    for group in sorted(set(groups.tolist())):
        rows = np.flatnonzero(groups == group)
        chosen = _together(lines, widths, height, rows, nodes, placed)
        if chosen is None:
            chosen = _one_by_one(lines, widths, height, rows, targets, nodes, placed)
        middles[rows] = chosen
        found = ~np.isnan(chosen[:, 0])
        placed = np.vstack([placed, _boxes(chosen[found], widths[rows][found], height)])
    return middles


def _at(lines: Array, widths: Array, height: float, fraction: Any) -> Array:
    """Points at a fraction of each line, kept off its ends by the pill's own extent."""
    start, step = lines[:, :2], lines[:, 2:] - lines[:, :2]
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    slope = np.abs(step) / length[:, None]
    half = np.minimum(
        widths / 2 / np.maximum(slope[:, 0], 1e-9), height / 2 / np.maximum(slope[:, 1], 1e-9)
    )
    least = np.minimum((half + _KEEP_OFF) / length, 0.5)
    share = np.clip(np.broadcast_to(fraction, least.shape), least, 1 - least)
    return np.asarray(start + step * share[:, None])


def _boxes(middles: Array, widths: Array, height: float) -> Array:
    half = np.column_stack([widths / 2, np.full(len(widths), height / 2)])
    return np.hstack([middles - half, middles + half])


def _overlaps(boxes: Array, others: Array, gap: float) -> Array:
    """The area that each box shares with each other box, shape (boxes, others)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2] - gap)
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:] + gap)
    return np.asarray(np.prod(np.maximum(high - low, 0.0), axis=2))


def _crossings(boxes: Array, lines: Array) -> Array:
    """Whether each line runs through each box, shape (boxes, lines): Liang and Barsky's test."""
    start, step = lines[None, :, :2], (lines[:, 2:] - lines[:, :2])[None]
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    a = (boxes[:, None, :2] - start) / step
    b = (boxes[:, None, 2:] - start) / step
    enter = np.minimum(a, b).max(axis=2)
    leave = np.maximum(a, b).min(axis=2)
    return np.asarray(np.maximum(enter, 0.0) < np.minimum(leave, 1.0))


def _hidden_crossings(boxes: Array, lines: Array, row: int) -> Array:
    """How many crossings of a line with others each box hides: there it could be of either."""
    start, step = lines[row, :2], lines[row, 2:] - lines[row, :2]
    others, steps = lines[:, :2], lines[:, 2:] - lines[:, :2]
    across = step[0] * steps[:, 1] - step[1] * steps[:, 0]
    across = np.where(np.abs(across) < 1e-9, np.inf, across)  # parallel: nowhere
    way = others - start
    own = (way[:, 0] * steps[:, 1] - way[:, 1] * steps[:, 0]) / across
    other = (way[:, 0] * step[1] - way[:, 1] * step[0]) / across
    crossing = np.isfinite(across) & (own > 0) & (own < 1) & (other > 0) & (other < 1)
    points = (start + own[:, None] * step)[crossing]
    inside = (points[None] > boxes[:, None, :2] - _CROSSING_GAP) & (
        points[None] < boxes[:, None, 2:] + _CROSSING_GAP
    )
    return np.asarray(inside.all(axis=2).sum(axis=1))


def _together(
    lines: Array, widths: Array, height: float, rows: Array, nodes: Array, placed: Array
) -> Array | None:
    """The same fraction for a whole group, with the fewest lines covered; None if none fits."""
    best: tuple[float, Array] | None = None
    for order, fraction in enumerate(FRACTIONS):
        middles = _at(lines[rows], widths[rows], height, fraction)
        boxes = _boxes(middles, widths[rows], height)
        among = _overlaps(boxes, boxes, _GAP)
        np.fill_diagonal(among, 0.0)
        near_pills = among.any() or _overlaps(boxes, placed, _GAP).any()
        if near_pills or _overlaps(boxes, nodes, _NODE_GAP).any():
            continue
        covered = _crossings(boxes, lines)
        covered[np.arange(len(rows)), rows] = False
        hidden = sum(
            int(_hidden_crossings(boxes[i : i + 1], lines, row).sum())
            for i, row in enumerate(rows.tolist())
        )
        cost = hidden * _ON_A_CROSSING + covered.sum() * _ON_A_LINE + order * _NOT_PREFERRED
        if best is None or cost < best[0]:
            best = float(cost), middles
    return None if best is None else best[1]


def _one_by_one(
    lines: Array,
    widths: Array,
    height: float,
    rows: Array,
    targets: Array,
    nodes: Array,
    placed: Array,
) -> Array:
    """The best free fraction for each edge after the other, staggered by target."""
    middles = np.full((len(rows), 2), np.nan)
    for i, row in enumerate(rows):
        first = _STAGGERED[targets[row] % len(_STAGGERED)]
        fractions = np.array([first, *sorted(_FINE, key=lambda f: abs(f - first))])
        line = np.repeat(lines[row : row + 1], len(fractions), axis=0)
        width = np.full(len(fractions), widths[row])
        candidates = _at(line, width, height, fractions)
        boxes = _boxes(candidates, width, height)
        covered = _crossings(boxes, lines)
        covered[:, row] = False
        on_pills = _overlaps(boxes, placed, _NARROW_GAP).any(axis=1)
        free = ~(on_pills | _overlaps(boxes, nodes, _NODE_GAP).any(axis=1))
        if not free.any():
            continue
        cost = covered.sum(axis=1) * _ON_A_LINE + np.arange(len(fractions)) * _NOT_PREFERRED
        cost = cost + _hidden_crossings(boxes, lines, row) * _ON_A_CROSSING
        best = int(np.argmin(np.where(free, cost, np.inf)))
        middles[i] = candidates[best]
        placed = np.vstack([placed, boxes[best : best + 1]])
    return middles
