"""Where the fragments of a formula stand: on common baselines, in lines no wider than the room.

A formula that is too long goes on below its first relation sign, and is cut where a reader would:
before = rather than before + and there rather than before a dot, and not inside brackets.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRectF

from core.stepping.fragment import Fragment
from gui.formula.compose import Piece, Row, stretched
from gui.formula.shape import EM
from gui.formula.spacing import Atom, gap, settled
from gui.formula.typeset import row_of

_LINE_GAP = 0.55  # em between lines
_WRAP_GAP = 0.3  # em between the parts of one line
_LINE_ASCENT, _LINE_DESCENT = 0.75, 0.3
_MOST_INDENT = 0.4  # of the width
_UNDER_RELATION = 1.0  # em further in for a line that does not begin with a relation
_SMALLEST = 0.45


@dataclass(frozen=True)
class Placed:
    """A fragment in its place, in pixels; ``line`` is the formula that it belongs to."""

    fragment: Fragment
    row: Row
    x: float
    baseline: float
    size: float
    line: int

    @property
    def rect(self) -> QRectF:
        """The box of the fragment, at least as tall as a letter."""
        unit = self.size / EM
        top = max(self.row.shape.ascent * unit, 0.7 * self.size)
        bottom = max(self.row.shape.descent * unit, 0.22 * self.size)
        width = self.row.shape.width * unit
        return QRectF(self.x, self.baseline - top, width, top + bottom)


@dataclass(frozen=True)
class Spaced:
    """A fragment with its class and the room before it, in shape units."""

    fragment: Fragment
    row: Row
    before: float
    depth: int


@dataclass(frozen=True)
class Laid:
    """A finished layout: every fragment, and the size of the whole in pixels."""

    placed: tuple[Placed, ...]
    width: float
    height: float


def lay_out(lines: Sequence[Sequence[Fragment]], size: float, width: float) -> Laid:
    """Set lines of fragments with an em of ``size`` pixels within ``width`` pixels.

    What was set lately is kept: steps are gone through to and fro.
    """
    return _laid_out(tuple(map(tuple, lines)), size, width)


@lru_cache(maxsize=256)
def _laid_out(lines: tuple[tuple[Fragment, ...], ...], size: float, width: float) -> Laid:
    placed: list[Placed] = []
    y = 0.0
    for index, line in enumerate(lines):
        spaced = space(line)
        em = _fitting(spaced, size, width)
        y += _LINE_GAP * em if index else 0.0
        for number, (part, indent) in enumerate(wrapped(spaced, width / em * EM)):
            y += _WRAP_GAP * em if number else 0.0
            row, y = _set(part, indent * em / EM, y, em, index)
            placed += row
    right = max((p.rect.right() for p in placed), default=0.0)
    return Laid(tuple(placed), right, y)


def in_columns(laid: Laid, n_rows: int, pitch: float) -> Laid:
    """Move lines that were set one below the other into columns of ``n_rows``, left to right."""
    first: dict[int, float] = {}
    for p in laid.placed:
        first.setdefault(p.line, p.baseline)
    moved = []
    for p in laid.placed:
        column = p.line // n_rows
        up = first[column * n_rows] - first[0]
        moved.append(replace(p, x=p.x + column * pitch, baseline=p.baseline - up))
    right = max(p.rect.right() for p in moved)
    return Laid(tuple(moved), right, max(p.rect.bottom() for p in moved))


def space(line: Sequence[Fragment]) -> list[Spaced]:
    """Give each fragment its class and the space before it; brackets grow with what they hold."""
    rows = _stretched([row_of(fragment.latex) for fragment in line])
    spaced: list[Spaced] = []
    left: Atom | None = None
    depth = 0
    for i, (fragment, row) in enumerate(zip(line, rows, strict=True)):
        following = [rows[i + 1].first] if i + 1 < len(rows) else []
        first = settled([row.first, *following], left)[0]
        last = first if row.sign else row.last
        depth -= row.sign != "" and first is Atom.CLOSING
        spaced.append(Spaced(fragment, row, gap(left, first) if left else 0.0, depth))
        depth += row.sign != "" and first is Atom.OPENING
        left = last
    return spaced


def _stretched(rows: list[Row]) -> list[Row]:
    pieces = stretched([Piece(row.first, row.shape, row.sign) for row in rows])
    return [row._replace(shape=piece.shape) for row, piece in zip(rows, pieces, strict=True)]


def _fitting(spaced: list[Spaced], size: float, width: float) -> float:
    """The em to use: smaller only where a single fragment is wider than all there is."""
    widest = max((s.row.shape.width for s in spaced), default=0.0) * size / EM
    return size * max(_SMALLEST, min(1.0, width / widest)) if widest > width > 0 else size


def wrapped(spaced: list[Spaced], width: float) -> list[tuple[list[Spaced], float]]:
    """Cut a line into parts no wider than ``width``, each with its indent, in shape units."""
    parts: list[tuple[list[Spaced], float]] = []
    hang = _hang(spaced, width)
    rest, indent = spaced, 0.0
    while _extent(rest) > width - indent and (cut := _cut(rest, width - indent)):
        parts.append((rest[:cut], indent))
        rest = rest[cut:]
        is_relation = rest[0].row.first is Atom.RELATION
        indent = hang if is_relation else min(hang + _UNDER_RELATION * EM, _MOST_INDENT * width)
    return [*parts, (rest, indent)]


def _extent(spaced: Sequence[Spaced]) -> float:
    return sum((s.before if i else 0.0) + s.row.shape.width for i, s in enumerate(spaced))


def _hang(spaced: list[Spaced], width: float) -> float:
    """Where the first relation sign stands, if not too far in: later parts begin there."""
    for i, s in enumerate(spaced):
        if s.row.first is Atom.RELATION and s.row.sign:
            x = _extent(spaced[:i]) + s.before
            return x if x < _MOST_INDENT * width else 2 * EM
    return 2 * EM


def _cut(spaced: list[Spaced], width: float) -> int:
    """Where to cut so that the part before fits: the best of the places in its second half."""
    x, best, best_worth = 0.0, 0, 0.0
    after_relation = bool(spaced) and spaced[0].row.first is Atom.RELATION
    for i, s in enumerate(spaced):
        worth = _worth(s) if i > after_relation else 0.0  # no sign of equality stands alone
        if i and spaced[i - 1].fragment.latex.endswith(","):
            worth = max(worth, _WORTH_OF_COMMA)
        if worth and x <= width:
            # A good place far back leaves a ragged line: it must be better by that much.
            worth *= 0.3 + 0.7 * x / width
            if worth >= best_worth:
                best, best_worth = i, worth
        x += (s.before if i else 0.0) + s.row.shape.width
        if x > width and best:
            break
    return best


_WORTH_OF_COMMA = 4.0


def _worth(s: Spaced) -> float:
    kind = {Atom.RELATION: 8.0, Atom.BINARY: 4.0}.get(s.row.first, 0.0) if s.row.sign else 0.0
    if s.row.sign in ("·", "⋅", "⊙") or (kind and not s.before):
        kind = 1.0 if s.before else 0.0
    return kind / (1 + 3 * s.depth)


def _set(
    part: list[Spaced], indent: float, top: float, em: float, line: int
) -> tuple[list[Placed], float]:
    """Place one part below ``top``; return it with its bottom."""
    unit = em / EM
    ascent = max([_LINE_ASCENT * em, *(s.row.shape.ascent * unit for s in part)])
    descent = max([_LINE_DESCENT * em, *(s.row.shape.descent * unit for s in part)])
    baseline = float(round(top + ascent))
    x, placed = indent, []
    for i, s in enumerate(part):
        x += s.before * unit if i else 0.0
        placed.append(Placed(s.fragment, s.row, x, baseline, em, line))
        x += s.row.shape.width * unit
    return placed, baseline + descent
