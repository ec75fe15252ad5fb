import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.clipboard import ClipboardError, from_text, offset_to, part_of, to_text, with_part
from core.network.data import Data
from core.network.edge import Edge, EdgeKey
from core.network.network import Network
from core.network.node import Node, Role

NETWORK = Network.build(
    [
        Node("x1", Role.INPUT),
        Node("a1", Role.HIDDEN, activation="tanh", bias=np.array([0.1]), position=(10, 20)),
        Node("h", Role.HIDDEN, units=2, label="H", bias=np.array([1 / 3, -0.0]), frozen_bias=True),
    ],
    [Edge("x1", "a1", 1.5), Edge("a1", "h", [[0.1], [2 / 3]], frozen=True, label="v")],
    data=Data(np.array([[1.0]]), np.zeros((1, 0))),
)


def test_a_part_has_its_nodes_and_only_the_edges_among_them():
    part = part_of(NETWORK, {"a1", "h"})
    assert [n.id for n in part.nodes] == ["a1", "h"]
    assert [e.key for e in part.edges] == [EdgeKey("a1", "h")]


def test_pasting_adds_under_new_ids_and_leaves_the_rest_as_it_was():
    part = from_text(to_text(NETWORK, {"a1", "h"}))
    after, ids = with_part(NETWORK, part, (5, 6))
    assert ids == ["a2", "a3"]
    for node_id, node in NETWORK.nodes.items():
        assert after.nodes[node_id] is node
    for key, edge in NETWORK.edges.items():
        assert after.edges[key] is edge
    pasted = after.nodes["a2"]
    assert (pasted.activation, pasted.position) == ("tanh", (15, 26))
    assert after.nodes["a3"].label == "H"
    assert after.nodes["a3"].frozen_bias
    edge = after.edges[EdgeKey("a2", "a3")]
    assert edge.frozen
    assert edge.label == "v"
    assert edge.weight.tobytes() == NETWORK.edges[EdgeKey("a1", "h")].weight.tobytes()


def test_pasting_an_input_gives_the_data_an_empty_column():
    after, _ids = with_part(NETWORK, part_of(NETWORK, {"x1"}), (0, 0))
    np.testing.assert_array_equal(after.data.inputs, [[1.0, np.nan]])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_go_through_the_clipboard_bit_for_bit(value):
    one = Network.build(
        [Node("x", Role.INPUT), Node("y", Role.OUTPUT, bias=np.array([value]))],
        [Edge("x", "y", value)],
    )
    part = from_text(to_text(one, {"x", "y"}))
    assert part.edges[0].weight.tobytes() == np.array([[value]]).tobytes()
    assert part.nodes[1].bias.tobytes() == np.array([value]).tobytes()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "7",
        '{"nodes": [], "edges": []}',
        '{"nodes": [{"id": "a"}], "edges": []}',
        json.dumps({"nodes": [{"id": "a", "role": "king"}], "edges": []}),
        json.dumps({"nodes": [{"id": "a", "role": "hidden"}], "edges": [{"source": "a"}]}),
        json.dumps(
            {
                "nodes": [{"id": "a", "role": "hidden"}],
                "edges": [{"source": "a", "target": "a", "weight": 1}],
            }
        ),
        '{"nodes": [{"id": "a", "role": "hidden", "bias": NaN}], "edges": []}',
    ],
)
def test_a_text_that_is_no_part_of_a_network_is_refused(text):
    with pytest.raises(ClipboardError):
        from_text(text)


def test_a_part_can_be_centred_somewhere():
    assert offset_to(part_of(NETWORK, {"a1", "h"}), (100, 100)) == (95, 90)
