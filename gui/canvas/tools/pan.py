"""Moves the view, not the drawing."""

from typing import TYPE_CHECKING

from gui.canvas.tools.gesture import Gesture, Pointer

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


class Pan(Gesture):
    """Drags the paper under the window."""

    def __init__(self, view: "CanvasView", pointer: Pointer) -> None:
        super().__init__(view)
        self._last = pointer.viewport

    def move(self, pointer: Pointer) -> None:
        self.view.navigator.pan(pointer.viewport - self._last)
        self._last = pointer.viewport
