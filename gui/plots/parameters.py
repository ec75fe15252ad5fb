"""Choosing a parameter for a plot: from a list, or by selecting its edge on the canvas."""

from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Role, Unit
from gui.document import Selection
from gui.plots.subject import Subject

MOST = 300


def listed(subject: Subject | None) -> list[tuple[str, str]]:
    """The first parameters of a network as (key, name); the key is the place in θ."""
    if subject is None:
        return []
    chosen = subject.network.parameters()[:MOST] if subject.plan.n_theta < 100_000 else []
    return [(str(subject.plan.theta_index(p)), subject.names.parameter(p).plain) for p in chosen]


def selected(network: Network, selection: Selection) -> list[Parameter]:
    """The parameters of the selected edges and neurons: the weights, else the biases."""
    edges = [network.edges[key] for key in network.edges if key in selection.edges]
    weights = [Parameter(Unit(e.target, 0), Unit(e.source, 0)) for e in edges if e.weight.size == 1]
    biases = [
        Parameter(Unit(n, 0))
        for n in network.nodes
        if n in selection.nodes and network.nodes[n].role is not Role.INPUT
    ]
    return weights or biases


def name_of(subject: Subject, index: int) -> str:
    """The printed name of the parameter at a place in θ."""
    return dict(listed(subject)).get(str(index), f"θ {index + 1}")
