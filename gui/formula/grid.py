"""Rows and columns: matrices, and the cases of a function."""

from dataclasses import dataclass

from gui.formula.shape import AXIS, EM, Shape, joined

_COLUMN_GAP = 0.9 * EM
_BESIDE = 0.08 * EM
_ROW_ASCENT, _ROW_DESCENT = 0.84 * EM, 0.36 * EM
_ROW_GAP = 0.06 * EM


@dataclass(frozen=True)
class Cell:
    """A formula in a grid; ``lead`` is the width before a number's decimal mark, if it is one."""

    shape: Shape
    align: str = "center"
    lead: float | None = None


def grid(rows: list[list[Cell]]) -> Shape:
    """Cells in rows and columns around the axis; columns of numbers align their decimal marks."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    offsets, x, lefts = [_offsets(column) for column in columns], _BESIDE, []
    for column, inside in zip(columns, offsets, strict=True):
        lefts.append(x)
        widths = (o + cell.shape.width for o, cell in zip(inside, column, strict=True))
        x += max(widths, default=0.0) + _COLUMN_GAP
    ascents = [max([_ROW_ASCENT, *(c.shape.ascent + _ROW_GAP for c in row)]) for row in rows]
    descents = [max([_ROW_DESCENT, *(c.shape.descent + _ROW_GAP for c in row)]) for row in rows]
    y = -(sum(ascents) + sum(descents)) / 2 - AXIS
    placed = []
    for i, row in enumerate(rows):
        y += ascents[i]
        placed += [(lefts[j] + offsets[j][i], y, cell.shape) for j, cell in enumerate(row)]
        y += descents[i]
    return joined(placed, x - _COLUMN_GAP + _BESIDE if rows else 0.0)


def _offsets(column: list[Cell]) -> list[float]:
    """How far from the column's left edge each of its cells stands."""
    leads = [cell.lead for cell in column]
    if all(lead is not None for lead in leads):
        most = max(lead or 0.0 for lead in leads)
        return [most - (lead or 0.0) for lead in leads]
    widest = max(cell.shape.width for cell in column)
    share = {"left": 0.0, "right": 1.0}
    return [share.get(cell.align, 0.5) * (widest - cell.shape.width) for cell in column]
