"""Messages to the worker whose large arrays travel in shared memory, not through the pipe.

A pipe takes 64 kB at a time, and pickling 55 MB of pixels would hold up the window's thread.
"""

import io
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy as np

from core.network.byte_rows import ByteRows
from core.training.shared import attached

LEAST = 1 << 18
"""Bytes from which an array goes by shared memory."""


@dataclass(frozen=True)
class Parcel:
    """A pickled message; its large buffers stand one after the other in a block of memory."""

    pickled: bytes
    block: str
    sizes: tuple[int, ...]

    def opened(self) -> Any:
        """The message, with buffers of its own."""
        memory = attached(self.block)
        try:
            return pickle.loads(self.pickled, buffers=self._copies(memory))
        finally:
            memory.close()

    def _copies(self, memory: SharedMemory) -> list[bytearray]:
        ends = np.cumsum(self.sizes).tolist()
        starts = [0, *ends[:-1]]
        buffer: Any = memory.buf
        return [bytearray(buffer[a:b]) for a, b in zip(starts, ends, strict=True)]


def packed(message: Any) -> tuple[Any, SharedMemory | None]:
    """What is to be sent, and the memory that has to stay until it has arrived.

    A message without large arrays is sent as it is. Whoever packs closes and unlinks the memory.
    """
    large: list[pickle.PickleBuffer] = []

    def is_small(buffer: pickle.PickleBuffer) -> bool:
        if buffer.raw().nbytes < LEAST:
            return True
        large.append(buffer)
        return False

    written = io.BytesIO()
    _Packer(written, 5, buffer_callback=is_small).dump(message)
    pickled = written.getvalue()
    if not large:
        return message, None
    views = [np.frombuffer(buffer.raw(), np.uint8) for buffer in large]
    memory = SharedMemory(create=True, size=sum(view.nbytes for view in views))
    _fill(memory, views)
    return Parcel(pickled, memory.name, tuple(view.nbytes for view in views)), memory


class _Packer(pickle.Pickler):
    """Sends the pixels of a shipped set that are in memory: to unpack its file takes far longer."""

    def reducer_override(self, it: Any) -> Any:
        """Say how something travels, `NotImplemented` for as usual."""
        if isinstance(it, ByteRows) and it.is_loaded:
            return it.with_bytes()
        return NotImplemented


def _fill(memory: SharedMemory, views: Sequence[Any]) -> None:
    """Copy by NumPy, which lets other threads run meanwhile."""
    buffer: Any = memory.buf
    room = np.frombuffer(buffer, np.uint8)
    first = 0
    for view in views:
        np.copyto(room[first : first + view.nbytes], view)
        first += view.nbytes
    del room  # the memory cannot be closed while somebody looks at it
