"""A line of matrices: names above, brackets around, operators between."""

import math
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import trn
from core.numbers import format_number
from core.stepping.plain import plain_formula
from core.stepping.rendering import Writer
from core.stepping.step import Matrix, MatrixLine
from gui.formula.label import paint_formula
from gui.formula.typeset import typeset
from gui.theme import theme

MOST_ROWS, MOST_COLUMNS = 12, 6
LARGE_ROWS, LARGE_COLUMNS = 24, 12
"""Beyond either only the corners of a matrix are written out."""
_CORNER_ROWS, _CORNER_COLUMNS = 3, 3
_ABSENT = "·"
_MUTED = (_ABSENT, "⋯", "⋮", "⋱")
_SIZE = 19.0
_POINTS = 11.0
_SHARES = (1.0, 0.88, 0.76, 0.64)
_LARGER = (2.0, 1.75, 1.5, 1.25)
_MARGIN, _GAP, _COLUMN_GAP, _BRACKET = 10.0, 10.0, 16.0, 7.0


@dataclass(frozen=True)
class _Grid:
    """A matrix as texts; ``more_rows`` are not written out, of a large one only the corners are.

    ``matrix`` is where all the numbers are.
    """

    latex: str
    cells: tuple[tuple[str, ...], ...]
    more_rows: int
    matrix: Matrix
    is_cornered: bool = False
    column_widths: dict[float, list[float]] = field(default_factory=dict, compare=False)


_Piece = _Grid | str
"""A matrix, or the LaTeX of an operator."""


class MatrixView(QWidget):
    """Shows ``left = a b + c = result``, made smaller or broken where it is too wide."""

    opened = Signal(object)
    """A `Matrix` of which every number is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: list[_Piece] = []
        self._broken: dict[float, tuple[list[list[_Piece]], float]] = {}
        self._most_height, self._enlarged = math.inf, 1.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self._refresh)

    def set_line(self, line: MatrixLine | None, writer: Writer) -> None:
        """Show another line; None shows nothing."""
        self._pieces = [] if line is None else _pieces(line, writer)
        self._refresh()

    def set_room(self, height: float, enlarged: float = 1.0) -> None:
        """Write larger, but smaller again where the line would be higher than ``height``."""
        if (height, enlarged) != (self._most_height, self._enlarged):
            self._most_height, self._enlarged = height, enlarged
            self._refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        grid = self._grid_at(event.position())
        if grid is not None:
            self.opened.emit(grid.matrix)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cut = self.cut_matrices()
        if cut and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(cut[-1])
        else:
            super().keyPressEvent(event)

    def _grid_at(self, point: QPointF) -> _Grid | None:
        """The matrix at a point, if not all of it is seen."""
        rows, share = self._rows(self.width())
        y = float(theme().px(_MARGIN))
        for row in rows:
            x, bottom = float(theme().px(_MARGIN)), y + self._height(row, share)
            for piece in row:
                width = _piece_width(piece, share)
                inside = x <= point.x() <= x + width and y <= point.y() <= bottom
                if inside and isinstance(piece, _Grid) and _more_text(piece):
                    return piece
                x += width + _GAP * theme().scale * share
            y = bottom
        return None

    def cut_matrices(self) -> list[Matrix]:
        """The matrices of which not every number is seen."""
        return [p.matrix for p in self._pieces if isinstance(p, _Grid) and _more_text(p)]

    def texts(self) -> list[list[list[str]]]:
        """The cells of every matrix that is shown."""
        return [[list(row) for row in p.cells] for p in self._pieces if isinstance(p, _Grid)]

    def _refresh(self) -> None:
        self._broken.clear()
        self.setAccessibleName(self.plain())
        self.updateGeometry()
        self.update()

    def plain(self) -> str:
        """The line as a text."""
        return " ".join(_spoken(piece) for piece in self._pieces)

    # Geometry

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows, share = self._rows(width)
        return round(sum(self._height(row, share) for row in rows) + 2 * theme().px(_MARGIN))

    def sizeHint(self) -> QSize:
        width = theme().px(800)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.heightForWidth(max(self.width(), theme().px(120))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _rows(self, width: float) -> tuple[list[list[_Piece]], float]:
        # Layouts ask for the height at a width several times for each showing.
        if width not in self._broken:
            self._broken[width] = self._broken_at(width)
        return self._broken[width]

    def _broken_at(self, width: float) -> tuple[list[list[_Piece]], float]:
        """Everything in one row if it fits in some size, else broken before the equals signs."""
        room = width - 2 * theme().px(_MARGIN)
        low = self._most_height - 2 * theme().px(_MARGIN)
        fitting = [s for s in self._shares() if self._width(self._pieces, s) <= room]
        for share in fitting:
            if self._height(self._pieces, share) <= low or share == fitting[-1]:
                return [self._pieces], share
        share = _SHARES[1]
        rows: list[list[_Piece]] = [[]]
        for piece in self._pieces:
            if rows[-1] and self._width([*rows[-1], piece], share) > room:
                rows.append([])
            rows[-1].append(piece)
        return rows, share

    def _shares(self) -> list[float]:
        return [s for s in _LARGER if s <= self._enlarged] + list(_SHARES)

    def _width(self, pieces: list[_Piece], share: float) -> float:
        gaps = _GAP * theme().scale * share * max(0, len(pieces) - 1)
        return gaps + sum(_piece_width(piece, share) for piece in pieces)

    def _height(self, row: list[_Piece], share: float) -> float:
        lines = max((_lines(p) for p in row if isinstance(p, _Grid)), default=1)
        return _name_height(share) + lines * _line_height(share) + 12 * theme().scale

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, share = self._rows(self.width())
        y = float(theme().px(_MARGIN))
        for row in rows:
            self._paint_row(painter, row, y, share)
            y += self._height(row, share)
        painter.end()

    def _paint_row(self, painter: QPainter, row: list[_Piece], top: float, share: float) -> None:
        x = float(theme().px(_MARGIN))
        lines = max((_lines(p) for p in row if isinstance(p, _Grid)), default=1)
        middle = top + _name_height(share) + lines * _line_height(share) / 2
        for piece in row:
            width = _piece_width(piece, share)
            if isinstance(piece, _Grid):
                _paint_grid(painter, piece, QPointF(x, middle), width, share)
            else:
                size = _size(share)
                paint_formula(painter, piece, QPointF(x, middle + 0.3 * size), size)
            x += width + _GAP * theme().scale * share


def _pieces(line: MatrixLine, writer: Writer) -> list[_Piece]:
    middle = [_piece(p, writer) for p in line.pieces]
    shown = [p for p in middle if not (isinstance(p, str) and p.strip() in ("", r"\;"))]
    return [line.left, "=", *shown, "=", _piece(line.result, writer)]


def _piece(piece: Matrix | str, writer: Writer) -> _Piece:
    if isinstance(piece, str):
        return piece
    values = piece.values
    if values.size == 1:
        return format_number(float(values.flat[0]), writer.notation).replace("−", "-")
    if len(values) > LARGE_ROWS or values.shape[1] > LARGE_COLUMNS:
        return _Grid(piece.latex, _corners(piece, writer), 0, piece, is_cornered=True)
    columns = range(min(values.shape[1], MOST_COLUMNS))
    rows = range(min(len(values), MOST_ROWS))
    cells = [tuple(_cell(piece, i, j, writer) for j in columns) for i in rows]
    if values.shape[1] > MOST_COLUMNS:
        cells = [(*row, "…") for row in cells]
    return _Grid(piece.latex, tuple(cells), len(values) - len(rows), piece)


def _corners(matrix: Matrix, writer: Writer) -> tuple[tuple[str, ...], ...]:
    """The first rows and columns and the last of each, with dots between, as in a textbook."""
    n_rows, n_columns = matrix.values.shape
    rows, columns = _ends(n_rows, _CORNER_ROWS), _ends(n_columns, _CORNER_COLUMNS)
    cells = [[_corner(matrix, i, j, writer) for j in columns] for i in rows]
    return tuple(map(tuple, cells))


def _ends(n: int, few: int) -> list[int | None]:
    """The places that are written out; None stands for dots."""
    if n <= few + 2:
        return list(range(n))
    return [*range(few), None, n - 1]


def _corner(matrix: Matrix, i: int | None, j: int | None, writer: Writer) -> str:
    if i is None:
        return "⋱" if j is None else "⋮"
    return "⋯" if j is None else _cell(matrix, i, j, writer)


def _cell(matrix: Matrix, i: int, j: int, writer: Writer) -> str:
    if matrix.absent is not None and matrix.absent[i, j]:
        return _ABSENT
    return format_number(float(matrix.values[i, j]), writer.notation)


def _spoken(piece: _Piece) -> str:
    if isinstance(piece, str):
        return plain_formula(piece)
    rows = "; ".join(", ".join(row) for row in piece.cells)
    return f"{plain_formula(piece.latex)} [{rows}]"


def _size(share: float) -> float:
    return _SIZE * theme().scale * share


def _metrics(share: float) -> QFontMetricsF:
    return _metrics_of(theme().font(_POINTS * share).toString())


@lru_cache(maxsize=32)
def _metrics_of(font: str) -> QFontMetricsF:
    found = QFont()
    found.fromString(font)
    return QFontMetricsF(found)


def _line_height(share: float) -> float:
    return _metrics(share).height() + 3 * theme().scale


def _name_height(share: float) -> float:
    return 1.6 * _size(share)


def _lines(grid: _Grid) -> int:
    return len(grid.cells) + bool(grid.more_rows or grid.is_cornered)


def _column_widths(grid: _Grid, share: float) -> list[float]:
    key = share * theme().scale
    if key not in grid.column_widths:
        metrics = _metrics(share)
        columns = zip(*grid.cells, strict=True)
        widths = [max(metrics.horizontalAdvance(text) for text in column) for column in columns]
        grid.column_widths[key] = widths
    return grid.column_widths[key]


def _more_text(grid: _Grid) -> str:
    if grid.is_cornered:
        rows, columns = grid.matrix.values.shape
        return f"{rows} × {columns}"
    return trn("… {n} more row", "… {n} more rows", grid.more_rows) if grid.more_rows else ""


def _piece_width(piece: _Piece, share: float) -> float:
    unit = theme().scale * share
    if isinstance(piece, str):
        return typeset(piece, _size(share), theme().colour("text")).width
    columns = _column_widths(piece, share)
    inner = sum(columns) + _COLUMN_GAP * unit * (len(columns) - 1)
    inner = max(inner, _metrics(share).horizontalAdvance(_more_text(piece)))
    name = typeset(piece.latex, _size(share), theme().colour("text")).width
    return max(inner + 2 * (_BRACKET + 5) * unit, name)


def _paint_grid(painter: QPainter, grid: _Grid, at: QPointF, width: float, share: float) -> None:
    """Paint a matrix whose left edge and middle are ``at``, its name above it."""
    unit, line = theme().scale * share, _line_height(share)
    height = _lines(grid) * line
    box = QRectF(at.x(), at.y() - height / 2, width, height)
    # The size of a cornered one stands below its brackets.
    inside = box.adjusted(0, 0, 0, -line if grid.is_cornered else 0)
    name = typeset(grid.latex, _size(share), theme().colour("muted"))
    name.paint(painter, box.center().x() - name.width / 2, box.top() - 0.42 * _size(share))
    _paint_brackets(painter, inside, unit)
    painter.setFont(theme().font(_POINTS * share))
    columns = _column_widths(grid, share)
    inner = sum(columns) + _COLUMN_GAP * unit * (len(columns) - 1)
    for i, row in enumerate(grid.cells):
        x = box.center().x() - inner / 2
        for text, column in zip(row, columns, strict=True):
            painter.setPen(theme().colour("muted" if text in _MUTED else "text"))
            painter.drawText(QRectF(x, box.top() + i * line, column, line), _RIGHT, text)
            x += column + _COLUMN_GAP * unit
    if _more_text(grid):
        painter.setPen(theme().colour("muted"))
        last = QRectF(box.left(), box.bottom() - line, width, line)
        painter.drawText(last, Qt.AlignmentFlag.AlignCenter, _more_text(grid))


def _paint_brackets(painter: QPainter, box: QRectF, unit: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("text"), 1.5 * unit))
    bow = _BRACKET * unit
    for x, side in ((box.left() + 1, 1), (box.right() - 1, -1)):
        path = QPainterPath(QPointF(x + side * bow, box.top() - 2))
        path.cubicTo(
            QPointF(x, box.top() + box.height() * 0.3),
            QPointF(x, box.bottom() - box.height() * 0.3),
            QPointF(x + side * bow, box.bottom() + 2),
        )
        painter.drawPath(path)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
