"""What of a drawing lies under a point."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from core.network.edge import EdgeKey
from gui.canvas.node_item import HANDLE_RADIUS, NodeItem
from gui.canvas.outline import unit_places
from gui.canvas.target import Part, Target

if TYPE_CHECKING:
    from gui.canvas.scene import NetworkScene


def target_at(scene: "NetworkScene", point: QPointF, tolerance: float) -> Target | None:
    """The uppermost part at a point: a handle, a pill, a node, a bias, the loss or an edge."""
    hovered = scene.attention.hovered
    if hovered is not None and hovered.node in scene.nodes:
        assert hovered.node is not None
        if _on_handle(scene.nodes[hovered.node], point):
            return Target(Part.HANDLE, node=hovered.node)
    if pill := _pill_at(scene, point):
        return Target(Part.PILL, edge=pill)
    if node_id := scene.geometry.node_at(point, 2.0):
        item = scene.nodes.get(node_id)
        return Target(Part.BODY, node=node_id, unit=_unit_at(item, point) if item else 0)
    if node_id := _bias_at(scene, point):
        return Target(Part.BIAS, node=node_id)
    if scene.loss is not None and scene.loss.face.rect.contains(point):
        return Target(Part.LOSS)
    key = scene.geometry.edge_at(point, tolerance, scene.edges.drawn_rows)
    return Target(Part.LINE, edge=key) if key else None


def _on_handle(item: NodeItem, point: QPointF) -> bool:
    if not item.state.handle:
        return False
    offset = point - item.pos() - QPointF(item.face.outline.half_width + 3, 0)
    return bool(QPointF.dotProduct(offset, offset) <= (HANDLE_RADIUS + 3) ** 2)


def _pill_at(scene: "NetworkScene", point: QPointF) -> EdgeKey | None:
    for key, item in scene.edges.items.items():
        if item.pill.isVisible() and item.pill.rect.contains(point - item.pill.pos()):
            return key
    return None


def _unit_at(item: NodeItem, point: QPointF) -> int:
    if item.face.units == 1:
        return 0
    y = point.y() - item.pos().y()
    return min(unit_places(item.face.units), key=lambda place: abs(place[1] - y))[0]


def _bias_at(scene: "NetworkScene", point: QPointF) -> str | None:
    for node_id, item in scene.nodes.items():
        single = item.face.units == 1 and item.face.below
        if single and item.bias_rect.adjusted(20, 0, -20, 0).contains(point - item.pos()):
            return node_id
    return None
