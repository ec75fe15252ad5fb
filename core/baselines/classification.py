"""Logistic and multinomial regression: the linear models of classes."""

from collections.abc import Generator, Iterator
from time import perf_counter

import numpy as np

from core.baselines.baseline import Baseline, Linear, standardised, training_rows
from core.baselines.errors import NotClassesError
from core.baselines.newton import MAX_STEPS, Objective, minimise
from core.language import Message, translatable
from core.metrics.task import Task
from core.network.data import Data
from core.network.node import Array

RIDGE = 1e-4
"""½·RIDGE·Σ(weight of the standardised input)² is added where classes can be told apart fully."""

_SEPARABLE = translatable(
    "A linear model can be certain of the class of some rows, so its weights would grow "
    "without end: a tiny L2 penalty ({ridge}) holds them."
)


def logistic(data: Data) -> Baseline:
    """Fit P(y = 1) = σ(β₀ + Σ β_j x_j), each output on its own.

    Raises `NotClassesError` or `TooFewRowsError`.
    """
    return _last(logistic_steps(data))


def multinomial(data: Data) -> Baseline:
    """Fit the softmax of one linear model a class; of equal fits, the one whose weights sum to 0.

    Raises `NotClassesError` or `TooFewRowsError`.
    """
    return _last(multinomial_steps(data))


def _last(steps: Iterator[tuple[float, Baseline | None]]) -> Baseline:
    found = [baseline for _, baseline in steps if baseline is not None]
    return found[-1]


def logistic_steps(data: Data) -> Iterator[tuple[float, Baseline | None]]:
    """As `logistic`, yielding the share that is done; the last pair has the baseline."""
    task = Task.TWO_CLASSES if data.targets.shape[1] == 1 else Task.CLASSES
    return _steps("logistic", "logistic", data, task)


def multinomial_steps(data: Data) -> Iterator[tuple[float, Baseline | None]]:
    """As `multinomial`, yielding the share that is done; the last pair has the baseline."""
    return _steps("multinomial", "softmax", data, Task.CLASSES)


def _steps(
    name: str, function: str, data: Data, task: Task
) -> Iterator[tuple[float, Baseline | None]]:
    begun = perf_counter()
    x, y = training_rows(data, at_least=2)
    if not _are_classes(y, 2 if function == "softmax" else 1):
        raise NotClassesError
    scaled, means, sds = standardised(x)
    turned = _independent(scaled)
    ones = np.column_stack([np.ones(len(x)), scaled @ turned])
    b = yield from _minimum(Objective(ones, y, function), 0.0)
    separable = b is None
    if b is None:
        b = yield from _minimum(Objective(ones, y, function, RIDGE), 0.5)
        assert b is not None
    notes = (Message(_SEPARABLE, ridge=f"{RIDGE:g}"),) if separable else ()
    b = np.vstack([b[:1], turned @ b[1:]])
    linear = _linear(function, b, means, sds)
    settings = {"l2": RIDGE} if separable else {}
    seconds = perf_counter() - begun
    yield (
        1.0,
        Baseline(name, linear, data, task, seconds=seconds, settings=settings, notes=notes),
    )


def _are_classes(y: Array, least: int) -> bool:
    """Return whether the targets are 0 and 1, with one 1 a row where there are several."""
    one_of = y.shape[1] == 1 or bool((y.sum(axis=1) == 1.0).all())
    return one_of and y.shape[1] >= least and bool(np.isin(y, (0.0, 1.0)).all())


def _independent(scaled: Array) -> Array:
    """Orthonormal directions (inputs, rank) in which the inputs vary, so that fits are unique."""
    sizes, directions = np.linalg.eigh(scaled.T @ scaled)
    return directions[:, sizes > 1e-11 * max(float(sizes.max(initial=0.0)), 1e-300)]


def _minimum(
    objective: Objective, done: float
) -> Generator[tuple[float, None], None, Array | None]:
    """B at the minimum; None where there is none, as the weights of fully separable classes."""
    b, settled = None, False
    for step, (b, settled) in enumerate(minimise(objective)):  # noqa: B007 - the last ones
        yield done + 0.5 * step / MAX_STEPS, None
    return b if settled or objective.ridge else None


def _linear(function: str, b: Array, means: Array, sds: Array) -> Linear:
    """Undo the standardisation."""
    if function == "softmax":
        b = b - b.mean(axis=1, keepdims=True)
    weights = (b[1:] / sds[:, None]).T
    return Linear(function, b[0] - weights @ means, weights)
