"""An edit changes what it is about, and not a bit elsewhere."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network import edits
from core.network.data import Column, Data
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.errors import NodewiseError, WiringError
from core.network.network import Network
from core.network.node import Array, Node, Role, Unit
from tests.core.networks import networks


def house() -> Network:
    nodes = [
        Node("x1", Role.INPUT),
        Node("x2", Role.INPUT),
        Node("a1", Role.HIDDEN, bias=np.array([1.87])),
        Node("a2", Role.HIDDEN, bias=np.array([2.09])),
        Node("y", Role.OUTPUT, bias=np.array([59.0])),
    ]
    weights = {
        ("x1", "a1"): 2.17,
        ("x2", "a1"): 2.57,
        ("x1", "a2"): 2.89,
        ("x2", "a2"): 4.34,
        ("a1", "y"): 28.33,
        ("a2", "y"): 60.17,
    }
    edges = [Edge(s, t, np.array([[w]])) for (s, t), w in weights.items()]
    data = Data(np.array([[1.0, 3.0], [2.0, 4.0]]), np.array([[215.0], [216.0]]))
    return Network.build(nodes, edges, data=data)


def values(network: Network) -> dict[Parameter, bytes]:
    return {p: np.float64(network.value(p)).tobytes() for p in network.parameters()}


def ones(source: Node, target: Node) -> Array:
    return np.ones((target.units, source.units))


EDITS: dict[str, Callable[[Network], Network]] = {
    "add": lambda n: edits.add_node(n, Node("a3", Role.HIDDEN)),
    "connect": lambda n: edits.connect(n, Edge("x1", "y", np.ones((1, 1)))),
    "connect all": lambda n: edits.connect_all(n, ["x1", "x2", "a1"], ["a2", "y"], ones),
    "remove node": lambda n: edits.remove(n, nodes=["x1"]),
    "remove edge": lambda n: edits.remove(n, edges=[EdgeKey("a1", "y")]),
    "activation": lambda n: edits.change_node(n, "a1", activation="relu"),
    "label": lambda n: edits.change_nodes(n, {"a1": {"label": "H"}}),
    "freeze": lambda n: edits.change_edge(n, EdgeKey("a1", "y"), frozen=True),
    "move": lambda n: edits.move(n, {"x1": (5.0, 6.0)}),
    "data": lambda n: edits.set_data(n, np.ones((3, 2)), np.ones((3, 1))),
}


@pytest.mark.parametrize("name", EDITS)
def test_no_edit_changes_another_weight(name: str) -> None:
    before = house()
    snapshot = values(before)
    after = EDITS[name](before)
    assert after != before
    kept = values(after)
    assert {p: v for p, v in kept.items() if p in snapshot} == {
        p: v for p, v in snapshot.items() if p in kept
    }
    assert values(before) == snapshot


@settings(deadline=None, max_examples=50)
@given(networks(), st.data())
def test_setting_some_values_sets_these_alone(network: Network, data: st.DataObject) -> None:
    parameters = network.parameters()
    finite = st.floats(allow_nan=False, allow_infinity=False)
    chosen = data.draw(st.dictionaries(st.sampled_from(parameters), finite, max_size=4))
    before, after = values(network), values(edits.set_values(network, chosen))
    expected = before | {p: np.float64(v).tobytes() for p, v in chosen.items()}
    assert after == expected


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_weight_is_a_finite_number(value: float) -> None:
    with pytest.raises(NodewiseError, match="a weight is a finite number"):
        edits.set_value(house(), Parameter(Unit("y")), value)


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        ("a1", "a1", "A₁ cannot feed itself"),
        ("a1", "y", "A₁ and ŷ are connected already"),
        ("a1", "x1", "X₁ is an input"),
        ("y", "a1", "ŷ is an output"),
    ],
)
def test_wiring_is_refused_in_printed_names(source: str, target: str, sentence: str) -> None:
    before = house()
    with pytest.raises(WiringError, match=sentence):
        edits.connect(before, Edge(source, target, np.ones((1, 1))))
    assert before == house()


def test_a_cycle_is_refused() -> None:
    network = edits.connect(house(), Edge("a1", "a2", np.ones((1, 1))))
    with pytest.raises(WiringError, match="already depends on"):
        edits.connect(network, Edge("a2", "a1", np.ones((1, 1))))


def test_columns_of_the_data_follow_their_nodes() -> None:
    wider = edits.add_node(house(), Node("x3", Role.INPUT))
    np.testing.assert_array_equal(wider.data.inputs, [[1, 3, np.nan], [2, 4, np.nan]])
    narrower = edits.remove(wider, nodes=["x1"])
    np.testing.assert_array_equal(narrower.data.inputs, [[3, np.nan], [4, np.nan]])
    np.testing.assert_array_equal(narrower.data.targets, house().data.targets)
    without = edits.remove(house(), nodes=["y"])
    assert without.data.targets.shape == (2, 0)


def test_a_new_output_takes_the_targets_that_waited_for_one() -> None:
    waiting = edits.remove(house(), nodes=["y"])
    waiting = edits.set_data(waiting, waiting.data.inputs, house().data.targets)
    after = edits.add_node(waiting, Node("y", Role.OUTPUT))
    np.testing.assert_array_equal(after.data.targets, house().data.targets)


def test_change_of_role_takes_the_bias_and_the_columns() -> None:
    network = edits.add_node(house(), Node("a3", Role.HIDDEN, bias=np.array([4.0])))
    as_input = edits.change_role(network, "a3", Role.INPUT)
    assert as_input.nodes["a3"].bias == [0.0]
    assert as_input.data.inputs.shape == (2, 3)
    with pytest.raises(WiringError):
        edits.change_role(network, "a1", Role.INPUT)


def test_undo_is_the_old_network_itself() -> None:
    before = house()
    after = edits.set_value(before, Parameter(Unit("a1"), Unit("x1")), 5.0)
    assert after.nodes["x1"] is before.nodes["x1"]
    assert after.edges[EdgeKey("a2", "y")] is before.edges[EdgeKey("a2", "y")]
    assert before == house()


def test_new_numbers_keep_the_split_and_the_columns_that_still_fit() -> None:
    data = Data(
        np.zeros((3, 2)),
        np.zeros((3, 1)),
        input_columns=(Column("a"), Column("b")),
        target_columns=(Column("y"),),
        split=np.array([0, 1, 2]),
    )
    network = Network(data=data)
    longer = edits.set_data(network, np.ones((5, 2)), np.ones((5, 1))).data
    assert longer.split is not None
    assert longer.split.tolist() == [0, 1, 2, 0, 0]
    assert longer.input_columns == data.input_columns
    shorter = edits.set_data(network, np.ones((2, 1)), np.ones((2, 1))).data
    assert shorter.split is not None
    assert shorter.split.tolist() == [0, 1]
    assert (shorter.input_columns, shorter.target_columns) == ((), data.target_columns)
    assert edits.set_data(network, np.ones((1, 2)), np.ones((1, 1))).data.split is None
