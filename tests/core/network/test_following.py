"""What edits hand on of the wiring is what would be worked out anew."""

from dataclasses import replace

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.network import edits
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.errors import CycleError
from core.network.following import following, strangers, with_changed
from core.network.layers import lay_down
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.resizing import set_units

KNOWN = (
    "incoming", "outgoing", "levels", "places", "ends", "strengths",
    "weights_into", "frozen_into", "n_parameters",
)  # fmt: skip


@pytest.fixture
def network():
    drawn = lay_down(Network(), (3, 4, 2), "tanh", "identity", "mse")
    rng = np.random.default_rng(0)
    drawn = edits.set_values(drawn, {p: rng.normal() for p in drawn.parameters()})
    drawn = edits.change_edge(drawn, next(iter(drawn.edges)), frozen=True)
    for name in KNOWN:
        getattr(drawn, name)
    return drawn


def assert_as_anew(after):
    anew = replace(after, nodes=dict(after.nodes), edges=dict(after.edges))
    for name in KNOWN:
        known, wanted = getattr(after, name), getattr(anew, name)
        if isinstance(wanted, np.ndarray):
            assert np.array_equal(known, wanted), name
        else:
            assert known == wanted, name
    assert [*after.incoming] == [*anew.incoming]


def test_removing_and_connecting(network):
    hidden = next(n.id for n in network.of_role(Role.HIDDEN))
    key = [*network.edges][4]
    without_edge = edits.remove(network, edges=[key])
    assert key not in without_edge.edges
    assert "ends" in vars(without_edge)
    assert_as_anew(without_edge)
    assert_as_anew(edits.remove(network, [hidden], [key]))
    again = edits.connect(without_edge, Edge(*key, np.array([[2.5]])))
    assert "ends" in vars(again)
    assert_as_anew(again)


def test_nodes_without_edges_come_and_go(network):
    more = following(edits.add_node(network, Node("new", Role.HIDDEN)), network)
    assert "ends" in vars(more)
    assert_as_anew(more)
    assert_as_anew(following(edits.remove(more, ["new"]), more))


def test_flags_and_numbers(network):
    key, other = [*network.edges][:2]
    thawed = with_changed(network, {key: replace(network.edges[key], frozen=False)})
    assert thawed.frozen_into == {}
    assert_as_anew(thawed)
    set_ = edits.set_value(network, Parameter(Unit(other.target), Unit(other.source)), 7.0)
    assert set_.edges_changed(network) == network.edges_changed(set_) == (other,)
    assert_as_anew(set_)
    assert_as_anew(following(replace(network, loss="mae"), network))


def test_a_mask_changes_how_many_weights_there_are(network):
    wide = set_units(network, network.outputs[0].id, 3, lambda n, _keys: n)
    key = next(k for k in wide.edges if k.target == wide.outputs[0].id)
    for name in KNOWN:
        getattr(wide, name)
    masked = edits.change_edge(wide, key, mask=np.array([[True], [False], [True]]))
    assert masked.n_parameters == wide.n_parameters - 1
    assert_as_anew(masked)


def test_roles_make_levels_anew(network):
    output = network.outputs[0]
    nodes = {**network.nodes, output.id: replace(output, role=Role.HIDDEN)}
    assert_as_anew(following(replace(network, nodes=nodes), network))


def test_deep_drawings_and_cycles_are_looked_at_edge_by_edge():
    nodes = [Node(f"n{i}", Role.HIDDEN) for i in range(40)]
    edges = [Edge(f"n{i}", f"n{i + 1}", np.ones((1, 1))) for i in range(39)]
    deep = Network.build(nodes, edges)
    assert deep.levels["n39"] == 40
    with pytest.raises(CycleError):
        Network.build(nodes, [*edges, Edge("n39", "n0", np.ones((1, 1)))])
    assert EdgeKey("n0", "n1") in deep.places


def test_edges_with_other_numbers_are_made_when_asked_for(network, monkeypatch):
    monkeypatch.setattr("core.network.network._MANY", 4)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    trained = with_parameters(plan, network, theta * 2)
    key, other = [*network.edges][2:4]
    assert trained.edges[key].weight == 2 * network.edges[key].weight
    assert trained.edges[key] is trained.edges[key]
    assert np.array_equal(parameter_vector(plan, trained), theta * 2)
    assert trained != network
    once_more = with_parameters(plan, trained, theta * 4)
    assert once_more.same_flags(network)
    assert set(once_more.edges_changed(network)) == {*network.edges}
    thawed = with_changed(trained, {key: replace(trained.edges[key], frozen=True)})
    assert not thawed.same_flags(network)
    again = with_parameters(plan, thawed, theta * 3)
    assert again.edges[key].frozen
    assert not again.edges[other].frozen
    plainly = with_parameters(plan, replace(thawed, edges=thawed.edges.copy()), theta * 3)
    assert again == plainly
    assert again.edges[key].weight == 3 * network.edges[key].weight
    assert_as_anew(again)
    fewer = edits.remove(again, edges=[key])
    assert key not in fewer.edges
    assert_as_anew(fewer)
    assert_as_anew(with_parameters(plan, again, theta))


def test_networks_of_two_files_are_not_compared(network):
    after = replace(network, edges=dict(network.edges))
    assert after.edges_changed(network) == ()
    other = replace(network, edges=dict(network.edges))
    strangers(network, other)
    assert other.edges_changed(network) is None
    strangers(network, network)
    assert network.edges_changed(network) == ()


def test_nothing_is_removed_from_an_empty_network():
    assert_as_anew(edits.remove(Network()))
