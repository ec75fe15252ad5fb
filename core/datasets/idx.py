"""IDX files, in which MNIST is published: images and labels in two files, packed or not.

A file begins with two zero bytes, the type of its numbers (8 for bytes) and how many sizes follow;
then come the sizes, four bytes each, the highest first, and then the numbers.
"""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np

from core.datasets.image_errors import (
    CountError,
    NoPartnerError,
    NotIdxError,
    SidesError,
    TruncatedError,
    UnpackError,
)
from core.datasets.images import MOST_SIDE, image_data
from core.language import Message, translatable
from core.network.data import Data, Part
from core.network.errors import NodewiseError
from core.network.node import Array

_BYTES = 8  # the type of the numbers of images and labels
_PIECE = 1 << 22
_GZIP = b"\x1f\x8b"
_SWAPS = (("images", "labels"), ("idx3", "idx1"))
_TEST_NAMES = (("train", "t10k"), ("train", "test"), ("training", "test"))


def is_idx(path: Path) -> bool:
    """Return whether a file begins as an IDX file of bytes does; never raise."""
    try:
        with _opened(path) as file:
            head = file.read(4)
    except (OSError, EOFError, zlib.error):
        return False
    return len(head) == 4 and head[:3] == bytes((0, 0, _BYTES)) and head[3] in (1, 3)


def partner_of(path: Path) -> Path:
    """The file of labels that belongs to one of images, or the other way round.

    The names differ as in train-images-idx3-ubyte and train-labels-idx1-ubyte; either may be
    packed. Raise `NoPartnerError`.
    """
    is_images = "images" in path.name.lower() or "idx3" in path.name.lower()
    names = [_swapped(path.name, is_images)]
    names.append(names[0].removesuffix(".gz") if names[0].endswith(".gz") else f"{names[0]}.gz")
    found = next((path.with_name(n) for n in names if path.with_name(n).is_file()), None)
    if found is None or found == path:
        raise NoPartnerError(
            what=Message(_LABELS if is_images else _IMAGES), file=path.name, partner=names[0]
        )
    return found


def _swapped(name: str, is_images: bool) -> str:
    for images, labels in _SWAPS:
        name = name.replace(images, labels) if is_images else name.replace(labels, images)
    return name


def images_for_test_beside(images: Path) -> Path | None:
    """The file of test images beside one of training images, None if there is none."""
    for train, test in _TEST_NAMES:
        other = images.with_name(images.name.replace(train, test, 1))
        if other != images and other.is_file():
            return other
    return None


def pair_of(path: Path) -> tuple[Path, Path]:
    """The files of images and of labels that one of them stands for; raise a `DataError`."""
    if not is_idx(path):
        _refuse(path)
    partner = partner_of(path)
    n_sizes = [_n_sizes(p) for p in (path, partner)]
    if sorted(n_sizes) != [1, 3]:
        raise NotIdxError(file=(path if n_sizes[0] not in (1, 3) else partner).name)
    return (path, partner) if n_sizes[0] == 3 else (partner, path)


def _refuse(path: Path) -> None:
    """Say what is wrong with a file that does not begin as it should."""
    try:
        with _opened(path) as file:
            file.read(4)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnpackError(file=path.name) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    raise NotIdxError(file=path.name)


def _n_sizes(path: Path) -> int:
    with _opened(path) as file:
        head = file.read(4)
    return head[3] if head[:3] == bytes((0, 0, _BYTES)) and len(head) == 4 else 0


def reading_idx(
    path: Path, *, with_test: bool = True
) -> Iterator[tuple[float, Data | None]]:  # fmt: skip
    """Yield the share that is read, and at the end the observations; raise a `DataError`.

    ``path`` is the file of images or of labels. With ``with_test``, test images beside those for
    training become the test rows.
    """
    pairs = [pair_of(path)]
    beside = images_for_test_beside(pairs[0][0]) if with_test else None
    if beside is not None:
        pairs.append(pair_of(beside))
    images: list[Array] = []
    labels: list[Array] = []
    for i, (image_file, label_file) in enumerate(pairs):
        for share, array in _reading(image_file, 3, translatable("images")):
            yield 0.98 * (i + share) / len(pairs), None
            if array is not None:
                images.append(array)
        labels.append(read_idx(label_file, 1))
        _check(image_file, label_file, images[-1], labels[-1])
    yield 1.0, _joined(pairs[0][0], images, labels)


def read_idx(path: Path, n_sizes: int) -> Array:
    """The bytes of a file in their shape, ``n_sizes`` long; raise a `DataError`."""
    what = translatable("images") if n_sizes == 3 else translatable("labels")
    *_, (_share, array) = _reading(path, n_sizes, what)
    assert array is not None
    return array


def _reading(path: Path, n_sizes: int, what: str) -> Iterator[tuple[float, Array | None]]:
    """Yield the share of a file that is read, with its bytes at the end."""
    try:
        with _opened(path) as file:
            sizes = _sizes(file, path, n_sizes)
            yield from _body(file, path, sizes, what)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnpackError(file=path.name) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def _sizes(file: IO[bytes], path: Path, n_sizes: int) -> list[int]:
    head = file.read(4 + 4 * n_sizes)
    if len(head) != 4 + 4 * n_sizes or head[:4] != bytes((0, 0, _BYTES, n_sizes)):
        raise NotIdxError(file=path.name)
    sizes = [int(size) for size in np.frombuffer(head, ">u4", offset=4)]
    if n_sizes == 3 and not all(1 <= side <= MOST_SIDE for side in sizes[1:]):
        raise SidesError(file=path.name, height=sizes[1], width=sizes[2])
    return sizes


def _body(
    file: IO[bytes], path: Path, sizes: Sequence[int], what: str
) -> Iterator[tuple[float, Array | None]]:
    expected = int(np.prod(sizes, dtype=np.int64))
    pieces, got = [], 0
    while got < expected and (piece := file.read(min(_PIECE, expected - got))):
        pieces.append(piece)
        got += len(piece)
        yield got / expected, None
    if got < expected:
        raise TruncatedError(file=path.name, what=Message(what), expected=expected, got=got)
    file.read(1)  # a packed file is checked against its sum when its end is reached
    yield 1.0, np.frombuffer(b"".join(pieces), np.uint8).reshape(sizes)


def _check(image_file: Path, label_file: Path, images: Array, labels: Array) -> None:
    if len(images) != len(labels):
        raise CountError(
            file=image_file.name, partner=label_file.name, images=len(images), labels=len(labels)
        )


def _joined(path: Path, images: list[Array], labels: list[Array]) -> Data:
    """The images of all files below each other; those of the second are for test."""
    split = None
    if len({array.shape[1:] for array in images}) > 1:
        images, labels = images[:1], labels[:1]  # of another size: they belong to something else
    if len(images) == 2:
        parts = np.array([Part.TRAINING, Part.TEST], np.int8)
        split = np.repeat(parts, [len(array) for array in images])
    pixels = images[0] if len(images) == 1 else np.concatenate(images)
    names = [str(label) for label in np.concatenate(labels).tolist()]
    return image_data(pixels, names, {"name": path.name}, split)


def _opened(path: Path) -> IO[bytes]:
    """A file as it is unpacked."""
    file = open(path, "rb")  # noqa: SIM115  closed by whoever asked for it
    if file.read(2) == _GZIP:
        file.close()
        packed: Any = gzip.open(path, "rb")  # noqa: SIM115
        return packed
    file.seek(0)
    return file


def _unreadable(path: Path, error: OSError) -> NodewiseError:
    from core.files.errors import UnreadableError

    return UnreadableError(path=path, reason=error.strerror or error)


_IMAGES, _LABELS = translatable("images"), translatable("labels")
