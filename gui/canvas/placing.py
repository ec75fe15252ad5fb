"""Where a new node goes and what it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from core.network.network import Network
from core.network.node import Role
from gui.canvas.tools.snapping import Place, snapped

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

_REACH = 14.0
_COLUMN = 60.0
_CLEAR = 50.0
"""A key places nothing closer than that to the edge of another node."""


def guessed_role(network: Network, x: float) -> Role:
    """What a node at ``x`` probably is: like its column, an input left of all, else hidden."""
    nodes = network.nodes.values()
    near = [node for node in nodes if abs(node.position[0] - x) <= _COLUMN]
    if near:
        return min(near, key=lambda node: abs(node.position[0] - x)).role
    leftmost = min((node.position[0] for node in nodes), default=x + 1)
    return Role.INPUT if x < leftmost else Role.HIDDEN


def snapped_place(view: "CanvasView", place: Place) -> Place:
    """In line with what is there."""
    others = [node.position for node in view.document.network.nodes.values()]
    return snapped(place, others, _REACH / view.zoom).place


def key_place(view: "CanvasView") -> QPointF | None:
    """Where a key places a node: at the pointer if it was moved there since, else None."""
    pointer, view.pointing.place = view.pointing.place, None
    if pointer is None or not view.viewport().rect().contains(pointer.toPoint()):
        return None
    scene = view.to_scene(pointer)
    return None if view.picture.geometry.node_at(scene, _CLEAR) else scene
