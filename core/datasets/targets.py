"""What the targets of some data are: numbers, or classes as 0 and 1."""

import numpy as np

from core.network.data import Data
from core.network.node import Array


def known_targets(data: Data) -> Array:
    """The rows of targets without a gap."""
    rows: Array = data.targets[~np.isnan(data.targets).any(axis=1)]
    return rows


def zero_or_one(data: Data) -> bool:
    """Return whether every target that is known is 0 or 1, as measured."""
    known = known_targets(data)
    if not known.size or any(column.is_standardised for column in data.target_columns):
        return False
    return bool(np.isin(known, (0.0, 1.0)).all())


def are_classes(data: Data) -> bool:
    """Return whether a row belongs to one class: one 0/1 column, or one 1 among several."""
    if not zero_or_one(data):
        return False
    return data.targets.shape[1] == 1 or bool((known_targets(data).sum(axis=1) == 1).all())


def say_classes(data: Data) -> bool:
    """Return whether the columns themselves say that they are the levels of categories."""
    columns = data.target_columns
    return bool(columns) and all(column.category for column in columns)
