import re
from base64 import b64decode

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from core.network.errors import NodewiseError
from core.stepping.fragment import Fragment
from gui import export
from gui.canvas.round_picture import paint_round
from gui.formula.formula_view import FormulaView
from gui.formula.label import paint_formula_in
from gui.theme import theme

AREA = QRectF(-10, -10, 200, 100)


class Drawn(QGraphicsItem):
    """A circle with a name, as the canvas draws them."""

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, 60, 60)

    def paint(self, painter, option, widget=None) -> None:
        painter.setBrush(theme().colour("hidden_fill"))
        painter.drawEllipse(self.boundingRect())
        paint_formula_in(painter, "A_1", self.boundingRect(), 24)


@pytest.fixture
def scene(qapp):
    scene = QGraphicsScene(AREA)
    scene.addItem(Drawn())
    return scene


def test_svg_is_of_the_size_asked_for_and_has_vector_letters(scene, tmp_path):
    export.save_canvas(scene, AREA, tmp_path / "net.svg")
    text = (tmp_path / "net.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 200 100"' in text
    assert "<image" not in text
    assert "<path" in text
    assert "</text>" not in text


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_png_has_the_scale_asked_for(scene, tmp_path, scale):
    export.save_canvas(scene, AREA, tmp_path / "net.png", scale)
    image = QImage(str(tmp_path / "net.png"))
    assert image.size() == QSize(round(200 * scale), round(100 * scale))
    inside = image.pixelColor(round(25 * scale), round(25 * scale))
    assert inside == theme().colour("hidden_fill")


def test_pdf_is_one_page_of_that_size_without_pixels(scene, tmp_path):
    export.save_canvas(scene, AREA, tmp_path / "net.PDF")
    raw = (tmp_path / "net.PDF").read_bytes()
    assert raw.startswith(b"%PDF")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", raw)
    assert (float(box[1]), float(box[2])) == (150.0, 75.0)
    assert b"/Subtype /Image" not in raw


def test_pictures_are_light_even_in_the_dark(scene, tmp_path):
    theme().set(dark=True)
    export.save_canvas(scene, AREA, tmp_path / "net.png")
    assert QImage(str(tmp_path / "net.png")).pixelColor(2, 2).name() == "#ffffff"
    assert theme().is_dark


def test_a_wrong_ending_is_refused_in_a_sentence(scene, tmp_path):
    with pytest.raises(NodewiseError, match=r"net\.gif.*\.svg, \.png or \.pdf"):
        export.save_canvas(scene, AREA, tmp_path / "net.gif")


def test_a_failed_save_leaves_the_old_picture(scene, tmp_path):
    path = tmp_path / "net.png"
    path.write_bytes(b"old")
    with pytest.raises(NodewiseError):
        export.save_canvas(scene, AREA, path, scale=1000)
    assert path.read_bytes() == b"old"
    with pytest.raises(NodewiseError):
        export.save_canvas(scene, AREA, tmp_path / "missing" / "net.png")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_formula_is_copied_as_pixels_and_as_svg(qtbot):
    view = FormulaView()
    qtbot.addWidget(view)
    view.set_lines([[Fragment(r"\frac{1}{2}"), Fragment("="), Fragment("0.5")]])
    theme().set(dark=True)
    export.copy_formula(view)
    mime = QGuiApplication.clipboard().mimeData()
    image = QImage(mime.imageData())
    assert image.pixelColor(0, 0).name() == "#ffffff"
    names = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert "#1b1f24" in names
    assert b"<path" in bytes(mime.data("image/svg+xml").data())


def test_a_formula_can_be_copied_on_no_ground(qtbot):
    view = FormulaView()
    qtbot.addWidget(view)
    view.set_lines([[Fragment("x")]])
    export.copy_formula(view, transparent=True)
    image = QImage(QGuiApplication.clipboard().mimeData().imageData())
    assert image.pixelColor(0, 0).alpha() == 0


def test_latex_is_copied_as_text(qapp):
    export.copy_text(r"\frac{1}{2}")
    assert QGuiApplication.clipboard().text() == r"\frac{1}{2}"


def test_the_drawing_is_copied(scene):
    export.copy_canvas(scene, AREA)
    assert QImage(QGuiApplication.clipboard().mimeData().imageData()).width() == 400


def test_a_picture_in_a_circle_is_round_in_an_svg_too(qapp):
    picture = QImage(6, 6, QImage.Format.Format_RGB32)
    picture.fill(theme().colour("accent"))
    svg = export.svg_of(
        lambda painter: paint_round(painter, picture, QPointF(20, 20), 20), QSize(40, 40)
    )
    kept = re.search(rb"base64,([^\"]+)", svg)
    assert kept is not None
    drawn = QImage.fromData(b64decode(kept[1]))
    side = drawn.width() - 1
    corners = [drawn.pixelColor(x, y).alpha() for x in (0, side) for y in (0, side)]
    assert corners == [0, 0, 0, 0]
    assert drawn.pixelColor(side // 2, side // 2) == theme().colour("accent")
