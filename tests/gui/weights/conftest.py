import numpy as np
import pytest

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from gui.drawing import Drawing


def small_digits(hidden=30):
    """5 × 6 pixels, a block of hidden units, three classes; weights that tell where they are."""
    rng = np.random.default_rng(1)
    nodes = [
        Node("x", Role.INPUT, 30),
        Node("h", Role.HIDDEN, hidden, label="h", position=(200, 0)),
        Node("y", Role.OUTPUT, 3, position=(400, 0)),
    ]
    edges = [
        Edge("x", "h", rng.normal(0, 0.1, (hidden, 30)).round(4)),
        Edge("h", "y", rng.normal(0, 0.3, (3, hidden)), frozen=True),
    ]
    data = Data(np.zeros((1, 30)), np.array([[1.0, 0.0, 0.0]]), image=(5, 6))
    return Network.build(nodes, edges, output_function="softmax", loss="cross_entropy", data=data)


@pytest.fixture
def digits(document):
    document.load(small_digits(), None)
    return document


@pytest.fixture
def drawing(digits, settings):
    return Drawing(digits, settings)
