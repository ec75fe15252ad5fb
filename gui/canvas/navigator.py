"""Zooms and moves the view over the drawing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QTransform

from gui.theme import theme

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

LEAST_ZOOM, MOST_ZOOM = 0.05, 8.0
_STEP = 1.25
FIT_MOST, PRESENTED_MOST = 1.5, 2.4
"""The largest zoom of a fit, and of one for the back of a classroom."""
_MARGIN = 36.0
_HALF = 100_000.0
_SMOOTH = 180  # milliseconds
_EDGE = 10.0
"""Pixels that have to stay free around a drawing that is left where it is."""


class Navigator:
    """The zoom and the place of one view.

    A view that was fitted stays fitted when its size changes, until the user zooms or pans.
    """

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._zoom = 1.0
        self.fitted, self.fit_most = True, FIT_MOST
        self._held: tuple[QPointF, bool, bool] | None = None
        self._way = (self._zoom, QPointF()), (self._zoom, QPointF())
        self._glide = QVariantAnimation(view)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setDuration(_SMOOTH)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._glide_on)
        # Room to pan without end: the view never jumps because the drawing grew.
        view.setSceneRect(QRectF(-_HALF, -_HALF, 2 * _HALF, 2 * _HALF))

    @property
    def zoom(self) -> float:
        """Pixels of the screen for a canvas unit."""
        return self._zoom

    @property
    def is_gliding(self) -> bool:
        """Return whether the view is on its way."""
        return self._glide.state() is QVariantAnimation.State.Running

    def set_zoom(self, zoom: float) -> None:
        """Zoom, leaving where the middle is to the caller."""
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._view.setTransform(QTransform.fromScale(self._zoom, self._zoom))

    def zoom_at(self, place: QPointF, factor: float) -> None:
        """Zoom so that what is at ``place`` of the viewport stays there."""
        self._let_go()
        view = self._view
        before = view.to_scene(place)
        self.set_zoom(self._zoom * factor)
        self.pan(place - QPointF(view.viewportTransform().map(before)))

    def step(self, direction: int) -> None:
        """Zoom in (1) or out (-1) at the middle."""
        self.zoom_at(QPointF(self._view.viewport().rect().center()), _STEP**direction)

    def pan(self, way: QPointF) -> None:
        """Move the paper by pixels of the screen, never so far that nothing is left to see."""
        self._let_go()
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

    def _let_go(self) -> None:
        """The user has the view in hand: it is not fitted any more, and does not glide on."""
        self._glide.stop()
        self.fitted = False

    def fit(self) -> None:
        """Show everything, not larger than is comfortable to read."""
        if self._held is not None:
            return
        self._glide.stop()
        zoom, centre = self._fitting()
        self.set_zoom(zoom)
        self._view.centerOn(centre)
        self.fitted = True

    def _fitting(self) -> tuple[float, QPointF]:
        """The zoom and the middle that show everything."""
        view, content = self._view, self._view.picture.content_rect()
        if content.isEmpty():
            return theme().scale, QPointF()
        size, margin = view.viewport().size(), 2 * _MARGIN
        fitting = min(
            max(size.width() - margin, 40) / content.width(),
            max(size.height() - margin, 40) / content.height(),
        )
        return min(fitting, self.fit_most * theme().scale), content.center()

    def fit_smoothly(self) -> None:
        """Glide to where everything is seen; at once where motion is not wanted."""
        if self._view.settings.get("reduced_motion") or not self._view.isVisible():
            self.fit()
            return
        middle = self._view.to_scene(QPointF(self._view.viewport().rect().center()))
        self._way = (self._zoom, middle), self._fitting()
        self.fitted = True
        self._glide.start()

    def _glide_on(self, share: float) -> None:
        (zoom, middle), (last_zoom, last_middle) = self._way
        self.set_zoom(zoom * (last_zoom / zoom) ** share)
        self._view.centerOn(middle + (last_middle - middle) * share)

    # Keeping the drawing in place while panels come and go around it

    def hold(self) -> None:
        """Remember where the drawing is on the screen; until `keep` nothing is fitted."""
        if self._held is None:
            self._glide.stop()
            self._held = self._origin(), self.fitted, self._sees_all()

    def keep(self) -> None:
        """Put the drawing back where it was; where it was seen as a whole, it still is."""
        if self._held is None:
            return
        (origin, fitted, saw_all), self._held = self._held, None
        way = origin - self._origin()
        self.pan(way)
        self.fitted = fitted
        if (fitted or saw_all) and not self._sees_all():
            self.fit_smoothly()

    def keep_in_sight(self) -> None:
        """Fit a view that was fitted, if part of the drawing is out of sight now."""
        if self.fitted and self._held is None and not self._sees_all():
            self.fit_smoothly()

    def _sees_all(self) -> bool:
        """Return whether no part of the drawing is out of sight, or at the very edge."""
        edge = _EDGE / self._zoom
        content = self._view.picture.content_rect().adjusted(-edge, -edge, edge, edge)
        return self._view.visible_rect().contains(content)

    def _origin(self) -> QPointF:
        """Where the middle of the canvas is on the screen."""
        view = self._view
        return QPointF(view.viewport().mapToGlobal(view.viewportTransform().map(QPointF())))

    def show(self, rect: QRectF) -> None:
        """Move just enough that a rectangle of the canvas can be seen."""
        view = self._view
        seen = view.visible_rect()
        if not seen.contains(rect):
            fitted = self.fitted
            view.ensureVisible(rect, 24, 24)
            self.fitted = fitted
