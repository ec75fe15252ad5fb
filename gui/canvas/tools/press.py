"""Which gesture a press of the mouse begins."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.network.node import Unit
from gui.canvas.drawn import is_one
from gui.canvas.hit import is_on_unit
from gui.canvas.target import Part, Target
from gui.canvas.tools.band import RubberBand
from gui.canvas.tools.connect import ConnectNodes
from gui.canvas.tools.gesture import Gesture, Pointer
from gui.canvas.tools.move import MoveNodes
from gui.canvas.tools.pan import Pan
from gui.canvas.tools.tool import PLACES, Tool

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


def begin(view: "CanvasView", pointer: Pointer) -> Gesture | None:
    """Begin what the tool in hand does at this place."""
    target = pointer.target
    if view.mode == "step":
        return _explain(view, pointer)
    if view.mode == "train":
        return Pan(view, pointer)
    if view.tool is Tool.CONNECT or (target is not None and target.part is Part.HANDLE):
        return _connect(view, target)
    if view.tool in PLACES and (target is None or target.node is None):
        view.place(PLACES[view.tool], pointer.scene, snap=not _alt(pointer))
        return None
    return _select(view, pointer)


def _alt(pointer: Pointer) -> bool:
    return pointer.has(Qt.KeyboardModifier.AltModifier)


def _explain(view: "CanvasView", pointer: Pointer) -> Gesture | None:
    if pointer.target is None:
        return Pan(view, pointer)
    if pointer.target.part is Part.PIXEL:
        _pick_unit(view, pointer)
    view.picture.set_focused(pointer.target)
    view.explain(pointer.target)
    return None


def _pick_unit(view: "CanvasView", pointer: Pointer) -> None:
    """What was clicked of a block is shown among its neurons: a pixel, or one of them."""
    target = pointer.target
    if target is None or target.node is None:
        return
    item = view.picture.nodes.get(target.node)
    is_pixel = target.part is Part.PIXEL
    if is_pixel or (item is not None and is_on_unit(item, pointer.scene)):
        unit = Unit(target.node, target.unit)
        view.show_unit(unit)
        if view.mode == "draw":
            view.unit_picked.emit(unit)


def _connect(view: "CanvasView", target: Target | None) -> Gesture | None:
    if target is None or target.node is None or is_one(target.node):
        return None
    return ConnectNodes(view, target.node)


def _select(view: "CanvasView", pointer: Pointer) -> Gesture | None:
    target = pointer.target
    item = view.focus.selectable(target)
    if target is None or item is None:
        return RubberBand(view, pointer)
    view.picture.set_focused(target)
    selection = view.document.selection
    if target.part is Part.PILL and selection.edges == {item} and not selection.nodes:
        view.editing.edit(target)  # the first click selects, the next one is meant for the number
        return None
    if pointer.adds:
        view.focus.select(target, toggle=True)
    elif item not in selection.nodes and item not in selection.edges:
        view.focus.select(target)
    _pick_unit(view, pointer)
    if isinstance(item, str) and target.node == item:
        return MoveNodes(view, pointer, target)
    return None
