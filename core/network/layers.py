"""Whole layers at once: lay down p–K–…–m as neurons or blocks, and connect to the next column."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from core.language import translatable
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data
from core.network.edits import connect_all
from core.network.errors import NodewiseError
from core.network.layout import column_distance, columns, node_height
from core.network.network import Network
from core.network.node import MAX_UNITS, Array, Node, Role

MAX_NEURONS, MAX_HIDDEN_LEVELS, MAX_SINGLE = 32, 8, 2000
"""Larger layers, and more parameters, are drawn as blocks and not neuron by neuron."""
MAX_PARAMETERS = 20_000_000
"""Of 64 bits each, with what a training keeps of them, more would fill the memory."""


BLOCK_ROWS = 4
"""A block fans out like so many neurons."""


class SizesError(NodewiseError):
    """Sizes of layers that cannot be laid down."""

    template = translatable("{problem}")


def check_sizes(sizes: Sequence[int]) -> None:
    """Raise `SizesError` if these layers cannot be laid down, as neurons or as blocks."""
    if len(sizes) < 2:
        raise SizesError(problem=translatable("A network has at least its inputs and its outputs."))
    if len(sizes) - 2 > MAX_HIDDEN_LEVELS:
        raise SizesError(problem=translatable("At most 8 hidden layers can be laid down at once."))
    if not all(1 <= size <= MAX_UNITS for size in sizes):
        raise SizesError(problem=translatable("A layer has 1 to 10000 neurons."))
    if sum(n_parameters(sizes)) > MAX_PARAMETERS:
        raise SizesError(
            problem=translatable("That would be more than 20 million parameters: choose fewer.")
        )


def needs_blocks(sizes: Sequence[int]) -> bool:
    """Return whether these layers are too large to be drawn neuron by neuron."""
    return max(sizes) > MAX_NEURONS or sum(n_parameters(sizes)) > MAX_SINGLE


def waiting_units(network: Network, role: Role) -> int:
    """How many units the first input or output is placed with: all columns that are many, or 1.

    Images that were loaded into an empty drawing want one block for all their pixels.
    """
    if network.of_role(role) or role is Role.HIDDEN:
        return 1
    data = network.data
    width = (data.inputs if role is Role.INPUT else data.targets).shape[1]
    many = max(data.inputs.shape[1], data.targets.shape[1]) > MAX_NEURONS
    return width if many and 1 <= width <= MAX_UNITS else 1


def n_parameters(sizes: Sequence[int]) -> list[int]:
    """How many weights and biases each neuron layer has: (p + 1)·K, (K + 1)·m …"""
    return [(p + 1) * k for p, k in itertools.pairwise(sizes)]


def lay_down(
    network: Network,
    sizes: Sequence[int],
    activation: str,
    output_function: str,
    loss: str,
    blocks: bool = False,
) -> Network:
    """Put p–K–…–m in place of what was drawn, each level connected to the next.

    Levels are single neurons, or blocks where that is asked for or they are too large. Weights
    and biases are 0; `core.network.initial` gives weights. Title, notes and everything else stay,
    and so do the columns of the data, in order; columns that are new are empty.
    """
    check_sizes(sizes)
    if blocks or needs_blocks(sizes):
        levels = [[node] for node in _blocks(sizes, activation)]
    else:
        levels = [_level(i, sizes, activation) for i in range(len(sizes))]
        if len(sizes) > 3:
            levels = _renumbered(levels)
    nodes = {node.id: node for level in levels for node in level}
    bare = replace(
        network,
        nodes=nodes,
        edges={},
        output_function=output_function,
        loss=loss,
        data=_kept_columns(network.data, sizes[0], sizes[-1]),
    )
    for sources, targets in itertools.pairwise(levels):
        bare = _connected(bare, [n.id for n in sources], [n.id for n in targets])
    return bare


def _role(number: int, sizes: Sequence[int]) -> Role:
    last = len(sizes) - 1
    return Role.INPUT if number == 0 else Role.OUTPUT if number == last else Role.HIDDEN


def _level(number: int, sizes: Sequence[int], activation: str) -> list[Node]:
    role = _role(number, sizes)
    letter = {Role.INPUT: "x", Role.HIDDEN: "a", Role.OUTPUT: "y"}[role]
    row = node_height(1)
    top = -(sizes[number] - 1) / 2 * row
    column = column_distance(max(sizes))
    return [
        Node(
            f"{letter}{i + 1}",
            role,
            activation=activation,
            position=(number * column, top + i * row),
        )
        for i in range(sizes[number])
    ]


def _blocks(sizes: Sequence[int], activation: str) -> list[Node]:
    """One node a level: x, h1, h2 …, y."""
    column = column_distance(BLOCK_ROWS)
    return [
        Node(
            {Role.INPUT: "x", Role.HIDDEN: f"h{number}", Role.OUTPUT: "y"}[_role(number, sizes)],
            _role(number, sizes),
            units=units,
            activation=activation,
            position=(number * column, 0.0),
        )
        for number, units in enumerate(sizes)
    ]


def _renumbered(levels: list[list[Node]]) -> list[list[Node]]:
    """Number the hidden neurons of all levels through, because ids are unique."""
    number = iter(range(1, 1 + sum(map(len, levels))))
    hidden = [[replace(n, id=f"a{next(number)}") for n in level] for level in levels[1:-1]]
    return [levels[0], *hidden, levels[-1]]


def _kept_columns(data: Data, n_inputs: int, n_outputs: int) -> Data:
    return replace(
        data,
        inputs=data.inputs
        if isinstance(data.inputs, ByteRows)  # they fit as a whole or not at all
        else _columns(data.inputs, n_inputs),
        targets=_columns(data.targets, n_outputs),
        input_columns=_described(data.input_columns, n_inputs),
        target_columns=_described(data.target_columns, n_outputs),
    )


def _described(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """What is known of the columns, as many as there are now; nothing where nothing was."""
    new = (Column(),) * max(0, width - len(columns))
    return (*columns[:width], *new) if columns else ()


def _columns(array: Array, width: int) -> Array:
    kept = np.full((len(array), width), np.nan)
    n = min(width, array.shape[1])
    kept[:, :n] = array[:, :n]
    return kept


def _connected(network: Network, sources: Iterable[str], targets: Iterable[str]) -> Network:
    return connect_all(network, sources, targets, lambda s, t: np.zeros((t.units, s.units)))


def connect_to_next_column(network: Network, sources: Iterable[str]) -> Network:
    """Connect every source to all nodes of the column drawn next to its right, with weight 0.

    Columns are where the user drew them, because nodes without edges have no level of their own
    yet. What no rule allows, or what is connected already, is left out.
    """
    chosen = set(sources)
    drawn = columns(network)
    for left, right in itertools.pairwise(drawn):
        network = _connected(network, [n for n in left if n in chosen], right)
    return network
