"""Reading images beside the window's work: IDX files, and folders of pictures of any kind.

Qt decodes the pictures; what is made of their pixels is `core.datasets.images`.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader

from core.datasets.idx import is_idx, reading_idx
from core.datasets.image_errors import NoImagesError
from core.datasets.image_folder import ImageFile, has_images, images_in, is_image
from core.datasets.images import (
    MOST_SIDE,
    USUAL_SIDE,
    grey,
    image_data,
    inverted,
    is_dark_on_light,
    resized,
)
from core.language import Counted, Message
from core.network.data import Data
from core.network.node import Array
from gui import threads

_POLL_MS = 30
_DECODED_SIDE = 256
"""Larger pictures are made smaller while they are decoded: ours have 64 pixels a side at most."""


@dataclass(frozen=True)
class ImageOptions:
    """What to make of pictures.

    ``side`` None keeps a size that all have and that is small enough, and takes 28 × 28 otherwise;
    ``ink`` is dark, light, or blank to look at the border of each picture.
    """

    side: int | None = None
    ink: str = ""
    with_test: bool = True


@dataclass(frozen=True)
class Opened:
    """Observations, and what a user should know about how they came to be."""

    data: Data
    notes: tuple[Message | Counted, ...] = ()


def holds_images(path: Path) -> bool:
    """Return whether something that is opened or dropped is images and not a table."""
    try:
        return has_images(path) if path.is_dir() else is_image(path) or is_idx(path)
    except OSError:
        return False


def reading(path: Path, options: ImageOptions) -> Iterator[tuple[float, Opened | None]]:
    """Yield the share that is read, and at the end the observations; raise a `NodewiseError`.

    One picture stands for the folder that it is in.
    """
    if path.is_dir() or is_image(path):
        yield from _reading_folder(path if path.is_dir() else path.parent, options)
        return
    for share, data in reading_idx(path, with_test=options.with_test):
        yield share, None if data is None else Opened(data)


def _reading_folder(folder: Path, options: ImageOptions) -> Iterator[tuple[float, Opened | None]]:
    files = images_in(folder)
    sizes: set[tuple[int, int]] = set()
    for i, file in enumerate(files):
        size = QImageReader(str(file.path)).size()
        if size.isValid():  # what is no picture has no say in how large the others are
            sizes.add((size.height(), size.width()))
        yield 0.2 * i / len(files), None
    height, width = _size(sizes, options)
    kept: list[ImageFile] = []
    pixels = np.zeros((len(files), height, width), np.uint8)
    for i, file in enumerate(files):
        picture = decoded(file.path)
        if picture is not None:
            pixels[len(kept)] = _prepared(picture, options.ink, height, width)
            kept.append(file)
        yield 0.2 + 0.79 * i / len(files), None
    if not kept:
        raise NoImagesError(file=folder.name)
    data = _data(folder, kept, pixels[: len(kept)])
    yield 1.0, Opened(data, tuple(_notes(sizes, (height, width), len(files) - len(kept))))


def _size(sizes: set[tuple[int, int]], options: ImageOptions) -> tuple[int, int]:
    if options.side is not None:
        return options.side, options.side
    if len(sizes) == 1:
        height, width = next(iter(sizes))
        if 1 <= height <= MOST_SIDE and 1 <= width <= MOST_SIDE:
            return height, width
    return USUAL_SIDE, USUAL_SIDE


def _prepared(picture: Array, ink: str, height: int, width: int) -> Array:
    found = grey(picture)
    if ink == "dark" or (not ink and is_dark_on_light(found)):
        found = inverted(found)
    return resized(found, height, width)


def _data(folder: Path, files: Sequence[ImageFile], pixels: Array) -> Data:
    split = np.array([file.part for file in files], np.int8)
    return image_data(
        pixels,
        [file.label for file in files],
        {"name": folder.name},
        split if split.any() else None,
    )


def _notes(
    sizes: set[tuple[int, int]], size: tuple[int, int], n_bad: int
) -> Iterator[Message | Counted]:
    if len(sizes) > 1:
        yield Message(
            "The pictures have {n} different sizes: all are made {height} × {width}.",
            n=len(sizes), height=size[0], width=size[1],
        )  # fmt: skip
    elif sizes != {size}:
        yield Message("All pictures are made {height} × {width}.", height=size[0], width=size[1])
    if n_bad:
        yield Counted(
            "{n} file could not be read as a picture.",
            "{n} files could not be read as pictures.",
            n_bad,
        )


def decoded(path: Path) -> Array | None:
    """The bytes (height, width) or (height, width, 4) of a picture, None if it is none."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > _DECODED_SIDE:
        reader.setScaledSize(
            size.scaled(QSize(_DECODED_SIDE, _DECODED_SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    return None if image.isNull() else pixels_of(image)


def pixels_of(image: QImage) -> Array:
    """The bytes of a picture: (height, width) of a grey one, else (height, width, 4)."""
    if image.isGrayscale() and not image.hasAlphaChannel():
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        return rows[:, : image.width()].copy()
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


class ImageSource(QObject):
    """Reads one folder or file at a time; a new one, or `cancel`, gives up the one before."""

    progressed = Signal(float)
    """The share that is read, 0 to 1."""
    finished = Signal(object)
    """What was `Opened`."""
    failed = Signal(object)
    """The error that ended it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._answers: SimpleQueue[float | Opened | Exception] = SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._fetch)

    @property
    def is_busy(self) -> bool:
        """Return whether something is being read."""
        return self._timer.isActive()

    def read(self, path: Path, options: ImageOptions) -> None:
        """Begin to read."""
        self.cancel()
        self._stop, self._answers = threading.Event(), SimpleQueue()
        threads.start(_read, path, options, self._stop, self._answers)
        self._timer.start()

    def cancel(self) -> None:
        """Give up; nothing more is told."""
        self._stop.set()
        self._timer.stop()

    def _fetch(self) -> None:
        newest: float | Opened | Exception | None = None
        while True:
            try:
                newest = self._answers.get_nowait()
            except Empty:
                break
        if isinstance(newest, float):
            self.progressed.emit(newest)
        elif newest is not None:
            self._timer.stop()
            (self.finished if isinstance(newest, Opened) else self.failed).emit(newest)


def _read(
    path: Path,
    options: ImageOptions,
    stop: threading.Event,
    answers: "SimpleQueue[float | Opened | Exception]",
) -> None:
    told = 0.0
    try:
        for share, opened in reading(path, options):
            if stop.is_set():
                return
            if opened is not None:
                answers.put(opened)
            elif share > told + 0.005:
                told = share
                answers.put(share)
    except Exception as error:
        answers.put(error)
