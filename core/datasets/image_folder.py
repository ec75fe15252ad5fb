"""Which images a folder holds, what each shows, and what it is for: told by folders and names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.datasets.image_errors import NoClassesError, NoImagesError
from core.datasets.part_column import part_of_word
from core.network.data import Part

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".pgm", ".ppm", ".pbm", ".xpm")
_PREFIX = re.compile(r"(\d+|[^\W\d_]+)")
"""What a file name begins with: a number, or letters up to the first that is none."""


@dataclass(frozen=True)
class ImageFile:
    """One file: what it shows, and what it is for."""

    path: Path
    label: str
    part: Part = Part.TRAINING


def images_in(folder: Path) -> list[ImageFile]:
    """The images of a folder, in the order of their names; raise a `DataError`.

    Each folder within is a class. Where they are called training, validation and test, the classes
    are the folders within those. Without folders, the names of the files begin with the class.
    """
    found = _by_parts(folder) or _by_folders(folder, Part.TRAINING)
    if found:
        return found
    files = _files(folder)
    if not files:
        raise NoImagesError(file=folder.name)
    labels = [prefix(path.stem) for path in files]
    if not all(labels) or len(set(labels)) < 2:
        raise NoClassesError(file=folder.name)
    return [ImageFile(path, label) for path, label in zip(files, labels, strict=True)]


def prefix(stem: str) -> str:
    """The class that a file name begins with: 7 of 7_001, cat of cat12; blank if there is none."""
    match = _PREFIX.match(stem)
    return match[0] if match else ""


def has_images(folder: Path) -> bool:
    """Return whether a folder, or one within it, holds an image."""
    try:
        return bool(_files(folder)) or any(
            _files(inner) or any(map(_files, _folders(inner))) for inner in _folders(folder)
        )
    except OSError:
        return False


def is_image(path: Path) -> bool:
    """Return whether a file is called like an image."""
    return path.suffix.lower() in ENDINGS


def _by_parts(folder: Path) -> list[ImageFile]:
    parts = [(inner, part_of_word(inner.name)) for inner in _folders(folder)]
    named = sorted((part, inner) for inner, part in parts if part is not None)
    return [image for part, inner in named for image in _by_folders(inner, part)]


def _by_folders(folder: Path, part: Part) -> list[ImageFile]:
    return [
        ImageFile(path, inner.name, part) for inner in _folders(folder) for path in _files(inner)
    ]


def _folders(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")


def _files(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.iterdir() if is_image(path) and path.name[0] != ".")
