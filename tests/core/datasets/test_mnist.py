"""The digits that ship, once for real: everything else stands in with a few tiny images."""

import gzip

import numpy as np
import pytest

from core.datasets import mnist
from core.datasets.catalogue import CATALOGUE, load
from core.datasets.errors import DataError
from core.datasets.split import Fractions, split
from core.network.byte_rows import ByteRows
from core.network.data import Part
from core.network.network import Network
from core.network.node import Role
from core.training.building import build_network


def test_the_digits_are_the_published_ones():
    data = mnist.load()
    assert data.inputs.shape == (70_000, 784)
    assert [data.count(part) for part in Part] == [60_000, 0, 10_000]
    # The lecture's strip begins 5 0 4 1; the test digits begin 7 2 1 0.
    digits = data.targets.argmax(axis=1)
    assert digits[:4].tolist() == [5, 0, 4, 1]
    assert digits[60_000:60_004].tolist() == [7, 2, 1, 0]
    assert np.bincount(digits[:60_000]).tolist() == [
        5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949
    ]  # fmt: skip
    mean = data.inputs.bytes[:60_000].mean() / 255
    assert round(float(mean), 4) == 0.1307
    assert all(data.source[key] for key in ("name", "origin", "licence", "dataset"))


def test_the_lectures_validation_rows_are_the_last_of_the_training_rows():
    data = load("mnist", validation="last")
    assert data.rows(Part.VALIDATION)[[0, -1]].tolist() == [48_000, 59_999]
    assert isinstance(data.inputs, ByteRows)
    assert data.inputs.reference == "mnist"


def test_a_split_leaves_the_bytes_where_they_are():
    data = mnist.load()
    after = split(data, Fractions(0.1, 0.2, stratified=True))
    assert after.inputs is data.inputs
    assert [after.count(part) for part in Part] == [49_000, 7_000, 14_000]
    zeros = data.targets[:, 0] == 1
    assert abs(int((after.split[zeros] == Part.TEST).sum()) - 0.2 * zeros.sum()) < 1


DAMAGES = {
    "missing": None,
    "empty": b"",
    "not gzip": b"no gzip",
    # mtime: the bytes, and with them whatever names the case, do not depend on the clock.
    "too short": gzip.compress(b"short", mtime=0),
    "cut": -100,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_files_of_the_set_are_one_sentence(damage, tmp_path, monkeypatch):
    name = "t10k-labels-idx1-ubyte.gz"
    whole = (mnist.FOLDER / name).read_bytes()
    if damage is not None:
        (tmp_path / name).write_bytes(whole[:damage] if damage == -100 else damage)
    monkeypatch.setattr(mnist, "FOLDER", tmp_path)
    with pytest.raises(DataError) as caught:
        mnist._read(name, 8, 10_000)
    assert str(caught.value) == (
        f"The digits that come with Nodewise cannot be read: “{name}” is missing or damaged. "
        "Install the program anew."
    )


def test_a_network_for_digits_is_one_block_a_layer():
    network = build_network(Network(), CATALOGUE["mnist"].prepared().data, [256, 128])
    assert [node.units for node in network.nodes.values()] == [784, 256, 128, 10]
    assert (network.output_function, network.loss) == ("softmax", "cross_entropy")
    assert network.training["optimizer"] == "adam"
    assert network.of_role(Role.HIDDEN)[0].activation == "relu"
    assert sum(e.weight.size for e in network.edges.values()) == 784 * 256 + 256 * 128 + 1280
