"""`main.py predict FILE`: ŷ of every observation, and the loss where the targets are known.

Predictions and targets are in measured units; the loss is of the numbers that the network sees.
"""

import argparse
from collections.abc import Iterator

import numpy as np

from core.commandline.evaluation import Problem, load
from core.commandline.json_text import json_text
from core.commandline.table import PARTS, streamed
from core.language import tr
from core.metrics.judging import Judgement, judged_rows
from core.metrics.task import Task
from core.network.data import Data, Part
from core.network.naming import Names
from core.network.node import Array, Role
from core.numbers import format_number

DECIMALS = 6


def run(chosen: argparse.Namespace) -> int:
    """Print the predictions."""
    problem = load(chosen.file, chosen.data)
    judged = judged_rows(
        problem.plan, problem.parameters, problem.data, np.arange(problem.data.n_observations)
    )
    predictions = problem.data.measured_targets(judged.y_hat)
    loss = known_loss(problem, judged)
    if chosen.json:
        print(json_text({"predictions": predictions, "loss": loss}))
        return 0
    for lines in _table(problem, predictions):
        print(lines)
    if loss is not None:
        print(loss_line(problem, loss))
        _print_accuracy(problem, judged)
    return 0


def known(problem: Problem) -> Array:
    """Which observations have all their targets."""
    return np.asarray(~np.isnan(problem.data.targets).any(axis=1))


def known_loss(problem: Problem, judged: Judgement) -> float | None:
    """The loss over the observations whose targets are known, None where there is none."""
    rows = known(problem)
    return judged.at(rows).loss if rows.any() else None


def loss_line(problem: Problem, loss: float) -> str:
    """Say the loss, and over how many observations if not over all."""
    rows, name = known(problem), problem.network.loss
    value = format_number(loss, decimals=DECIMALS)
    if rows.all():
        return tr("Loss ({name}): {value}").format(name=name, value=value)
    text = tr("Loss ({name}) over the {k} of {n} observations with targets: {value}")
    return text.format(name=name, value=value, k=rows.sum(), n=len(rows))


def _print_accuracy(problem: Problem, judged: Judgement) -> None:
    """Of many rows nobody counts the right ones: say how many there are, part by part."""
    if judged.task is Task.REGRESSION or len(judged.rows) < _MANY:
        return
    for part in Part:
        rows = known(problem) & (part_of(problem.data) == part)
        if rows.any():
            found = judged.at(rows)
            text = tr("{part}: {right} of {n} right ({share} %)")
            share = 100.0 * found.metrics["accuracy"]
            print(
                text.format(
                    part=tr(PARTS[part.name.lower()]),
                    right=len(found.right_rows()),
                    n=len(found.rows),
                    share=format_number(share, decimals=2),
                )
            )


_MANY = 100


def part_of(data: Data) -> Array:
    """The part of every row."""
    if data.split is None:
        return np.full(data.n_observations, Part.TRAINING)
    return data.split


def _table(problem: Problem, predictions: Array) -> Iterator[str]:
    names, units = Names(problem.network), problem.network.units(Role.OUTPUT)
    header = ["i", *(names.activation(u).plain for u in units)]
    columns = predictions
    if known(problem).any():
        header += [names.target(u).plain for u in units]
        targets = problem.data.measured_targets(problem.data.targets)
        columns = np.hstack([predictions, targets])
    rows = (
        [str(i + 1), *(format_number(v, decimals=DECIMALS) for v in row.tolist())]
        for i, row in enumerate(columns)
    )
    return streamed(header, rows, str(len(columns)))
