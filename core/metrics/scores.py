"""MSE, RMSE, MAE and R², or accuracy, from predictions; in measured units."""

from math import sqrt

import numpy as np

from core.metrics.classes import classes_of
from core.metrics.task import Task, complete
from core.network.data import Data
from core.network.node import Array


def scores(task: Task, y_hat: Array, y: Array) -> dict[str, float]:
    """Judge predictions ``y_hat`` (n, outputs) of ``y``; nothing where there are no rows.

    As in the losses, `mse` and `mae` sum over the outputs and take the mean over the rows. `r2`
    is 1 − SSE/SST with SST about the rows' own mean, and is left out where SST is 0.
    """
    rows = complete(y)
    y_hat, y = y_hat[rows], y[rows]
    if len(y) == 0:
        return {}
    if task is not Task.REGRESSION:
        return {"accuracy": float((classes_of(y_hat) == classes_of(y)).mean())}
    with np.errstate(over="ignore", invalid="ignore"):
        return _regression(y_hat, y)


def _regression(y_hat: Array, y: Array) -> dict[str, float]:
    sse = float(np.square(y - y_hat).sum())
    sst = float(np.square(y - y.mean(axis=0)).sum())
    mse = sse / len(y)
    found = {"mse": mse, "rmse": sqrt(mse), "mae": float(np.abs(y - y_hat).sum()) / len(y)}
    return found | ({"r2": 1.0 - sse / sst} if sst > 0 else {})


def judged(task: Task, y_hat: Array, data: Data, rows: Array) -> dict[str, float]:
    """Judge predictions of some rows, as the network sees them, in measured units."""
    targets = data.targets[rows]
    return scores(task, data.measured_targets(y_hat), data.measured_targets(targets))
