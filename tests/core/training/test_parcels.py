"""Large arrays on their way to the worker."""

from pathlib import Path

import numpy as np

from core.network.byte_rows import ByteRows
from core.network.data import Data
from core.training.parcels import Parcel, packed


def test_large_arrays_travel_beside_the_message():
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (700, 784)).astype(np.uint8)
    data = Data(ByteRows(pixels), rng.random((700, 60)))
    sent, memory = packed({"job": 3, "data": data})
    try:
        assert isinstance(sent, Parcel)
        assert len(sent.pickled) < 20_000
        opened = sent.opened()
    finally:
        memory.close()
        memory.unlink()
    assert opened["job"] == 3
    assert opened["data"] == data
    assert opened["data"].inputs.bytes.base is not pixels
    assert not Path("/dev/shm", sent.block.lstrip("/")).exists()


def test_small_messages_are_sent_as_they_are():
    message = {"job": 1, "data": Data([[1.0]], [[2.0]])}
    assert packed(message) == (message, None)


def test_pixels_of_a_shipped_set_travel_once_they_are_read():
    pixels = np.arange(600 * 784, dtype=np.uint32).astype(np.uint8).reshape(600, 784)
    rows = ByteRows.later(pixels.shape, 255.0, "nobody ships this", lambda: pixels)
    assert packed(rows) == (rows, None)  # by its name: it is not read here
    assert not rows.is_loaded
    assert rows[0, 1] == 1 / 255
    sent, memory = packed(rows)
    try:
        opened = sent.opened()
    finally:
        memory.close()
        memory.unlink()
    assert opened.reference == "nobody ships this"
    assert np.array_equal(opened.bytes, pixels)
