from dataclasses import replace

import numpy as np
import pytest

from core.network.data import Data
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.notation import IndexOrder, Notation
from core.network.weight_table import (
    boxes_of,
    image_shape,
    pixel_of,
    weight_pictures,
    weight_tables,
)

SOURCE_FIRST = Notation(index_order=IndexOrder.SOURCE_FIRST)


def mixed():
    """A block of 4 inputs and a single one, a block of 3, one neuron, an output with a skip."""
    nodes = [
        Node("x", Role.INPUT, 4),
        Node("x5", Role.INPUT),
        Node("h", Role.HIDDEN, 3),
        Node("a", Role.HIDDEN),
        Node("y", Role.OUTPUT, 2),
    ]
    mask = np.ones((3, 4), bool)
    mask[1, 2] = False
    edges = [
        Edge("x", "h", np.arange(12.0).reshape(3, 4), mask=mask),
        Edge("x5", "h", np.array([[-1.0], [-2.0], [-3.0]])),
        Edge("x5", "a", 50.0),
        Edge("h", "y", np.full((2, 3), 7.0)),
        Edge("x", "y", np.full((2, 4), 9.0)),
    ]
    return Network.build(nodes, edges, data=Data(np.zeros((1, 5)), image=None))


def test_a_table_joins_the_edges_of_a_level_and_leaves_gaps_where_there_is_no_weight():
    network = mixed()
    hidden, output = weight_tables(network)
    gap = np.nan
    expected = [[0, 1, 2, 3, -1], [4, 5, gap, 7, -2], [8, 9, 10, 11, -3], [gap] * 4 + [50]]
    assert np.array_equal(hidden.values(network), np.array(expected), equal_nan=True)
    assert output.shape == (2, 8)  # the level before, then the inputs that skip to it
    assert np.isnan(output.values(network)[:, 3]).all()


@pytest.mark.parametrize("notation", [Notation(), SOURCE_FIRST])
def test_every_cell_names_its_weight_and_is_found_by_it(notation):
    network = mixed()
    for table in weight_tables(network, notation):
        values = table.values(network)
        for row in range(table.shape[0]):
            for column in range(table.shape[1]):
                parameter = table.parameter(row, column)
                assert network.has(parameter) == (not np.isnan(values[row, column]))
                assert table.cell(parameter) == (row, column)
                if network.has(parameter):
                    assert network.value(parameter) == values[row, column]


@pytest.mark.parametrize("notation", [Notation(), SOURCE_FIRST])
def test_a_block_goes_into_every_edge_that_it_touches_and_no_other(notation):
    network = mixed()
    table = weight_tables(network, notation)[0]
    block, place = np.array([[100.0, 101.0], [np.nan, np.nan]]), (1, 3)
    if table.is_transposed:
        block, place = block.T, place[::-1]
    after = table.with_block(network, *place, block)
    before_values, values = table.values(network), table.values(after)
    changed = ~((before_values == values) | (np.isnan(before_values) & np.isnan(values)))
    assert changed.sum() == 2
    assert after.value(Parameter(Unit("h", 1), Unit("x", 3))) == 100
    assert after.value(Parameter(Unit("h", 1), Unit("x5"))) == 101
    assert after.edges[EdgeKey("h", "y")] is network.edges[EdgeKey("h", "y")]


def test_very_many_single_weights_are_the_same_table():
    nodes = [Node(f"x{j}", Role.INPUT) for j in range(10)]
    nodes += [Node(f"y{k}", Role.OUTPUT) for k in range(8)]
    edges = [Edge(f"x{j}", f"y{k}", 10.0 * k + j) for k in range(8) for j in range(10) if j != k]
    network = Network.build(nodes, edges)
    values = weight_tables(network)[0].values(network)
    assert values[3, 7] == 37.0
    assert np.isnan(values[3, 3])


def test_the_weights_of_one_block_are_not_copied():
    edge = Edge("x", "y", np.ones((2, 3)))
    network = Network.build([Node("x", Role.INPUT, 3), Node("y", Role.OUTPUT, 2)], [edge])
    assert weight_tables(network)[0].values(network) is edge.weight


def test_pictures_have_the_pixels_of_all_inputs_in_order():
    nodes = [Node("u", Role.INPUT, 4), Node("v", Role.INPUT, 2), Node("h", Role.HIDDEN, 2)]
    nodes.append(Node("y", Role.OUTPUT, 2))
    edges = [
        Edge("v", "h", np.array([[5.0, 6.0], [-5.0, -6.0]])),
        Edge("u", "h", np.array([[1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0]])),
        Edge("h", "y", np.ones((2, 2))),
    ]
    network = Network.build(nodes, edges, data=Data(np.zeros((1, 6)), image=(2, 3)))
    pictures = weight_pictures(network)
    assert pictures.units == (Unit("h", 0), Unit("h", 1))
    assert pictures.values(network)[0].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert pictures.values(network)[1].tolist() == [[-1, -2, -3], [-4, -5, -6]]
    assert pixel_of(network, Unit("v", 0)) == (5, 2, 2)
    assert pixel_of(network, Unit("h", 0)) is None


def test_inputs_are_an_image_where_the_data_say_so_or_where_there_are_784():
    outputs = [Node("y", Role.OUTPUT)]
    digits = Network.build([Node("x", Role.INPUT, 784), *outputs], [])
    assert image_shape(digits) == (28, 28)
    assert image_shape(Network.build([Node("x", Role.INPUT, 6), *outputs], [])) is None
    assert weight_pictures(digits) is None  # no weights yet


def test_frozen_weights_are_covered_by_few_rectangles():
    mask = np.zeros((6, 8), bool)
    mask[1:4, 2:5] = mask[1:4, 7] = mask[4, 0] = True
    boxes = boxes_of(mask)
    assert boxes == [(1, 2, 3, 3), (1, 7, 3, 1), (4, 0, 1, 1)]
    assert boxes_of(np.ones((3, 2), bool)) == [(0, 0, 3, 2)]
    assert boxes_of(np.zeros((3, 2), bool)) == []


def test_frozen_weights_are_found_in_their_table():
    network = mixed()
    table = weight_tables(network)[0]
    assert table.frozen_boxes(network) == []
    key = table.keys[0]
    edge = replace(network.edges[key], frozen=True)
    frozen = replace(network, edges={**network.edges, key: edge})
    height, width = network.edges[key].weight.shape
    assert table.frozen_boxes(frozen) == [(*table.first_cell(key), height, width)]
