"""The weights into a level as one table of numbers: what a heat-map shows, however large.

`core.network.matrices` has a name for every cell, which suits the matrices of a slide; here a
table of 256 × 784 weights is an array, and a cell is named only when somebody points at it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from core.network.edge import EdgeKey, Parameter
from core.network.matrices import level_units, matrix_letters, sources_of
from core.network.network import Network
from core.network.node import Array, Role, Unit
from core.network.notation import LECTURE, IndexOrder, Notation

_MANY = 64
"""So many single weights are put in their places at once."""


class Piece(NamedTuple):
    """Where the weights of one edge begin in a table, target units down and source units across."""

    key: EdgeKey
    row: int
    column: int


@dataclass(frozen=True, eq=False)
class WeightTable:
    """All weights from earlier units to the units of one level; ``latex`` is the matrix's name.

    Where ``is_transposed``, rows are sources and columns targets, as the notation wants.
    """

    latex: str
    targets: tuple[Unit, ...]
    sources: tuple[Unit, ...]
    pieces: tuple[Piece, ...]
    is_transposed: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        shape = len(self.targets), len(self.sources)
        return shape[::-1] if self.is_transposed else shape

    @property
    def row_units(self) -> tuple[Unit, ...]:
        """The unit that each row stands for."""
        return self.sources if self.is_transposed else self.targets

    @property
    def column_units(self) -> tuple[Unit, ...]:
        """The unit that each column stands for."""
        return self.targets if self.is_transposed else self.sources

    def parameter(self, row: int, column: int) -> Parameter:
        """The weight of a cell; `Network.has` says whether there is one."""
        target, source = (column, row) if self.is_transposed else (row, column)
        return Parameter(self.targets[target], self.sources[source])

    def cell(self, parameter: Parameter) -> tuple[int, int] | None:
        """Where a weight stands, None if it is not in this table."""
        row = self._rows.get(parameter.target)
        column = self._columns.get(parameter.source) if parameter.source else None
        if row is None or column is None:
            return None
        return (column, row) if self.is_transposed else (row, column)

    @cached_property
    def _rows(self) -> dict[Unit, int]:
        return {unit: i for i, unit in enumerate(self.targets)}

    @cached_property
    def _columns(self) -> dict[Unit, int]:
        return {unit: j for j, unit in enumerate(self.sources)}

    def holds(self, key: EdgeKey) -> bool:
        """Return whether the weights of an edge are in this table."""
        return key in self._keys

    @cached_property
    def _keys(self) -> frozenset[EdgeKey]:
        return frozenset(piece.key for piece in self.pieces)

    def is_like(self, other: "WeightTable") -> bool:
        """Return whether another table has the same weights in the same places."""
        return (self.latex, self.targets, self.sources, self.pieces, self.is_transposed) == (
            other.latex, other.targets, other.sources, other.pieces, other.is_transposed
        )  # fmt: skip

    def fits(self, network: Network) -> bool:
        """Return whether a network, as of a run in hand, still has these weights."""
        return all(piece.key in network.edges for piece in self.pieces)

    def values(self, network: Network) -> Array:
        """The numbers (rows, columns) as the network has them, NaN where there is no weight."""
        first = network.edges[self.pieces[0].key] if self.pieces else None
        if first is not None and len(self.pieces) == 1 and first.mask is None:
            size = len(self.targets), len(self.sources)
            if first.weight.shape == size:
                return first.weight.T if self.is_transposed else first.weight
        table = np.full((len(self.targets), len(self.sources)), np.nan)
        edges = [network.edges[piece.key] for piece in self.pieces]
        if len(edges) > _MANY and all(edge.weight.size == 1 for edge in edges):
            places = np.array([(piece.row, piece.column) for piece in self.pieces])
            table[places[:, 0], places[:, 1]] = [edge.weight.item() for edge in edges]
            edges = []
        for edge, (_key, row, column) in zip(edges, self.pieces, strict=False):
            height, width = edge.weight.shape
            block = table[row : row + height, column : column + width]
            block[:] = edge.weight if edge.mask is None else _masked(edge.weight, edge.mask)
        return table.T if self.is_transposed else table

    def with_block(self, network: Network, row: int, column: int, block: Array) -> Network:
        """The network with a block of numbers put in at a cell; NaN leaves a weight as it is.

        Where there is no weight, the block must hold NaN or 0.
        """
        if self.is_transposed:
            block, row, column = block.T, column, row
        changed = dict(network.edges)
        for piece in self.pieces:
            edge = network.edges[piece.key]
            height, width = edge.weight.shape
            part, top, left = _common(block, row - piece.row, column - piece.column, height, width)
            if part.size and not np.isnan(part).all():
                weight = edge.weight.copy()
                place = weight[top : top + part.shape[0], left : left + part.shape[1]]
                np.copyto(place, part, where=~np.isnan(part))
                changed[piece.key] = replace(edge, weight=weight)
        return replace(network, edges=changed)

    def frozen_cells(self, network: Network) -> bool | None:
        """Whether all weights are frozen; None where some are and some are not."""
        flags = {network.edges[key].frozen for key in self._keys}
        return flags.pop() if len(flags) == 1 else None


def _masked(weight: Array, mask: Array) -> Array:
    return np.where(mask, weight, np.nan)


def _common(block: Array, row: int, column: int, height: int, width: int) -> tuple[Array, int, int]:
    """The part of a block at (row, column) that lies within height × width, and where."""
    top, left = max(row, 0), max(column, 0)
    bottom, right = min(row + block.shape[0], height), min(column + block.shape[1], width)
    part = block[max(top - row, 0) : max(bottom - row, 0), max(left - column, 0) : right - column]
    return part if right > left else part[:, :0], top, left


def weight_tables(network: Network, notation: Notation = LECTURE) -> list[WeightTable]:
    """The weights of every level, in order; a level that no edge leads to has none."""
    levels = level_units(network)
    tables = []
    for number in sorted(levels):
        targets = [u for u in levels[number] if network.nodes[u.node].role is not Role.INPUT]
        sources = sources_of(network, levels, number) if targets else ()
        if not sources:
            continue
        latex, _bias = matrix_letters(network, tuple(targets), number, len(levels), notation)
        pieces = tuple(_pieces(network, targets, sources))
        if pieces:
            transposed = notation.index_order is IndexOrder.SOURCE_FIRST
            tables.append(WeightTable(latex, tuple(targets), tuple(sources), pieces, transposed))
    return tables


def _pieces(network: Network, targets: Iterable[Unit], sources: Iterable[Unit]) -> Iterable[Piece]:
    rows = {unit.node: i for i, unit in enumerate(targets) if unit.index == 0}
    columns = {unit.node: j for j, unit in enumerate(sources) if unit.index == 0}
    for node_id, row in rows.items():
        for edge in network.incoming[node_id]:
            yield Piece(edge.key, row, columns[edge.source])


@dataclass(frozen=True, eq=False)
class WeightPictures:
    """The weights from an image to the units that look at it, as pictures of that image."""

    units: tuple[Unit, ...]
    shape: tuple[int, int]
    pieces: tuple[Piece, ...]

    def values(self, network: Network) -> Array:
        """The pictures (units, rows, columns); where a pixel is not connected there is NaN."""
        n, pixels = len(self.units), self.shape[0] * self.shape[1]
        table = WeightTable("", self.units, tuple(Unit("", j) for j in range(pixels)), self.pieces)
        return table.values(network).reshape(n, *self.shape)

    def fits(self, network: Network) -> bool:
        """Return whether a network still has these weights."""
        return all(piece.key in network.edges for piece in self.pieces)


def image_shape(network: Network) -> tuple[int, int] | None:
    """The image that the inputs are: as the data say; 784 inputs are 28 × 28 without that too."""
    n = sum(node.units for node in network.inputs)
    shape = network.data.image or ((28, 28) if n == 784 else None)
    return shape if shape is not None and shape[0] * shape[1] == n else None


def weight_pictures(network: Network) -> WeightPictures | None:
    """The pictures of all units that inputs lead to, None where the inputs are no image."""
    shape = image_shape(network)
    if shape is None:
        return None
    first, at = {}, 0
    for node in network.inputs:
        first[node.id] = at
        at += node.units
    units: list[Unit] = []
    pieces: list[Piece] = []
    for node in network.nodes.values():
        into = [e for e in network.incoming[node.id] if e.source in first]
        pieces += [Piece(e.key, len(units), first[e.source]) for e in into]
        if into:
            units += [Unit(node.id, i) for i in range(node.units)]
    return WeightPictures(tuple(units), shape, tuple(pieces)) if units else None


def pixel_of(network: Network, unit: Unit) -> tuple[int, int, int] | None:
    """The number of the pixel that an input unit is, its row and its column, all from 1."""
    shape = image_shape(network)
    node = network.nodes[unit.node]
    if shape is None or node.role is not Role.INPUT:
        return None
    before = 0
    for other in network.inputs:
        if other.id == unit.node:
            break
        before += other.units
    row, column = divmod(before + unit.index, shape[1])
    return before + unit.index + 1, row + 1, column + 1
