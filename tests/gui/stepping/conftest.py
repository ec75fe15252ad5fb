"""The lecture's house-price network, and a session about it."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from gui.document import Document
from gui.settings import Settings
from gui.stepping.session import StepSession
from gui.stepping.step_panel import StepPanel
from gui.stepping.step_side_panel import StepSidePanel

ROWS = [[1.0, 3.0], [2.0, 3.0], [1.0, 2.0]]
TARGETS = [[215.0], [240.0], [180.0]]


def house(rows: int = 1) -> Network:
    """2–2–1 with two saturated sigmoids; z₁ = 11.75, ŷ = 147.4998, L = 4556.28."""
    nodes = [
        Node("x1", Role.INPUT),
        Node("x2", Role.INPUT, position=(0, 190)),
        Node("a1", Role.HIDDEN, bias=np.array([1.87]), position=(280, 0)),
        Node("a2", Role.HIDDEN, bias=np.array([2.09]), position=(280, 190)),
        Node("y", Role.OUTPUT, bias=np.array([59.0]), position=(540, 95)),
    ]
    weights = {
        ("x1", "a1"): 2.17, ("x2", "a1"): 2.57, ("x1", "a2"): 2.89, ("x2", "a2"): 4.34,
        ("a1", "y"): 28.33, ("a2", "y"): 60.17,
    }  # fmt: skip
    edges = [Edge(s, t, np.array([[w]])) for (s, t), w in weights.items()]
    data = Data(np.array(ROWS[:rows]), np.array(TARGETS[:rows]))
    return Network.build(nodes, edges, data=data)


@pytest.fixture
def network() -> Network:
    return house()


@pytest.fixture
def session(document: Document, settings: Settings, network: Network) -> StepSession:
    document.load(network, None)
    return StepSession(document, settings)


@pytest.fixture
def panel(session: StepSession, qtbot: QtBot) -> StepPanel:
    panel = StepPanel(session)
    qtbot.addWidget(panel)
    panel.resize(1000, 280)
    panel.show()
    return panel


@pytest.fixture
def side(session: StepSession, qtbot: QtBot) -> StepSidePanel:
    side = StepSidePanel(session)
    qtbot.addWidget(side)
    side.resize(296, 760)
    side.show()
    return side
