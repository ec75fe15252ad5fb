"""Zooms and moves the view over the drawing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from gui.theme import theme

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

LEAST_ZOOM, MOST_ZOOM = 0.05, 8.0
_STEP = 1.25
_FIT_MOST = 1.5
_MARGIN = 36.0
_HALF = 100_000.0


class Navigator:
    """The zoom and the place of one view.

    A view that was fitted stays fitted when its size changes, until the user zooms or pans.
    """

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._zoom = 1.0
        self.fitted = True
        # Room to pan without end: the view never jumps because the drawing grew.
        view.setSceneRect(QRectF(-_HALF, -_HALF, 2 * _HALF, 2 * _HALF))

    @property
    def zoom(self) -> float:
        """Pixels of the screen for a canvas unit."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Zoom, leaving where the middle is to the caller."""
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._view.setTransform(QTransform.fromScale(self._zoom, self._zoom))

    def zoom_at(self, place: QPointF, factor: float) -> None:
        """Zoom so that what is at ``place`` of the viewport stays there."""
        self.fitted = False
        view = self._view
        before = view.to_scene(place)
        self.set_zoom(self._zoom * factor)
        self.pan(place - QPointF(view.viewportTransform().map(before)))

    def step(self, direction: int) -> None:
        """Zoom in (1) or out (-1) at the middle."""
        self.zoom_at(QPointF(self._view.viewport().rect().center()), _STEP**direction)

    def pan(self, way: QPointF) -> None:
        """Move the paper by pixels of the screen, never so far that nothing is left to see."""
        self.fitted = False
        view = self._view
        # By the scroll bars: `centerOn` would lose up to a pixel each time.
        for bar, distance in (
            (view.horizontalScrollBar(), way.x()),
            (view.verticalScrollBar(), way.y()),
        ):
            bar.setValue(bar.value() - round(distance))
        self._stay_near()

    def _stay_near(self) -> None:
        """Come back if the drawing would be out of sight."""
        view, content = self._view, self._view.picture.content_rect()
        if content.isEmpty():
            return
        size = view.viewport().size()
        x_room, y_room = size.width() / self._zoom * 0.42, size.height() / self._zoom * 0.42
        near = content.adjusted(-x_room, -y_room, x_room, y_room)
        middle = view.to_scene(QPointF(view.viewport().rect().center()))
        if not near.contains(middle):
            x = min(max(middle.x(), near.left()), near.right())
            y = min(max(middle.y(), near.top()), near.bottom())
            view.centerOn(x, y)

    def fit(self) -> None:
        """Show everything, not larger than is comfortable to read."""
        view, content = self._view, self._view.picture.content_rect()
        if content.isEmpty():
            self.set_zoom(theme().scale)
            view.centerOn(QPointF())
        else:
            size, margin = view.viewport().size(), 2 * _MARGIN
            fitting = min(
                max(size.width() - margin, 40) / content.width(),
                max(size.height() - margin, 40) / content.height(),
            )
            self.set_zoom(min(fitting, _FIT_MOST * theme().scale))
            view.centerOn(content.center())
        self.fitted = True

    def show(self, rect: QRectF) -> None:
        """Move just enough that a rectangle of the canvas can be seen."""
        view = self._view
        seen = view.visible_rect()
        if not seen.contains(rect):
            fitted = self.fitted
            view.ensureVisible(rect, 24, 24)
            self.fitted = fitted
