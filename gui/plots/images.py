"""Colours as pictures."""

import numpy as np
from PySide6.QtGui import QImage

from core.network.node import Array


def image_of(colours: Array) -> QImage:
    """A picture of its own from colours (height, width, 4), red first, the top row first."""
    block = np.ascontiguousarray(colours, dtype=np.ubyte)
    height, width = block.shape[:2]
    wrapped = QImage(block.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return wrapped.copy()  # the wrapped one does not own its bytes
