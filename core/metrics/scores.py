"""MSE, RMSE, MAE and R², or accuracy, from predictions; in measured units."""

from math import sqrt

import numpy as np

from core.compiling.compiler import compile_network
from core.compiling.plan import Plan
from core.metrics.classes import classes_of
from core.metrics.task import Task, complete, task_of
from core.network.data import Data, Part
from core.network.network import Network
from core.network.node import Array
from core.numerics import passes


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


def metrics(
    network: Network | Plan, theta: Array, data: Data, part: Part = Part.TRAINING
) -> dict[str, float]:
    """Judge the network with the parameters ``theta`` on one part of the data, in measured units.

    Rows with a missing number are left out; without rows there are no metrics.
    """
    plan = network if isinstance(network, Plan) else compile_network(network)
    return _metrics(plan, theta, data, part, task_of(plan, data))


def _metrics(plan: Plan, theta: Array, data: Data, part: Part, task: Task) -> dict[str, float]:
    rows = data.rows(part)
    rows = rows[complete(data.inputs[rows], data.targets[rows])]
    if len(rows) == 0:
        return {}
    y_hat = passes.forward(plan, theta, data.inputs[rows]).a[plan.outputs].T
    return judged(task, y_hat, data, rows)


def judged(task: Task, y_hat: Array, data: Data, rows: Array) -> dict[str, float]:
    """Judge predictions of some rows, as the network sees them, in measured units."""
    targets = data.targets[rows]
    return scores(task, data.measured_targets(y_hat), data.measured_targets(targets))


def by_part(network: Network | Plan, theta: Array, data: Data) -> dict[str, float]:
    """The metrics of every part that has rows: `training.mae`, `validation.mae` …"""
    plan = network if isinstance(network, Plan) else compile_network(network)
    task = task_of(plan, data)
    return {
        f"{part.name.lower()}.{name}": value
        for part in Part
        for name, value in _metrics(plan, theta, data, part, task).items()
    }
