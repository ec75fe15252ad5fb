"""Recovery copies of unsaved work, found again when the process that wrote them is dead.

A copy is written every few seconds while somebody draws or trains. Images, the weights of runs and
very many edges stand in files of their own beside it, and are written only when they change. So
does what a training that still goes on has learned: while it trains, only that is written anew.
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
from core.files.errors import FileError
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
class Interrupted:
    """How far a training had come when it was last kept, and when that was (seconds)."""

    epochs: int
    steps: int
    saved_at: float


@dataclass(frozen=True)
class Recovery:
    """One copy that a dead process left: of which file (None: never saved) and when (seconds).

    ``interrupted`` is of the training that the process died in, None if there was none.
    """

    path: Path
    original: Path | None
    saved_at: float
    parts: tuple[str, ...] = field(default=(), repr=False)
    interrupted: Interrupted | None = None

    @property
    def kept_at(self) -> float:
        """When anything of it was last written (seconds)."""
        return max(self.saved_at, self.interrupted.saved_at if self.interrupted else 0.0)

    @property
    def network(self) -> Network:
        """The network as it was; raises a `FileError`."""
        _, _, text = bytes_of(self.path).partition(b"\n")
        network = network_from_bytes(text)
        for name in self.parts:
            part = network_from_bytes(bytes_of(_part_path(self.path, name)))
            network = replace(network, **{name: getattr(part, name)})
        return network

    @property
    def run(self) -> Run | None:
        """The training that was interrupted, with the weights it had reached as its end."""
        if self.interrupted is None:
            return None
        try:
            _, _, text = bytes_of(_part_path(self.path, _RUN)).partition(b"\n")
            (run,) = network_from_bytes(text).runs
        except (FileError, ValueError):  # rather the drawing alone than nothing
            return None
        return run

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
        self._last: tuple[Network, Path | None, str | None] | None = None

    def keep(self, network: Network, original: Path | None, run: Run | None = None) -> None:
        """Write the copy at once; raise a `FileError`.

        ``run`` is the training of the network that goes on, as if it ended now: what it has
        learned is not in the network yet. Its name tells it from those before it.
        """
        self._lock.acquire()
        name = None if run is None else run.name
        last = self._last
        if run is None or last is None or last[0] is not network or last[1:] != (original, name):
            self._last = None
            self._keep_network(network, original, name)
            self._last = network, original, name
        if run is not None:  # after the copy that names it: what is of another run is not read
            self._keep_run(run)
        elif last is not None and last[2] is not None:
            with contextlib.suppress(OSError):
                _part_path(self.path, _RUN).unlink(missing_ok=True)

    def _keep_run(self, run: Run) -> None:
        record = {
            "name": run.name,
            "saved_at": time.time(),
            "epochs": run.epochs,
            "steps": run.steps,
        }
        alone = pieces_of(Network(runs=(run,)))
        write_pieces(_part_path(self.path, _RUN), chain((_line(record),), alone))

    def _keep_network(self, network: Network, original: Path | None, run: str | None) -> None:
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
            alone = Network(nodes=network.nodes, edges=network.edges)  # edges need their nodes
            wired = alone.wired_as(network)
            self._keep_part("edges", network.edges, wired)
            network = replace(network, edges={})
        record = {
            "original": None if original is None else str(original),
            "saved_at": time.time(),
            "parts": parts,
            "run": run,
        }
        write_pieces(self.path, chain((_line(record),), pieces_of(network)))

    def _keep_part(self, name: str, value: object, alone: Network) -> None:
        """Write a part, unless it is the very one that was written last."""
        if self._kept.get(name) is not value:
            write_pieces(_part_path(self.path, name), pieces_of(alone))
            self._kept[name] = value

    def discard(self) -> None:
        """Delete the copy: the work is saved, or given up."""
        self._kept.clear()
        self._last = None
        with contextlib.suppress(OSError):
            for path in (self.path, *_part_paths(self.path)):
                path.unlink(missing_ok=True)
        self._lock.release()

    def recoveries(self) -> list[Recovery]:
        """What dead processes left, the latest first; damaged copies are passed over."""
        found = [recovery for path in self._orphans() if (recovery := _read(path))]
        return sorted(found, key=lambda recovery: -recovery.kept_at)

    def _orphans(self) -> Iterator[Path]:
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            lock = FileLock(_lock_path(path))
            if path != self.path and lock.acquire():
                lock.release()
                yield path


_PARTS = ("data", "runs", "edges")
_RUN = "run"


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record).encode() + b"\n"


def _part_path(copy: Path, name: str) -> Path:
    return copy.with_suffix(f".{name}")


def _part_paths(copy: Path) -> list[Path]:
    return [_part_path(copy, name) for name in (*_PARTS, _RUN)]


def _is_heavy_data(data: Data) -> bool:
    return not reference_of(data) and data.inputs.size + data.targets.size > HEAVY


def _size(run: Run) -> int:
    """About how many numbers a run holds."""
    weights = sum(kept.size for kept in (run.start, run.end) if kept)
    return weights + sum(array.size for array in run.curves.values())


def _lock_path(copy: Path) -> Path:
    return copy.with_suffix(".lock")


def _read(path: Path) -> Recovery | None:
    try:
        record = _first_line(path)
        parts = tuple(record["parts"])
        if any(name not in _PARTS or not _part_path(path, name).exists() for name in parts):
            return None
        original = record["original"]
        return Recovery(
            path=path,
            original=None if original is None else Path(original),
            saved_at=float(record["saved_at"]),
            parts=parts,
            interrupted=_interrupted(path, record.get("run")),
        )
    except _DAMAGED:
        return None


def _interrupted(path: Path, name: str | None) -> Interrupted | None:
    if name is None:
        return None
    try:
        record = _first_line(_part_path(path, _RUN))
        if record["name"] != name:
            return None
        return Interrupted(int(record["epochs"]), int(record["steps"]), float(record["saved_at"]))
    except _DAMAGED:
        return None


def _first_line(path: Path) -> dict[str, Any]:
    with open(path, encoding="utf-8") as file:
        record: dict[str, Any] = json.loads(file.readline())
    return record


_DAMAGED = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
