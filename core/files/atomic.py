"""Writing a file so that a crash leaves either the old one or the new one, never half of it."""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from core.files.errors import UnwritableError

BACKUP_SUFFIX = "~"


def write_bytes(path: str | Path, content: bytes, backup: bool = False) -> None:
    """Replace a file at once; with ``backup``, keep what was there as ``NAME~``.

    Raises `UnwritableError`; the old file is then as it was.
    """
    write_pieces(path, (content,), backup)


def write_pieces(path: str | Path, pieces: Iterable[bytes], backup: bool = False) -> None:
    """As `write_bytes`; whatever ``pieces`` raises leaves the old file as it was, too."""
    target = Path(os.path.realpath(path))  # a symbolic link stays one
    pieces = iter(pieces)
    first = next(pieces, b"")  # what cannot be written at all is said before any file is made
    try:
        temporary = _written_beside(target, chain((first,), pieces))
        try:
            if backup and target.exists():
                _keep(target)
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnwritableError(path=path, reason=reason) from None


def _written_beside(target: Path, pieces: Iterable[bytes]) -> Path:
    """Write a temporary file in the same folder, with the permissions that ``target`` has."""
    if target.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    _sweep(target)
    prefix, suffix = _around(target)
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=target.parent)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            for piece in pieces:
                _write_all(file, piece)
            os.fsync(file.fileno())
        os.chmod(name, _mode(target))
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _write_all(file: Any, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[file.write(left) :]


def _around(target: Path) -> tuple[str, str]:
    """What the names of temporary files for a target begin and end with."""
    return f".{target.name}.", ".tmp"


def _sweep(target: Path) -> None:
    """Remove what a save left that was killed; what is younger may be of another window."""
    prefix, suffix = _around(target)
    long_ago = time.time() - _OLD_SECONDS
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(target.parent)):
            is_ours = entry.name.startswith(prefix) and entry.name.endswith(suffix)
            if is_ours and entry.stat().st_mtime < long_ago:
                os.unlink(entry.path)


_OLD_SECONDS = 600.0


def _mode(target: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)  # the only way to read it
    os.umask(mask)
    return 0o666 & ~mask


def _keep(target: Path) -> None:
    """Make the backup the file as it is now; at any moment there is a whole one."""
    backup = target.with_name(target.name + BACKUP_SUFFIX)
    prefix, suffix = _around(target)
    new = target.with_name(f"{prefix}{os.getpid()}{suffix}")
    new.unlink(missing_ok=True)
    try:
        os.link(target, new)
    except OSError:  # a file system without hard links
        shutil.copy2(target, new)
    try:
        os.replace(new, backup)
    finally:
        new.unlink(missing_ok=True)  # it stays where both were the same file already


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a loss of power, where the system offers it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
