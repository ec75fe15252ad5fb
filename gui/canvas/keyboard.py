"""Everything on the canvas by keys alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from core.network.errors import NodewiseError
from core.network.node import Role
from gui.canvas.drawn import is_one, level_columns
from gui.canvas.geometry import MOST_CAUGHT
from gui.canvas.target import Part, Target
from gui.canvas.tools.connect import ConnectNodes
from gui.canvas.tools.tool import Tool

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PLACES = {
    Qt.Key.Key_I: Role.INPUT,
    Qt.Key.Key_N: Role.HIDDEN,
    Qt.Key.Key_O: Role.OUTPUT,
}
_PLAIN = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_MOVE, _NUDGE = 10.0, 1.0
_BEGIN_A_NUMBER = "0123456789.,-−"


class Keyboard:
    """The keys of one canvas."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._plain: dict[int, Callable[[], bool]] = {
            Qt.Key.Key_Escape: self._escape,
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_F2: self._rename,
            Qt.Key.Key_Delete: self._delete,
            Qt.Key.Key_Backspace: self._delete,
            Qt.Key.Key_C: self._connect,
        }

    def wants(self, event: QKeyEvent) -> bool:
        """Return whether a key is for the canvas even if it is a shortcut of the window too."""
        if self._view.mode != "draw" or event.modifiers() != _PLAIN:
            return event.key() in _ARROWS and bool(self._connecting)
        keys = (*_PLACES, Qt.Key.Key_C, Qt.Key.Key_F2)
        return event.key() in keys or (event.key() in _ARROWS)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; return whether it said anything."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        keypad = Qt.KeyboardModifier.KeypadModifier
        modifiers &= ~keypad
        if key in _ARROWS and modifiers in (_PLAIN, _SHIFT):
            return self._arrow(*_ARROWS[key], nudge=modifiers == _SHIFT)
        if modifiers == _CTRL:
            return self._with_ctrl(key)
        if modifiers != _PLAIN:
            return False
        if key in _PLACES and self._view.mode == "draw":
            self._view.add_node_by_key(_PLACES[key])
            return True
        if key in self._plain:
            return self._plain[key]()
        return self._type(event.text())

    def _with_ctrl(self, key: Qt.Key) -> bool:
        view = self._view
        if key == Qt.Key.Key_A and view.mode == "draw":
            view.drawing.select_all()
        elif key == Qt.Key.Key_0:
            view.fit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            view.zoom_in()
        elif key == Qt.Key.Key_Minus:
            view.zoom_out()
        elif key == Qt.Key.Key_Space:
            self._toggle()
        else:
            return False
        return True

    # Walking

    @property
    def _connecting(self) -> ConnectNodes | None:
        gesture = self._view.gesture
        return gesture if isinstance(gesture, ConnectNodes) else None

    def walk(self, forward: bool) -> bool:
        """Move the focus to the next node or edge; at the end let it leave the canvas."""
        if (connecting := self._connecting) is not None:
            self._aim_at_next(connecting, 1 if forward else -1)
            return True
        stops = self.stops()
        if not stops:
            return False
        current = self._view.picture.attention.focused
        items = [stop.item for stop in stops]
        if current is None or current.item not in items:
            place = 0 if forward else len(stops) - 1
        else:
            place = items.index(current.item) + (1 if forward else -1)
        if not 0 <= place < len(stops):
            self._view.picture.set_focused(None)
            return False
        self._go_to(stops[place])
        return True

    def stops(self) -> list[Target]:
        """Every node, level by level, each followed by the edges that leave it.

        Nobody walks through thousands of edges: then it is the nodes and the edges that stand out.
        """
        picture, network = self._view.picture, self._view.document.network
        walks_edges = len(network.edges) <= MOST_CAUGHT
        stops: list[Target] = []
        for ids in level_columns(network).values():
            for node_id in ids:
                stops.append(Target(Part.BODY, node=node_id))
                if walks_edges:
                    out = network.outgoing[node_id]
                    stops += [Target(Part.PILL, edge=edge.key) for edge in out]
        if not walks_edges:
            return stops + [Target(Part.PILL, edge=key) for key in picture.edges.items]
        ones = [k for k in picture.connections if is_one(k.source)]
        return stops + [Target(Part.PILL, edge=key) for key in ones]

    def _go_to(self, target: Target) -> None:
        self._view.focus.go_to(target)
        if self._view.mode == "draw":
            self._view.focus.select(target)

    def _arrow(self, dx: int, dy: int, *, nudge: bool) -> bool:
        view = self._view
        if (connecting := self._connecting) is not None:
            self._aim_at_next(connecting, dx + dy)
            return True
        nodes = view.document.selection.nodes
        if nodes and view.mode == "draw":
            step = _NUDGE if nudge else _MOVE
            places = {n: view.document.network.nodes[n].position for n in nodes}
            view.drawing.move({n: (x + dx * step, y + dy * step) for n, (x, y) in places.items()})
            return True
        return self._focus_towards(dx, dy)

    def _focus_towards(self, dx: int, dy: int) -> bool:
        """Move the focus to the nearest node or edge in a direction."""
        view = self._view
        stops = self.stops()
        current = view.picture.attention.focused
        if not stops:
            return False
        if current is None:
            view.focus.go_to(stops[0])
            return True
        here = view.focus.middle_of(current)

        def distance(target: Target) -> float:
            way = view.focus.middle_of(target) - here
            along, aside = way.x() * dx + way.y() * dy, abs(way.x() * dy) + abs(way.y() * dx)
            return along + 2 * aside if along > 1 else float("inf")

        best = min(stops, key=distance)
        if distance(best) < float("inf"):
            view.focus.go_to(best)
        return True

    # Doing

    def _escape(self) -> bool:
        view = self._view
        if view.pointing.cancel():
            return True
        if view.tool is not Tool.SELECT:
            view.set_tool(Tool.SELECT)
            return True
        if view.document.selection and view.mode == "draw":
            view.document.select()
            return True
        if view.picture.attention.focused is not None:
            view.picture.set_focused(None)
            return True
        return False

    def _enter(self) -> bool:
        view = self._view
        if (connecting := self._connecting) is not None:
            source = connecting.source
            view.pointing.gesture = None
            connecting.finish()
            self._go_to(Target(Part.BODY, node=source))
            return True
        target = view.focus.current()
        if target is None:
            return False
        if view.mode != "draw":
            view.explain(target)
        else:
            view.editing.edit(target)
        return True

    def _type(self, text: str) -> bool:
        """A digit or a sign begins a new number for what has the focus, as in a spreadsheet."""
        target = self._view.focus.current()
        if self._view.mode != "draw" or target is None or text not in _BEGIN_A_NUMBER or not text:
            return False
        return self._view.editing.type_number(target, text)

    def _rename(self) -> bool:
        target = self._view.focus.current()
        if target is None or self._view.mode != "draw":
            return False
        self._view.editing.rename(target)
        return True

    def _delete(self) -> bool:
        view = self._view
        if view.mode != "draw" or not view.document.selection:
            return False
        view.drawing.delete_selection()
        return True

    def _toggle(self) -> None:
        view = self._view
        target = view.picture.attention.focused
        if target is not None and view.mode == "draw":
            view.focus.select(target, toggle=True)

    def _connect(self) -> bool:
        """Begin an edge at the focused node; without one, take the tool."""
        view = self._view
        if view.mode != "draw":
            return False
        target = view.focus.current()
        if target is None or target.node is None or is_one(target.node):
            view.set_tool(Tool.CONNECT)
            return True
        connecting = ConnectNodes(view, target.node)
        view.pointing.begin(connecting)
        self._aim_at_next(connecting, 1)
        return True

    def _aim_at_next(self, connecting: ConnectNodes, step: int) -> None:
        """Go on to the next node that an edge may lead to."""
        columns = level_columns(self._view.document.network)
        order = [n for ids in columns.values() for n in ids if n != connecting.source]
        if not order:
            return
        allowed = [n for n in order if self._allowed(connecting.source, n)] or order
        at = connecting.target
        place = allowed.index(at) + step if at in allowed else (0 if step > 0 else -1)
        chosen = allowed[place % len(allowed)]
        connecting.aim_at(chosen)
        self._view.announce(Target(Part.BODY, node=chosen))

    def _allowed(self, source: str, target: str) -> bool:
        try:
            self._view.drawing.check_connection(source, target)
        except NodewiseError:
            return False
        return True
