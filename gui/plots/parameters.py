"""Choosing a parameter for a plot: from a list, or by selecting its edge on the canvas."""

from weakref import WeakKeyDictionary

from core.network.edge import Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Role, Unit
from gui.document import Selection
from gui.plots.choice import Choice
from gui.plots.subject import Subject, Watched

MOST = 300
# Naming takes milliseconds, and plots ask for the names with every change of the numbers. A
# drawing has its `Names` as long as it stays the same.
_listed: WeakKeyDictionary[Names, list[tuple[str, str]]] = WeakKeyDictionary()


def listed(subject: Subject | None) -> list[tuple[str, str]]:
    """The first parameters of a network as (key, name); the key is the place in θ."""
    if subject is None:
        return []
    known = _listed.get(subject.names)
    if known is None:
        plan, names = subject.plan, subject.names
        chosen = subject.network.parameters()[:MOST] if plan.n_theta < 100_000 else []
        known = [(str(plan.theta_index(p)), names.parameter(p).plain) for p in chosen]
        _listed[names] = known
    return known


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


def follow_selection(watched: Watched, choice: Choice) -> None:
    """Choose the parameter of what is selected on the canvas."""
    document, subject = watched.document, watched.subject()
    chosen = selected(document.network, document.selection)
    if subject is not None and chosen and subject.network.has(chosen[0]):
        choice.choose(str(subject.plan.theta_index(chosen[0])))


def name_of(subject: Subject, index: int) -> str:
    """The printed name of the parameter at a place in θ."""
    return dict(listed(subject)).get(str(index), f"θ {index + 1}")
