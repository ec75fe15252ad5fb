import numpy as np
import pytest

from core.compiling.compiler import missing
from core.network.byte_rows import ByteRows
from core.network.data import Data
from core.network.edge import Edge, EdgeKey
from core.network.initial import with_initial_weights
from core.network.layers import (
    SizesError,
    check_sizes,
    connect_to_next_column,
    lay_down,
    n_parameters,
    needs_blocks,
)
from core.network.network import Network
from core.network.node import Node, Role
from core.numerics.initializers import INITIALIZERS


def test_layers_are_laid_down_neuron_by_neuron_and_connected_level_by_level():
    after = lay_down(Network(), (2, 3, 2, 1), "relu", "logistic", "binary_cross_entropy")
    assert [len(after.of_role(r)) for r in Role] == [2, 5, 1]
    assert len(after.edges) == 2 * 3 + 3 * 2 + 2 * 1
    assert after.n_parameters == sum(n_parameters((2, 3, 2, 1))) == 20
    assert {n.activation for n in after.of_role(Role.HIDDEN)} == {"relu"}
    assert (after.output_function, after.loss) == ("logistic", "binary_cross_entropy")
    assert missing(after) is None


def test_a_network_without_hidden_layers_can_be_laid_down():
    assert lay_down(Network(), (3, 1), "relu", "identity", "mse").n_parameters == 4


def test_laying_down_keeps_the_columns_of_the_data_that_fit():
    before = Network(title="T", data=Data(np.array([[1.0, 2.0]]), np.array([[3.0]])))
    after = lay_down(before, (3, 2, 1), "relu", "identity", "mse")
    np.testing.assert_array_equal(after.data.inputs, [[1.0, 2.0, np.nan]])
    np.testing.assert_array_equal(after.data.targets, [[3.0]])
    assert after.title == "T"


@pytest.mark.parametrize("sizes", [(2,), (0, 1), (2, 10_001, 1), (1,) * 11, (9999, 9999, 1)])
def test_sizes_that_cannot_be_drawn_are_refused(sizes):
    with pytest.raises(SizesError):
        check_sizes(sizes)


def test_large_layers_are_laid_down_as_blocks():
    images = ByteRows(np.zeros((3, 784), np.uint8))
    before = Network(data=Data(images, np.zeros((3, 10))))
    after = lay_down(before, (784, 256, 128, 10), "relu", "softmax", "cross_entropy")
    assert [(n.id, n.units) for n in after.nodes.values()] == [
        ("x", 784), ("h1", 256), ("h2", 128), ("y", 10)
    ]  # fmt: skip
    assert after.n_parameters == 235_146
    assert after.data.inputs is images
    drawn = with_initial_weights(after, after.edges, "he", INITIALIZERS["he"], 1)
    weights = drawn.edges[EdgeKey("x", "h1")].weight
    assert weights.std() == pytest.approx((2 / 784) ** 0.5, rel=0.01)


def test_small_layers_are_blocks_where_that_is_asked_for():
    after = lay_down(Network(), (2, 3, 1), "relu", "identity", "mse", blocks=True)
    assert [n.units for n in after.nodes.values()] == [2, 3, 1]
    assert not needs_blocks((2, 3, 1))
    assert needs_blocks((32, 32, 32, 32))


def drawn():
    nodes = [
        Node("x1", Role.INPUT, position=(0, 0)),
        Node("a1", Role.HIDDEN, position=(200, 0)),
        Node("a2", Role.HIDDEN, position=(400, 0)),
        Node("y1", Role.OUTPUT, position=(600, 0)),
    ]
    return Network.build(nodes, [Edge("x1", "a1", 7.5)])


def test_connecting_to_the_next_level_goes_by_the_drawn_columns():
    after = connect_to_next_column(drawn(), ["x1", "a1", "a2", "y1"])
    assert set(after.edges) == {("x1", "a1"), ("a1", "a2"), ("a2", "y1")}
    assert after.edges[EdgeKey("x1", "a1")].weight == 7.5


def test_only_the_chosen_sources_are_connected():
    assert set(connect_to_next_column(drawn(), ["a2"]).edges) == {("x1", "a1"), ("a2", "y1")}


@pytest.mark.parametrize("name", INITIALIZERS)
def test_an_initial_weight_depends_on_seed_and_ends_and_on_no_other_edge(name):
    def weights(network, keys, seed=3):
        return with_initial_weights(network, keys, name, INITIALIZERS[name], seed).edges

    one = lay_down(Network(), (2, 2, 1), "relu", "identity", "mse")
    key = EdgeKey("x1", "a2")
    alone, among = weights(one, [key]), weights(one, one.edges)
    assert alone[key].weight == among[key].weight
    assert all(alone[k] is one.edges[k] for k in one.edges if k != key)
    if name not in ("zero", "one"):
        assert len({float(e.weight[0, 0]) for e in among.values()}) == 6
        assert weights(one, [key], seed=4)[key].weight != alone[key].weight
