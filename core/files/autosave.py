"""Recovery copies of unsaved work, found again when the process that wrote them is dead.

A copy is written every few seconds while somebody draws or trains. Images, the weights of runs and
very many edges stand in files of their own beside it, and are written only when they change.
"""

import contextlib
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from core.files.atomic import write_pieces
from core.files.images import reference_of
from core.files.lock import FileLock
from core.files.reader import bytes_of, network_from_bytes
from core.files.writer import pieces_of
from core.network.data import Data
from core.network.network import Network
from core.network.run import Run

_SUFFIX = ".recovery"
HEAVY = 50_000
"""From how many numbers on the data, or the runs, have a file of their own."""
HEAVY_EDGES = 10_000
"""From how many edges on they have."""


@dataclass(frozen=True)
class Recovery:
    """One copy that a dead process left: of which file (None: never saved) and when (seconds)."""

    path: Path
    original: Path | None
    saved_at: float
    parts: tuple[str, ...] = field(default=(), repr=False)

    @property
    def network(self) -> Network:
        """The network as it was; raises a `FileError`."""
        _, _, text = bytes_of(self.path).partition(b"\n")
        network = network_from_bytes(text)
        for name in self.parts:
            part = network_from_bytes(bytes_of(_part_path(self.path, name)))
            network = replace(network, **{name: getattr(part, name)})
        return network

    def discard(self) -> None:
        """Delete the copy."""
        for path in (self.path, *_part_paths(self.path), _lock_path(self.path)):
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
        self._kept: dict[str, Any] = {}

    def keep(self, network: Network, original: Path | None) -> None:
        """Write the copy at once; raise a `FileError`."""
        self._lock.acquire()
        parts = []
        if _is_heavy_data(network.data):
            parts.append("data")
            self._keep_part("data", network.data, Network(data=network.data))
            network = replace(network, data=Data())
        if sum(map(_size, network.runs)) > HEAVY:
            parts.append("runs")
            self._keep_part("runs", network.runs, Network(runs=network.runs))
            network = replace(network, runs=())
        if len(network.edges) > HEAVY_EDGES:
            parts.append("edges")
            wired = Network(nodes=network.nodes, edges=network.edges)  # edges need their nodes
            self._keep_part("edges", network.edges, wired)
            network = replace(network, edges={})
        record = {
            "original": None if original is None else str(original),
            "saved_at": time.time(),
            "parts": parts,
        }
        head = json.dumps(record).encode() + b"\n"
        write_pieces(self.path, chain((head,), pieces_of(network)))

    def _keep_part(self, name: str, value: object, alone: Network) -> None:
        """Write a part, unless it is the very one that was written last."""
        if self._kept.get(name) is not value:
            write_pieces(_part_path(self.path, name), pieces_of(alone))
            self._kept[name] = value

    def discard(self) -> None:
        """Delete the copy: the work is saved, or given up."""
        self._kept.clear()
        with contextlib.suppress(OSError):
            for path in (self.path, *_part_paths(self.path)):
                path.unlink(missing_ok=True)
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


_PARTS = ("data", "runs", "edges")


def _part_path(copy: Path, name: str) -> Path:
    return copy.with_suffix(f".{name}")


def _part_paths(copy: Path) -> list[Path]:
    return [_part_path(copy, name) for name in _PARTS]


def _is_heavy_data(data: Data) -> bool:
    return not reference_of(data) and data.inputs.size + data.targets.size > HEAVY


def _size(run: Run) -> int:
    """About how many numbers a run holds."""
    weights = [array for kept in (run.start, run.end) if kept for array in kept.weights.values()]
    return sum(array.size for array in (*weights, *run.curves.values()))


def _lock_path(copy: Path) -> Path:
    return copy.with_suffix(".lock")


def _read(path: Path) -> Recovery | None:
    try:
        with open(path, encoding="utf-8") as file:
            record: dict[str, Any] = json.loads(file.readline())
        parts = tuple(record["parts"])
        if any(name not in _PARTS or not _part_path(path, name).exists() for name in parts):
            return None
        original = record["original"]
        return Recovery(
            path=path,
            original=None if original is None else Path(original),
            saved_at=float(record["saved_at"]),
            parts=parts,
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
