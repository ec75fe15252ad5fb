import numpy as np
import pytest

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from gui.drawing import Drawing


def house_prices():
    def node(name, role, x, y, bias=0.0):
        return Node(name, role, position=(x, y), bias=np.array([bias]))

    return Network.build(
        [
            node("x1", Role.INPUT, 0, 0),
            node("x2", Role.INPUT, 0, 160),
            node("a1", Role.HIDDEN, 220, 0, 1.87),
            node("a2", Role.HIDDEN, 220, 160, 2.09),
            node("y", Role.OUTPUT, 440, 80, 59.0),
        ],
        [
            Edge("x1", "a1", 2.17),
            Edge("x2", "a1", 2.57),
            Edge("x1", "a2", 2.89),
            Edge("x2", "a2", 4.34),
            Edge("a1", "y", 28.33),
            Edge("a2", "y", 60.17),
        ],
        title="House prices",
        data=Data(np.array([[1.0, 3.0]]), np.array([[215.0]])),
    )


@pytest.fixture
def houses(document):
    document.load(house_prices(), None)
    return document


@pytest.fixture
def drawing(houses, settings):
    return Drawing(houses, settings)
