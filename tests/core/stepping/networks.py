"""One network of each kind for the lessons to explain."""

from itertools import pairwise
from pathlib import Path

import numpy as np

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"


def skipping(output_function: str = "softmax", loss: str = "cross_entropy") -> Network:
    """Two hidden levels, a skip edge, two outputs, three paths from a1 to them."""
    nodes = [
        Node("x1", Role.INPUT),
        Node("x2", Role.INPUT),
        Node("a1", Role.HIDDEN, bias=np.array([0.5])),
        Node("a2", Role.HIDDEN, activation="tanh", bias=np.array([-0.3])),
        Node("y1", Role.OUTPUT, bias=np.array([0.1])),
        Node("y2", Role.OUTPUT, bias=np.array([-0.1])),
    ]
    weights = {
        ("x1", "a1"): 0.2, ("x2", "a1"): -0.7, ("x1", "a2"): 0.9, ("a1", "a2"): 0.4,
        ("a1", "y1"): 0.8, ("a2", "y1"): -1.2, ("a2", "y2"): 0.3, ("x1", "y2"): 0.5,
    }  # fmt: skip
    edges = [Edge(source, target, np.array([[w]])) for (source, target), w in weights.items()]
    data = Data(np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]]))
    return Network.build(nodes, edges, output_function=output_function, loss=loss, data=data)


def one_neuron(activation: str, z: float = 0.7) -> Network:
    """x – a – y with a chosen activation at a chosen z."""
    nodes = [
        Node("x", Role.INPUT),
        Node("a", Role.HIDDEN, activation=activation, bias=np.array([z - 0.4])),
        Node("y", Role.OUTPUT, bias=np.array([0.3])),
    ]
    edges = [Edge("x", "a", np.array([[0.2]])), Edge("a", "y", np.array([[1.5]]))]
    return Network.build(nodes, edges, data=Data(np.array([[2.0]]), np.array([[1.25]])))


def blocks(
    sizes: tuple[int, int, int] = (30, 12, 10), outputs: int = 3, image: tuple[int, int] = (5, 6)
) -> Network:
    """Pixels, two hidden levels and classes as whole blocks; many pixels are black."""
    rng = np.random.default_rng(2)
    n, h1, h2 = sizes
    nodes = [
        Node("pixels", Role.INPUT, units=n),
        Node("h1", Role.HIDDEN, units=h1, activation="tanh", bias=0.3 * rng.normal(size=h1)),
        Node("h2", Role.HIDDEN, units=h2, activation="sigmoid", bias=0.3 * rng.normal(size=h2)),
        Node("digits", Role.OUTPUT, units=outputs, bias=0.3 * rng.normal(size=outputs)),
    ]
    edges = [
        Edge(s.id, t.id, rng.normal(size=(t.units, s.units)) * np.sqrt(2 / s.units))
        for s, t in pairwise(nodes)
    ]
    pixels = rng.integers(0, 256, size=(3, n)) * (rng.random((3, n)) < 0.6) / 255
    data = Data(pixels, np.eye(outputs)[[0, 1, 2]], image=image)
    return Network.build(nodes, edges, output_function="softmax", loss="cross_entropy", data=data)
