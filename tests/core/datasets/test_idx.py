import gzip
import struct

import numpy as np
import pytest

from core.datasets.idx import is_idx, partner_of, reading_idx
from core.datasets.image_errors import (
    CountError,
    NoPartnerError,
    NotIdxError,
    SidesError,
    TruncatedError,
    UnpackError,
)
from core.network.data import Part

PIXELS = np.arange(5 * 4 * 3, dtype=np.uint8).reshape(5, 4, 3)
LABELS = np.array([7, 3, 7, 10, 3], np.uint8)


def idx(array):
    head = bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape)
    return head + array.tobytes()


@pytest.fixture
def pair(tmp_path):
    images, labels = tmp_path / "train-images-idx3-ubyte", tmp_path / "train-labels-idx1-ubyte.gz"
    images.write_bytes(idx(PIXELS))
    labels.write_bytes(gzip.compress(idx(LABELS)))
    return images, labels


def read(path, **options):
    *_, (_share, data) = reading_idx(path, **options)
    return data


def test_either_file_opens_images_with_their_classes_in_the_order_of_their_numbers(pair):
    for path in pair:
        data = read(path)
        assert (data.image, data.inputs.shape) == ((4, 3), (5, 12))
        np.testing.assert_array_equal(data.inputs.bytes, PIXELS.reshape(5, 12))
        assert data.inputs[4, 11] == 59 / 255
        assert [c.name for c in data.target_columns] == ["3", "7", "10"]
        assert data.targets.argmax(axis=1).tolist() == [1, 0, 1, 2, 0]
        assert data.split is None


def test_test_images_beside_become_the_test_rows_unless_they_are_not_wanted(pair, tmp_path):
    for name, array in (("images-idx3", PIXELS[:2]), ("labels-idx1", LABELS[:2])):
        (tmp_path / f"t10k-{name}-ubyte").write_bytes(idx(array))
    data = read(pair[0])
    assert (data.count(Part.TRAINING), data.rows(Part.TEST).tolist()) == (5, [5, 6])
    assert read(pair[0], with_test=False).n_observations == 5


def test_a_file_without_its_partner_names_it(pair):
    pair[1].unlink()
    with pytest.raises(NoPartnerError, match="train-labels-idx1-ubyte"):
        partner_of(pair[0])


@pytest.mark.parametrize(
    ("content", "error", "told"),
    [
        (idx(PIXELS)[:-1], TruncatedError, "60 bytes of images, but has 59"),
        (gzip.compress(idx(PIXELS))[:-9], UnpackError, "damaged or was cut off"),
        (idx(PIXELS[:4]), CountError, "has 4 images, but .* has 5 labels"),
        (idx(np.zeros((1, 65, 2), np.uint8)), SidesError, "65 × 2 pixels"),
        (b"\x00\x00\x08\x03\x00", NotIdxError, "does not begin"),
        (b"PNG", NotIdxError, "does not begin"),
    ],
    ids=["short", "packed and cut", "counts", "large", "no sizes", "picture"],
)
def test_what_is_wrong_with_a_file_is_one_sentence(pair, content, error, told):
    pair[0].write_bytes(content)
    with pytest.raises(error, match=told):
        read(pair[0])


def test_only_idx_files_are_taken_for_some(pair, tmp_path):
    assert is_idx(pair[0])
    assert is_idx(pair[1])
    assert not is_idx(tmp_path)
    assert not is_idx(tmp_path / "nowhere")
