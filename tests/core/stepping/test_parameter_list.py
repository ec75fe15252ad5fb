"""The parameters by index are those of the network, with the gradients of the pass."""

from dataclasses import replace

import numpy as np
import pytest

from core.files.reader import read_network
from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.stepping.evaluation import Evaluation
from core.stepping.parameter_list import ParameterList, first_weight, gradients_in_order
from tests.core.stepping.networks import EXAMPLES


def blocks_with_a_skip() -> Network:
    rng = np.random.default_rng(0)
    nodes = [
        Node("x", Role.INPUT, units=3),
        Node("h", Role.HIDDEN, units=4, bias=rng.normal(size=4)),
        Node("y", Role.OUTPUT, units=2, bias=rng.normal(size=2)),
    ]
    edges = [
        Edge("x", "h", rng.normal(size=(4, 3))),
        Edge("h", "y", rng.normal(size=(2, 4))),
        Edge("x", "y", rng.normal(size=(2, 3))),
    ]
    return Network.build(nodes, edges, data=Data(rng.normal(size=(2, 3)), np.ones((2, 2))))


def masked() -> Network:
    network = blocks_with_a_skip()
    masks = {("x", "h"): np.eye(4, 3) + np.eye(4, 3, 1) > 0, ("h", "y"): np.tri(2, 4, 2) > 0}
    edges = [replace(e, mask=masks.get((e.source, e.target))) for e in network.edges.values()]
    return Network.build(network.nodes.values(), edges, data=network.data)


@pytest.mark.parametrize(
    "network",
    [read_network(EXAMPLES / "house-prices.nodewise"), blocks_with_a_skip(), masked()],
    ids=["drawn", "blocks", "masked"],
)
def test_order_places_and_gradients(network: Network) -> None:
    listed, expected = ParameterList(network), network.parameters()
    assert list(listed) == expected
    assert [listed.index(p) for p in expected] == list(range(len(expected)))
    evaluation = Evaluation.of_row(network, 0)
    assert gradients_in_order(evaluation) == pytest.approx(
        [evaluation.gradient(p) for p in expected]
    )
    first = first_weight(network)
    assert first is not None
    assert first.source is not None
