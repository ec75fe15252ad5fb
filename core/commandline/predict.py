"""`main.py predict FILE`: ŷ of every observation, and the loss where the targets are known.

Predictions and targets are in measured units; the loss is of the numbers that the network sees.
"""

import argparse

import numpy as np

from core.commandline.evaluation import Problem, load
from core.commandline.json_text import json_text
from core.commandline.table import table
from core.language import tr
from core.network.naming import Names
from core.network.node import Array, Role
from core.numbers import format_number
from core.numerics import passes

DECIMALS = 6


def run(chosen: argparse.Namespace) -> int:
    """Print the predictions."""
    problem = load(chosen.file, chosen.data)
    run = passes.forward(problem.plan, problem.parameters, problem.data.inputs[:])
    predictions = problem.data.measured_targets(run.a[problem.plan.outputs].T)
    loss = known_loss(problem)
    if chosen.json:
        print(json_text({"predictions": predictions, "loss": loss}))
        return 0
    print(_table(problem, predictions))
    if loss is not None:
        print(loss_line(problem, loss))
    return 0


def known(problem: Problem) -> Array:
    """Which observations have all their targets."""
    return np.asarray(~np.isnan(problem.data.targets).any(axis=1))


def known_loss(problem: Problem) -> float | None:
    """The loss over the observations whose targets are known, None where there is none."""
    rows = known(problem)
    if not rows.any():
        return None
    run = passes.forward(problem.plan, problem.parameters, problem.data.inputs[rows])
    return passes.loss(problem.plan, run, problem.data.targets[rows])


def loss_line(problem: Problem, loss: float) -> str:
    """Say the loss, and over how many observations if not over all."""
    rows, name = known(problem), problem.network.loss
    value = format_number(loss, decimals=DECIMALS)
    if rows.all():
        return tr("Loss ({name}): {value}").format(name=name, value=value)
    text = tr("Loss ({name}) over the {k} of {n} observations with targets: {value}")
    return text.format(name=name, value=value, k=rows.sum(), n=len(rows))


def _table(problem: Problem, predictions: Array) -> str:
    names, units = Names(problem.network), problem.network.units(Role.OUTPUT)
    header = ["i", *(names.activation(u).plain for u in units)]
    columns = predictions
    if known(problem).any():
        header += [names.target(u).plain for u in units]
        targets = problem.data.measured_targets(problem.data.targets)
        columns = np.hstack([predictions, targets])
    rows = [
        [str(i + 1), *(format_number(v, decimals=DECIMALS) for v in row)]
        for i, row in enumerate(columns.tolist())
    ]
    return table(header, rows)
