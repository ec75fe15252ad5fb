import gzip
import struct

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from core.datasets.images import image_data
from core.network.byte_rows import ByteRows
from core.network.network import Network
from gui.data.desk import DataDesk
from gui.data.image_dialog import ImageDialog
from gui.data.image_reading import holds_images


def save(path, side, at, light=True):
    """A picture with one pixel of ink."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white" if light else "black"))
    image.setPixelColor(*at, QColor("black" if light else "white"))
    path.parent.mkdir(exist_ok=True)
    assert image.save(str(path))


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "shapes"
    root.mkdir()
    for i in range(3):
        save(root / "a" / f"{i}.png", 8, (i + 1, 2))
        save(root / "b" / f"{i}.bmp", 8, (i + 1, 5), light=False)
    return root


@pytest.fixture
def dialog(qtbot, small, settings, folder):
    dialog = ImageDialog(folder, small, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    ready(qtbot, dialog)
    return dialog


def ready(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.source.is_busy)


def test_a_folder_of_pictures_becomes_observations_with_ink_as_1(dialog, small):
    data = dialog.opened.data
    assert isinstance(data.inputs, ByteRows)
    assert (data.image, data.inputs.shape) == ((8, 8), (6, 64))
    assert data.inputs[:].sum(axis=1).tolist() == [1.0] * 6  # dark on light or light on dark
    assert np.flatnonzero(data.inputs[1]).tolist() == [2 * 8 + 2]
    assert [c.name for c in data.target_columns] == ["a", "b"]
    dialog.accept()
    network = small.network
    assert [node.units for node in network.inputs] == [64]
    assert network.output_function == "softmax"
    assert small.undo_stack.undoText() == "Use the data shapes"
    small.undo_stack.undo()
    assert small.network.data.image is None


def test_a_broken_picture_leaves_the_others_their_size(qtbot, dialog, folder):
    (folder / "b" / "bad.png").write_bytes(b"no picture")
    dialog.read(folder)
    ready(qtbot, dialog)
    assert dialog.opened.data.image == (8, 8)
    assert dialog.status.text().count("different sizes") == 0


def test_other_sizes_are_made_one_and_what_is_no_picture_is_said(qtbot, dialog, folder):
    save(folder / "a" / "large.png", 90, (40, 40))
    (folder / "b" / "bad.png").write_bytes(b"no picture")
    dialog.read(folder)
    ready(qtbot, dialog)
    data = dialog.opened.data
    assert data.image == (28, 28)
    assert data.n_observations == 7
    told = dialog.status.text()
    assert "different sizes: all are made 28 × 28" in told
    assert "1 file could not be read as a picture" in told
    dialog.side.setValue(12)
    dialog.own_size.chosen.emit("given")
    ready(qtbot, dialog)
    assert dialog.opened.data.image == (28, 28)  # the choice has to be shown, too
    dialog.own_size.show_key("given")
    dialog.read_again()
    ready(qtbot, dialog)
    assert dialog.opened.data.image == (12, 12)


def test_what_cannot_be_read_is_one_sentence_and_nothing_can_be_used(qtbot, dialog, tmp_path):
    path = tmp_path / "x-images-idx3-ubyte.gz"
    path.write_bytes(gzip.compress(b"\0\0\x08\x03" + struct.pack(">3I", 1, 2, 2) + b"1234"))
    dialog.read(path)
    ready(qtbot, dialog)
    assert "put “x-labels-idx1-ubyte.gz” into the same folder" in dialog.status.text()
    assert not dialog.use.isEnabled()
    dialog.accept()
    assert dialog.isVisible()


def test_reading_can_be_stopped(qtbot, dialog, folder):
    dialog.read(folder)
    dialog.stop_reading()
    assert not dialog.source.is_busy
    assert "stopped" in dialog.status.text()
    assert dialog.opened is None


def test_images_are_told_from_tables(folder, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n", "utf-8")
    assert holds_images(folder)
    assert holds_images(folder / "a" / "0.png")
    assert not holds_images(table)
    assert not holds_images(tmp_path / "nowhere")


def test_importing_a_folder_as_data_opens_it_as_images(qtbot, small, settings, folder, monkeypatch):
    opened = []
    parent = ImageDialog(None, small, settings)
    qtbot.addWidget(parent)
    monkeypatch.setattr(DataDesk, "_run", lambda _self, dialog: opened.append(dialog))
    DataDesk(small, settings, parent).import_file(folder)
    assert isinstance(opened[0], ImageDialog)
    opened[0].reject()


def test_too_many_pixels_are_not_written_as_a_table(qtbot, small, settings):
    pixels = np.zeros((13_000, 28, 28), np.uint8)
    labels = [str(i % 2) for i in range(13_000)]
    small.load(Network(data=image_data(pixels, labels, {"name": "many"})), None)
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = DataDesk(small, settings, parent)
    with qtbot.waitSignal(desk.told) as told:
        desk.export()
    text = str(told.args[0])
    assert "too many for a table" in text
    assert text.startswith("10\u202f192\u202f000 numbers")
