"""What of a drawing lies under a point."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt

from core.network.edge import EdgeKey
from gui.canvas.edge_item import outline_of
from gui.canvas.geometry import distances_to_lines
from gui.canvas.node_item import HANDLE_RADIUS, NodeItem
from gui.canvas.outline import UNIT_RADIUS, unit_places
from gui.canvas.target import Part, Target

if TYPE_CHECKING:
    from gui.canvas.scene import NetworkScene

_FILL = Qt.FillRule.OddEvenFill


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
    if unit := scene.observation.unit_at(point):
        return Target(Part.PIXEL, node=unit.node, unit=unit.index)
    if fan := _fan_at(scene, point, tolerance):
        return fan
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


def _fan_at(scene: "NetworkScene", point: QPointF, tolerance: float) -> Target | None:
    """The nearest line of a fan between blocks, or the area around them."""
    area: Target | None = None
    best, found = tolerance, None
    for key, item in scene.edges.items.items():
        fan = item.face.fan
        if not fan or not item.boundingRect().contains(point):
            continue
        distances = distances_to_lines(np.array([one.line for one in fan]), point.x(), point.y())
        nearest = int(np.argmin(distances))
        if distances[nearest] <= best:
            one = fan[nearest]
            best = float(distances[nearest])
            found = Target(Part.LINE, edge=key, unit=one.target, source=one.source)
        elif area is None and outline_of(item.face).containsPoint(point, _FILL):
            area = Target(Part.LINE, edge=key)
    return found or area


def is_on_unit(item: NodeItem, point: QPointF) -> bool:
    """Return whether a point is on one of the drawn neurons of a block."""
    face, offset = item.face, point - item.pos()
    places = unit_places(face.units, face.chosen) if face.units > 1 else []
    ways = (offset - QPointF(0, y) for _, y in places)
    return any(QPointF.dotProduct(way, way) <= UNIT_RADIUS**2 for way in ways)


def _unit_at(item: NodeItem, point: QPointF) -> int:
    face = item.face
    if face.units == 1:
        return 0
    y = point.y() - item.pos().y()
    return min(unit_places(face.units, face.chosen), key=lambda place: abs(place[1] - y))[0]


def _bias_at(scene: "NetworkScene", point: QPointF) -> str | None:
    for node_id, item in scene.nodes.items():
        single = item.face.units == 1 and item.face.below
        if single and item.bias_rect.adjusted(20, 0, -20, 0).contains(point - item.pos()):
            return node_id
    return None
