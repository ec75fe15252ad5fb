"""Cells that a command needs and that are not there."""

import numpy as np

from core.network.network import Network
from core.network.node import Array, Role


def require(network: Network, values: Array, role: Role) -> None:
    """Raise `EmptyCellError` for the first cell that is missing."""
    missing = np.argwhere(np.isnan(values))
    if len(missing):
        from core.datasets.errors import EmptyCellError
        from core.network.naming import Names

        row, column = missing[0]
        name = Names(network).activation(network.units(role)[column]).plain
        raise EmptyCellError(row=row + 1, name=name)
