import numpy as np
import pytest

from core.datasets.image_errors import NoClassesError, NoImagesError, OneClassError
from core.datasets.image_folder import images_in
from core.datasets.images import grey, image_data, inverted, is_dark_on_light, ordered, resized
from core.network.data import Part


def test_a_smaller_picture_is_the_mean_of_what_it_covers():
    large = np.array([[0, 100, 200, 200], [100, 200, 200, 200]], np.uint8)
    np.testing.assert_array_equal(resized(large, 1, 2), [[100, 200]])
    assert resized(large, 2, 4) is large


def test_proportions_are_kept_and_ink_stays_in_the_middle():
    tall = np.full((30, 10), 255, np.uint8)
    small = resized(tall, 9, 9)
    assert small[:, 3:6].min() == 255
    assert small.sum() == 9 * 3 * 255


def test_a_total_of_ink_survives_any_size():
    picture = np.random.default_rng(0).integers(0, 256, (37, 37)).astype(np.uint8)
    for side in (5, 28, 64):
        assert resized(picture, side, side).mean() == pytest.approx(picture.mean(), abs=1)


def test_colours_become_grey_and_glass_becomes_paper():
    assert grey(np.array([[[255, 0, 0]]], np.uint8)).tolist() == [[76]]
    assert grey(np.array([[[0, 0, 0, 0]]], np.uint8)).tolist() == [[255]]


def test_dark_ink_on_light_ground_is_told_by_the_border():
    page = np.full((5, 5), 250, np.uint8)
    page[2, 2] = 0
    assert is_dark_on_light(page)
    assert inverted(page)[2, 2] == 255
    assert not is_dark_on_light(inverted(page))


def test_classes_are_ordered_by_number_or_by_the_alphabet():
    assert ordered({"10", "9", "0"}) == ["0", "9", "10"]
    assert ordered({"b", "A", "10"}) == ["10", "A", "b"]
    with pytest.raises(OneClassError, match="class cat"):
        image_data(np.zeros((2, 3, 3), np.uint8), ["cat", "cat"], {"name": "pets"})


def touch(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def test_a_folder_a_class_and_parts_around_them(tmp_path):
    touch(tmp_path, "cat/1.png", "dog/1.JPG", "dog/notes.txt", ".hidden/1.png")
    assert [(i.label, i.part) for i in images_in(tmp_path)] == [("cat", 0), ("dog", 0)]
    touch(tmp_path, "train/cat/1.png", "test/cat/2.png")
    found = images_in(tmp_path)
    assert [(i.path.name, i.part) for i in found] == [("1.png", Part.TRAINING), ("2.png", 2)]


def test_file_names_begin_with_the_class(tmp_path):
    touch(tmp_path, "7_001.png", "3-x.png", "cat12.bmp")
    assert [i.label for i in images_in(tmp_path)] == ["3", "7", "cat"]


def test_a_folder_that_says_nothing_is_refused(tmp_path):
    with pytest.raises(NoImagesError, match="There is no image"):
        images_in(tmp_path)
    touch(tmp_path, "_1.png", "_2.png")
    with pytest.raises(NoClassesError, match="what the images in"):
        images_in(tmp_path)
