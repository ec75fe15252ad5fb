"""Recovery copies of unsaved work, found again when the process that wrote them is dead."""

import contextlib
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.files.atomic import write_bytes
from core.files.lock import FileLock
from core.files.reader import network_from_text
from core.files.writer import text_of
from core.network.network import Network

_SUFFIX = ".recovery"


@dataclass(frozen=True)
class Recovery:
    """One copy that a dead process left: of which file (None: never saved) and when (seconds)."""

    path: Path
    original: Path | None
    saved_at: float
    text: str

    @property
    def network(self) -> Network:
        """The network as it was; raises a `FileError`."""
        return network_from_text(self.text)

    def discard(self) -> None:
        """Delete the copy."""
        for path in (self.path, _lock_path(self.path)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


class Autosave:
    """The recovery copy of one window, in a folder that all windows share.

    The lock beside the copy says that its window is alive; it falls with the process.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / f"{uuid.uuid4().hex}{_SUFFIX}"
        self._lock = FileLock(_lock_path(self.path))

    def keep(self, network: Network, original: Path | None) -> None:
        """Write the copy at once; raise a `FileError`."""
        self._lock.acquire()
        record = {
            "original": None if original is None else str(original),
            "saved_at": time.time(),
            "text": text_of(network),
        }
        write_bytes(self.path, json.dumps(record).encode())

    def discard(self) -> None:
        """Delete the copy: the work is saved, or given up."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._lock.release()

    def recoveries(self) -> list[Recovery]:
        """What dead processes left, the latest first; damaged copies are passed over."""
        found = [recovery for path in self._orphans() if (recovery := _read(path))]
        return sorted(found, key=lambda recovery: -recovery.saved_at)

    def _orphans(self) -> Iterator[Path]:
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            lock = FileLock(_lock_path(path))
            if path != self.path and lock.acquire():
                lock.release()
                yield path


def _lock_path(copy: Path) -> Path:
    return copy.with_suffix(".lock")


def _read(path: Path) -> Recovery | None:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        original = record["original"]
        return Recovery(
            path=path,
            original=None if original is None else Path(original),
            saved_at=float(record["saved_at"]),
            text=str(record["text"]),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
