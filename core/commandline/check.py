"""`main.py check FILE`: what a network holds, and what it still lacks."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from core.compiling.compiler import missing
from core.files.reader import read_network
from core.language import tr, trn
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Role


def run(chosen: argparse.Namespace) -> int:
    """Print the summary, then a line for everything that is unfinished or leads nowhere."""
    network = read_network(chosen.file)
    print(summary(network, Path(chosen.file).stem))
    lack = missing(network)
    if lack is None and any(node.units > 1 for node in network.nodes.values()):
        print(_levels(network))
    if lack is not None:
        print(tr("Unfinished: {problem}").format(problem=lack))
    for hint in dead_ends(network):
        print(hint)
    return 0


def _levels(network: Network) -> str:
    """A line a level, as the table of a network of blocks has them."""
    from core.commandline.table import table
    from core.network.summary import summary as levels_of

    lines = [["", tr("Units"), tr("Activation"), tr("Parameters")]]
    for level in levels_of(network):
        activations = ", ".join(level.activations)
        lines.append([level.name, str(level.units), activations, str(level.parameters)])
    return table(lines)


def summary(network: Network, stem: str) -> str:
    """``House prices: 2 inputs, 2 hidden neurons, 1 output, 9 parameters``."""
    inputs, hidden, outputs = (len(network.units(role)) for role in Role)
    return tr("{title}: {inputs}, {hidden}, {outputs}, {parameters}").format(
        title=" ".join(network.title.split()) or stem,
        inputs=trn("{n} input", "{n} inputs", inputs),
        hidden=trn("{n} hidden neuron", "{n} hidden neurons", hidden),
        outputs=trn("{n} output", "{n} outputs", outputs),
        parameters=trn("{n} parameter", "{n} parameters", network.n_parameters),
    )


def dead_ends(network: Network) -> Iterator[str]:
    """Yield a hint for every input and hidden node whose value nobody reads."""
    names = Names(network)
    for node in network.nodes.values():
        if node.role is not Role.OUTPUT and not network.outgoing[node.id]:
            hint = tr("Hint: {node} leads nowhere: no edge goes out from it.")
            yield hint.format(node=names.node(node.id).plain)
