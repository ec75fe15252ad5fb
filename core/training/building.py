"""A network built for its data: hidden layers as asked for, the rest as the data propose."""

from collections.abc import Sequence
from dataclasses import replace

from core.network.data import Data
from core.network.edits import move
from core.network.initial import with_initial_weights
from core.network.layers import lay_down
from core.network.layout import tidied
from core.network.network import Network
from core.numerics.initializers import INITIALIZERS
from core.training.image_network import block_network
from core.training.proposal import ACTIVATION, propose_network


def build_network(
    network: Network,
    data: Data,
    hidden: Sequence[int],
    *,
    activation: str = ACTIVATION,
    initial: str = "glorot",
    seed: int = 0,
    task: str | None = None,
) -> Network:
    """Build a network for ``data`` in place of what was drawn; raise `SizesError`.

    Title, notes and runs stay. The weights are random, because hidden neurons that start equal
    stay equal. For images every layer is a block.
    """
    if data.image is not None:
        drawn = block_network(network, data, hidden, initial=initial, seed=seed)
        return propose_network(drawn, data, task, initial=initial, seed=seed)
    bare = lay_down(replace(network, data=Data()), [1, *hidden, 1], activation, "identity", "mse")
    drawn = with_initial_weights(bare, bare.edges, initial, INITIALIZERS[initial], seed)
    fitted = propose_network(drawn, data, task, initial=initial, seed=seed)
    return move(fitted, tidied(fitted))
