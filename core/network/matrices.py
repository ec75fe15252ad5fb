"""The parameters as the slides write them in matrices: W and w₀, β and β₀, level by level."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Role, Unit
from core.network.notation import LECTURE, IndexOrder, Letters, Notation


@dataclass(frozen=True)
class ParameterMatrix:
    """A matrix by its LaTeX name; a cell is None where no edge is drawn.

    ``row_units`` and ``column_units`` are the neurons that rows and columns stand for; a column of
    biases has no column units (and, source first, a row of biases no row units).
    """

    latex: str
    cells: tuple[tuple[Parameter | None, ...], ...]
    row_units: tuple[Unit, ...]
    column_units: tuple[Unit, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.cells), len(self.cells[0]) if self.cells else 0


def parameter_matrices(
    network: Network, notation: Notation = LECTURE, most_cells: int | None = None
) -> list[ParameterMatrix]:
    """Weights and biases of every level: rows k and columns j, transposed where j comes first.

    The columns are the units of the level before, and then any earlier unit from which an edge
    skips to this level. A matrix of more than ``most_cells`` comes without its cells.
    """
    levels = level_units(network)
    matrices: list[ParameterMatrix] = []
    for number in sorted(levels):
        targets = tuple(u for u in levels[number] if _role(network, u) is not Role.INPUT)
        if not targets:
            continue
        sources = sources_of(network, levels, number)
        weight, bias = matrix_letters(network, targets, number, len(levels), notation)
        if sources:
            few = most_cells is None or len(sources) * len(targets) <= most_cells
            cells = tuple(tuple(_cell(network, t, s) for s in sources) for t in targets if few)
            matrices.append(ParameterMatrix(weight, cells, targets, sources))
        biases = tuple((Parameter(t),) for t in targets)
        matrices.append(ParameterMatrix(bias, biases, targets, ()))
    if notation.index_order is IndexOrder.SOURCE_FIRST:
        return [_transposed(matrix) for matrix in matrices]
    return matrices


def level_units(network: Network) -> Mapping[int, list[Unit]]:
    """The units of every level, in the order they were drawn."""
    levels: dict[int, list[Unit]] = {}
    for node in network.nodes.values():
        units = [Unit(node.id, i) for i in range(node.units)]
        levels.setdefault(network.levels[node.id], []).extend(units)
    return levels


def _role(network: Network, unit: Unit) -> Role:
    return network.nodes[unit.node].role


def sources_of(network: Network, levels: Mapping[int, list[Unit]], number: int) -> tuple[Unit, ...]:
    """The units of the level before, then any earlier one from which an edge skips to a level."""
    before = levels.get(number - 1, [])
    of_node = np.array([network.levels[n] for n in network.nodes], dtype=np.intp)
    sources, targets = network.ends[:, 0], network.ends[:, 1]
    skips = sources[(of_node[targets] == number) & (of_node[sources] < number - 1)]
    ids = [*network.nodes]
    skipping = {ids[i] for i in np.unique(skips).tolist()}
    earlier = (u for level in sorted(levels) if level < number - 1 for u in levels[level])
    return (*before, *(unit for unit in earlier if unit.node in skipping))


def _cell(network: Network, target: Unit, source: Unit) -> Parameter | None:
    edge = network.edges.get(EdgeKey(source.node, target.node))
    exists = edge is not None and edge.connects(source.index, target.index)
    return Parameter(target, source) if exists else None


def matrix_letters(
    network: Network, targets: tuple[Unit, ...], number: int, n_levels: int, notation: Notation
) -> tuple[str, str]:
    """The names of a level's matrices: W and w_0, β and β_0; with a level where there are more."""
    lecture = notation.letters is Letters.LECTURE
    output = _role(network, targets[0]) is Role.OUTPUT
    if lecture and output:
        return r"\beta", r"\beta_0"
    level = "" if lecture and n_levels <= 3 else f"^{{({number})}}"
    return f"W{level}", f"w{level}_0" if lecture else f"b{level}"


def _transposed(matrix: ParameterMatrix) -> ParameterMatrix:
    cells = tuple(zip(*matrix.cells, strict=True))
    return ParameterMatrix(matrix.latex, cells, matrix.column_units, matrix.row_units)
