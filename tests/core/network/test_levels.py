"""Blocks and single neurons made of each other, bit for bit, and levels more or less."""

from itertools import pairwise

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.network.collapsing import collapse, may_collapse
from core.network.data import Data
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.edits import change_edge, change_node, connect, remove
from core.network.errors import ValueRangeError
from core.network.expanding import expand
from core.network.initial import with_initial_weights
from core.network.levels import LevelError, cut_off, duplicate_level, remove_level
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.resizing import set_units
from core.network.summary import summary
from core.numerics.initializers import INITIALIZERS
from core.numerics.passes import backward, forward
from core.watching import Cancelled

SIZES = (7, 5, 4, 3)


def chain(sizes=SIZES, **node_fields):
    """Blocks x, h1 … y, one after the other."""
    rng = np.random.default_rng(4)
    ids = ["x", *(f"h{i}" for i in range(1, len(sizes) - 1)), "y"]
    roles = [Role.INPUT, *([Role.HIDDEN] * (len(sizes) - 2)), Role.OUTPUT]
    nodes = [
        Node(
            node_id,
            role,
            units,
            activation="tanh",
            bias=rng.normal(size=units) * (role is not Role.INPUT),
            position=(220.0 * i, 0.0),
            **node_fields,
        )
        for i, (node_id, role, units) in enumerate(zip(ids, roles, sizes, strict=True))
    ]
    edges = [
        Edge(a, b, rng.normal(size=(sizes[i + 1], sizes[i])))
        for i, (a, b) in enumerate(pairwise(ids))
    ]
    x, y = rng.normal(size=(6, sizes[0])), rng.normal(size=(6, sizes[-1]))
    return Network.build(nodes, edges, output_function="identity", data=Data(x, y))


def results(network):
    """Predictions and the gradient, as bytes."""
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    run = forward(plan, theta, network.data.inputs)
    gradient = backward(plan, theta, run, network.data.targets).gradient
    return run.a[plan.outputs].tobytes(), gradient.tobytes(), theta.tobytes()


def neurons(network, stem):
    return [n for n in network.nodes if n.startswith(f"{stem}_")]


@pytest.mark.parametrize("blocks", [["h1"], ["x"], ["y"], ["x", "h1", "h2", "y"], ["h1", "h2"]])
def test_expanding_changes_no_bit_of_predictions_and_gradients(blocks):
    network = chain()
    after = expand(network, blocks)
    assert results(after) == results(network)
    assert all(n.units == 1 for n in after.nodes.values() if n.id.split("_")[0] in blocks)
    assert after.data is network.data
    for stem in blocks:
        after = collapse(after, neurons(after, stem))
    assert after == network


def test_neurons_stand_where_the_block_was_and_keep_their_names():
    network = chain()
    after = expand(network, "h1")
    assert list(after.nodes) == ["x", *(f"h1_{i}" for i in range(1, 6)), "h2", "y"]
    names, before = Names(after), Names(network)
    weight, old = Parameter(Unit("h1_2"), Unit("x", 3)), Parameter(Unit("h1", 1), Unit("x", 3))
    assert names.parameter(weight) == before.parameter(old)
    assert after.value(weight) == network.value(old)
    labelled = expand(change_node(network, "h1", label="h"), "h1")
    assert labelled.nodes["h1_2"].label == "h_{2}"
    assert collapse(labelled, neurons(labelled, "h1")).nodes["h1"].label == "h"


def test_many_neurons_stand_in_rows_and_the_rest_makes_room():
    network = chain((40, 3, 1))
    after = expand(network, "x")
    xs = [after.nodes[n].position[0] for n in neurons(after, "x")]
    assert min(xs) == 0.0
    assert after.nodes["h1"].position[0] == 220.0 + max(xs)


def test_a_missing_edge_becomes_a_gap_in_the_block_and_a_gap_no_edge():
    network = remove(expand(chain(), ["x", "h1"]), edges=[EdgeKey("x_2", "h1_3")])
    block = collapse(collapse(network, neurons(network, "h1")), neurons(network, "x"))
    edge = block.edges[EdgeKey("x", "h1")]
    assert not edge.connects(1, 2)
    assert block.n_parameters == network.n_parameters == chain().n_parameters - 1
    assert results(block) == results(network)
    again = expand(block, ["x", "h1"])
    assert EdgeKey("x_2", "h1_3") not in again.edges
    assert len(again.edges) == len(network.edges)


def test_a_block_whose_first_and_last_units_lead_elsewhere_predicts_the_same():
    network = expand(chain((5, 2, 1)), ["x", "h1"])
    network = remove(network, edges=[EdgeKey(f"x_{j}", f"h1_{k}") for j in (1, 5) for k in (1, 2)])
    network = connect(connect(network, Edge("x_1", "y", 0.5)), Edge("x_5", "y", -2.0))
    block = collapse(network, neurons(network, "x"))
    # The slab has columns of zeros now, so only the predictions can be compared.
    assert results(block)[0] == results(network)[0]


def test_what_keeps_neurons_from_being_a_block_is_said():
    network = expand(chain(), ["x", "h1", "h2"])
    first, second, third = neurons(network, "h1")[:3]
    assert "one level" in str(may_collapse(network, [first]))
    assert "different levels" in str(may_collapse(network, [first, "h2_1"]))
    assert str(may_collapse(network, [first, third])).startswith("A₂⁽¹⁾ stands between A₁⁽¹⁾ and")
    other = change_node(network, second, activation="relu")
    assert "different activations" in str(may_collapse(other, [first, second]))
    frozen = change_node(network, second, frozen_bias=True)
    assert "biases are frozen" in str(may_collapse(frozen, [first, second]))
    frozen = change_edge(network, EdgeKey("x_1", second), frozen=True)
    with pytest.raises(LevelError, match="X₁ are frozen"):
        collapse(frozen, [first, second])
    with pytest.raises(LevelError, match="one neuron already"):
        expand(network, first)


def test_part_of_a_level_becomes_a_block_beside_single_neurons():
    network = expand(chain(), ["h1"])
    after = collapse(network, neurons(network, "h1")[1:4])
    assert [n.units for n in after.nodes.values()] == [7, 1, 3, 1, 4, 3]
    assert results(after) == results(network)


def initial(network, keys):
    return with_initial_weights(network, keys, "he", INITIALIZERS["he"], 1)


def test_a_level_is_duplicated_behind_itself_with_its_weights_out():
    network = chain()
    after = duplicate_level(network, ["h1"], initial)
    (copy,) = after.nodes.keys() - network.nodes.keys()
    assert set(after.edges) == {("x", "h1"), ("h1", copy), (copy, "h2"), ("h2", "y")}
    old, new = network.edges[EdgeKey("h1", "h2")], after.edges[EdgeKey(copy, "h2")]
    assert new.weight.tobytes() == old.weight.tobytes()
    assert after.edges[EdgeKey("x", "h1")] is network.edges[EdgeKey("x", "h1")]
    assert after.edges[EdgeKey("h1", copy)].weight.std() > 0
    assert [after.nodes[n].position[0] for n in ("h1", copy, "h2")] == [220.0, 440.0, 660.0]
    assert [s.units for s in summary(after)] == [7, 5, 5, 4, 3]
    with pytest.raises(LevelError, match="hidden"):
        duplicate_level(network, ["x"], initial)
    back = remove_level(after, [copy])
    assert cut_off(after, back) == ("h2",)
    assert back.nodes["h2"].position == network.nodes["h2"].position


def test_units_come_and_go_at_the_end_and_the_rest_keeps_its_numbers():
    network = chain()
    more = set_units(network, "h1", 8, initial)
    into, out = more.edges[EdgeKey("x", "h1")].weight, more.edges[EdgeKey("h1", "h2")].weight
    old_in, old_out = network.edges[EdgeKey("x", "h1")], network.edges[EdgeKey("h1", "h2")]
    np.testing.assert_array_equal(into[:5], old_in.weight)
    np.testing.assert_array_equal(out[:, :5], old_out.weight)
    assert into[5:].all()
    assert out[:, 5:].all()
    assert not set_units(network, "h1", 8).edges[EdgeKey("x", "h1")].weight[5:].any()
    assert set_units(more, "h1", 5, initial) == network
    wide = set_units(network, "x", 9)
    np.testing.assert_array_equal(wide.data.inputs[:, :7], network.data.inputs)
    assert np.isnan(wide.data.inputs[:, 7:]).all()
    assert set_units(network, "h1", 10_000).nodes["h1"].units == 10_000
    with pytest.raises(ValueRangeError, match="10000"):
        set_units(network, "h1", 10_001)


def test_the_summary_counts_as_the_slide_does():
    network = chain((784, 256, 128, 10))
    rows = summary(change_node(network, "h2", frozen_bias=True))
    assert [row.parameters for row in rows] == [0, 200_960, 32_896, 1_290]
    assert sum(row.parameters for row in rows) == network.n_parameters == 235_146
    assert (rows[2].frozen, rows[2].trainable) == (128, 32_768)
    assert rows[1].activations == ("tanh",)
    assert [row.units for row in summary(expand(chain(), ["x", "h1", "y"]))] == [7, 5, 4, 3]


def test_large_work_is_watched_and_given_up(monkeypatch):
    monkeypatch.setattr("core.network.expanding._OFTEN", 3)
    network, shares = chain(), []
    neurons = expand(network, list(network.nodes), shares.append)
    assert shares == sorted(shares)
    assert len(shares) > 10
    assert 0.9 < shares[-1] <= 1
    shares.clear()
    collapse(neurons, [n for n in neurons.nodes if neurons.levels[n] == 1], shares.append)
    assert shares == [i / 11 for i in range(11)]  # seven neurons before, four behind

    def refuse(share):
        raise Cancelled

    with pytest.raises(Cancelled):
        expand(network, list(network.nodes), refuse)
