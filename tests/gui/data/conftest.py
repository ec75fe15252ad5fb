from dataclasses import replace

import pytest

from core.datasets.catalogue import load
from core.network.layers import lay_down
from core.network.network import Network
from core.training.proposal import propose_network


@pytest.fixture
def small(document):
    """A drawn 2–2–1 network without data."""
    document.load(lay_down(Network(), [2, 2, 1], "sigmoid", "identity", "mse"), None)
    return document


@pytest.fixture
def moons(document):
    """Two moons with a network that fits them."""
    document.load(propose_network(Network(), load("moons", n=40)), None)
    return document


@pytest.fixture
def unfit(moons):
    """Two classes, and an output that is any number."""
    moons.load(replace(moons.network, output_function="identity", loss="mse"), None)
    return moons
