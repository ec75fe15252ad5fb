"""What a network is for: numbers, two classes, or many."""

from enum import StrEnum

import numpy as np

from core.compiling.plan import Plan
from core.network.byte_rows import ByteRows
from core.network.data import Data
from core.network.network import Network
from core.network.node import Array, Role


class Task(StrEnum):
    """What the outputs predict."""

    REGRESSION = "regression"
    TWO_CLASSES = "two classes"
    CLASSES = "classes"


def task_of(network: Network | Plan, data: Data | None = None) -> Task:
    """Tell the task from the output function and the targets (those of the network by default).

    Classes ask for `logistic` or `softmax` outputs and for targets of 0 and 1, one 1 a row where
    there are several outputs. Everything else is regression.
    """
    if isinstance(network, Network):
        data = network.data if data is None else data
        function, n_outputs = network.output_function, len(network.units(Role.OUTPUT))
    else:
        function, n_outputs = network.output_function.name, network.n_outputs
    if function == "identity" or not _are_classes(data, n_outputs):
        return Task.REGRESSION
    return Task.CLASSES if n_outputs > 1 else Task.TWO_CLASSES


def _are_classes(data: Data | None, n_outputs: int) -> bool:
    """Return whether the targets are 0 and 1, one 1 a row; also where nothing is known yet."""
    if data is None or data.targets.shape[1] != n_outputs:
        return True
    # Only classifiers need to look, and a look at large targets is remembered there.
    from core.datasets.targets import are_classes, target_facts

    return target_facts(data).n_known == 0 or are_classes(data)


_BLOCK = 8192


def complete_rows(data: Data, rows: Array) -> Array:
    """Those of ``rows`` that have no missing number; bytes never have one."""
    whole = complete(data.targets[rows])
    if not isinstance(data.inputs, ByteRows):
        for first in range(0, len(rows), _BLOCK):
            block = slice(first, first + _BLOCK)
            whole[block] &= complete(data.inputs[rows[block]])
    return rows if whole.all() else rows[whole]


def complete(*tables: Array) -> Array:
    """Which rows have no missing number in any of the tables."""
    return np.logical_and.reduce([~np.isnan(table).any(axis=1) for table in tables])
