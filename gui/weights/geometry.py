"""Where the cells of a large table are on the screen: size, scrolling, zoom, which are in view."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

READ_WIDTH, READ_HEIGHT = 62.0, 24.0
"""The cell, in pixels at 100 %, from which on its number is written in it."""
_MOST = 1.7
_STRETCH = 5.0


@dataclass(frozen=True)
class Geometry:
    """Cells of ``cell_width`` × ``cell_height`` pixels; ``x`` and ``y`` are scrolled off.

    ``scale`` is that of the text.
    """

    rows: int
    columns: int
    cell_width: float = 1.0
    cell_height: float = 1.0
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0

    @property
    def width(self) -> float:
        """Of the whole table."""
        return self.columns * self.cell_width

    @property
    def height(self) -> float:
        """Of the whole table."""
        return self.rows * self.cell_height

    @property
    def has_numbers(self) -> bool:
        """Return whether cells are large enough to write their numbers in."""
        return (
            self.cell_width >= READ_WIDTH * self.scale - 1
            and self.cell_height >= READ_HEIGHT * self.scale * 0.8 - 1
        )

    def fitted(self, width: float, height: float) -> "Geometry":
        """The whole table in so much room; a flat one may stretch, but not without end."""
        across = width / max(self.columns, 1)
        down = height / max(self.rows, 1)
        across, down = min(across, down * _STRETCH), min(down, across * _STRETCH)
        most = self.most
        return replace(
            self, x=0.0, y=0.0, cell_width=min(across, most[0]), cell_height=min(down, most[1])
        )

    @property
    def most(self) -> tuple[float, float]:
        """The largest cell."""
        return READ_WIDTH * _MOST * self.scale, READ_HEIGHT * _MOST * self.scale

    def zoomed(self, factor: float, at: QPointF, least: "Geometry") -> "Geometry":
        """Larger or smaller cells, the place ``at`` staying where it is; ``least`` is fitted."""
        most = self.most
        width = min(max(self.cell_width * factor, min(least.cell_width, most[0])), most[0])
        height = min(max(self.cell_height * factor, min(least.cell_height, most[1])), most[1])
        column, row = (self.x + at.x()) / self.cell_width, (self.y + at.y()) / self.cell_height
        return replace(
            self,
            cell_width=width,
            cell_height=height,
            x=column * width - at.x(),
            y=row * height - at.y(),
        )

    def scrolled(self, x: float, y: float, width: float, height: float) -> "Geometry":
        """Scrolled to a place, as far as a view of so much room lets it."""
        return replace(
            self,
            x=min(max(x, 0.0), max(self.width - width, 0.0)),
            y=min(max(y, 0.0), max(self.height - height, 0.0)),
        )

    def showing(self, row: int, column: int, width: float, height: float) -> "Geometry":
        """Scrolled just so far that a cell is in view."""
        box = self.box(row, column).translated(self.x, self.y)
        x = min(max(self.x, box.right() - width), box.left())
        y = min(max(self.y, box.bottom() - height), box.top())
        return self.scrolled(x, y, width, height)

    def box(self, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        """Where a cell, or a block of them, is in the view."""
        return QRectF(
            column * self.cell_width - self.x,
            row * self.cell_height - self.y,
            columns * self.cell_width,
            rows * self.cell_height,
        )

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """The cell under a point of the view."""
        column = int((at.x() + self.x) // self.cell_width)
        row = int((at.y() + self.y) // self.cell_height)
        inside = 0 <= row < self.rows and 0 <= column < self.columns
        return (row, column) if inside else None

    def in_view(self, width: float, height: float) -> tuple[range, range]:
        """The rows and the columns of which at least a part is in a view of so much room."""
        first_row, first_column = int(self.y // self.cell_height), int(self.x // self.cell_width)
        last_row = min(int((self.y + height) // self.cell_height) + 1, self.rows)
        last_column = min(int((self.x + width) // self.cell_width) + 1, self.columns)
        return range(max(first_row, 0), last_row), range(max(first_column, 0), last_column)


def stride(size: float, room: float) -> int:
    """Every how many cells of ``size`` a heading of ``room`` pixels has its place: 1, 2, 5, 10 …"""
    step = 1
    for factor in (2, 2.5, 2) * 5:
        if step * size >= room:
            return step
        step = round(step * factor)
    return step
