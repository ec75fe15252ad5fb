"""`main.py gradient FILE`: the loss, every z and A, and the gradient of every parameter."""

import argparse
from typing import Any

from core.commandline.cells import require
from core.commandline.evaluation import Problem, load
from core.commandline.json_text import json_text
from core.commandline.predict import DECIMALS, loss_line
from core.commandline.table import table
from core.compiling.compiler import with_parameters
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.numbers import format_number
from core.numerics import passes


def run(chosen: argparse.Namespace) -> int:
    """Print the gradient over all observations, each of which needs its targets."""
    problem = load(chosen.file, chosen.data)
    targets = problem.data.targets
    require(problem.network, targets, Role.OUTPUT)
    run = passes.forward(problem.plan, problem.parameters, problem.data.inputs[:])
    loss = passes.loss(problem.plan, run, targets)
    back = passes.backward(problem.plan, problem.parameters, run, targets)
    # The gradient has a number for every parameter: read it as a network of gradients.
    slopes = with_parameters(problem.plan, problem.network, back.gradient)
    if chosen.json:
        print(json_text(_record(problem, run, loss, slopes)))
    else:
        print(_table(problem.network, slopes))
        print(loss_line(problem, loss))
    return 0


def _record(problem: Problem, run: passes.Forward, loss: float, slopes: Network) -> dict[str, Any]:
    nodes = problem.network.nodes.values()
    return {
        "loss": loss,
        "predictions": run.a[problem.plan.outputs].T,
        "nodes": {
            n.id: {"z": _rows(problem, n, run.z), "a": _rows(problem, n, run.a)} for n in nodes
        },
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


def _table(network: Network, slopes: Network) -> str:
    names = Names(network)
    rows = []
    for parameter in network.parameters():
        name = names.parameter(parameter).plain
        value, slope = network.value(parameter), slopes.value(parameter)
        rows.append([name, *(format_number(v, decimals=DECIMALS) for v in (value, slope))])
    return table(["", "θ", "∂L/∂θ"], rows)
