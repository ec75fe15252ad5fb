"""Noticing that a file is open in another window, of this program run or of another one.

The lock is the operating system's own: it ends with the process that holds it, however that
ends, so that no crash leaves a file locked. Lock files live in a folder of ours, not beside the
user's files. Where a file system knows no locks, nothing is noticed and nothing is refused.
"""

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import IO

_FAR = 0x7FFF_0000  # on Windows a locked byte cannot be read, so lock one behind the text


class FileLock:
    """One lock by name; `acquire` it, and `release` it or end the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """Return whether this very object holds the lock."""
        return self._file is not None

    def acquire(self) -> bool:
        """Take the lock and return True, or return False where somebody else holds it."""
        if self.held:
            return True
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = open(self.path, "a+", encoding="utf-8")  # noqa: SIM115 - open while held
        except OSError:
            return True  # no place for locks: rather unnoticed than refused
        if not _try(file) or not self._is_current(file):
            file.close()
            return False
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        self._file = file
        return True

    def _is_current(self, file: IO[str]) -> bool:
        """Return False where the last holder removed the file between our opening and locking."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), os.stat(self.path))
        except OSError:
            return False

    def holder(self) -> int | None:
        """The process that has, or last had, the lock."""
        try:
            return int(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def release(self) -> None:
        """Give the lock back and leave no file behind."""
        if self._file is None:
            return
        with contextlib.suppress(OSError):  # Windows removes no open file
            self.path.unlink()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def lock_of(path: str | Path, folder: Path) -> FileLock:
    """The lock that stands, in ``folder``, for a user's file by any of its names."""
    real = os.path.normcase(os.path.realpath(path))
    return FileLock(folder / f"{hashlib.sha256(real.encode()).hexdigest()[:32]}.lock")


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[str]) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(file: IO[str]) -> bool:
        try:
            # flock, not lockf: it tells two windows of one process apart.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # this file system has no locks
        return True
