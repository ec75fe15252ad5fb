"""A document that can be trained, and its session."""

from dataclasses import replace

import pytest

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role

XOR = Data([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
TRAINING = {"optimizer": "adam", "learning_rate": 0.05, "epochs": 60, "seed": 3}
WEIGHTS = (0.7, -0.4, 0.3, 0.9, -0.8, 0.6)


def xor_network(**training):
    nodes = [
        Node("x1", Role.INPUT, position=(0, 0)),
        Node("x2", Role.INPUT, position=(0, 200)),
        Node("a1", Role.HIDDEN, activation="tanh", position=(200, 0)),
        Node("a2", Role.HIDDEN, activation="tanh", position=(200, 200)),
        Node("y", Role.OUTPUT, position=(400, 100)),
    ]
    pairs = [("x1", "a1"), ("x2", "a1"), ("x1", "a2"), ("x2", "a2"), ("a1", "y"), ("a2", "y")]
    edges = [Edge(s, t, [[w]]) for (s, t), w in zip(pairs, WEIGHTS, strict=True)]
    network = Network.build(nodes, edges)
    return replace(network, data=XOR, training={**TRAINING, **training})


@pytest.fixture
def xor(document):
    document.load(xor_network(), None)
    return document


@pytest.fixture
def session(qtbot, xor, settings):
    from gui.training.session import TrainSession

    session = TrainSession(xor, settings)
    yield session
    session.close()
