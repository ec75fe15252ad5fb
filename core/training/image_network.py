"""A network for images: the pixels are one block, and so is every layer behind them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from core.language import translatable
from core.network.data import Data
from core.network.edits import connect_all, move
from core.network.initial import with_initial_weights
from core.network.layers import MAX_HIDDEN_LEVELS, SizesError
from core.network.layout import tidied
from core.network.network import Network
from core.network.node import MAX_UNITS, Node, Role
from core.numerics.initializers import INITIALIZERS

HIDDEN, ACTIVATION = (10,), "relu"
"""The lecture's first network for digits: 784–10–10."""
TRAINING = {
    "optimizer": "adam", "learning_rate": 0.001, "batch_size": 128, "epochs": 10,
    "dtype": "float32",
}  # fmt: skip
"""How it is trained, as the lecture does it, unless the document says something else already."""


def block_network(
    network: Network,
    data: Data,
    hidden: Sequence[int] = HIDDEN,
    *,
    activation: str = ACTIVATION,
    initial: str = "glorot",
    seed: int = 0,
) -> Network:
    """Put pixels–hidden–classes, a block a layer, in place of what was drawn; raise `SizesError`.

    The data themselves and the functions that fit them are put in by `propose_network`.
    """
    check_blocks(hidden)
    sizes = [data.inputs.shape[1], *hidden, data.targets.shape[1]]
    ids = ["x1", *(f"a{k + 1}" for k in range(len(hidden))), "y1"]
    roles = [Role.INPUT, *[Role.HIDDEN] * len(hidden), Role.OUTPUT]
    nodes = {
        node_id: Node(node_id, role, units, activation=activation, position=(0.0, 0.0))
        for node_id, role, units in zip(ids, roles, sizes, strict=True)
    }
    after = replace(network, nodes=nodes, edges={}, data=Data())
    for source, target in pairwise(ids):
        after = connect_all(after, [source], [target], lambda s, t: np.zeros((t.units, s.units)))
    after = with_initial_weights(after, after.edges, initial, INITIALIZERS[initial], seed)
    after = move(after, tidied(after))
    return replace(after, training={**TRAINING, **network.training})


def check_blocks(hidden: Sequence[int]) -> None:
    """Raise `SizesError` if these hidden layers cannot be blocks."""
    if len(hidden) > MAX_HIDDEN_LEVELS:
        raise SizesError(problem=translatable("At most 8 hidden layers can be laid down at once."))
    if not all(1 <= size <= MAX_UNITS for size in hidden):
        raise SizesError(problem=translatable("A layer has 1 to 10,000 neurons."))
