"""The weights that a run keeps, and the networks that they fit."""

import numpy as np
import pytest

from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.network.run import OtherNetworkError, Weights


def drawn(units: int, weight: list[float]) -> Network:
    """An input of some units and one output."""
    nodes = [Node("x", Role.INPUT, units=units), Node("y", Role.OUTPUT)]
    return Network.build(nodes, [Edge("x", "y", np.array([weight]))])


@pytest.mark.parametrize("weights", [[2.0], [2.0, 3.0]], ids=["a neuron", "a block"])
def test_weights_are_put_back(weights: list[float]) -> None:
    kept = Weights.of(drawn(len(weights), weights))
    now = drawn(len(weights), [7.0] * len(weights))
    assert Weights.of(kept.into(now)) == kept


@pytest.mark.parametrize(("then", "now"), [(2, 1), (1, 2)])
def test_weights_of_a_block_do_not_fit_a_neuron_in_its_place(then: int, now: int) -> None:
    kept = Weights.of(drawn(then, [2.0] * then))
    network = drawn(now, [7.0] * now)
    assert not kept.fits(network)
    with pytest.raises(OtherNetworkError):
        kept.into(network)
