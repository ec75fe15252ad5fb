"""A movement of the mouse from press to release, with what it shows in between."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from gui.canvas.target import Target

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


class Pointer(NamedTuple):
    """Where the mouse is: on the canvas, on the screen's viewport, and over what."""

    scene: QPointF
    viewport: QPointF
    target: Target | None
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    def has(self, modifier: Qt.KeyboardModifier) -> bool:
        """Return whether a modifier key is held."""
        return bool(self.modifiers & modifier)

    @property
    def adds(self) -> bool:
        """Return whether a key is held that adds to the selection."""
        return self.has(Qt.KeyboardModifier.ControlModifier) or self.has(
            Qt.KeyboardModifier.ShiftModifier
        )


class Gesture:
    """Base of all: does nothing until a subclass says otherwise."""

    def __init__(self, view: "CanvasView") -> None:
        self.view = view

    def move(self, pointer: Pointer) -> None:
        """The mouse moved."""

    def release(self, pointer: Pointer) -> "Gesture | None":
        """The button was let go; a gesture that goes on without it returns itself."""
        return None

    def cancel(self) -> None:
        """Escape was pressed: leave everything as it was."""

    def paint(self, painter: QPainter) -> None:
        """Paint on top, in canvas units."""
