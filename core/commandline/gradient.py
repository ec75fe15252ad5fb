"""`main.py gradient FILE`: the loss, every z and A, and the gradient of every parameter."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.commandline.cells import require
from core.commandline.evaluation import Problem, load
from core.commandline.json_text import json_text
from core.commandline.predict import DECIMALS, loss_line
from core.commandline.table import streamed
from core.compiling.compiler import with_parameters
from core.language import tr
from core.network.all_parameters import parameter_values
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.numbers import format_number
from core.numerics import passes


def run(chosen: argparse.Namespace) -> int:
    """Print the gradient over all observations, each of which needs its targets."""
    problem = load(chosen.file, chosen.data)
    require(problem.network, problem.data.targets, Role.OUTPUT)
    found = _evaluated(problem)
    # The gradient has a number for every parameter: read it as a network of gradients.
    slopes = with_parameters(problem.plan, problem.network, found.gradient)
    if chosen.json:
        if found.run is None:
            hint = tr("Hint: z and A of {n} observations are too many to print: “nodes” is empty.")
            print(hint.format(n=problem.data.n_observations), file=sys.stderr)
        print(json_text(_record(problem, found, slopes)))
    else:
        for lines in _table(problem.network, slopes):
            print(lines)
        if problem.network.n_parameters > _MOST_LISTED:
            print(_of_the_others(parameter_values(slopes)))
        print(loss_line(problem, found.loss))
    return 0


@dataclass(frozen=True, eq=False)
class _Found:
    """The loss and its gradient; ``run`` has every z and A where they are not too many."""

    loss: float
    gradient: Array
    y_hat: Array
    run: passes.Forward | None


_MOST_NUMBERS = 4_000_000
"""Of more units × observations, nobody reads every z and A, and JSON would be 100 MB of them."""


def _evaluated(problem: Problem) -> _Found:
    plan, theta, data = problem.plan, problem.parameters, problem.data
    if plan.n_units * data.n_observations > _MOST_NUMBERS:
        return _by_blocks(problem)
    run = passes.forward(plan, theta, data.inputs[:])
    loss = passes.loss(plan, run, data.targets)
    gradient = passes.backward(plan, theta, run, data.targets).gradient
    return _Found(loss, gradient, run.a[plan.outputs].T, run)


def _by_blocks(problem: Problem) -> _Found:
    """The losses and gradients of blocks of rows, put together."""
    plan, theta, data = problem.plan, problem.parameters, problem.data
    n, size = data.n_observations, max(1, _MOST_NUMBERS // plan.n_units // 4)
    loss, gradient, y_hat = 0.0, np.zeros_like(theta), np.empty((n, plan.n_outputs))
    for first in range(0, n, size):
        rows = slice(first, min(first + size, n))
        run = passes.forward(plan, theta, data.inputs[rows])
        of_all = plan.loss.scale(n) / plan.loss.scale(rows.stop - first)
        loss += of_all * passes.loss(plan, run, data.targets[rows])
        gradient += of_all * passes.backward(plan, theta, run, data.targets[rows]).gradient
        y_hat[rows] = run.a[plan.outputs].T
    return _Found(loss, gradient, y_hat, None)


def _record(problem: Problem, found: _Found, slopes: Network) -> dict[str, Any]:
    nodes, run = problem.network.nodes.values(), found.run
    return {
        "loss": found.loss,
        "predictions": found.y_hat,
        "nodes": {}
        if run is None
        else {n.id: {"z": _rows(problem, n, run.z), "a": _rows(problem, n, run.a)} for n in nodes},
        "gradient": {
            "bias": {n.id: _bare(slopes.nodes[n.id].bias) for n in nodes if n.role != Role.INPUT},
            "weight": [
                {"source": e.source, "target": e.target, "value": _bare(e.weight)}
                for e in slopes.edges.values()
            ],
        },
    }


def _rows(problem: Problem, node: Node, values: Array) -> Array:
    """Rows × units of a node; one number a row where it has one unit."""
    first = problem.plan.first_unit[node.id]
    if node.units == 1:
        return values[first]
    return values[first : first + node.units].T


def _bare(array: Array) -> Any:
    return float(array.flat[0]) if array.size == 1 else array


_MOST_LISTED, _LISTED = 2000, 40
"""Of more parameters than that, a table shows so many: those with the largest gradients."""


def _table(network: Network, slopes: Network) -> Iterator[str]:
    names, parameters = Names(network), network.parameters()
    if len(parameters) > _MOST_LISTED:
        parameters = [parameters[i] for i in _largest(parameter_values(slopes))]
    rows = (
        [
            names.parameter(parameter).plain,
            *(format_number(n.value(parameter), decimals=DECIMALS) for n in (network, slopes)),
        ]
        for parameter in parameters
    )
    return streamed(["", "θ", "∂L/∂θ"], rows, "")


def _largest(gradient: Array) -> list[int]:
    """Where the gradient is largest, largest first; of equal ones the first."""
    order: list[int] = np.argsort(-np.abs(gradient), kind="stable")[:_LISTED].tolist()
    return order


def _of_the_others(gradient: Array) -> str:
    text = tr(
        "These are the {k} largest of {n} parameters; {zeros} are 0, and all together have the "
        "length {norm}. With --json all are printed."
    )
    with np.errstate(over="ignore"):
        norm = float(np.linalg.norm(gradient))
    return text.format(
        k=_LISTED,
        n=len(gradient),
        zeros=int((gradient == 0).sum()),
        norm=format_number(norm, decimals=DECIMALS),
    )
