"""What the targets of some data are: numbers, or classes as 0 and 1."""

import weakref
from dataclasses import dataclass

import numpy as np

from core.network.data import Data
from core.network.node import Array


@dataclass(frozen=True)
class TargetFacts:
    """What the known rows of targets have in common; ``spread`` is the largest deviation."""

    n_known: int = 0
    low: float = 0.0
    high: float = 0.0
    spread: float = 0.0
    only_zero_or_one: bool = False
    sums_to_one: bool = False


_last: tuple[weakref.ref[Array], TargetFacts] | None = None
"""The facts of the array asked for last: it is asked again with every change of the network."""


def target_facts(data: Data) -> TargetFacts:
    """Look at the targets as the network sees them."""
    global _last
    if _last is None or _last[0]() is not data.targets:
        _last = weakref.ref(data.targets), _found(data.targets)
    return _last[1]


def _found(targets: Array) -> TargetFacts:
    sums = targets.sum(axis=1)
    gaps = np.isnan(sums)
    if gaps.any():
        targets, sums = targets[~gaps], sums[~gaps]
    if not targets.size:
        return TargetFacts()
    return TargetFacts(
        n_known=len(targets),
        low=float(targets.min()),
        high=float(targets.max()),
        spread=float(targets.std(axis=0).max()),
        only_zero_or_one=bool(((targets == 0) | (targets == 1)).all()),
        sums_to_one=bool(np.allclose(sums, 1.0)),
    )


def zero_or_one(data: Data) -> bool:
    """Return whether every target that is known is 0 or 1, as measured."""
    if any(column.is_standardised for column in data.target_columns):
        return False
    return target_facts(data).only_zero_or_one


def are_classes(data: Data) -> bool:
    """Return whether a row belongs to one class: one 0/1 column, or one 1 among several."""
    if not zero_or_one(data):
        return False
    return data.targets.shape[1] == 1 or target_facts(data).sums_to_one


def say_classes(data: Data) -> bool:
    """Return whether the columns themselves say that they are the levels of categories."""
    columns = data.target_columns
    return bool(columns) and all(column.category for column in columns)
