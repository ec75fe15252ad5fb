import pytest

from core.network.edge import Edge
from core.network.layout import (
    ROW,
    aligned,
    column_distance,
    columns,
    crossings,
    distributed,
    free_place,
    snapped,
    tidied,
)
from core.network.network import Network
from core.network.node import Node, Role


def network(edges, roles):
    nodes = [Node(n, Role(role)) for n, role in roles.items()]
    return Network.build(nodes, [Edge(s, t, 1.0) for s, t in edges])


def levels_of(places):
    xs = sorted({x for x, _ in places.values()})
    return [
        sorted((n for n in places if places[n][0] == x), key=lambda n: places[n][1]) for x in xs
    ]


def test_a_multilayer_network_stands_in_columns_in_the_order_it_was_drawn():
    roles = {"x1": "input", "x2": "input", "a1": "hidden", "a2": "hidden", "y": "output"}
    edges = [(x, a) for x in ("x1", "x2") for a in ("a1", "a2")] + [("a1", "y"), ("a2", "y")]
    places = tidied(network(edges, roles))
    assert levels_of(places) == [["x1", "x2"], ["a1", "a2"], ["y"]]
    assert places["x2"][1] - places["x1"][1] == ROW
    assert places["y"][1] == (places["a1"][1] + places["a2"][1]) / 2


def test_tidying_takes_out_crossings_that_another_order_avoids():
    roles = {"x1": "input", "x2": "input", "x3": "input"} | dict.fromkeys(
        ("a1", "a2", "a3"), "hidden"
    )
    edges = [("x1", "a3"), ("x2", "a1"), ("x3", "a2")]
    crossed = network(edges, roles)
    assert crossings(crossed, [["x1", "x2", "x3"], ["a1", "a2", "a3"]]) == 2
    assert crossings(crossed, levels_of(tidied(crossed))) == 0


def test_an_edge_that_skips_a_level_does_not_run_over_a_neuron():
    roles = {"x1": "input", "a1": "hidden", "y": "output"}
    places = tidied(network([("x1", "a1"), ("a1", "y"), ("x1", "y")], roles))
    straight = (places["x1"][1] + places["y"][1]) / 2
    assert abs(places["a1"][1] - straight) > 50


def test_tidying_twice_changes_nothing():
    roles = {"x1": "input", "x2": "input", "a1": "hidden", "y": "output"}
    one = network([("x1", "a1"), ("x2", "a1"), ("a1", "y")], roles)
    first = tidied(one)
    from core.network.edits import move

    assert tidied(move(one, first)) == first


def test_an_empty_drawing_can_be_tidied():
    assert tidied(Network()) == {}


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("left", {"a": (0, 0), "b": (0, 50)}),
        ("centre", {"a": (50, 0), "b": (50, 50)}),
        ("right", {"a": (100, 0), "b": (100, 50)}),
        ("top", {"a": (0, 0), "b": (100, 0)}),
        ("middle", {"a": (0, 25), "b": (100, 25)}),
        ("bottom", {"a": (0, 50), "b": (100, 50)}),
    ],
)
def test_aligning_moves_to_one_line(kind, places):
    assert aligned({"a": (0, 0), "b": (100, 50)}, kind) == places


def test_distributing_keeps_the_ends_and_the_other_axis():
    places = {"b": (90, 7), "a": (0, 3), "c": (100, 1)}
    assert distributed(places, "horizontal") == {"a": (0, 3), "b": (50, 7), "c": (100, 1)}


def test_a_new_node_goes_below_its_like_and_outputs_to_the_right():
    one = Network.build([Node("x1", Role.INPUT, position=(0, 40))], [])
    assert free_place(one, Role.INPUT) == (0, 200)
    assert free_place(one, Role.OUTPUT) == (220, 40)


def test_snapping_finds_columns_rows_and_even_spacing():
    others = [(0.0, 0.0), (0.0, 100.0), (220.0, 30.0)]
    assert (snapped((4, 197), others).x, snapped((4, 197), others).y) == (0, 200)
    assert snapped((215, 26), others).line_y == 30
    far = snapped((110, 60), others)
    assert (far.x, far.y, far.line_x, far.line_y) == (110, 60, None, None)


def test_columns_are_where_nodes_were_drawn():
    nodes = [
        Node("a", Role.HIDDEN, position=(225, 90)),
        Node("b", Role.HIDDEN, position=(215, 0)),
        Node("x", Role.INPUT, position=(0, 0)),
    ]
    assert columns(Network.build(nodes, [])) == [["x"], ["b", "a"]]


def test_levels_stand_further_apart_where_many_neurons_fan_out():
    few, many = column_distance(2), column_distance(4)
    assert many > few
    assert column_distance(40) == column_distance(30)
    four = network(
        [("x", f"a{i}") for i in range(4)], {"x": "input"} | {f"a{i}": "hidden" for i in range(4)}
    )
    places = tidied(four)
    assert places["a0"][0] - places["x"][0] == many


def test_levels_of_many_neurons_stay_evenly_spaced():
    hidden = ["a1", "a2", "a3", "a4"]
    wide = network(
        [("x", h) for h in hidden] + [(h, "y") for h in hidden],
        {"x": "input", **dict.fromkeys(hidden, "hidden"), "y": "output"},
    )
    xs = sorted({x for x, _y in tidied(wide).values()})
    assert xs[1] - xs[0] == xs[2] - xs[1] == column_distance(4)
