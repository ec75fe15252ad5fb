import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from gui.digits.picture import digit_image, fitted
from gui.theme import theme


def test_0_is_the_ground_and_1_the_ink_of_the_theme(qapp):
    values = np.array([[0.0, 1.0, 0.5], [-3.0, np.nan, 9.0]])
    image = digit_image(values)
    assert (image.width(), image.height()) == (3, 2)
    ground, ink = theme().colour("canvas"), theme().colour("text")
    assert image.pixelColor(0, 0) == image.pixelColor(0, 1) == image.pixelColor(1, 1) == ground
    assert image.pixelColor(1, 0) == image.pixelColor(2, 1) == ink
    theme().set(dark=True)
    assert digit_image(values).pixelColor(0, 0) == theme().colour("canvas")


def test_bytes_and_numbers_make_the_same_picture_that_owns_its_pixels(qapp):
    raw = np.arange(256, dtype=np.uint8).reshape(16, 16)
    image = digit_image(raw, QColor("white"), QColor("black"))
    assert image == digit_image(raw / 255, QColor("white"), QColor("black"))
    raw[:] = 0
    assert image.pixelColor(15, 15) == QColor("white")


def test_a_picture_is_as_large_as_fits_in_the_middle():
    assert fitted(QRectF(0, 0, 100, 60), 28, 28) == QRectF(20, 0, 60, 60)
