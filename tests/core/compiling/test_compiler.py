"""What an unfinished drawing lacks, and how levels become slabs."""

import numpy as np
import pytest

from core.compiling.compiler import compile_network, missing
from core.network.edge import Edge
from core.network.errors import UnfinishedError
from core.network.network import Network
from core.network.node import Node, Role

X, A, Y = Node("x", Role.INPUT), Node("a", Role.HIDDEN), Node("y", Role.OUTPUT)
ONE = np.ones((1, 1))


@pytest.mark.parametrize(
    ("nodes", "edges", "sentence", "loose"),
    [
        ([], [], "The network is empty: place an input to begin.", ()),
        ([Y], [], "There is no input yet: place one.", ()),
        ([X, A], [], "There is no output yet: place one.", ()),
        ([X, Y], [], "ŷ has no incoming edge: connect something to it.", ("y",)),
        ([X, A, Y], [], "A₁, ŷ have no incoming edge: connect something to them.", ("a", "y")),
    ],
)
def test_what_is_missing_is_said_with_its_place(
    nodes: list[Node], edges: list[Edge], sentence: str, loose: tuple[str, ...]
) -> None:
    network = Network.build(nodes, edges)
    with pytest.raises(UnfinishedError) as caught:
        compile_network(network)
    assert str(caught.value) == sentence
    assert caught.value.nodes == loose


def test_a_finished_network_lacks_nothing() -> None:
    assert missing(Network.build([X, Y], [Edge("x", "y", ONE)])) is None


def test_a_layered_network_has_one_full_slab_a_level() -> None:
    nodes = [*(Node(f"x{j}", Role.INPUT) for j in range(3)), Node("b", Role.HIDDEN), A, Y]
    edges = [Edge(f"x{j}", k, ONE) for k in ("a", "b") for j in range(3)]
    edges += [Edge("a", "y", ONE), Edge("b", "y", ONE)]
    plan = compile_network(Network.build(nodes, edges))
    assert [(level.shape, level.mask) for level in plan.levels] == [((2, 3), None), ((1, 2), None)]
    assert plan.n_theta == 11


def test_a_missing_edge_is_masked() -> None:
    nodes = [X, Node("x2", Role.INPUT), A, Node("b", Role.HIDDEN), Y]
    edges = [Edge("x", "a", ONE), Edge("x2", "a", ONE), Edge("x", "b", ONE)]
    edges += [Edge("a", "y", ONE), Edge("b", "y", ONE)]
    first, second = compile_network(Network.build(nodes, edges)).levels
    assert first.mask is not None
    assert first.mask.tolist() == [[True, True], [True, False]]
    assert second.mask is None
