import numpy as np
from PySide6.QtCore import QPointF

from core.language import set_language
from core.network import edits
from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.stepping.quantity import Kind, Quantity
from gui.canvas.drawn import is_one
from gui.canvas.overlay import Overlay
from gui.canvas.view import CanvasView
from gui.document import Document
from gui.settings import Settings
from gui.theme import theme
from tests.gui.canvas.helpers import layers

W11 = Parameter(Unit("a1"), Unit("x1"))


def test_scene_shows_what_the_document_holds_already(
    document: Document, settings: Settings, house: Network, qtbot: object
) -> None:
    view = CanvasView(document, settings)
    assert view.picture.nodes.keys() == house.nodes.keys()
    assert view.picture.edges.items.keys() == house.edges.keys()


def test_names_and_numbers_are_those_of_the_network(view: CanvasView, house: Network) -> None:
    face = view.picture.edges.items[EdgeKey("x1", "a1")].face
    assert (face.name, face.value, face.negative) == ("w_{11}", "2.17", False)
    node = view.picture.nodes["a1"].face
    assert (node.name, node.below) == ("A_{1}", "bias 1.87")
    assert view.picture.nodes["x1"].face.below == ""


def test_an_edit_changes_only_the_item_it_is_about(view: CanvasView, house: Network) -> None:
    faces = {k: item.face for k, item in view.picture.edges.items.items()}
    largest = Parameter(Unit("y"), Unit("a2"))
    view.document.edit(None, edits.set_value(house, W11, -3.0))  # type: ignore[arg-type]
    changed = [k for k, item in view.picture.edges.items.items() if item.face != faces[k]]
    assert changed == [EdgeKey("x1", "a1")]
    face = view.picture.edges.items[EdgeKey("x1", "a1")].face
    assert (face.value, face.negative) == ("−3", True)
    assert view.document.network.value(largest) == 60.17


def test_undo_takes_items_away_and_redo_brings_them_back(view: CanvasView) -> None:
    view.drawing.add_node(Role.INPUT, (0, 0))
    view.document.undo_stack.undo()
    assert not view.picture.nodes
    view.document.undo_stack.redo()
    assert list(view.picture.nodes) == ["x1"]


def test_headers_name_levels_and_a_common_activation(view: CanvasView, house: Network) -> None:
    assert view.picture.headers.texts == [
        "Input layer", "Hidden layer · sigmoid", "Output · identity",
    ]  # fmt: skip
    view.drawing.set_activation(["a1"], "relu")
    assert view.picture.headers.texts[1] == "Hidden layer · mixed"


def test_several_hidden_levels_are_numbered(view: CanvasView) -> None:
    view.document.load(layers(2, 2, 2, 1), None)
    assert view.picture.headers.texts[1:3] == [
        "Hidden layer 1 · sigmoid", "Hidden layer 2 · sigmoid",
    ]  # fmt: skip


def test_notation_changes_the_names(view: CanvasView, house: Network, settings: Settings) -> None:
    settings.set_notation(decimal_mark=",")
    assert view.picture.edges.items[EdgeKey("x1", "a1")].face.value == "2,17"


def test_bias_nodes_come_on_request_with_an_edge_each(
    view: CanvasView, house: Network, settings: Settings
) -> None:
    settings.set("show_bias_nodes", True)
    ones = [n for n in view.picture.nodes if is_one(n)]
    bias_edges = {k.target: i.face for k, i in view.picture.edges.items.items() if is_one(k.source)}
    assert len(ones) == 2
    assert bias_edges.keys() == {"a1", "a2", "y"}
    assert (bias_edges["a1"].name, bias_edges["a1"].value) == ("w_{10}", "1.87")
    assert view.picture.nodes["a1"].face.below == ""
    settings.set("show_bias_nodes", False)
    assert view.picture.nodes.keys() == house.nodes.keys()


def test_values_come_from_the_overlay_and_go_with_it(view: CanvasView, house: Network) -> None:
    view.set_overlay(Overlay(values={Unit("a1"): "0.99999"}))
    assert view.picture.nodes["a1"].face.values == {0: "0.99999"}
    assert view.picture.nodes["a2"].face.values == {}
    view.set_overlay(None)
    assert view.picture.nodes["a1"].face.values == {}


def test_lit_items_are_thicker_and_the_others_dimmed(view: CanvasView, house: Network) -> None:
    plain = view.picture.edges.items[EdgeKey("x1", "a1")].shown_width
    view.set_overlay(
        Overlay(units={Unit("a1"): "chain_hidden"}, edges={W11: "chain_parameter"}, dim_others=True)
    )
    lit = view.picture.edges.items[EdgeKey("x1", "a1")]
    other = view.picture.edges.items[EdgeKey("x2", "a2")]
    assert lit.state.lit == "chain_parameter"
    assert lit.shown_width > plain + 1
    assert other.state.dimmed
    assert not lit.state.dimmed
    assert view.picture.nodes["a1"].state.lit == "chain_hidden"


def test_a_lit_bias_lights_the_number_and_not_the_node(view: CanvasView, house: Network) -> None:
    view.set_overlay(Overlay(edges={Parameter(Unit("a1")): "chain_parameter"}))
    state = view.picture.nodes["a1"].state
    assert (state.lit, state.bias_lit) == (None, "chain_parameter")


def test_loss_box_stands_right_of_the_outputs(view: CanvasView, house: Network) -> None:
    assert view.picture.loss is None
    view.set_overlay(Overlay(loss="chain_loss", loss_latex="L", loss_text="4556.28"))
    assert view.picture.loss is not None
    assert view.picture.loss.face.rect.left() > 540 + 34
    assert len(view.picture.loss.face.lines) == 1
    view.set_overlay(None)
    assert view.picture.loss is None


def test_highlight_from_a_formula_lights_the_item(view: CanvasView, house: Network) -> None:
    view.highlight(Quantity(Kind.GRADIENT, parameter=W11))
    assert view.picture.edges.items[EdgeKey("x1", "a1")].state.lit == "accent"
    view.highlight(Quantity(Kind.Z, unit=Unit("a2")))
    assert view.picture.edges.items[EdgeKey("x1", "a1")].state.lit is None
    assert view.picture.nodes["a2"].state.lit == "accent"
    view.highlight(None)
    assert view.picture.nodes["a2"].state.lit is None


def test_arriving_values_grow_unless_motion_is_reduced(
    view: CanvasView, house: Network, settings: Settings, qtbot: object
) -> None:
    settings.set("reduced_motion", False)
    view.set_overlay(Overlay(values={Unit("a1"): "1"}))
    item = view.picture.nodes["a1"]
    assert item.arrival < 1.0
    qtbot.waitUntil(lambda: item.arrival == 1.0)  # type: ignore[attr-defined]
    settings.set("reduced_motion", True)
    view.set_overlay(Overlay(values={Unit("a1"): "2"}))
    assert item.arrival == 1.0


def test_many_edges_are_bundled_and_one_stands_out_alone(view: CanvasView) -> None:
    network = layers(20, 25, 20)
    view.document.load(network, None)
    assert len(view.picture.edges.bundles) == 2
    assert not view.picture.edges.items
    key = next(iter(network.edges))
    view.document.select(edges=[key])
    assert list(view.picture.edges.items) == [key]
    assert view.picture.edges.items[key].pill.isVisible()


def test_a_large_bundle_shows_the_strongest_and_says_so(view: CanvasView) -> None:
    view.document.load(layers(50, 50), None)
    (bundle,) = view.picture.edges.bundles.values()
    assert bundle.note == "400 of 2\u202f500 edges shown"


def test_no_pill_covers_another_or_a_node(view: CanvasView) -> None:
    view.document.load(layers(4, 5, 5, 2), None)
    pills = [i.pill for i in view.picture.edges.items.values() if i.pill.isVisible()]
    rects = [p.rect.translated(p.pos()) for p in pills]
    assert len(rects) > 15
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    for rect in rects:
        for node in view.picture.geometry.outlines.values():
            x = min(max(node.x, rect.left()), rect.right())
            y = min(max(node.y, rect.top()), rect.bottom())
            assert not node.contains(QPointF(x, y), -6.0)


def test_every_pill_of_a_small_drawing_is_shown(view: CanvasView, house: Network) -> None:
    assert all(i.pill.isVisible() for i in view.picture.edges.items.values())


def test_a_block_is_one_column_and_its_edge_one_band(view: CanvasView) -> None:
    from core.network.edge import Edge

    nodes = [
        Node("p", Role.INPUT, 784, position=(0, 0)),
        Node("h", Role.HIDDEN, 256, position=(300, 0)),
    ]
    view.document.load(Network.build(nodes, [Edge("p", "h", np.zeros((256, 784)))]), None)
    assert view.picture.nodes["h"].face.below == "256 units · sigmoid"
    face = view.picture.edges.items[EdgeKey("p", "h")].face
    assert face.band
    assert face.value == "256 × 784"


def test_colours_of_the_theme_are_on_the_canvas(view: CanvasView, house: Network) -> None:
    for dark in (False, True):
        theme().set(dark=dark)
        image = view.grab().toImage()
        centre = view.mapFromScene(0, -24)  # above the name of X₁
        ratio = image.devicePixelRatio()
        colour = image.pixelColor(int(centre.x() * ratio), int(centre.y() * ratio))
        assert colour == theme().colour("input_fill")


def test_descriptions_name_everything(view: CanvasView, house: Network) -> None:
    describe = view.picture.describe
    from gui.canvas.target import Part, Target

    assert describe(Target(Part.BODY, node="x1")) == "Input X₁"
    assert describe(Target(Part.BODY, node="a1")) == "Hidden neuron A₁, sigmoid, bias 1.87"
    edge = Target(Part.LINE, edge=EdgeKey("x1", "a1"))
    assert describe(edge) == "Edge X₁ to A₁, weight w₁₁ = 2.17"


def test_language_change_writes_headers_again(view: CanvasView, house: Network) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    set_language("en")
    view.picture.headers.items[0].show_text("stale")
    QCoreApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert view.picture.headers.texts[0] == "Input layer"


def test_content_rect_holds_nodes_and_headers(view: CanvasView, house: Network) -> None:
    rect = view.picture.content_rect()
    assert rect.left() < -34
    assert rect.right() > 574
    assert rect.top() < -60
