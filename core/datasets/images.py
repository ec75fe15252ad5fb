"""Images as observations: grey, of one size, ink 1 on ground 0, a byte a pixel, one-hot classes.

Pictures come in as arrays of bytes, whoever decoded them; nothing here knows a file format.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from core.datasets.image_errors import ManyClassesError, NoImagesError, OneClassError
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data
from core.network.node import Array

MOST_SIDE, USUAL_SIDE = 64, 28
MOST_CLASSES = 100
CLASS = "class"
_GREY = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601, what greys of images are made by


def image_data(
    pixels: Array, labels: Sequence[str], source: Mapping[str, Any], split: Array | None = None
) -> Data:
    """Observations of images (n, height, width) of bytes, ink 255, and the class of each.

    Classes are in the order of their numbers or else of the alphabet; raise a `DataError` where
    there are none, one, or too many.
    """
    n, height, width = pixels.shape
    name = str(source.get("name", ""))
    if not n:
        raise NoImagesError(file=name)
    names = ordered(set(labels))
    if len(names) == 1:
        raise OneClassError(file=name, name=names[0])
    if len(names) > MOST_CLASSES:
        raise ManyClassesError(file=name, n=len(names), most=MOST_CLASSES)
    place = {label: k for k, label in enumerate(names)}
    targets = np.zeros((n, len(names)))
    targets[np.arange(n), [place[label] for label in labels]] = 1.0
    targets.flags.writeable = False
    return Data(
        ByteRows(pixels.reshape(n, height * width)),
        targets,
        target_columns=tuple(Column(label, category=CLASS, level=label) for label in names),
        split=split,
        source=source,
        image=(height, width),
    )


def ordered(labels: set[str]) -> list[str]:
    """Labels by their numbers if all are numbers, else by the alphabet."""
    if all(label.isdecimal() for label in labels):
        return sorted(labels, key=lambda label: (int(label), label))
    return sorted(labels, key=lambda label: (label.casefold(), label))


def grey(pixels: Array) -> Array:
    """The grey bytes (height, width) of a picture with 1, 3 or 4 bytes a pixel.

    What is transparent is taken for white paper.
    """
    if pixels.ndim == 2:
        return pixels
    found = pixels[..., :3] @ _GREY
    if pixels.shape[2] == 4:
        opaque = pixels[..., 3] / 255.0
        found = found * opaque + 255.0 * (1.0 - opaque)
    result: Array = (found + 0.5).astype(np.uint8)
    return result


def is_dark_on_light(pixels: Array) -> bool:
    """Return whether a grey picture is drawn on light ground, as its border tells."""
    border = (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
    return bool(np.median(np.concatenate(border)) > 127)


def inverted(pixels: Array) -> Array:
    """The bytes with dark and light exchanged: dark ink becomes 255."""
    return 255 - pixels


def resized(pixels: Array, height: int, width: int) -> Array:
    """A grey picture of ink in another size, in the middle of it, its proportions kept.

    Every new pixel is the mean of the area that it covers, as in a photograph that is made smaller.
    """
    if pixels.shape == (height, width):
        return pixels
    scale = min(height / pixels.shape[0], width / pixels.shape[1])
    rows = min(height, max(1, round(pixels.shape[0] * scale)))
    columns = min(width, max(1, round(pixels.shape[1] * scale)))
    by_rows, by_columns = (
        _areas(pixels.shape[0], rows), _areas(pixels.shape[1], columns)
    )  # fmt: skip
    small = by_rows @ pixels @ by_columns.T
    result = np.zeros((height, width), np.uint8)
    top, left = (height - rows) // 2, (width - columns) // 2
    result[top : top + rows, left : left + columns] = (small + 0.5).astype(np.uint8)
    return result


@lru_cache(maxsize=256)
def _areas(before: int, after: int) -> Array:
    """What share of each old pixel every new one takes, (after, before), rows summing to 1."""
    edges = np.arange(after + 1) * (before / after)
    old = np.arange(before)
    upper = np.minimum(edges[1:, None], old + 1)
    lower = np.maximum(edges[:-1, None], old)
    share: Array = np.clip(upper - lower, 0.0, None) * (after / before)
    return share
