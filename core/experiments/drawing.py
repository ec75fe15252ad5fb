"""Start weights of an experiment: drawn as the window draws them, by a seed."""

from zlib import crc32

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.compiling.plan import Plan
from core.network.initial import with_initial_weights
from core.network.network import Network
from core.network.node import Array
from core.numerics.initializers import INITIALIZERS


def start_vector(plan: Plan, network: Network, initializer: str, seed: int) -> Array:
    """θ with the weights that the window's "new weights" draws with this seed.

    Biases begin at 0: what an earlier training made of them is no new start. Only `uniform` draws
    them from U(−1, 1) like the weights, as the lecture's experiment does. What is frozen stays.
    """
    free = [key for key, edge in network.edges.items() if not edge.frozen]
    draw = INITIALIZERS[initializer]
    theta = parameter_vector(plan, with_initial_weights(network, free, initializer, draw, seed))
    chosen = plan.trainable & ~plan.is_weight
    theta[chosen] = 0.0
    if initializer == "uniform":
        rng = np.random.default_rng([seed, crc32(b"biases")])
        theta[chosen] = rng.uniform(-1.0, 1.0, int(chosen.sum()))
    return theta


def with_new_weights(network: Network, initializer: str, seed: int) -> Network:
    """The network with the numbers of `start_vector`."""
    plan = compile_network(network)
    return with_parameters(plan, network, start_vector(plan, network, initializer, seed))
