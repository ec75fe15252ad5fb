"""The weights into a level as one table of numbers: what a heat-map shows, however large.

`core.network.matrices` has a name for every cell, which suits the matrices of a slide; here a
table of 256 × 784 weights is an array, and a cell is named only when somebody points at it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from core.network.edge import Edge, EdgeKey, Parameter
from core.network.matrices import level_units, matrix_letters, sources_of
from core.network.network import Network
from core.network.node import Array, Role, Unit
from core.network.notation import LECTURE, IndexOrder, Notation

_MANY = 64
"""So many single weights are put in their places at once."""


@dataclass(frozen=True, eq=False)
class WeightTable:
    """All weights from earlier units to the units of one level; ``latex`` is the matrix's name.

    They are those of the edges ``drawn``, which stand at ``places`` among all that the network
    has; ``corners`` are the first row and the first column of each. The units of a node stand
    beside each other. Where ``is_transposed``, rows are sources and columns targets, as the
    notation wants.
    """

    latex: str
    targets: tuple[Unit, ...]
    sources: tuple[Unit, ...]
    drawn: Sequence[EdgeKey]
    places: Array
    corners: Array
    is_transposed: bool = False

    @classmethod
    def of(
        cls,
        network: Network,
        latex: str,
        targets: tuple[Unit, ...],
        sources: tuple[Unit, ...],
        places: Array,
        is_transposed: bool = False,
    ) -> "WeightTable":
        """The table of the edges of a network that stand at some places."""
        firsts = _first_places(targets), _first_places(sources)
        row, column = (
            np.array([first.get(n, -1) for n in network.nodes], dtype=np.intp) for first in firsts
        )
        ends = network.ends[places]
        corners = np.column_stack([row[ends[:, 1]], column[ends[:, 0]]])
        keys = network.edge_keys
        return cls(latex, targets, sources, keys, places, corners, is_transposed)

    @cached_property
    def keys(self) -> tuple[EdgeKey, ...]:
        """The edges whose weights they are."""
        return tuple([self.drawn[i] for i in self.places.tolist()])

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
        return frozenset(self.keys)

    def is_like(self, other: "WeightTable") -> bool:
        """Return whether another table has the same weights in the same places."""
        mine = self.latex, self.is_transposed, self.targets, self.sources
        if mine != (other.latex, other.is_transposed, other.targets, other.sources):
            return False
        same = self.drawn is other.drawn and np.array_equal(self.places, other.places)
        return same or self.keys == other.keys

    def first_cell(self, key: EdgeKey) -> tuple[int, int]:
        """Where the first weight of an edge stands."""
        place = self._first_row[key[1]], self._first_column[key[0]]
        return place[::-1] if self.is_transposed else place

    @cached_property
    def _first_row(self) -> dict[str, int]:
        return _first_places(self.targets)

    @cached_property
    def _first_column(self) -> dict[str, int]:
        return _first_places(self.sources)

    def fits(self, network: Network) -> bool:
        """Return whether a network, as of a run in hand, still has these weights."""
        return self._is_drawn_alike(network) or self._keys <= network.edges.keys()

    def _is_drawn_alike(self, network: Network) -> bool:
        return network.edge_keys is self.drawn or network.edge_keys == self.drawn

    def values(self, network: Network) -> Array:
        """The numbers (rows, columns) as the network has them, NaN where there is no weight."""
        size = len(self.targets), len(self.sources)
        table = np.full(size, np.nan)
        rows, columns = self.corners.T
        if len(self.places) > _MANY and self._are_single and self._is_drawn_alike(network):
            table[rows, columns] = network.strengths[self.places]
            return table.T if self.is_transposed else table
        edges = [network.edges[key] for key in self.keys]
        if len(edges) == 1 and edges[0].mask is None and edges[0].weight.shape == size:
            return edges[0].weight.T if self.is_transposed else edges[0].weight
        for edge, row, column in zip(edges, rows.tolist(), columns.tolist(), strict=True):
            height, width = edge.weight.shape
            block = table[row : row + height, column : column + width]
            block[:] = (
                edge.weight if edge.mask is None else np.where(edge.mask, edge.weight, np.nan)
            )
        return table.T if self.is_transposed else table

    @cached_property
    def _are_single(self) -> bool:
        """Whether no node in the table has more than one unit."""
        return all(unit.index == 0 for unit in (*self.targets, *self.sources))

    def frozen_boxes(self, network: Network) -> list[tuple[int, int, int, int]]:
        """Where weights are frozen: row, column, height and width of each rectangle of cells."""
        targets = {unit.node for unit in self.targets}
        if targets.isdisjoint(network.frozen_into):
            return []
        frozen = np.zeros((len(self.targets), len(self.sources)), dtype=bool)
        for key in self.keys:
            edge = network.edges[key]
            if edge.frozen:
                row, column = self._first_row[edge.target], self._first_column[edge.source]
                height, width = edge.weight.shape
                frozen[row : row + height, column : column + width] = True
        return boxes_of(frozen.T if self.is_transposed else frozen)

    def with_block(self, network: Network, row: int, column: int, block: Array) -> Network:
        """The network with a block of numbers put in at a cell; NaN leaves a weight as it is.

        Where there is no weight, the block must hold NaN or 0.
        """
        if self.is_transposed:
            block, row, column = block.T, column, row
        changed: dict[EdgeKey, Edge] = {}
        for key in self.keys:
            down, right = row - self._first_row[key[1]], column - self._first_column[key[0]]
            edge = network.edges[key]
            height, width = edge.weight.shape
            if not (-block.shape[0] < down < height and -block.shape[1] < right < width):
                continue
            part, top, left = _common(block, down, right, height, width)
            if part.size and not np.isnan(part).all():
                weight = edge.weight.copy()
                place = weight[top : top + part.shape[0], left : left + part.shape[1]]
                np.copyto(place, part, where=~np.isnan(part))
                changed[key] = replace(edge, weight=weight)
        return network.with_numbers({}, changed)


def _common(block: Array, row: int, column: int, height: int, width: int) -> tuple[Array, int, int]:
    """The part of a block at (row, column) that lies within height × width, and where."""
    top, left = max(row, 0), max(column, 0)
    bottom, right = min(row + block.shape[0], height), min(column + block.shape[1], width)
    part = block[max(top - row, 0) : max(bottom - row, 0), max(left - column, 0) : right - column]
    return part if right > left else part[:, :0], top, left


def weight_tables(network: Network, notation: Notation = LECTURE) -> list[WeightTable]:
    """The weights of every level, in order; a level that no edge leads to has none."""
    levels = level_units(network)
    transposed = notation.index_order is IndexOrder.SOURCE_FIRST
    tables = []
    for number, places in _places_by_level(network).items():
        targets = tuple(u for u in levels[number] if network.nodes[u.node].role is not Role.INPUT)
        sources = sources_of(network, levels, number)
        latex, _bias = matrix_letters(network, targets, number, len(levels), notation)
        tables.append(WeightTable.of(network, latex, targets, sources, places, transposed))
    return tables


def _places_by_level(network: Network) -> dict[int, Array]:
    """Where the edges that lead to each level stand among all."""
    of_node = np.array([network.levels[n] for n in network.nodes], dtype=np.intp)
    levels = of_node[network.ends[:, 1]]
    return {n: np.flatnonzero(levels == n) for n in np.flatnonzero(np.bincount(levels)).tolist()}


def boxes_of(mask: Array) -> list[tuple[int, int, int, int]]:
    """Rectangles (row, column, height, width) that cover what is true; equal rows share theirs."""
    starts = [0, *(np.flatnonzero((mask[1:] != mask[:-1]).any(axis=1)) + 1), len(mask)]
    boxes = []
    for start, end in pairwise(map(int, starts)):
        ends = np.flatnonzero(np.diff(np.concatenate([[False], mask[start], [False]])))
        boxes += [(start, int(a), end - start, int(b - a)) for a, b in ends.reshape(-1, 2)]
    return boxes


def _first_places(units: Iterable[Unit]) -> dict[str, int]:
    """Where the units of each node begin."""
    return {unit.node: i for i, unit in enumerate(units) if unit.index == 0}


@dataclass(frozen=True, eq=False)
class WeightPictures:
    """The weights from an image to the units that look at it, as pictures of that image."""

    table: WeightTable
    shape: tuple[int, int]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The unit of each picture."""
        return self.table.targets

    def values(self, network: Network) -> Array:
        """The pictures (units, rows, columns); where a pixel is not connected there is NaN."""
        return self.table.values(network).reshape(len(self.units), *self.shape)

    def fits(self, network: Network) -> bool:
        """Return whether a network still has these weights."""
        return self.table.fits(network)


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
    is_input = np.array([node.role is Role.INPUT for node in network.nodes.values()], dtype=bool)
    places = np.flatnonzero(is_input[network.ends[:, 0]])
    ids = [*network.nodes]
    into = {ids[i] for i in np.unique(network.ends[places, 1]).tolist()}
    units = tuple(
        Unit(node.id, i) for node in network.nodes.values() if node.id in into
        for i in range(node.units)
    )  # fmt: skip
    sources = tuple(network.units(Role.INPUT))
    table = WeightTable.of(network, "", units, sources, places)
    return WeightPictures(table, shape) if units else None


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
