"""The block of memory that a run shares with the window: where it is, and what the window wants.

Two processes look at the same numbers without waiting for each other. The worker publishes whole
snapshots behind a sequence counter: odd while it writes, so that a reader who meets an odd or a
changed number reads again. The window writes three words that the worker looks at between chunks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy as np

from core.network.node import Array
from core.training.history import COLUMNS, OPTIONAL
from core.training.path import Path, capacity

MOST_POINTS = 10_240
MOST_CHANGES = 256
"""Changes of ε within a run that are kept; after that many only the newest."""
_TRIES = 50


class Order(IntEnum):
    """What the window wants of a run."""

    GO = 0
    PAUSE = 1
    STOP = 2
    HURRY = 3
    """To pause, and to leave the losses of right there for later: something is waiting."""


class _Word(IntEnum):
    SEQUENCE = 0
    ORDER = 1
    EPOCH = 2
    STEP = 3
    POINTS = 4
    PATH = 5
    CHANGES = 6


class _Number(IntEnum):
    WANTED_RATE = 0
    SHARE = 1
    RATE = 2
    LOSS = 3
    PENALTY = 4
    VALIDATION_LOSS = 5
    SECONDS = 6


_N_WORDS, _N_NUMBERS = len(_Word), len(_Number)
_HEAD = 8 * (_N_WORDS + _N_NUMBERS)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Where a run was when it last published: a consistent copy. NaN is "no validation rows"."""

    sequence: int
    epoch: int
    step: int
    rate: float
    loss: float
    penalty: float
    validation_loss: float
    seconds: float
    theta: Array
    history: Mapping[str, Array]
    path_steps: Array
    path: Array
    changes: tuple[tuple[int, float], ...] = ()
    """After which steps ε was changed by hand, and to what, before the schedule's factor."""


class Shared:
    """One block, as its maker and as the worker see it. `close` it before letting go of it.

    The name of the block is given up (`unlink`) as soon as both have it, so that nothing is left
    behind however the processes end.
    """

    def __init__(self, memory: SharedMemory, n_theta: int) -> None:
        self._memory = memory
        self.n_theta = n_theta
        self._is_named = True
        buffer = memory.buf
        self._words: Array = np.ndarray(_N_WORDS, np.int64, buffer)
        self._numbers: Array = np.ndarray(_N_NUMBERS, np.float64, buffer, 8 * _N_WORDS)
        self._theta: Array = np.ndarray(n_theta, np.float64, buffer, _HEAD)
        shape = len(COLUMNS), MOST_POINTS
        self._points: Array = np.ndarray(shape, np.float64, buffer, _HEAD + 8 * n_theta)
        room = capacity(n_theta)
        path = _HEAD + 8 * (n_theta + self._points.size + 2 * MOST_CHANGES)
        changes = path - 16 * MOST_CHANGES
        self._changes: Array = np.ndarray((MOST_CHANGES, 2), np.float64, buffer, changes)
        self._path_steps: Array = np.ndarray(room, np.float64, buffer, path)
        self._path: Array = np.ndarray((room, n_theta), np.float64, buffer, path + 8 * room)

    @classmethod
    def create(cls, n_theta: int) -> "Shared":
        """A new block, all zero."""
        history, path = len(COLUMNS) * MOST_POINTS, capacity(n_theta) * (n_theta + 1)
        size = _HEAD + 8 * (n_theta + history + 2 * MOST_CHANGES + path)
        return cls(SharedMemory(create=True, size=size), n_theta)

    @classmethod
    def attach(cls, name: str, n_theta: int) -> "Shared":
        """The block that another process made, and that it alone cleans up after."""
        return cls(attached(name), n_theta)

    @property
    def name(self) -> str:
        """What the worker finds the block by."""
        return self._memory.name

    def unlink(self) -> None:
        """Give up the name; the memory goes when the last process lets go of it."""
        if self._is_named:
            self._is_named = False
            self._memory.unlink()

    def close(self) -> None:
        """Let go of the memory."""
        self._words = self._numbers = self._theta = self._points = np.zeros(0)
        self._path_steps = self._path = self._changes = np.zeros(0)
        self._memory.close()

    def __del__(self) -> None:
        if hasattr(self, "_memory"):
            self.close()

    # What the window writes

    @property
    def order(self) -> Order:
        """What the window wants now."""
        return Order(int(self._words[_Word.ORDER]))

    @order.setter
    def order(self, order: Order) -> None:
        self._words[_Word.ORDER] = order

    @property
    def wanted_rate(self) -> float:
        """The learning rate ε, before the schedule's factor."""
        return float(self._numbers[_Number.WANTED_RATE])

    @wanted_rate.setter
    def wanted_rate(self, rate: float) -> None:
        self._numbers[_Number.WANTED_RATE] = rate

    # What the worker writes

    @property
    def share(self) -> float:
        """How much of a long step after the last snapshot is done."""
        return float(self._numbers[_Number.SHARE])

    @share.setter
    def share(self, share: float) -> None:
        self._numbers[_Number.SHARE] = share

    def publish(
        self,
        place: tuple[int, int],
        numbers: tuple[float, float, float, float, float],
        theta: Array,
        history: Mapping[str, Array] | None,
        path: Path,
        changes: Sequence[tuple[int, float]] = (),
    ) -> None:
        """Write (epoch, step), (rate, loss, penalty, validation loss, seconds), θ and the curves.

        Without a ``history`` the last one stays.
        """
        words = self._words
        words[_Word.SEQUENCE] += 1
        words[_Word.EPOCH], words[_Word.STEP] = place
        self._numbers[_Number.RATE :] = numbers
        self._theta[:] = theta
        if history is not None:
            self._write(history)
        self._path_steps[: path.n] = path.steps[: path.n]
        self._path[: path.n] = path.points[: path.n]
        words[_Word.PATH] = path.n
        kept = (
            [*changes[: MOST_CHANGES - 1], changes[-1]] if len(changes) > MOST_CHANGES else changes
        )
        if kept:
            self._changes[: len(kept)] = kept
        words[_Word.CHANGES] = len(kept)
        self.share = 0.0
        words[_Word.SEQUENCE] += 1

    def _write(self, history: Mapping[str, Array]) -> None:
        n = len(history["epoch"]) if history else 0
        every = -(-n // MOST_POINTS) if n else 1
        for row, name in enumerate(COLUMNS if n else ()):
            column = history.get(name)
            points = slice(0, -(-n // every))
            self._points[row, points] = np.nan if column is None else column[::every]
        self._words[_Word.POINTS] = -(-n // every)

    # What the window reads

    @property
    def sequence(self) -> int:
        """Another number after every publishing."""
        return int(self._words[_Word.SEQUENCE])

    def snapshot(self) -> Snapshot | None:
        """A consistent copy; None if there is none yet, or the worker died while it wrote."""
        for _ in range(_TRIES):
            before = self.sequence
            copy = self._copied(before)
            if before and before % 2 == 0 and self.sequence == before:
                return copy
        return None

    def _copied(self, sequence: int) -> Snapshot:
        words, numbers = self._words.tolist(), self._numbers.tolist()
        n = words[_Word.POINTS]
        history = {name: self._points[row, :n].copy() for row, name in enumerate(COLUMNS)}
        for name in OPTIONAL:
            if np.isnan(history[name]).all():
                del history[name]
        return Snapshot(
            sequence,
            words[_Word.EPOCH],
            words[_Word.STEP],
            numbers[_Number.RATE],
            numbers[_Number.LOSS],
            numbers[_Number.PENALTY],
            numbers[_Number.VALIDATION_LOSS],
            numbers[_Number.SECONDS],
            self._theta.copy(),
            history,
            self._path_steps[: words[_Word.PATH]].copy(),
            self._path[: words[_Word.PATH]].copy(),
            tuple((int(s), rate) for s, rate in self._changes[: words[_Word.CHANGES]].tolist()),
        )


def attached(name: str) -> SharedMemory:
    """Memory that another process made, and that it alone cleans up after."""
    # Until Python 3.13 (track=False) whoever attaches would be registered as an owner, too.
    tracker: Any = resource_tracker
    register, tracker.register = tracker.register, _not_registered
    try:
        return SharedMemory(name)
    finally:
        tracker.register = register


def _not_registered(*_args: Any) -> None:
    """In place of the tracker's own registration."""
