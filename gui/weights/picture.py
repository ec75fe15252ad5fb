"""Signed numbers as pictures: orange below 0, the ground at 0, blue above, over a symmetric range.

A picture holds one byte a number, so that a table of 200,000 weights is drawn anew in two
milliseconds; a colour table says what the bytes look like in the theme in force.
"""

from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor, QImage

from core.network.node import Array
from gui.plots.palette import two_sided
from gui.theme import theme

ABSENT = 255
"""The byte of a cell without a number; 127 is 0, 0 and 254 are the two ends."""
_MIDDLE = 127
STRENGTH = 0.9
_FEW, _USUAL = 2000, 0.999


def symmetric_limit(values: Array) -> float:
    """The largest size among finite numbers, what the two ends of the colours stand for."""
    if not values.size:
        return 1.0
    low, high = float(values.min()), float(values.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    return max(-low, high) or 1.0


def usual_limit(values: Array) -> float:
    """What full colour stands for: in a large table few weights may be larger than that."""
    if values.size < _FEW:
        return symmetric_limit(values)
    sizes = np.abs(values.astype(np.float32).ravel())
    sizes = sizes[~np.isnan(sizes)]
    if not len(sizes):
        return 1.0
    place = int(_USUAL * (len(sizes) - 1))
    return float(np.partition(sizes, place)[place]) or symmetric_limit(values)


def weight_bytes(values: Array, limit: float) -> Array:
    """The byte of every number; what is beyond the limit has the colour of the end."""
    scale = np.float32(_MIDDLE / limit)
    scaled = values.astype(np.float32) * scale
    np.clip(scaled, -_MIDDLE, _MIDDLE, out=scaled)
    scaled += _MIDDLE + 0.5
    gaps = np.isnan(scaled)
    if gaps.any():
        scaled[gaps] = ABSENT
    found: Array = scaled.astype(np.uint8)
    return found


def weight_image(values: Array, limit: float | None = None) -> QImage:
    """A picture of signed numbers (height, width); ``limit`` is the size at full colour."""
    return image_of_bytes(weight_bytes(values, limit or symmetric_limit(values)))


def image_of_bytes(found: Array) -> QImage:
    """A picture of its own from the bytes of `weight_bytes`."""
    found = np.ascontiguousarray(found)
    height, width = found.shape
    wrapped = QImage(found.data, width, height, width, QImage.Format.Format_Indexed8)
    image = wrapped.copy()  # the wrapped one does not own its bytes
    image.setColorTable(colour_table())
    return image


def colour_table() -> list[int]:
    """The 256 colours of the bytes, as Qt wants them."""
    return _table(theme().is_dark)


@lru_cache(maxsize=2)
def _table(dark: bool) -> list[int]:
    colours = signed_colours()
    found = [QColor(*colour[:3].tolist()).rgb() for colour in colours[:ABSENT]]
    return [*found, theme().blended("muted", 0.28).rgb()]


def signed_colours() -> Array:
    """The colours (256, 4) from one end to the other, for a colour bar beside a picture."""
    return two_sided(STRENGTH)


def ink_on(colour: QColor) -> QColor:
    """What can be read on a colour: black or white, whichever stands out more."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                for c in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
    light = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]  # WCAG 2
    return QColor("#000000") if light > 0.179 else QColor("#FFFFFF")
