"""The observations as marks on a plane: class by shape and colour, part by outline."""

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from core.language import tr
from core.metrics import Task, class_names
from core.network.data import Data, Part
from core.network.node import Array
from gui.plots.legend import Entry
from gui.plots.palette import class_colour, class_marker, coloured, two_sided
from gui.theme import theme

MOST = 2000
_SHADES = 48


def class_of(targets: Array) -> Array:
    """The class (n,) of every row of targets, −1 where it is not known."""
    known = np.isfinite(targets).all(axis=1)
    if targets.shape[1] == 1:
        found = (np.nan_to_num(targets[:, 0]) >= 0.5).astype(int)
    else:
        found = np.nan_to_num(targets).argmax(axis=1)
    return np.where(known, found, -1)


def are_classes(task: Task, targets: Array) -> bool:
    """Return whether the targets are shown as classes: also a 0 and 1 that is taken as a number."""
    known = targets[np.isfinite(targets).all(axis=1)]
    if not len(known):
        return False
    binary = bool(np.isin(known, (0.0, 1.0)).all())
    both = targets.shape[1] == 1 and np.ptp(known) > 0  # targets that are all 0 are a number
    return bool(binary and (task is not Task.REGRESSION or both))


def outline(part: Part, size: float = 1.6) -> QPen:
    """Light around training rows, dark around validation rows, dark and dotted around test rows."""
    pen = QPen(theme().colour("canvas" if part is Part.TRAINING else "text"))
    pen.setWidthF(size)
    pen.setCosmetic(True)
    if part is Part.TEST:
        pen.setStyle(Qt.PenStyle.DotLine)
    return pen


def rows_shown(data: Data) -> Array:
    """The rows to draw: all, or every so many of a large table."""
    step = max(1, -(-data.n_observations // MOST))
    return np.arange(0, data.n_observations, step)


def spots(
    data: Data, task: Task, places: Array, rows: Array, limits: tuple[float, float]
) -> list[dict[str, Any]]:
    """A mark for every row at its place (n, 2), coloured by class or, between limits, by value."""
    parts = np.zeros(data.n_observations, dtype=int) if data.split is None else data.split
    pens = {int(part): outline(part) for part in Part}
    fills = _fills(data, task, rows, limits)
    size = theme().px(11 if len(rows) <= 60 else 8)
    found = []
    for (x, y), row, (marker, colour) in zip(places, rows, fills, strict=True):
        if not (np.isfinite(x) and np.isfinite(y)):
            continue
        mark = {"pos": (x, y), "symbol": marker, "size": size, "brush": colour}
        found.append(mark | {"pen": pens[int(parts[row])], "data": int(row)})
    return found


def _fills(
    data: Data, task: Task, rows: Array, limits: tuple[float, float]
) -> list[tuple[str, QBrush]]:
    targets = data.targets[rows]
    if targets.shape[1] == 0:
        return [("o", QBrush(theme().colour("muted")))] * len(rows)
    if are_classes(task, data.targets):
        # One brush a class: the plot draws every brush once, equal or not, in 0.2 ms.
        looks = {-1: ("o", QBrush(theme().colour("muted")))}
        for k in set(class_of(targets).tolist()) - {-1}:
            looks[k] = class_marker(k), QBrush(class_colour(k))
        return [looks[k] for k in class_of(targets).tolist()]
    # A few shades: every different one costs 0.2 ms to draw, and there may be 2000 rows.
    values, (low, high) = data.measured_targets(targets)[:, 0], limits
    shades = coloured(np.linspace(low, high, _SHADES), low, high, two_sided(1.0))
    brushes = [QBrush(QColor(*map(int, c[:3]))) for c in shades]
    shares = np.clip((np.nan_to_num(values, nan=low) - low) / ((high - low) or 1.0), 0.0, 1.0)
    return [("o", brushes[k]) for k in np.rint(shares * (_SHADES - 1)).astype(int)]


def entries(data: Data, task: Task) -> list[Entry]:
    """What the marks stand for."""
    found = []
    if data.targets.shape[1] and are_classes(task, data.targets):
        for k, name in enumerate(class_names(data)[:8]):
            found.append(Entry(name, None, class_marker(k), class_colour(k)))
    if data.split is not None:
        words = {
            Part.TRAINING: tr("training"),
            Part.VALIDATION: tr("validation"),
            Part.TEST: tr("test"),
        }
        for part in Part:
            if data.count(part):
                found.append(
                    Entry(words[part], None, "o", theme().colour("off_path"), outline(part))
                )
    return found
