"""The mouse, the wheel and the touch screen over the canvas."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from gui.canvas.drawn import is_one
from gui.canvas.target import Part, Target
from gui.canvas.tools import press
from gui.canvas.tools.connect import ConnectNodes
from gui.canvas.tools.gesture import Gesture, Pointer
from gui.canvas.tools.pan import Pan
from gui.canvas.tools.tool import PLACES, Tool

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

_NEAR_ON_SCREEN = 7.0
_WHEEL = 1.0015  # for each eighth of a degree: a notch zooms by a fifth
_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


class Pointing:
    """What the pointer is over and which gesture it is making."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self.gesture: Gesture | None = None
        self.place: QPointF | None = None
        """Where the mouse was last, on the viewport."""
        self.space_held = False

    def pointer(self, event: QMouseEvent) -> Pointer:
        """The mouse of an event, with what is under it."""
        scene = self._view.to_scene(event.position())
        return Pointer(scene, event.position(), self.target_at(scene), event.modifiers())

    def target_at(self, scene: QPointF) -> Target | None:
        """What is at a place of the canvas."""
        return self._view.picture.target_at(scene, _NEAR_ON_SCREEN / self._view.zoom)

    def press(self, event: QMouseEvent) -> None:
        """Begin a gesture, or go on with one that waits for a second click."""
        view = self._view
        pointer = self.pointer(event)
        view.picture.set_focused(view.picture.attention.focused)
        if event.button() == _MIDDLE or (event.button() == _LEFT and self.space_held):
            self.begin(Pan(view, pointer))
        elif event.button() == _LEFT and isinstance(self.gesture, ConnectNodes):
            self.gesture.move(pointer)
        elif event.button() == _LEFT:
            view.forget_note()
            self.begin(press.begin(view, pointer))
        self.show_cursor()

    def move(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or answer to hovering."""
        pointer = self.pointer(event)
        self.place = event.position()
        if self.gesture is not None:
            self.gesture.move(pointer)
            self._view.viewport().update()
        else:
            self.hover(pointer.target)
        self.show_cursor()

    def release(self, event: QMouseEvent) -> None:
        """End the gesture."""
        gesture, view = self.gesture, self._view
        if gesture is None:
            return
        pointer = self.pointer(event)
        if isinstance(gesture, ConnectNodes) and event.button() != _LEFT:
            return
        gesture.move(pointer)
        self.gesture = None
        self.gesture = gesture.release(pointer) or self.gesture
        self.hover(self.target_at(pointer.scene))
        view.viewport().update()
        self.show_cursor()

    def begin(self, gesture: Gesture | None) -> None:
        """Make a gesture the one that is under way."""
        self.cancel()
        self.gesture = gesture

    def cancel(self) -> bool:
        """Give a gesture up; return whether there was one."""
        gesture, self.gesture = self.gesture, None
        if gesture is None:
            return False
        gesture.cancel()
        self._view.viewport().update()
        return True

    def hover(self, target: Target | None) -> None:
        """Let what is under the pointer answer, and tell what it is."""
        view = self._view
        if target != view.picture.attention.hovered:
            view.picture.set_hovered(target)
            view.tell_hovered(target)

    def double_click(self, event: QMouseEvent) -> None:
        """Edit what is there, or place a node on empty paper."""
        view = self._view
        pointer = self.pointer(event)
        if event.button() != _LEFT:
            return
        if isinstance(self.gesture, ConnectNodes):
            return  # the second click of an edge; its release ends it
        self.cancel()
        if pointer.target is not None:
            view.editing.double_click(pointer.target)
        elif view.mode == "draw" and view.tool is Tool.SELECT:
            alt = pointer.has(Qt.KeyboardModifier.AltModifier)
            view.place(view.guessed_role(pointer.scene), pointer.scene, snap=not alt)
        elif view.mode == "draw":
            self.press(event)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; sideways it pans."""
        across, along = event.angleDelta().x(), event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or (across and not along):
            self._view.navigator.pan(QPointF(across or along, 0))
        elif along:
            self._view.navigator.zoom_at(event.position(), _WHEEL**along)

    def touch(self, event: QEvent) -> bool:
        """Zoom by pinching, on a touch pad or a screen; return whether it was that."""
        navigator = self._view.navigator
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
                return False
            navigator.zoom_at(event.position(), 1 + event.value())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = self._view.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                navigator.zoom_at(QPointF(centre), pinch.scaleFactor())
                return True
        return False

    def show_cursor(self) -> None:
        """Let the pointer's shape say what a press would do."""
        self._view.viewport().setCursor(self._cursor())

    def _cursor(self) -> Qt.CursorShape:
        view, target = self._view, self._view.picture.attention.hovered
        if isinstance(self.gesture, Pan):
            return Qt.CursorShape.ClosedHandCursor
        if self.space_held:
            return Qt.CursorShape.OpenHandCursor
        if view.mode != "draw":
            return Qt.CursorShape.PointingHandCursor if target else Qt.CursorShape.ArrowCursor
        if view.tool is Tool.CONNECT or (target is not None and target.part is Part.HANDLE):
            return Qt.CursorShape.CrossCursor
        if view.tool in PLACES and (target is None or target.node is None):
            return Qt.CursorShape.CrossCursor
        if target is None:
            return Qt.CursorShape.ArrowCursor
        if target.node is not None and not is_one(target.node):
            return Qt.CursorShape.SizeAllCursor
        return Qt.CursorShape.PointingHandCursor

    def global_target(self, place: QPoint) -> Target | None:
        """What is at a place of the screen."""
        viewport = self._view.viewport()
        return self.target_at(self._view.to_scene(QPointF(viewport.mapFromGlobal(place))))
