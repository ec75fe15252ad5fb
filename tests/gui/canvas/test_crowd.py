import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.network.data import Data
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.edits import move, set_value
from core.network.expanding import expand
from core.network.layout import tidied
from core.network.network import Network
from core.network.node import Node, Role, Unit
from gui.canvas.overlay import Overlay
from gui.canvas.target import Part, Target
from gui.canvas.view import CanvasView
from gui.theme import theme
from tests.gui.canvas.helpers import Hand, layers


def mixed() -> Network:
    """8 × 8 pixels and 40 hidden as single neurons, and a block of 5 outputs."""
    rng = np.random.default_rng(0)
    nodes = [
        Node("p", Role.INPUT, 64, position=(0, 0)),
        Node("h", Role.HIDDEN, 40, activation="relu", bias=rng.normal(size=40), position=(300, 0)),
        Node("y", Role.OUTPUT, 5, position=(600, 0)),
    ]
    edges = [Edge("p", "h", rng.normal(size=(40, 64))), Edge("h", "y", rng.normal(size=(5, 40)))]
    data = Data(inputs=np.linspace(0, 1, 64)[None], targets=np.eye(5)[:1], image=(8, 8))
    block = Network.build(nodes, edges, output_function="softmax", data=data)
    return expand(block, ["p", "h"])


@pytest.fixture
def crowd(view: CanvasView) -> Network:
    network = mixed()
    view.document.load(network, None)
    view.fit()
    return network


def test_a_crowd_has_items_for_its_blocks_alone(view: CanvasView, crowd: Network) -> None:
    view.navigator.set_zoom(0.1)
    view.grab()
    assert list(view.picture.nodes) == ["y"]
    assert len(view.picture.geometry.outlines) == len(crowd.nodes) == 105
    assert view.picture.edges.bundles.keys() == {(0, 1), (1, 2)}
    assert view.picture.edges.bundles[0, 1].note == "400 of 2\u202f560 edges shown"
    assert view.picture.headers.texts[:2] == ["Input layer · 64", "Hidden layer · ReLU · 40"]


def test_what_can_be_read_has_items_of_its_own(view: CanvasView, crowd: Network) -> None:
    view.navigator.set_zoom(2.0)
    view.centerOn(*crowd.nodes["h_1"].position)
    view.grab()
    assert 1 < len(view.picture.nodes) < 80
    face = view.picture.nodes["h_1"].face
    assert face.name == "A_{1}"
    assert face.below.startswith("bias ")
    view.navigator.set_zoom(0.1)
    view.grab()
    assert list(view.picture.nodes) == ["y"]


def test_pixels_of_a_crowd_are_shaded(view: CanvasView, crowd: Network) -> None:
    theme().set(dark=False)
    image = view.grab().toImage()

    def grey(node: str) -> int:
        place = view.mapFromScene(QPointF(*crowd.nodes[node].position))
        return image.pixelColor(place).lightness()

    assert grey("p_1") > grey("p_30") > grey("p_64")


def test_a_neuron_of_a_crowd_is_hit_selected_and_dragged(
    view: CanvasView, crowd: Network, hand: Hand
) -> None:
    view.grab()
    hand.click(hand.node("h_7"))
    assert view.document.selection.nodes == {"h_7"}
    rows = view.picture.edges._spotted
    ends = {view.picture.geometry.keys[i] for i in rows.tolist()}
    assert EdgeKey("p_1", "h_7") in ends
    assert EdgeKey("h_7", "y") in ends
    assert len(ends) == 65
    hand.drag(
        hand.node("h_7"), hand.at(*crowd.nodes["h_7"].position) + hand.at(0, 60) - hand.at(0, 0)
    )
    assert view.document.network.nodes["h_7"].position != crowd.nodes["h_7"].position
    assert view.document.network.levels == crowd.levels


def test_tab_walks_neurons_and_not_thousands_of_edges(view: CanvasView, crowd: Network) -> None:
    stops = view.keyboard.stops()
    assert len([s for s in stops if s.node]) == 105
    assert len(stops) < 130


def test_live_numbers_are_those_of_a_network_made_of_them(view: CanvasView, crowd: Network) -> None:
    plan = compile_network(crowd)
    theta = parameter_vector(plan, crowd)
    theta = theta + np.random.default_rng(1).normal(size=theta.shape)
    key = EdgeKey("p_3", "h_9")
    view.document.select(edges=[key])
    view.show_parameters(plan, theta)
    picture = view.picture
    made = with_parameters(plan, crowd, theta)
    live = picture.geometry.connections.weights
    view.show_live(made)
    np.testing.assert_allclose(live, picture.geometry.connections.weights)
    shown = picture.edges.items[key].face.value
    view.show_parameters(plan, theta)
    assert picture.edges.items[key].face.value == shown
    view.show_live(None)
    assert picture.connections[key].value == crowd.value(Parameter(Unit("h_9"), Unit("p_3")))


def test_what_a_step_lights_in_a_crowd_is_seen(view: CanvasView, crowd: Network) -> None:
    view.fit()
    plain: QImage = view.grab().toImage()
    view.set_overlay(Overlay(units={Unit("h_7"): "chain_hidden"}, dim_others=True))
    lit = view.grab().toImage()
    x, y = crowd.nodes["h_7"].position
    place = view.mapFromScene(QPointF(x, y - 34))
    assert lit.pixelColor(place) != plain.pixelColor(place)
    assert lit.pixelColor(place).hue() == pytest.approx(
        theme().colour("chain_hidden").hue(), abs=25
    )


def test_a_neuron_of_a_crowd_has_a_name_and_a_place_for_readers(
    view: CanvasView, crowd: Network
) -> None:
    target = Target(Part.BODY, node="h_7")
    assert view.picture.describe(target).startswith("Hidden neuron A₇, ReLU")
    assert not view.screen_rect(target).isEmpty()


def test_moving_shares_edges_and_levels() -> None:
    network = layers(3, 4, 2)
    levels = network.levels
    moved = move(network, {"n0_0": (5.0, 5.0)})
    assert moved.edges is network.edges
    assert moved.levels is levels
    assert tidied(moved).keys() == network.nodes.keys()


def test_a_changed_weight_leaves_what_is_known_of_the_wiring(view: CanvasView) -> None:
    network = layers(12, 12, 12)
    view.document.load(network, None)
    key = EdgeKey("n0_3", "n1_5")
    parameter = Parameter(Unit("n1_5"), Unit("n0_3"))
    network.incoming, network.outgoing  # noqa: B018 - so that there is something to take over
    after = set_value(network, parameter, 9.0)
    fresh = Network.build(after.nodes.values(), after.edges.values())
    assert after.edges_changed(network) == (key,)
    assert fresh.edges_changed(network) == (key,)
    assert (after.incoming, after.outgoing) == (fresh.incoming, fresh.outgoing)

    view.document.preview(after)
    connections = view.picture.geometry.connections
    assert connections[key].value == 9.0
    assert connections.weights.sum() == pytest.approx(
        sum(edge.weight.item() for edge in after.edges.values())
    )
