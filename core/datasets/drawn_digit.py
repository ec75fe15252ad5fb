"""A drawn digit as MNIST's were made: scaled to fit a box, and centred by its mass.

"The original black and white images from NIST were size normalized to fit in a 20x20 pixel box
while preserving their aspect ratio. The resulting images contain grey levels as a result of the
anti-aliasing technique used by the normalization algorithm. The images were centered in a 28x28
image by computing the center of mass of the pixels, and translating the image so as to position
this point at the center of the 28x28 field." (Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST
database of handwritten digits)
"""

import numpy as np

from core.network.node import Array

SIDE, BOX = 28, 20
FAINT = 0.05
"""Ink below this share of black is none: it does not count for where the digit ends."""


def as_mnist(ink: Array, shape: tuple[int, int] = (SIDE, SIDE)) -> Array:
    """The picture (rows, columns), 0 for paper to 1 for ink, that a network of digits expects.

    ``ink`` is a drawing of any size, 0 to 1. It fills 20 of 28 parts of a picture of any other
    ``shape``, too. Without any ink the picture is empty.
    """
    picture = np.zeros(shape)
    box = bounding_box(ink)
    if box is None:
        return picture
    top, bottom, left, right = box
    digit = ink[top:bottom, left:right]
    rows, columns = _fitting(digit.shape, shape)
    small = resized(digit, rows, columns)
    _place(picture, small)
    return picture


def bounding_box(ink: Array) -> tuple[int, int, int, int] | None:
    """The rows and columns, from the first to after the last, that hold the ink; None if none."""
    dark = ink > FAINT
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return None
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _fitting(size: tuple[int, ...], shape: tuple[int, int]) -> tuple[int, int]:
    """The rows and columns of a digit in its box, the longer side filling it."""
    box = min(shape) * BOX / SIDE
    scale = box / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def resized(picture: Array, rows: int, columns: int) -> Array:
    """A picture of another size: each pixel is the mean of the area that it comes from."""
    return _averaging(picture.shape[0], rows) @ picture @ _averaging(picture.shape[1], columns).T


def _averaging(before: int, after: int) -> Array:
    """The shares (after, before) that the old pixels of a line have in each new one."""
    edges = np.arange(after + 1) * (before / after)
    old = np.arange(before)
    overlap = np.minimum(edges[1:, None], old + 1) - np.maximum(edges[:-1, None], old)
    shares: Array = np.clip(overlap, 0.0, None) * (after / before)
    return shares


def centre_of_mass(picture: Array) -> tuple[float, float]:
    """The mean row and column of the ink, in pixels from the upper left corner of the picture."""
    mass = picture.sum()
    rows, columns = (np.arange(n) + 0.5 for n in picture.shape)
    return float(picture.sum(axis=1) @ rows / mass), float(picture.sum(axis=0) @ columns / mass)


def _place(picture: Array, digit: Array) -> None:
    """Put a digit in, its mass as near to the middle as whole pixels allow, and never cut off."""
    mass = centre_of_mass(digit)
    starts = [
        min(max(round(n / 2 - at), 0), n - size)
        for n, at, size in zip(picture.shape, mass, digit.shape, strict=True)
    ]
    rows = slice(starts[0], starts[0] + digit.shape[0])
    columns = slice(starts[1], starts[1] + digit.shape[1])
    picture[rows, columns] = np.clip(digit, 0.0, 1.0)
