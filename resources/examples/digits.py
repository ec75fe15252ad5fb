"""The lessons on the handwritten digits: the lecture's networks, and one of them trained."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.datasets import mnist
from core.network.data import Data, Part
from core.network.network import Network
from core.network.node import Array
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

SEED = 1
BETWEEN = 340.0
Layered = Callable[..., Network]


def data() -> Data:
    """The lecture's split: of the 60,000 digits for training the last fifth validates."""
    digits = mnist.load()
    split = np.repeat(
        np.array([Part.TRAINING, Part.VALIDATION, Part.TEST], np.int8),
        (mnist.N_TRAINING - mnist.N_VALIDATION, mnist.N_VALIDATION, mnist.N_TEST),
    )
    return replace(digits, split=split)


def untrained(
    layered: Layered,
    hidden: Sequence[int],
    epochs: int,
    batch: int,
    dropout: Mapping[str, float] | None = None,
) -> Network:
    """Blocks of ReLU between 784 pixels and ten classes, with Glorot's weights in float32."""
    sizes = (784, *hidden, 10)
    network = layered(
        sizes,
        ("relu",) * len(hidden),
        blocks=[True] * len(sizes),
        seed=SEED,
        output_function="softmax",
        loss="cross_entropy",
        data=data(),
        training={
            "optimizer": "adam",
            "learning_rate": 0.001,
            "eta": 1e-7,
            "eta_outside": True,
            "batch_size": batch,
            "epochs": epochs,
            "seed": SEED,
            "dtype": "float32",
        }
        | ({"dropout_by_node": dict(dropout)} if dropout else {}),
    )
    nodes = {
        node.id: replace(node, position=(BETWEEN * i, 0.0))
        for i, node in enumerate(network.nodes.values())
    }
    edges = {k: replace(e, weight=_narrow(e.weight)) for k, e in network.edges.items()}
    return replace(network, nodes=nodes, edges=edges)


def trained(network: Network) -> Network:
    """The network after its epochs, as a training in the window leaves it."""
    plan = compile_network(network)
    settings = TrainingSettings.of(network.training)
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    while not trainer.is_finished:
        trainer.run_epoch()
    return with_parameters(plan, network, _narrow(trainer.theta))


def _narrow(numbers: Array) -> Array:
    """Rounded to what float32 holds, which takes half the room in a file."""
    return numbers.astype(np.float32).astype(np.float64)
