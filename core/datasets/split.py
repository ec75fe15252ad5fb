"""Which rows are for training, validation and test: by fractions with a seed, or as given."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.datasets.errors import ChoiceError, RowsError
from core.datasets.scaling import restandardised
from core.language import Message, translatable
from core.network.data import Data, Part
from core.network.node import Array

MOST_CLASSES = 100


@dataclass(frozen=True)
class Fractions:
    """Random rows: shares of all of them from 0 to below 1; what is left is for training.

    ``stratified`` gives every class its share in each part; where the targets have more than
    `MOST_CLASSES` different values, they are no classes and it changes nothing.
    """

    validation: float = 0.0
    test: float = 0.0
    seed: int = 0
    stratified: bool = False


@dataclass(frozen=True)
class Rows:
    """Given rows, counted from 1 and written like ``1-87, 90``; the others are for training."""

    validation: str = ""
    test: str = ""


def split(data: Data, how: Fractions | Rows | None) -> Data:
    """Give every row its part; None makes all of them training rows.

    Standardised columns are standardised anew, with mean and sd of the new training rows. Cells
    that were filled in stay as they are.
    """
    classes = data.targets if data.targets.shape[1] > 1 else data.targets.ravel()
    return restandardised(replace(data, split=parts(data.n_observations, how, classes)))


def parts(n: int, how: Fractions | Rows | None, classes: Array | None = None) -> Array | None:
    """The `Part` of each of ``n`` rows, None if all are for training.

    ``classes`` (n,) or (n, columns) are what to stratify by: rows with equal numbers are a class.
    """
    if how is None:
        return None
    if isinstance(how, Rows):
        return _given(n, parse_rows(how.validation, n), parse_rows(how.test, n))
    _check(how)
    strata = _strata(classes) if how.stratified and classes is not None and n else [np.arange(n)]
    return _drawn(n, strata, how)


def _strata(classes: Array) -> list[Array]:
    """The rows of every class; of numbers that are no classes, all rows together."""
    if classes.ndim == 2 and len(classes) and _are_one_hot(classes):
        classes = classes.argmax(axis=1)  # ten times as fast to tell apart as rows are
    found, groups = np.unique(classes, axis=0, return_inverse=True)
    if len(found) > MOST_CLASSES:
        return [np.arange(len(classes))]
    return [np.flatnonzero(groups.ravel() == g) for g in range(len(found))]


def _are_one_hot(classes: Array) -> bool:
    is_one = classes == 1.0
    return bool((is_one.sum(axis=1) == 1).all() and (classes[~is_one] == 0.0).all())


def _check(how: Fractions) -> None:
    fits = 0 <= how.validation < 1 and 0 <= how.test < 1 and how.validation + how.test < 1
    if not fits:
        problem = translatable(
            "The shares of validation and test are from 0 to below 1, and together below 1: "
            "something has to be left to train with."
        )
        raise ChoiceError(problem=problem)


def _drawn(n: int, strata: Sequence[Array], how: Fractions) -> Array:
    """Draw test rows first, then validation rows, from each stratum its share.

    The shares of the strata are rounded so that the parts have the size that was asked for.
    """
    rng = np.random.default_rng(how.seed)
    shuffled = [rng.permutation(rows) for rows in strata]
    sizes = [len(rows) for rows in shuffled]
    n_test = _shares(sizes, how.test)
    n_validation = _shares(
        sizes, how.validation, [s - t for s, t in zip(sizes, n_test, strict=True)]
    )
    part = np.zeros(n, dtype=np.int8)
    for rows, test, validation in zip(shuffled, n_test, n_validation, strict=True):
        part[rows[:test]] = Part.TEST
        part[rows[test : test + validation]] = Part.VALIDATION
    return part


def _shares(sizes: Sequence[int], share: float, room: Sequence[int] | None = None) -> list[int]:
    """Round ``share`` of each size so that the sum is ``share`` of all (largest remainders)."""
    room = sizes if room is None else room
    exact = [size * share for size in sizes]
    counts = [min(int(e), r) for e, r in zip(exact, room, strict=True)]
    lacking = min(round(sum(sizes) * share), max(sum(room) - 1, 0)) - sum(counts)
    by_rest = sorted(range(len(sizes)), key=lambda k: counts[k] - exact[k])
    for k in [k for k in by_rest if counts[k] < room[k]][: max(lacking, 0)]:
        counts[k] += 1
    return counts


def _given(n: int, validation: Array, test: Array) -> Array:
    both = np.intersect1d(validation, test)
    if both.size:
        problem = translatable("Row {row} cannot be for validation and for test.")
        raise ChoiceError(problem=problem, row=int(both[0]) + 1)
    part = np.zeros(n, dtype=np.int8)
    part[validation] = Part.VALIDATION
    part[test] = Part.TEST
    if n and part.all():
        raise ChoiceError(problem=translatable("No row is left to train with."))
    return part


_RANGE = re.compile(r"(\d+)(?:\s*[-–−:]\s*(\d+))?")


def parse_rows(text: str, n: int) -> Array:
    """Read ``1-87, 90`` (rows from 1) into indices from 0, sorted; raise `RowsError`."""
    rows: set[int] = set()
    for piece in re.split(r"[,;\n]", re.sub(r"\s*([-–−:])\s*", r"\1", text)):
        for word in piece.split():
            rows.update(_range(word, text, n))
    return np.array(sorted(rows), dtype=int)


def _range(word: str, text: str, n: int) -> range:
    match = _RANGE.fullmatch(word)
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    if match is None:
        problem = translatable("“{word}” is neither a row nor a range.")
        raise RowsError(text=shown, problem=Message(problem, word=word))
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= n:
        problem = translatable("“{word}” is not within the rows 1 to {n}.")
        raise RowsError(text=shown, problem=Message(problem, word=word, n=n))
    return range(first - 1, last)


def rows_text(rows: Collection[int]) -> str:
    """Write indices from 0 as rows from 1, as `parse_rows` reads them: ``1-87, 90``."""
    pieces: list[str] = []
    ordered = sorted(rows)
    start = 0
    for i in range(1, len(ordered) + 1):
        if i == len(ordered) or ordered[i] != ordered[i - 1] + 1:
            first, last = ordered[start] + 1, ordered[i - 1] + 1
            pieces.append(str(first) if first == last else f"{first}-{last}")
            start = i
    return ", ".join(pieces)
