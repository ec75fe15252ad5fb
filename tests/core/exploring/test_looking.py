import numpy as np
import pytest

from core.exploring.looking import Looker, class_names
from core.network.data import Column, Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role


def network(outputs=2, image=(1, 2)):
    nodes = [Node("x", Role.INPUT, 2), Node("h", Role.HIDDEN, 3, activation="relu")]
    nodes.append(Node("y", Role.OUTPUT, outputs))
    edges = [
        Edge("x", "h", np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])),
        Edge("h", "y", np.array([[2.0, 0.0, 0.0], [0.0, 1.0, 0.0]])[:outputs]),
    ]
    columns = (Column("cat"), Column("dog"))[:outputs]
    data = Data(np.zeros((1, 2)), np.zeros((1, outputs)), target_columns=columns, image=image)
    return Network.build(nodes, edges, output_function="softmax", data=data)


def test_a_look_has_the_answer_and_every_hidden_level():
    look = Looker.of(network()).look(np.array([[1.0, 0.5]]))
    assert look.hidden[0][1].tolist() == [1.0, 0.5, 0.0]
    e = np.exp([2.0, 0.5])
    assert look.answer == pytest.approx(e / e.sum())
    assert look.winner == 0


def test_other_weights_need_no_other_plan():
    looker = Looker.of(network())
    other = network()
    doubled = [Edge(e.source, e.target, 2 * e.weight) for e in other.edges.values()]
    other = Network.build(other.nodes.values(), doubled, output_function="softmax")
    look = looker.with_numbers(other).look(np.array([[1.0, 0.5]]))
    assert look.hidden[0][1].tolist() == [2.0, 1.0, 0.0]


def test_there_is_nothing_to_look_with_where_it_fits_no_picture_or_has_no_classes():
    assert Looker.of(network(image=None)) is None
    assert Looker.of(network(outputs=1)) is None
    assert Looker.of(Network()) is None


def test_classes_are_called_as_in_the_data():
    assert class_names(network()) == ("cat", "dog")
    assert class_names(Network()) == ()
