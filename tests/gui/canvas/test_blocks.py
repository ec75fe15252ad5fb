from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from core.language import Message
from core.network.data import Column, Data
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.expanding import expand
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.stepping.quantity import Kind, Quantity
from gui.canvas.outline import dots_places, unit_places
from gui.canvas.overlay import Overlay
from gui.canvas.target import Part, Target
from gui.canvas.view import CanvasView
from gui.digits.picture import digit_image
from tests.gui.canvas.helpers import Hand

PIXELS = EdgeKey("p", "h")
FINAL = EdgeKey("h", "y")


def digits(mask: np.ndarray | None = None) -> Network:
    """6 × 6 pixels into a block of 20, into one neuron and a block of 3."""
    rng = np.random.default_rng(0)
    nodes = [
        Node("p", Role.INPUT, 36, position=(0, 0)),
        Node("h", Role.HIDDEN, 20, activation="relu", position=(280, 0)),
        Node("a", Role.HIDDEN, activation="relu", position=(280, 260)),
        Node("y", Role.OUTPUT, 3, position=(560, 0)),
    ]
    edges = [
        Edge("p", "h", rng.normal(size=(20, 36))),
        Edge("p", "a", rng.normal(size=(1, 36))),
        Edge("h", "y", rng.normal(size=(3, 20)), mask=mask),
        Edge("a", "y", np.array([[0.5], [-0.5], [0.0]])),
    ]
    data = Data(inputs=rng.uniform(size=(2, 36)), targets=np.eye(3)[:2], image=(6, 6))
    return Network.build(nodes, edges, data=data)


@pytest.fixture
def network(view: CanvasView) -> Network:
    made = digits()
    view.document.load(made, None)
    view.fit()
    return made


def test_a_chosen_unit_stands_between_the_dots() -> None:
    assert [i for i, _ in unit_places(256)] == [0, 1, 2, 255]
    assert len(dots_places(256)) == 1
    places = unit_places(256, 16)
    assert [i for i, _ in places] == [0, 16, 255]
    first, second = dots_places(256, 16)
    assert places[0][1] < first < places[1][1] < second < places[2][1]
    assert unit_places(256, 1) == unit_places(256)
    assert [i for i, _ in unit_places(4, 2)] == [0, 1, 2, 3]


def test_blocks_say_their_size_and_activation(view: CanvasView, network: Network) -> None:
    below = {n: view.picture.nodes[n].face.below for n in ("p", "h", "y")}
    spoken = view.picture.describe(Target(Part.BODY, node="h"))
    assert spoken == "Hidden block A₁…₂₀, ReLU, 20 units"
    assert below == {"p": "36 units", "h": "20 units · ReLU", "y": "3 units"}


def test_an_edge_of_blocks_is_a_fan_of_its_weights(view: CanvasView, network: Network) -> None:
    face = view.picture.edges.items[PIXELS].face
    weight = network.edges[PIXELS].weight
    assert {(one.target, one.source) for one in face.fan} == {
        (i, j) for i in (0, 1, 2, 19) for j in (0, 1, 2, 35)
    }
    for one in face.fan:
        assert one.negative == (weight[one.target, one.source] < 0)
    strongest = max(face.fan, key=lambda one: abs(weight[one.target, one.source]))
    assert strongest.share == max(one.share for one in face.fan)
    mixed = view.picture.edges.items[EdgeKey("a", "y")].face
    assert {(one.target, one.negative) for one in mixed.fan} == {(0, False), (1, True), (2, False)}


def test_a_masked_pair_has_no_line_and_the_pill_counts(view: CanvasView) -> None:
    mask = np.ones((3, 20), dtype=bool)
    mask[:, 0] = mask[1, 19] = False
    view.document.load(digits(mask), None)
    face = view.picture.edges.items[FINAL].face
    pairs = {(one.target, one.source) for one in face.fan}
    assert (0, 0) not in pairs
    assert (1, 19) not in pairs
    assert (0, 19) in pairs
    assert face.value == "56 of 60 weights"


def test_a_step_shows_its_units_and_names_its_weight(view: CanvasView, network: Network) -> None:
    parameter = Parameter(Unit("h", 16), Unit("p", 20))
    view.set_overlay(
        Overlay(
            values={Unit("h", 16): "1.32"}, edges={parameter: "chain_parameter"}, dim_others=True
        )
    )
    picture = view.picture
    assert (picture.nodes["p"].face.chosen, picture.nodes["h"].face.chosen) == (20, 16)
    assert picture.nodes["h"].face.values == {16: "1.32"}
    face = picture.edges.items[PIXELS].face
    (lit,) = [one for one in face.fan if one.lit]
    assert (lit.target, lit.source, lit.lit) == (16, 20, "chain_parameter")
    assert face.fan[-1] is lit
    assert "w" in face.name
    assert picture.faces.marked("p")[0] == 20
    view.set_overlay(Overlay(about=parameter))
    assert picture.nodes["h"].face.chosen == 16
    view.set_overlay(None)
    assert picture.nodes["h"].face.chosen is None
    assert picture.edges.items[PIXELS].face.value == "20 × 36"


def test_pixels_stand_beside_their_block_and_can_be_picked(
    view: CanvasView, network: Network, hand: Hand, qtbot: QtBot
) -> None:
    item = view.picture.observation.item
    assert item is not None
    assert item._image == digit_image(network.data.inputs[0].reshape(6, 6))
    place = item.rect.topLeft() + QPointF(2.5, 3.5) * (item.rect.width() / 6)
    assert view.picture.target_at(place) == Target(Part.PIXEL, node="p", unit=20)
    assert "pixel 21, row 4, column 3" in view.picture.describe(view.picture.target_at(place))
    with qtbot.waitSignal(view.unit_picked) as told:
        hand.click(view.mapFromScene(place))
    assert told.args == [Unit("p", 20)]
    assert view.picture.nodes["p"].face.chosen == 20
    view.show_observation(np.ones(36))
    assert item._image == digit_image(np.ones((6, 6)))
    view.document.load(replace(network, data=Data()), None)
    assert view.picture.observation.item is None


def test_hidden_units_show_their_weights_as_pictures(view: CanvasView, network: Network) -> None:
    face = view.picture.nodes["h"].face
    assert face.unit_pictures.keys() == {0, 1, 2, 19}
    assert face.unit_pictures[0].width() == 6
    assert not view.picture.nodes["y"].face.unit_pictures


def test_one_line_of_a_fan_is_one_weight(
    view: CanvasView, network: Network, hand: Hand, qtbot: QtBot
) -> None:
    one = next(
        o for o in view.picture.edges.items[FINAL].face.fan if (o.target, o.source) == (0, 0)
    )
    x1, y1, x2, y2 = one.line
    place = view.mapFromScene(QPointF(x1 + 0.9 * (x2 - x1), y1 + 0.9 * (y2 - y1)))
    wanted = Parameter(Unit("y", 0), Unit("h", 0))
    view.set_mode("step")
    with qtbot.waitSignal(view.quantity_clicked) as told:
        hand.click(place)
    assert told.args == [Quantity(Kind.PARAMETER, parameter=wanted)]
    view.set_mode("draw")
    hand.click(place)
    assert view.document.selection.edges == {FINAL}
    view.document.load(network, None)


def test_blocks_connect_by_drag_and_by_keys(view: CanvasView, network: Network, hand: Hand) -> None:
    view.document.select(edges=[PIXELS])
    view.drawing.delete_selection()
    handle = view.mapFromScene(QPointF(0 + 44 + 3, 0))
    hand.move(hand.node("p"))
    hand.drag(handle, hand.at(280, 30))
    assert view.document.network.edges[PIXELS].weight.shape == (20, 36)
    view.document.undo_stack.undo()
    view.picture.set_focused(Target(Part.BODY, node="p"), by_keys=True)
    view.document.select(["p"])
    hand.key(Qt.Key.Key_C)
    hand.key(Qt.Key.Key_Return)
    assert PIXELS in view.document.network.edges


def test_outputs_are_called_by_their_classes_as_soon_as_the_data_name_them(
    view: CanvasView, network: Network
) -> None:
    output = view.picture.nodes["y"]
    assert output.face.classes == {}
    narrow = output.boundingRect().width()
    columns = tuple(Column(name) for name in ("cat", "dog", "cow"))
    named = replace(network, data=replace(network.data, target_columns=columns))
    view.document.load(named, None)
    assert output.face.classes == {0: "cat", 1: "dog", 2: "cow"}
    assert output.boundingRect().width() > narrow
    overlay = Overlay(values={Unit("y", 1): "≈0"}, numbers={Unit("y", 1): 1.25e-7})
    view.set_overlay(overlay)
    said = view.picture.describe(Target(Part.BODY, node="y", unit=1))
    assert said.endswith("ŷ₂ (dog) = 1.25·10⁻⁷")


def test_where_all_units_are_lit_the_true_class_stands_between_the_dots(
    view: CanvasView, network: Network
) -> None:
    lit = {Unit("h", i): "chain_hidden" for i in range(20)}
    view.set_overlay(Overlay(units=lit, front=Unit("h", 7)))
    assert view.picture.nodes["h"].face.chosen == 7
    view.set_overlay(Overlay(units={Unit("h", 11): "chain_hidden"}, front=Unit("h", 7)))
    assert view.picture.nodes["h"].face.chosen == 11


def test_undoing_an_expansion_brings_back_the_pills_and_the_whole_drawing(
    view: CanvasView, network: Network
) -> None:
    def places() -> dict[EdgeKey, QPointF]:
        return {key: item.pill.pos() for key, item in view.picture.edges.items.items()}

    before, zoom = places(), view.zoom
    view.document.edit(Message("Expand"), expand(network, "p"))
    assert places().keys() != before.keys()
    view.fit()
    assert view.zoom < 0.9 * zoom
    view.document.undo()
    assert places() == before
    assert view.zoom == pytest.approx(zoom)
