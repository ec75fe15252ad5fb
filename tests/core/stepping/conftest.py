"""The lecture's networks and one of each kind, for the lessons to explain."""

import pytest

from core.files.reader import read_network
from core.network.network import Network
from tests.core.stepping.networks import EXAMPLES, skipping


@pytest.fixture
def house_prices() -> Network:
    return read_network(EXAMPLES / "house-prices.nodewise")


@pytest.fixture
def xor() -> Network:
    return read_network(EXAMPLES / "xor.nodewise")


@pytest.fixture
def mazur() -> Network:
    return read_network(EXAMPLES / "mazur.nodewise")


@pytest.fixture
def skipping_network() -> Network:
    return skipping()
