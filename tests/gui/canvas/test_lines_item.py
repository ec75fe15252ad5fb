"""The lines that do not stand out are one item; what stands out is painted by itself, on top."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from core.language import Message
from core.network import edits
from core.network.edge import Edge
from core.network.layers import lay_down
from core.network.network import Network
from core.network.node import Node, Role
from gui.canvas.lines_item import LinesItem
from gui.canvas.scene import NetworkScene
from gui.canvas.target import Part, Target
from gui.document import Document
from gui.export import svg_of
from gui.theme import theme


@pytest.fixture
def scene(settings) -> NetworkScene:
    network = lay_down(Network(), (2, 2, 1), "relu", "identity", "mse")
    weights = {p: 1.0 for p in network.parameters() if p.edge is not None}
    return shown(edits.set_values(network, weights), settings)


def shown(network: Network, settings) -> NetworkScene:
    document = Document()
    document.load(network, None)
    scene = NetworkScene(document, settings)
    scene.kept = document  # type: ignore[attr-defined]
    return scene


def near(scene: NetworkScene, key, share: float = 0.8) -> QColor:
    """The colour in the middle of a line, as the canvas is painted."""
    x1, y1, x2, y2 = scene.edges.items[key].face.line
    x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    image.fill(theme().colour("canvas"))
    painter = QPainter(image)
    painter.translate(4.5 - x, 4.5 - y)
    for item in sorted(scene.items(), key=lambda item: item.zValue()):
        if type(item).__name__ in ("AreasItem", "LinesItem", "EdgeItem"):
            item.paint(painter, None)
    painter.end()
    return image.pixelColor(4, 4)


def test_all_lines_that_do_not_stand_out_are_painted_by_one_item(scene) -> None:
    lines = [item for item in scene.items() if isinstance(item, LinesItem)]
    assert len(lines) == 1
    for key, item in scene.edges.items.items():
        assert item.is_plain
        assert near(scene, key).name() == theme().colour("positive").name()
        assert lines[0].boundingRect().contains(item.boundingRect().center())


def test_a_line_under_the_pointer_is_painted_by_its_own_item(scene) -> None:
    key = next(iter(scene.edges.items))
    scene.set_hovered(Target(Part.LINE, edge=key))
    assert not scene.edges.items[key].is_plain
    assert near(scene, key).name() == theme().colour("positive").name()
    scene.set_hovered(None)
    assert scene.edges.items[key].is_plain
    assert near(scene, key).name() == theme().colour("positive").name()


def test_lines_follow_live_numbers_and_the_numbers_of_pills_too(scene) -> None:
    network = scene.document.network
    key = next(iter(network.edges))
    edge = network.edges[key]
    live = replace(network, edges={**network.edges, key: replace(edge, weight=-2 * edge.weight)})
    scene.show_live(live)
    assert scene.edges.items[key].pill.face.value == "−2"
    others = [k for k in network.edges if k != key]
    assert near(scene, others[0]).name() == theme().colour("positive").name()
    seen = {near(scene, key, share / 100).name() for share in range(50, 80)}
    assert theme().colour("negative").name() in seen
    assert theme().colour("positive").name() not in seen
    scene.show_live(None)
    assert near(scene, key).name() == theme().colour("positive").name()


def test_the_area_between_blocks_hides_no_line(settings) -> None:
    ends = [("x", Role.INPUT, 2, (0, 0)), ("h", Role.HIDDEN, 4, (400, 0))]
    ends += [("x1", Role.INPUT, 1, (0, -300)), ("h1", Role.HIDDEN, 1, (400, 300))]
    nodes = [Node(n, role, units, position=place) for n, role, units, place in ends]
    one, fan = Edge("x1", "h1", np.ones((1, 1))), Edge("x", "h", np.full((4, 2), 1e-9))
    scene = shown(Network.build(nodes, [one, fan]), settings)
    x1, y1, x2, y2 = scene.geometry.line(one.key)
    assert scene.target_at(QPointF((x1 + x2) / 2, (y1 + y2) / 2 + 60)).edge == fan.key
    scene.set_hovered(Target(Part.LINE, edge=fan.key))
    assert near(scene, one.key, 0.5).name() == theme().colour("positive").name()


def test_a_picture_has_vectors_even_where_all_edges_were_selected_from_the_start(scene) -> None:
    network = scene.document.network
    fresh = Document()
    fresh.load(network, None)
    fresh.select([], network.edges)
    selected = NetworkScene(fresh, scene._settings)
    area = selected.content_rect()
    svg = svg_of(lambda painter: selected.render(painter, area, area), area.size().toSize())
    assert b"<image" not in svg
    assert svg.count(b"<polyline") + svg.count(b"<path") > len(network.edges)


def test_undoing_gives_back_the_order_of_lines_and_stops(scene) -> None:
    document = scene.document
    node = next(n.id for n in document.network.nodes.values() if n.role is Role.HIDDEN)
    document.edit(Message("Delete"), edits.remove(document.network, [node]))
    document.undo_stack.undo()
    assert [*scene.edges.items] == [*document.network.edges]
