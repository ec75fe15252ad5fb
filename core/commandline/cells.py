"""Cells that a command needs and that are not there."""

import numpy as np

from core.network.byte_rows import ByteRows
from core.network.data import Inputs
from core.network.network import Network
from core.network.node import Role


def require(network: Network, values: Inputs, role: Role) -> None:
    """Raise `EmptyCellError` for the first cell that is missing."""
    if isinstance(values, ByteRows):  # a byte is always there
        return
    missing = np.argwhere(np.isnan(values))
    if len(missing):
        from core.datasets.errors import EmptyCellError
        from core.network.naming import Names

        row, column = missing[0]
        name = Names(network).activation(network.units(role)[column]).plain
        raise EmptyCellError(row=row + 1, name=name)
