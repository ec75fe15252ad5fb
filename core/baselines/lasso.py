"""The lasso, its penalty λ chosen by cross-validation as glmnet does."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from core.baselines import coordinate_descent
from core.baselines.baseline import Baseline, Linear, standardised, training_rows
from core.metrics.task import Task
from core.network.data import Data
from core.network.node import Array

N_LAMBDAS = 100
FOLDS = 10


@dataclass(frozen=True, eq=False)
class CrossValidation:
    """The whole path for one output: λ from large to small, all in units the network sees.

    ``weights`` is (λs, inputs), fitted on all training rows; ``errors`` and ``spread`` are the
    mean error of the folds and its standard error; ``best`` is the place of the smallest error,
    ``simplest`` that of the largest λ within one standard error of it. The arrays are empty where
    λ was given.
    """

    lambdas: Array
    weights: Array
    errors: Array
    spread: Array
    best: int
    simplest: int

    @property
    def n_nonzero(self) -> Array:
        """How many inputs have a weight, for every λ."""
        return np.count_nonzero(self.weights, axis=1)


def lasso(
    data: Data,
    seed: int = 0,
    penalty: float | None = None,
    folds: int = FOLDS,
    measure: str = "mse",
    task: Task = Task.REGRESSION,
) -> Baseline:
    """Fit the lasso; ``penalty`` is λ in measured units of the target, None to choose it.

    The error is (1/2n)‖y − ŷ‖² + λ Σ|weight of the standardised input|, for each output on its
    own. λ is the one with the smallest ``measure`` over ``folds``, drawn with ``seed``. Raises
    `TooFewRowsError`.
    """
    for _, found in lasso_steps(data, seed, penalty, folds, measure, task):
        if found is not None:
            return found
    raise AssertionError


def lasso_steps(
    data: Data,
    seed: int = 0,
    penalty: float | None = None,
    folds: int = FOLDS,
    measure: str = "mse",
    task: Task = Task.REGRESSION,
) -> Iterator[tuple[float, Baseline | None]]:
    """As `lasso`, yielding the share that is done; the last pair has the baseline."""
    begun = perf_counter()
    x, y = training_rows(data, at_least=3)
    folds = max(2, min(folds, len(x)))
    fold_of = np.random.default_rng(seed).permutation(np.arange(len(x)) % folds)
    scales = [column.sd for column in data.target_columns] or [1.0] * y.shape[1]
    fits: list[CrossValidation] = []
    for k in range(y.shape[1]):
        lambdas = None if penalty is None else np.array([penalty / scales[k]])
        steps = _output_steps(x, y[:, k], fold_of, measure, lambdas)
        for share, fit in steps:
            if fit is None:
                yield (k + share) / y.shape[1], None
            else:
                fits.append(fit)
    chosen = [fit.weights[fit.best] for fit in fits]
    lambdas_used = [float(f.lambdas[f.best] * s) for f, s in zip(fits, scales, strict=True)]
    yield (
        1.0,
        Baseline(
            "lasso",
            _linear(x, y, np.array(chosen)),
            data,
            task,
            seed=seed,
            seconds=perf_counter() - begun,
            settings={
                "lambda": lambdas_used[0] if len(lambdas_used) == 1 else lambdas_used,
                **({"folds": folds, "measure": measure} if penalty is None else {}),
            },
            details=fits,
        ),
    )


def _linear(x: Array, y: Array, weights: Array) -> Linear:
    means = x.mean(axis=0)
    return Linear("identity", y.mean(axis=0) - weights @ means, weights)


def _output_steps(
    x: Array, y: Array, fold_of: Array, measure: str, lambdas: Array | None
) -> Iterator[tuple[float, CrossValidation | None]]:
    """The path on all rows, then on all but each fold; the last pair has the result."""
    none = np.zeros(0)
    if lambdas is not None:
        weights = _path(x, y, lambdas)
        yield 1.0, CrossValidation(lambdas, weights, none, none, 0, 0)
        return
    lambdas = _lambdas(x, y)
    weights = _path(x, y, lambdas)
    folds = int(fold_of.max()) + 1
    errors = np.zeros((folds, len(lambdas)))
    for fold in range(folds):
        yield (fold + 1) / (folds + 1), None
        errors[fold] = _fold_errors(x, y, fold_of == fold, measure, lambdas)
    yield 1.0, _chosen(lambdas, weights, errors, np.bincount(fold_of))


def _path(x: Array, y: Array, lambdas: Array) -> Array:
    """Weights (λs, inputs) of the inputs as they are."""
    scaled, _, sds = standardised(x)
    gram, c = scaled.T @ scaled / len(x), scaled.T @ (y - y.mean()) / len(x)
    return coordinate_descent.path(gram, c, lambdas.tolist()) / sds


def _lambdas(x: Array, y: Array) -> Array:
    """From the smallest λ that leaves no input in, down by equal factors (as glmnet)."""
    scaled, _, _ = standardised(x)
    largest = float(np.abs(scaled.T @ (y - y.mean())).max(initial=0.0)) / len(x)
    if largest == 0.0:
        return np.ones(1)
    return largest * np.geomspace(1.0, 1e-4 if len(x) > x.shape[1] else 1e-2, N_LAMBDAS)


def _fold_errors(x: Array, y: Array, held_out: Array, measure: str, lambdas: Array) -> Array:
    """The mean error of one fold's rows under each λ, fitted without them."""
    kept = ~held_out
    weights = _path(x[kept], y[kept], lambdas)
    centred = x[held_out] - x[kept].mean(axis=0)
    misses = y[held_out][:, None] - y[kept].mean() - centred @ weights.T
    return (np.abs(misses) if measure == "mae" else np.square(misses)).mean(axis=0)


def _chosen(lambdas: Array, weights: Array, errors: Array, sizes: Array) -> CrossValidation:
    share = (sizes / sizes.sum())[:, None]
    mean = (share * errors).sum(axis=0)
    spread = np.sqrt((share * np.square(errors - mean)).sum(axis=0) / (len(sizes) - 1))
    best = int(mean.argmin())
    simplest = int(np.flatnonzero(mean <= mean[best] + spread[best])[0])
    return CrossValidation(lambdas, weights, mean, spread, best, simplest)
