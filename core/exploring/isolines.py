"""Lines of equal height through a grid, by marching squares, as many short segments."""

import numpy as np

from core.network.node import Array

# The corners of a cell: 0 lower left, 1 lower right, 2 upper right, 3 upper left; side k goes
# from corner k to the next. For each pattern of corners above: the sides that a segment joins.
_SIDES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 0), (1, 2)), 6: ((0, 2),),
    7: ((3, 2),), 8: ((2, 3),), 9: ((2, 0),), 10: ((0, 1), (2, 3)), 11: ((2, 1),), 12: ((1, 3),),
    13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip


def isoline(xs: Array, ys: Array, values: Array, level: float) -> Array:
    """Where ``values`` (ny, nx) over the grid ``xs`` × ``ys`` are ``level``: (segments, 2, 2).

    Each segment has two ends of x and y. Cells with a corner that is not finite have none.
    """
    corners = np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]])
    with np.errstate(invalid="ignore"):
        above = corners > level
    pattern = (above * np.array([1, 2, 4, 8])[:, None, None]).sum(axis=0)
    pattern[~np.isfinite(corners).all(axis=0)] = 0
    found = []
    for kind, pairs in _SIDES.items():
        rows, columns = np.nonzero(pattern == kind)
        for start, end in pairs if len(rows) else ():
            ends = [_crossing(xs, ys, corners, level, rows, columns, s) for s in (start, end)]
            found.append(np.stack(ends, axis=1))
    return np.concatenate(found) if found else np.empty((0, 2, 2))


def _crossing(
    xs: Array, ys: Array, corners: Array, level: float, rows: Array, columns: Array, side: int
) -> Array:
    """Where the level crosses one side of the given cells, (cells, 2)."""
    first, second = corners[side, rows, columns], corners[(side + 1) % 4, rows, columns]
    share = (level - first) / (second - first)
    right, up = np.array([0, 1, 1, 0]), np.array([0, 0, 1, 1])
    start = xs[columns + right[side]], ys[rows + up[side]]
    after = (side + 1) % 4
    end = xs[columns + right[after]], ys[rows + up[after]]
    return np.stack([s + share * (e - s) for s, e in zip(start, end, strict=True)], axis=1)
