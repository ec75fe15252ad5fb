"""Small drawn previews of data: points on the plane, points of a curve, or bars of the target."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from core.network.data import Data
from core.network.node import Array
from gui.digits.picture import digit_image, draw_digit, fitted
from gui.plots.palette import class_colour
from gui.theme import theme

MOST_POINTS = 400
_BARS = 16
_MARGIN = 0.12


def thumbnail(data: Data, size: QSize, ratio: float = 1.0) -> QPixmap:
    """A picture of some data in the theme's colours, ``ratio`` device pixels to a pixel."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_data(painter, QRectF(0, 0, size.width(), size.height()), data)
    painter.end()
    return pixmap


def draw_data(painter: QPainter, box: QRectF, data: Data) -> None:
    """Draw some data into a box with a thin frame."""
    painter.setPen(theme().colour("line"))
    painter.setBrush(theme().colour("canvas"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    if not data.n_observations or not data.targets.shape[1]:
        return
    if data.image is not None:
        _draw_images(painter, box, data)
    elif data.inputs.shape[1] == 2 and data.n_observations > 1:
        _draw_points(painter, box, data.inputs[:], _colours(data), _classes(data))
    elif data.inputs.shape[1] == 1 and data.n_observations > 1:
        places = np.column_stack([data.inputs[:, 0], data.targets[:, 0]])
        colour = theme().colour("positive")
        _draw_points(painter, box, places, [colour] * len(places), np.ones(len(places), int))
    else:
        _draw_bars(painter, box, data)


def _draw_images(painter: QPainter, box: QRectF, data: Data) -> None:
    """The first images, as many as are large enough to be read, each class once if there is."""
    assert data.image is not None
    height, width = data.image
    inner = box.adjusted(6, 6, -6, -6)
    side = max(16.0 * theme().scale, min(34.0 * theme().scale, inner.height() / 3))
    across, down = max(1, int(inner.width() // side)), max(1, int(inner.height() // side))
    rows = _one_of_each(data, across * down)
    left = inner.center().x() - across * side / 2
    top = inner.center().y() - down * side / 2
    for i, row in enumerate(rows.tolist()):
        place = QRectF(left + i % across * side, top + i // across * side, side, side)
        image = digit_image(data.inputs[row].reshape(height, width))
        draw_digit(painter, fitted(place.adjusted(1, 1, -1, -1), height, width), image)


def _one_of_each(data: Data, n: int) -> Array:
    """Rows of every class in turn, ``n`` of them if there are so many."""
    first = data.targets[: 50 * n].argmax(axis=1)
    seen = np.zeros(len(first), int)
    for k in range(data.targets.shape[1]):
        seen[first == k] = np.arange(int((first == k).sum()))
    return np.lexsort((first, seen))[:n]


def _classes(data: Data) -> Array:
    """The class of every row, 1 where there are none."""
    targets = data.targets
    if targets.shape[1] > 1:
        return np.argmax(np.nan_to_num(targets), axis=1)
    values = targets[:, 0]
    if np.isin(values[~np.isnan(values)], (0, 1)).all():
        return np.nan_to_num(values).astype(int)
    return np.ones(len(values), int)


def _colours(data: Data) -> list[QColor]:
    """A colour a row: of its class, or between the two ends for a number."""
    targets = data.targets
    values = targets[:, 0]
    if targets.shape[1] > 1 or np.isin(values[~np.isnan(values)], (0, 1)).all():
        return [class_colour(k) for k in _classes(data).tolist()]
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    shares = (np.nan_to_num(values, nan=low) - low) / ((high - low) or 1.0)
    return [theme().blended("positive", share, "negative") for share in shares.tolist()]


def _draw_points(
    painter: QPainter, box: QRectF, places: Array, colours: list[QColor], kinds: Array
) -> None:
    """Dots; the first class squares, the third triangles, so that colour is not the only sign."""
    x, y = _scaled(places[:, 0]), _scaled(places[:, 1])
    radius = max(1.6, min(3.5, 22 / np.sqrt(len(places)))) * theme().scale
    step = max(1, len(places) // MOST_POINTS)
    painter.setPen(Qt.PenStyle.NoPen)
    for i in range(0, len(places), step):
        centre = QPointF(box.x() + x[i] * box.width(), box.bottom() - y[i] * box.height())
        painter.setBrush(colours[i])
        square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        if kinds[i] == 0:
            painter.drawRect(square.adjusted(0.2, 0.2, -0.2, -0.2))
        elif kinds[i] == 2:
            painter.drawConvexPolygon(
                [QPointF(centre.x(), square.top()), square.bottomRight(), square.bottomLeft()]
            )
        else:
            painter.drawEllipse(centre, radius, radius)


def _scaled(values: Array) -> Array:
    """Numbers as shares of a side, with a margin; a constant is in the middle."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if not high > low:
        return np.full(len(values), 0.5)
    shares: Array = _MARGIN + (1 - 2 * _MARGIN) * (values - low) / (high - low)
    return np.nan_to_num(shares, nan=0.5)


def _draw_bars(painter: QPainter, box: QRectF, data: Data) -> None:
    """How often each class, or each range of the target, is there."""
    targets = data.targets
    if targets.shape[1] > 1:
        counts = np.nansum(targets, axis=0)
    else:
        values = targets[:, 0][~np.isnan(targets[:, 0])]
        counts = np.histogram(values, min(_BARS, max(1, len(values))))[0]
    inner = box.adjusted(8, 8, -8, -8)
    width = inner.width() / len(counts)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().blended("positive", 0.7))
    for i, count in enumerate(counts.tolist()):
        height = inner.height() * count / (max(counts.tolist()) or 1)
        painter.drawRect(
            QRectF(inner.x() + i * width + 1, inner.bottom() - height, max(width - 2, 1), height)
        )
