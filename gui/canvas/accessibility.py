"""Lets screen readers find the nodes and edges, which are no widgets, as children of the canvas."""

import weakref
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from gui.canvas.target import Target

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

_kept: list[QAccessibleInterface] = []
"""Qt uses them as long as it likes and does not keep them alive; they hold the view weakly."""


class AccessibleItem(QAccessibleInterface):
    """One node or edge: its name, its place and whether it has the focus."""

    def __init__(self, view: "CanvasView", target: Target) -> None:
        super().__init__()
        self._ref = weakref.ref(view)
        self.target = target

    @property
    def _view(self) -> "CanvasView":
        view = self._ref()
        assert view is not None
        return view

    def isValid(self) -> bool:
        view = self._ref()
        if view is None:
            return False
        return (
            self.target.node in view.picture.geometry.outlines
            or self.target.edge in view.picture.connections
        )

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._view)

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        is_node = self.target.node is not None
        return QAccessible.Role.Graphic if is_node else QAccessible.Role.Indicator

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name and self.isValid():
            return self._view.picture.describe(self.target)
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Names come from the network."""

    def rect(self) -> QRect:
        return self._view.screen_rect(self.target)

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        focused = self._view.picture.attention.focused
        state.focusable = True
        state.focused = focused is not None and focused.item == self.target.item
        selection = self._view.document.selection
        state.selected = self.target.node in selection.nodes or self.target.edge in selection.edges
        return state


class AccessibleCanvas(QAccessibleWidget):
    """The canvas with its nodes and edges as children, in the order in which Tab walks them."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view, QAccessible.Role.Canvas)
        self._ref = weakref.ref(view)
        self._items: dict[Any, AccessibleItem] = {}

    @property
    def _view(self) -> "CanvasView":
        view = self._ref()
        assert view is not None
        return view

    @property
    def _targets(self) -> list[Target]:
        return self._view.keyboard.stops()

    def _item(self, target: Target) -> AccessibleItem:
        if target.item not in self._items:
            self._items[target.item] = AccessibleItem(self._view, target)
        return self._items[target.item]

    def childCount(self) -> int:
        return len(self._targets)

    def child(self, index: int) -> Any:
        targets = self._targets
        return self._item(targets[index]) if 0 <= index < len(targets) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        items = [target.item for target in self._targets]
        wanted = child.target.item if isinstance(child, AccessibleItem) else None
        return items.index(wanted) if wanted in items else -1

    def childAt(self, x: int, y: int) -> Any:
        target = self._view.pointing.global_target(QPoint(x, y))
        return self._item(target) if target is not None and target.item else None

    def text(self, kind: QAccessible.Text) -> str:
        return self._view.accessibleName() if kind is QAccessible.Text.Name else ""


def _factory(_class_name: str, thing: QObject) -> Any:
    from gui.canvas.view import CanvasView

    if not isinstance(thing, CanvasView):
        return None
    _kept.append(AccessibleCanvas(thing))
    return _kept[-1]


_installed = False


def install() -> None:
    """Tell Qt once how the canvas is to be read."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_factory)
