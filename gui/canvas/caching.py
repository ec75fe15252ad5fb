"""When Qt keeps the picture of a large item between frames."""

from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QGraphicsItem

_MUCH_LARGER = 1.6
_KEPT = QGraphicsItem.CacheMode.DeviceCoordinateCache
_NOT_KEPT = QGraphicsItem.CacheMode.NoCache


def keep_picture(item: QGraphicsItem, view: QSizeF, zoom: float) -> None:
    """Keep it while it fits the view; close up, Qt would keep nine views and throw them away.

    ``view`` is in pixels of the screen.
    """
    rect = item.boundingRect()
    fits = (
        rect.width() * zoom <= _MUCH_LARGER * view.width()
        and rect.height() * zoom <= _MUCH_LARGER * view.height()
    )
    mode = _KEPT if fits else _NOT_KEPT
    if item.cacheMode() is not mode:
        item.setCacheMode(mode)
