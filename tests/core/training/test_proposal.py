from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.compiling.compiler import compile_network
from core.datasets.catalogue import CATALOGUE, load
from core.files.reader import read_network
from core.metrics.task import Task
from core.network.data import Column, Data
from core.network.edge import EdgeKey
from core.network.layers import lay_down
from core.network.network import Network
from core.network.node import Node, Role
from core.training.proposal import label_of, mismatches, propose, propose_network

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"


@pytest.fixture
def xor() -> Network:
    return read_network(EXAMPLES / "xor.nodewise")


@pytest.mark.parametrize(
    ("key", "output_function", "loss"),
    [
        ("windsor", "identity", "mse"),
        ("hitters", "identity", "mse"),
        ("curve", "identity", "mse"),
        ("moons", "logistic", "binary_cross_entropy"),
        ("blobs", "softmax", "cross_entropy"),
    ],
)
def test_functions_fit_the_targets(key: str, output_function: str, loss: str) -> None:
    proposal = propose(load(key))
    assert (proposal.output_function, proposal.loss) == (output_function, loss)
    assert proposal.n_outputs == load(key).targets.shape[1]


def test_the_task_can_be_told() -> None:
    assert propose(load("xor")).task is Task.TWO_CLASSES
    assert propose(load("xor"), CATALOGUE["xor"].task).task is Task.REGRESSION


def test_several_yes_or_no_are_judged_one_by_one() -> None:
    data = Data(np.zeros((3, 1)), np.array([[1.0, 1], [0, 1], [0, 0]]))
    assert propose(data).output_function == "logistic"
    assert propose(Data(np.zeros((2, 1)), np.array([[1.0, 2], [0, 1]]))).task is Task.REGRESSION


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_an_empty_canvas_gets_a_network_that_can_be_evaluated(key: str) -> None:
    data = load(key)
    network = propose_network(Network(title="Mine"), data)
    compile_network(network)
    assert network.title == "Mine"
    assert network.data == data
    assert len(network.units(Role.INPUT)) == data.inputs.shape[1]
    assert all(edge.weight.any() for edge in network.edges.values())
    assert len({node.position for node in network.nodes.values()}) == len(network.nodes)
    assert mismatches(network) == []


def test_inputs_without_an_edge_are_used(xor: Network) -> None:
    nodes = {n: node for n, node in xor.nodes.items() if node.role is not Role.HIDDEN}
    drawn = replace(xor, nodes=nodes, edges={})
    network = propose_network(drawn, load("moons"))
    assert {"x1", "x2", "y"} <= network.nodes.keys()
    assert len(network.edges) == 2 * 4 + 4
    compile_network(network)


def test_a_network_that_fits_keeps_every_weight(xor: Network) -> None:
    network = propose_network(xor, load("moons"))
    assert network.nodes == xor.nodes
    assert network.edges == xor.edges
    assert network.output_function == "logistic"


def test_other_ends_leave_the_hidden_neurons_and_the_side_that_fits(xor: Network) -> None:
    network = propose_network(xor, load("blobs"), seed=1)
    for key in (EdgeKey("x1", "a1"), EdgeKey("x2", "a2")):
        assert network.edges[key] is xor.edges[key]
    assert network.nodes["a2"] is xor.nodes["a2"]
    assert [node.label for node in network.outputs] == ["A", "B", "C"]
    new = [edge.weight[0, 0] for key, edge in network.edges.items() if key not in xor.edges]
    assert len(new) == 6
    assert all(new)
    assert propose_network(xor, load("blobs"), seed=1) == network
    assert propose_network(xor, load("blobs"), seed=2) != network
    compile_network(network)


def test_new_inputs_are_named_and_feed_what_the_old_ones_fed() -> None:
    deep = lay_down(Network(), [2, 3, 2, 1], "tanh", "identity", "mse")
    network = propose_network(deep, load("windsor"))
    assert [node.label for node in network.inputs][:2] == ["lotsize", "bedrooms"]
    first = [f"a{k}" for k in (1, 2, 3)]
    assert all(
        {e.target for e in network.outgoing[node.id]} == set(first) for node in network.inputs
    )
    assert network.levels["a4"] == 2
    assert all(network.edges[EdgeKey(node.id, "a1")].weight.any() for node in network.inputs)


def test_without_hidden_neurons_a_linear_network_stays_linear() -> None:
    line = lay_down(Network(), [2, 1], "tanh", "identity", "mse")
    network = propose_network(line, load("curve"))
    assert (len(network.nodes), len(network.edges)) == (2, 1)
    both = propose_network(line, replace(load("blobs"), inputs=np.ones((200, 3))))
    assert len(both.edges) == 9


def test_names_change_with_the_data_but_a_users_own_stay(xor: Network) -> None:
    hitters = propose_network(xor, load("hitters"))
    other = replace(
        load("hitters"),
        input_columns=tuple(Column(f"col {j}") for j in range(19)),
    )
    nodes = {**hitters.nodes, "x3": replace(hitters.nodes["x3"], label="mine")}
    again = propose_network(replace(hitters, nodes=nodes), other)
    labels = [node.label for node in again.inputs]
    assert labels[:4] == [r"\text{col 0}", r"\text{col 1}", "mine", r"\text{col 3}"]


def test_many_inputs_are_one_block(xor: Network) -> None:
    network = propose_network(xor, Data(np.zeros((5, 100)), np.zeros((5, 1))))
    assert [node.units for node in network.inputs] == [100]
    assert network.edges[EdgeKey("x1", "a1")].weight.shape == (1, 100)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("x1", None), ("X_2", None), ("y", None), ("", None), ("x 3", None),
        ("price", "price"), ("lot_size", r"\text{lot size}"), ("a{b}^2", r"\text{a b 2}"),
        ("q", "q"), ("League=N", "League=N"),
    ],
)  # fmt: skip
def test_a_label_is_no_formula(name: str, label: str | None) -> None:
    assert label_of(name) == label


CLASSES = load("moons")
MANY = load("blobs")


def drawn(data: Data, output_function: str, loss: str) -> Network:
    n, m = data.inputs.shape[1], data.targets.shape[1]
    network = lay_down(Network(), [n, 2, m], "tanh", output_function, loss)
    return replace(network, data=data)


def numbers(*targets: float) -> Data:
    return Data(np.zeros((len(targets), 1)), np.array(targets)[:, None])


@pytest.mark.parametrize(
    ("network", "sentence"),
    [
        (drawn(CLASSES, "identity", "mse"), "choose the logistic with the binary cross-entropy"),
        (drawn(MANY, "identity", "mse"), "choose softmax with the cross-entropy"),
        (drawn(MANY, "logistic", "binary_cross_entropy"), "one of 3 classes"),
        (drawn(CLASSES, "logistic", "mse"), "choose the binary cross-entropy"),
        (drawn(MANY, "softmax", "mse"), "softmax is flat there"),
        (drawn(CLASSES, "softmax", "cross_entropy"), "Softmax over one output is always 1"),
        (drawn(MANY, "softmax", "binary_cross_entropy"), "choose the cross-entropy as loss"),
        (drawn(CLASSES, "logistic", "cross_entropy"), "choose softmax, or the binary"),
        (drawn(CLASSES, "identity", "binary_cross_entropy"), "choose logistic as output"),
        (drawn(numbers(0.5, 3), "logistic", "mse"), "from 0.5 to 3, but the logistic"),
        (drawn(numbers(-2, 1), "logistic", "binary_cross_entropy"), "from −2 to 1"),
        (drawn(numbers(0.5, 3), "identity", "binary_cross_entropy"), "from 0.5 to 3"),
        (
            drawn(Data(np.zeros((1, 1)), np.array([[2.0, 3]])), "softmax", "cross_entropy"),
            "sum to 1 in every row, but the targets do not",
        ),
        (
            drawn(
                Data(np.array([[1.0, 16200]]), np.ones((1, 1)), {},
                     (Column("rooms"), Column("lot size"))), "identity", "mse",
            ),
            "The input lot size is as large as 16200",
        ),
        (drawn(numbers(*range(0, 10000, 500)), "identity", "mse"), "Standardise the targets"),
    ],
)  # fmt: skip
def test_a_mismatch_is_explained(network: Network, sentence: str) -> None:
    found = [str(message) for message in mismatches(network)]
    assert any(sentence in text for text in found), found
    assert not any("{" in text for text in found)


@pytest.mark.parametrize("example", ["xor", "xor-linear", "house-prices", "mazur"])
def test_the_lectures_networks_are_in_order(example: str) -> None:
    assert mismatches(read_network(EXAMPLES / f"{example}.nodewise")) == []


def test_an_unfinished_network_has_no_mismatch() -> None:
    assert mismatches(Network()) == []
    single = Network(nodes={"x": Node("x", Role.INPUT)}, data=Data(np.zeros((0, 1))))
    assert mismatches(single) == []
