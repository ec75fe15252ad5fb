from dataclasses import replace

import numpy as np
import pytest

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from gui.plots.plot_area import PlotArea
from tests.gui.plots.stand_in import StandIn


def node(name, role, x, y, bias=0.0, activation="tanh"):
    return Node(name, role, activation=activation, position=(x, y), bias=np.array([bias]))


def xor(n_hidden=3, seed=7, **training):
    rng = np.random.default_rng(seed)
    hidden = [f"a{k + 1}" for k in range(n_hidden)]
    nodes = [node("x1", Role.INPUT, 0, 0), node("x2", Role.INPUT, 0, 160)]
    nodes += [node(h, Role.HIDDEN, 220, 120 * k, rng.normal()) for k, h in enumerate(hidden)]
    nodes.append(node("y", Role.OUTPUT, 440, 80))
    edges = [Edge(s, h, rng.normal()) for h in hidden for s in ("x1", "x2")]
    edges += [Edge(h, "y", rng.normal()) for h in hidden]
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    network = Network.build(
        nodes,
        edges,
        title="XOR",
        data=Data(x, np.array([[0.0], [1.0], [1.0], [0.0]])),
    )
    settings = {"optimizer": "adam", "learning_rate": 0.05, "epochs": 200, **training}
    return replace(network, training=settings)


@pytest.fixture
def session(document):
    document.load(xor(), None)
    return StandIn(document)


@pytest.fixture
def area(qtbot, session, document, settings):
    area = PlotArea(session, document, settings)
    qtbot.addWidget(area)
    area.resize(900, 280)
    area.show()
    qtbot.waitUntil(lambda: bool(area.cards))  # the library comes in a thread
    return area
