"""Writing a file so that a crash leaves either the old one or the new one, never half of it."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from core.files.errors import UnwritableError

BACKUP_SUFFIX = "~"


def write_bytes(path: str | Path, content: bytes, backup: bool = False) -> None:
    """Replace a file at once; with ``backup``, keep what was there as ``NAME~``.

    Raises `UnwritableError`; the old file is then as it was.
    """
    target = Path(os.path.realpath(path))  # a symbolic link stays one
    try:
        temporary = _written_beside(target, content)
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


def _written_beside(target: Path, content: bytes) -> Path:
    """Write a temporary file in the same folder, with the permissions that ``target`` has."""
    if target.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(target))
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _mode(target: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)  # the only way to read it
    os.umask(mask)
    return 0o666 & ~mask


def _keep(target: Path) -> None:
    backup = target.with_name(target.name + BACKUP_SUFFIX)
    backup.unlink(missing_ok=True)
    try:
        os.link(target, backup)
    except OSError:  # a file system without hard links
        shutil.copy2(target, backup)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a loss of power, where the system offers it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
