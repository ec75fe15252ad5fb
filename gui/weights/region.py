"""The cells that are chosen in a table: from an anchor to the cell in hand."""

from typing import NamedTuple


class Region(NamedTuple):
    """A rectangle of cells between two corners, both inside of it."""

    anchor: tuple[int, int] = (0, 0)
    current: tuple[int, int] = (0, 0)

    @property
    def top_left(self) -> tuple[int, int]:
        """The first row and column."""
        return min(self.anchor[0], self.current[0]), min(self.anchor[1], self.current[1])

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns."""
        down = abs(self.anchor[0] - self.current[0])
        return down + 1, abs(self.anchor[1] - self.current[1]) + 1

    @property
    def is_single(self) -> bool:
        """Return whether it is one cell."""
        return self.anchor == self.current

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell is inside."""
        (top, left), (height, width) = self.top_left, self.size
        return top <= row < top + height and left <= column < left + width

    def to(self, row: int, column: int, extend: bool) -> "Region":
        """The region after going to a cell, from the anchor on or from there."""
        return Region(self.anchor if extend else (row, column), (row, column))

    def within(self, rows: int, columns: int) -> "Region":
        """What is left of it in a table of another size."""

        def inside(cell: tuple[int, int]) -> tuple[int, int]:
            return max(min(cell[0], rows - 1), 0), max(min(cell[1], columns - 1), 0)

        return Region(inside(self.anchor), inside(self.current))
