"""Changes numbers and names of the drawing where they stand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF

from core.language import tr
from core.network.edge import Parameter
from core.network.node import Role
from core.numbers import exact, parse_number
from gui.canvas.drawn import is_one
from gui.canvas.inline_editor import InlineEditor
from gui.canvas.node_item import NodeItem
from gui.canvas.target import Part, Target, parameter_of

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


class Editing:
    """Opens the inline editor at the right place with the right text."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self.editor = InlineEditor(view.viewport())

    def double_click(self, target: Target) -> None:
        """Edit what was double-clicked: a number, or a node's name."""
        if target.part in (Part.PILL, Part.LINE, Part.BIAS):
            self.edit(target)
        elif target.node is not None and self._view.mode == "draw":
            self.rename(target)

    def edit(self, target: Target) -> None:
        """Edit a node's bias or an edge's weight; an input has only a name."""
        network = self._view.document.network
        node = network.nodes.get(target.node or "")
        if node is not None and (node.role is Role.INPUT or node.units > 1):
            self.rename(target)
            return
        if node is not None:
            target = Target(Part.BIAS, node=node.id)
        parameter = parameter_of(network, target)
        if parameter is not None:
            self._edit_parameter(target, parameter)
        elif target.edge is not None and not is_one(target.edge.source):
            self._view.band_activated.emit(target.edge)

    def type_number(self, target: Target, typed: str) -> bool:
        """Begin to edit a weight or bias with what was typed; return whether there is one."""
        node = self._view.document.network.nodes.get(target.node or "")
        if (node is None and target.edge is None) or (node and node.role is Role.INPUT):
            return False
        self.edit(target)
        if self.editor.is_open:
            self.editor.setText(typed)
        return self.editor.is_open

    def rename(self, target: Target) -> None:
        """Edit the label of a node or of a weight."""
        network, view = self._view.document.network, self._view
        if target.node in network.nodes:
            assert target.node is not None
            node_id = target.node
            text = network.nodes[node_id].label or ""
            name = tr("Label, blank for the usual name")
            place = self._place(Target(Part.BODY, node=node_id))
            self.editor.open(place, text, name, lambda t: view.drawing.set_label(node_id, t))
        elif target.edge in network.edges:
            assert target.edge is not None
            key = target.edge
            text = network.edges[key].label or ""
            name = tr("Label, blank for the usual name")
            self.editor.open(
                self._place(target), text, name, lambda t: view.drawing.set_edge_label(key, t)
            )

    def _edit_parameter(self, target: Target, parameter: Parameter) -> None:
        view = self._view
        text = exact(view.document.network.value(parameter), view.settings.notation)
        name = view.picture.describe(target)

        def commit(typed: str) -> None:
            view.drawing.set_value(parameter, parse_number(typed))

        view.focus.go_to(target)
        self.editor.open(self._place(target), text, name, commit)

    def _place(self, target: Target) -> QRect:
        rect = part_rect(self._view, target)
        return self._view.mapFromScene(rect).boundingRect()


def part_rect(view: "CanvasView", target: Target) -> QRectF:
    """Where a part of the drawing is, in canvas units."""
    picture = view.picture
    if target.node is not None and target.node in picture.nodes:
        item: NodeItem = picture.nodes[target.node]
        if target.part is Part.BIAS:
            return item.bias_rect.translated(item.pos())
        return item.face.outline.rect
    if target.node is not None and target.node in picture.geometry.outlines:
        return picture.geometry.outlines[target.node].rect  # in a crowd it has no item
    if target.edge is not None:
        shown = picture.edges.items.get(target.edge)
        if shown is not None:
            return shown.pill.rect.translated(shown.pill.pos())
        x1, y1, x2, y2 = picture.geometry.line(target.edge)
        return QRectF(0.64 * x1 + 0.36 * x2 - 40, 0.64 * y1 + 0.36 * y2 - 14, 80, 28)
    return picture.loss.face.rect if picture.loss else QRectF()
