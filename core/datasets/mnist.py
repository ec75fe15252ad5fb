"""The 70,000 handwritten digits that come with the program."""

import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from core.datasets.image_errors import DamagedSetError
from core.language import translatable
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data, Part
from core.network.node import Array

FOLDER = Path(__file__).parents[2] / "resources" / "data" / "mnist"
KEY = "mnist"
SIDE, CLASSES = 28, 10
N_TRAINING, N_TEST = 60_000, 10_000
N_VALIDATION = 12_000
"""How many of the training digits, the last ones, the lecture holds out (validation_split 0.2)."""

SOURCE = {
    "dataset": KEY,
    "name": "MNIST",
    "origin": translatable("Y. LeCun, C. Cortes and C. Burges, from digits collected by NIST"),
    "licence": "CC BY-SA 3.0",
}
_IMAGES_HEADER, _LABELS_HEADER = 16, 8  # bytes of an IDX file before its numbers


@cache
def load() -> Data:
    """All digits, those for training first, in the order of the published files.

    The pixels are read from the disk when they are first looked at.
    """
    split = np.repeat(np.array([Part.TRAINING, Part.TEST], np.int8), (N_TRAINING, N_TEST))
    targets = np.eye(CLASSES)[labels()]
    targets.flags.writeable = False
    return Data(
        ByteRows.later((N_TRAINING + N_TEST, SIDE * SIDE), 255.0, KEY, _pixels),
        targets,
        target_columns=tuple(
            Column(str(digit), category="digit", level=str(digit)) for digit in range(CLASSES)
        ),
        split=split,
        source=SOURCE,
        image=(SIDE, SIDE),
    )


def with_validation(validation: str = "none") -> Data:
    """All digits; ``last`` holds the last 12,000 training digits out for validation."""
    data = load()
    if validation == "none" or data.split is None:
        return data
    split = data.split.copy()
    split[N_TRAINING - N_VALIDATION : N_TRAINING] = Part.VALIDATION
    return replace(data, split=split)


def _pixels() -> Array:
    """All pixels in one array, put together in pieces so that a window can paint in between."""
    pixels = np.empty((N_TRAINING + N_TEST, SIDE * SIDE), np.uint8)
    first = 0
    for part, n in (("train", N_TRAINING), ("t10k", N_TEST)):
        name = f"{part}-images-idx3-ubyte.gz"
        read = _read(name, _IMAGES_HEADER, n * SIDE * SIDE).reshape(n, -1)
        for at in range(0, n, _AT_ONCE):
            pixels[first + at : first + at + _AT_ONCE] = read[at : at + _AT_ONCE]
        first += n
    return pixels


_AT_ONCE = 5000


@cache
def labels() -> Array:
    """Which digit each row is, (70,000,)."""
    return np.concatenate(
        [
            _read(f"{part}-labels-idx1-ubyte.gz", _LABELS_HEADER, n)
            for part, n in (("train", N_TRAINING), ("t10k", N_TEST))
        ]
    )


def _read(name: str, header: int, n: int) -> Array:
    """The ``n`` bytes behind the header of a packed file; raise `DamagedSetError`."""
    try:
        raw = zlib.decompress((FOLDER / name).read_bytes(), _GZIP, header + n)
    except (OSError, zlib.error):
        raise DamagedSetError(file=name) from None
    if len(raw) != header + n:
        raise DamagedSetError(file=name)
    return np.frombuffer(raw, np.uint8, offset=header)


_GZIP = 16 + zlib.MAX_WBITS
