"""Start weights of an experiment: drawn as the window draws them, by a seed."""

from typing import Literal
from zlib import crc32

import numpy as np

from core.compiling.compiler import parameter_vector
from core.compiling.plan import Plan
from core.network.initial import with_initial_weights
from core.network.network import Network
from core.network.node import Array
from core.numerics.initializers import INITIALIZERS

Biases = Literal["keep", "zero", "uniform"]
"""What becomes of biases: they stay, are 0, or are drawn from U(−1, 1)."""


def start_vector(
    plan: Plan, network: Network, initializer: str, seed: int, biases: Biases = "keep"
) -> Array:
    """θ with the weights that the window's "new weights" draws with this seed.

    What is frozen stays.
    """
    free = [key for key, edge in network.edges.items() if not edge.frozen]
    draw = INITIALIZERS[initializer]
    theta = parameter_vector(plan, with_initial_weights(network, free, initializer, draw, seed))
    chosen = plan.trainable & ~plan.is_weight
    if biases == "zero":
        theta[chosen] = 0.0
    elif biases == "uniform":
        rng = np.random.default_rng([seed, crc32(b"biases")])
        theta[chosen] = rng.uniform(-1.0, 1.0, int(chosen.sum()))
    return theta
