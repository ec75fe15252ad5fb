"""The network proposes itself from the data: how many ends, which output function, which loss."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.datasets.targets import are_classes, zero_or_one
from core.metrics.task import Task
from core.network.data import Column, Data
from core.network.edits import connect_all, free_id, may_connect, move
from core.network.following import following
from core.network.initial import with_initial_weights
from core.network.layers import MAX_NEURONS
from core.network.layout import ROW, column_distance, tidied
from core.network.network import Network
from core.network.node import Node, Role
from core.numerics.initializers import INITIALIZERS
from core.training.image_network import TRAINING, block_network
from core.training.mismatches import mismatches

__all__ = ["Proposal", "mismatches", "propose", "propose_network"]

N_HIDDEN, ACTIVATION = 4, "tanh"
"""The hidden layer that a network gets that has none and no edge either."""


@dataclass(frozen=True)
class Proposal:
    """What fits some data; ``n_inputs`` and ``n_outputs`` count single neurons."""

    task: Task
    output_function: str
    loss: str
    n_inputs: int
    n_outputs: int


_FUNCTIONS: Mapping[Task, tuple[str, str]] = {
    Task.REGRESSION: ("identity", "mse"),
    Task.TWO_CLASSES: ("logistic", "binary_cross_entropy"),
    Task.CLASSES: ("softmax", "cross_entropy"),
}


def propose(data: Data, task: str | None = None) -> Proposal:
    """Propose functions for the data; ``task`` (a `Task`) says what the targets do not tell.

    Targets that are all 0 or 1 are classes: of one column, two; of several with one 1 in each row,
    many; of several with any number of 1s, a yes or no each. Everything else is regression.
    """
    chosen = Task(task) if task is not None else _task(data)
    output_function, loss = _FUNCTIONS[chosen]
    n_inputs, n_outputs = data.inputs.shape[1], data.targets.shape[1]
    return Proposal(chosen, output_function, loss, n_inputs, n_outputs)


def _task(data: Data) -> Task:
    if not zero_or_one(data):
        return Task.REGRESSION
    return Task.CLASSES if data.targets.shape[1] > 1 and are_classes(data) else Task.TWO_CLASSES


def propose_network(
    network: Network,
    data: Data,
    task: str | None = None,
    *,
    initial: str = "glorot",
    seed: int = 0,
) -> Network:
    """Put data into a network, with the output function and the loss that fit them.

    Inputs and outputs stay where there are as many as the data have columns; else that side is
    made anew, named like its columns, and connected to what the old one was connected to. Hidden
    neurons and every weight between what stays are not touched; new edges start with ``initial``
    of ``seed``. A network that has neither hidden neurons nor edges gets a hidden layer. Pixels
    and what they show are one block each, and bring settings of a training where the document has
    none.
    """
    proposal = propose(data, task)
    before = network.data
    is_new = not network.edges and not network.of_role(Role.HIDDEN)
    after = following(replace(network, data=Data()), network)
    as_blocks = data.image is not None
    if is_new and as_blocks:
        after, is_new = block_network(after, data, initial=initial, seed=seed), False
    elif is_new:
        after = _with_hidden_layer(after)
    after = _with_side(after, Role.INPUT, data.input_columns, proposal.n_inputs, as_blocks)
    after = _with_side(after, Role.OUTPUT, data.target_columns, proposal.n_outputs, as_blocks)
    if is_new:
        after = _fully_connected(after)
    after = _renamed(after, Role.INPUT, before.input_columns, data.input_columns)
    after = _renamed(after, Role.OUTPUT, before.target_columns, data.target_columns)
    if after.edges is not network.edges:
        new = [key for key, edge in after.edges.items() if network.edges.get(key) is not edge]
        after = with_initial_weights(after, new, initial, INITIALIZERS[initial], seed)
    if as_blocks:  # a step over 60,000 images would be all of an epoch
        after = replace(after, training={**TRAINING, **network.training})
    return replace(after, data=data, output_function=proposal.output_function, loss=proposal.loss)


def _with_hidden_layer(network: Network) -> Network:
    nodes = dict(network.nodes)
    for k in range(N_HIDDEN):
        node_id = free_id(replace(network, nodes=nodes), Role.HIDDEN)
        place = (0.0, (k - (N_HIDDEN - 1) / 2) * ROW)
        nodes[node_id] = Node(node_id, Role.HIDDEN, activation=ACTIVATION, position=place)
    return replace(network, nodes=nodes)


def _fully_connected(network: Network) -> Network:
    """Every input to every hidden neuron and these to every output, tidily placed."""
    inputs, hidden, outputs = (
        [node.id for node in network.of_role(role)]
        for role in (Role.INPUT, Role.HIDDEN, Role.OUTPUT)
    )
    network = _connected(_connected(network, inputs, hidden), hidden, outputs)
    return move(network, tidied(network))


def _with_side(
    network: Network, role: Role, columns: Sequence[Column], n: int, as_block: bool
) -> Network:
    """Inputs or outputs of ``n`` units in all, as they are or made anew."""
    old = network.of_role(role)
    if sum(node.units for node in old) == n:
        return network
    neighbours = _neighbours(network, role)
    old_ids = {node.id for node in old}
    kept = {key: node for key, node in network.nodes.items() if key not in old_ids}
    edges = {k: e for k, e in network.edges.items() if not {k.source, k.target} & old_ids}
    bare = replace(network, nodes=kept, edges=edges)
    new = _ends(bare, role, columns, n, as_block)
    # Inputs first and outputs last, as they are drawn: the order numbers them.
    nodes = {**new, **kept} if role is Role.INPUT else {**kept, **new}
    bare = replace(bare, nodes=nodes)
    sources, targets = (new, neighbours) if role is Role.INPUT else (neighbours, new)
    return _connected(bare, sources, targets)


def _neighbours(network: Network, role: Role) -> list[str]:
    """The nodes next to a side: where its edges go or, without edges, where they would."""
    is_input = role is Role.INPUT
    other = Role.OUTPUT if is_input else Role.INPUT
    edges = network.outgoing if is_input else network.incoming
    found = {
        edge.target if is_input else edge.source
        for node in network.of_role(role)
        for edge in edges[node.id]
    }
    if not found:
        hidden = network.of_role(Role.HIDDEN)
        open_ends = network.incoming if is_input else network.outgoing
        found = {n.id for n in hidden if not open_ends[n.id]} or {n.id for n in hidden}
        found = found or {n.id for n in network.of_role(other)}
    return [node_id for node_id in network.nodes if node_id in found]


def _connected(network: Network, sources: Iterable[str], targets: Iterable[str]) -> Network:
    allowed = [t for t in targets if any(may_connect(network, s, t) for s in sources)]
    return connect_all(network, sources, allowed, lambda s, t: np.zeros((t.units, s.units)))


def _ends(
    network: Network, role: Role, columns: Sequence[Column], n: int, as_block: bool
) -> dict[str, Node]:
    """New inputs or outputs beside what is drawn; too many to draw one by one are one block."""
    units = [1] * n if n <= MAX_NEURONS and not as_block else [n]
    others = [node.position for node in network.nodes.values()] or [(0.0, 0.0)]
    distance = column_distance(max(len(units), len(others)))
    middle = (min(y for _x, y in others) + max(y for _x, y in others)) / 2
    x = min(x for x, _y in others) - distance
    if role is Role.OUTPUT:
        x = max(x for x, _y in others) + distance
    names = [label_of(column.name) for column in columns] if len(columns) == len(units) else []
    if role is Role.OUTPUT and n == 1:
        names = []  # the prediction stays ŷ: the column is what it is held against
    new: dict[str, Node] = {}
    for k, size in enumerate(units):
        node_id = free_id(network, role, new)
        place = (x, middle + (k - (len(units) - 1) / 2) * ROW)
        label = names[k] if names else None
        new[node_id] = Node(node_id, role, size, label, position=place)
    return new


def _renamed(
    network: Network, role: Role, before: Sequence[Column], after: Sequence[Column]
) -> Network:
    """Give nodes that are named like the columns before the names of the columns now."""
    nodes = dict(network.nodes)
    ends = network.of_role(role)
    if len(ends) != len(before) or len(ends) != len(after):
        return network
    for node, old, new in zip(ends, before, after, strict=True):
        if node.label is not None and node.label == label_of(old.name):
            nodes[node.id] = replace(node, label=label_of(new.name))
    return replace(network, nodes=nodes)


def label_of(name: str) -> str | None:
    r"""The LaTeX label of a node that is named like a column; None leaves it X_1 or ŷ.

    What LaTeX would take for a sign of its own becomes a blank; words stand in ``\text{…}``.
    """
    if re.fullmatch(r"[xXyY]?[ _]?\d*", name.strip()):
        return None
    plain = " ".join(re.sub(r"[\\^_{}~$]", " ", name).split())
    return (rf"\text{{{plain}}}" if " " in plain else plain) or None
