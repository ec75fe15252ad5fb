"""Which node or edge the keys are about, and what selecting it means."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from core.network.edge import EdgeKey
from gui.canvas.drawn import is_one
from gui.canvas.editing import part_rect
from gui.canvas.target import Part, Target

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


class Focus:
    """The focus of one canvas: a ring, seen and announced."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view

    def go_to(self, target: Target, *, by_keys: bool = True) -> None:
        """Move the focus, so that it is seen and said."""
        self._view.picture.set_focused(target, by_keys=by_keys)
        self._view.navigator.show(part_rect(self._view, target))
        self._view.announce(target)

    def current(self) -> Target | None:
        """What has the focus, or else the one thing that is selected."""
        focused, selection = self._view.picture.attention.focused, self._view.document.selection
        if focused is not None and focused.item is not None:
            item = self.selectable(focused)
            if not selection or item in selection.nodes or item in selection.edges:
                return focused
        if len(selection.nodes) == 1:
            return Target(Part.BODY, node=next(iter(selection.nodes)))
        if len(selection.edges) == 1 and not selection.nodes:
            return Target(Part.PILL, edge=next(iter(selection.edges)))
        return focused

    def selectable(self, target: Target | None) -> "str | EdgeKey | None":
        """The node or edge of the network that a click on a target selects.

        An edge from a "1" node is its target's bias, so it selects that node.
        """
        if target is None or target.item is None:
            return None
        if target.edge is not None:
            return target.edge.target if is_one(target.edge.source) else target.edge
        return None if is_one(target.node or "") else target.node

    def select(self, target: Target, *, toggle: bool = False) -> None:
        """Select a target alone, or with ``toggle`` add it to the selection or take it out."""
        item = self.selectable(target)
        if item is None:
            return
        document = self._view.document
        nodes = set(document.selection.nodes) if toggle else set()
        edges = set(document.selection.edges) if toggle else set()
        if isinstance(item, EdgeKey):
            edges ^= {item}
        else:
            nodes ^= {item}
        document.select(nodes, edges)

    def select_for_menu(self, target: Target) -> None:
        """Select what a menu is opened on, unless it is among what is selected."""
        item, selection = self.selectable(target), self._view.document.selection
        if item not in selection.nodes and item not in selection.edges:
            self.select(target)
        self._view.picture.set_focused(target)

    def middle_of(self, target: Target) -> QPointF:
        """The middle of a target on the canvas."""
        return part_rect(self._view, target).center()
