"""Pictures of the drawing and of formulas: files for slides and sheets, and the clipboard.

Pictures are drawn in the light colours, whatever the window wears: they go on white paper.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMarginsF,
    QMimeData,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsScene

from core.files.atomic import write_bytes
from core.language import translatable
from core.network.errors import NodewiseError
from gui.pasteboard import put
from gui.theme import theme

FORMATS = ("svg", "png", "pdf")
_MOST_PIXELS = 16_000  # a side; what most programs still open
_POINTS_PER_PIXEL = 0.75
_PDF_DOTS_PER_INCH = 1200
_INCH = 96  # pixels in one, where a pixel is a unit of the drawing
_FORMULA_SCALE = 4.0
_FORMULA_MARGIN = 6

Paint = Callable[[QPainter], None]


class PictureFormatError(NodewiseError):
    """A file name that does not say which kind of picture it is to be."""

    template = translatable("“{name}”: a picture's name ends in .svg, .png or .pdf.")


class PictureSizeError(NodewiseError):
    """A picture too large to draw."""

    template = translatable("A picture of {width} × {height} pixels is too large: choose less.")


class Formula(Protocol):
    """What can be copied as a picture: `FormulaView` and `CardRow`."""

    def laid_size(self) -> QSize:
        """The size without margins."""

    def paint_plain(self, painter: QPainter) -> None:
        """Paint from the origin, without what the pointer adds."""


def save_canvas(
    scene: QGraphicsScene, area: QRectF, path: str | Path, scale: float = 2.0, light: bool = True
) -> None:
    """Save ``area`` of a scene; the name's ending chooses SVG, PDF or PNG at ``scale``.

    Raises `PictureFormatError`, `PictureSizeError` and the errors of `core.files`; a file that was
    there stays as it was then.
    """
    kind = Path(path).suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise PictureFormatError(name=Path(path).name)
    size = area.size().toSize()

    def paint(painter: QPainter) -> None:
        _paint_scene(painter, scene, area)

    with theme().printing(light):
        write_bytes(path, _content(kind, paint, size, scale))


def copy_canvas(scene: QGraphicsScene, area: QRectF, scale: float = 2.0) -> None:
    """Put a picture of a scene on the clipboard, as pixels and as SVG."""
    size = area.size().toSize()
    with theme().printing(True):
        _to_clipboard(
            lambda p: _paint_scene(p, scene, area), size, scale, QColor(Qt.GlobalColor.white)
        )


def copy_text(text: str) -> None:
    """Put a text, as the LaTeX of a formula, on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def copy_formula(formula: Formula, transparent: bool = False) -> None:
    """Put a formula on the clipboard, as a picture fit for print and as SVG."""
    margin = _FORMULA_MARGIN
    size = formula.laid_size() + QSize(2 * margin, 2 * margin)

    def paint(painter: QPainter) -> None:
        painter.translate(margin, margin)
        formula.paint_plain(painter)

    ground = QColor(Qt.GlobalColor.transparent if transparent else Qt.GlobalColor.white)
    with theme().printing(True):
        _to_clipboard(paint, size, _FORMULA_SCALE, ground)


def _to_clipboard(paint: Paint, size: QSize, scale: float, ground: QColor) -> None:
    mime = QMimeData()
    mime.setImageData(image_of(paint, size, scale, ground))
    mime.setData("image/svg+xml", svg_of(paint, size))
    put(mime)


def _paint_scene(painter: QPainter, scene: QGraphicsScene, area: QRectF) -> None:
    target = QRectF(0, 0, area.width(), area.height())
    painter.fillRect(target, theme().colour("canvas"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, target, area)


def _content(kind: str, paint: Paint, size: QSize, scale: float) -> bytes:
    if kind == "svg":
        return svg_of(paint, size)
    if kind == "pdf":
        return pdf_of(paint, size)
    buffer = _open_buffer()
    image_of(paint, size, scale).save(buffer, "PNG")  # type: ignore[call-overload]  # takes no bytes
    return bytes(buffer.data().data())


def image_of(paint: Paint, size: QSize, scale: float = 2.0, ground: QColor | None = None) -> QImage:
    """Paint into pixels, ``scale`` of them for each unit; the ground is white unless given."""
    pixels = QSizeF(size) * scale
    if max(pixels.width(), pixels.height()) > _MOST_PIXELS or pixels.isEmpty():
        raise PictureSizeError(width=round(pixels.width()), height=round(pixels.height()))
    image = QImage(pixels.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(Qt.GlobalColor.white) if ground is None else ground)
    _paint_on(image, paint, scale)
    # Afterwards, as it would change the size of letters: programs then paste it in natural size.
    image.setDotsPerMeterX(round(_INCH * scale / 0.0254))
    image.setDotsPerMeterY(round(_INCH * scale / 0.0254))
    return image


def svg_of(paint: Paint, size: QSize) -> bytes:
    """Paint into an SVG document."""
    buffer = _open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
    generator.setTitle("Nodewise")
    _paint_on(generator, paint, 1.0)
    return bytes(buffer.data().data())


def pdf_of(paint: Paint, size: QSize) -> bytes:
    """Paint into a PDF document with one page of just that size."""
    buffer = _open_buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DOTS_PER_INCH)
    writer.setTitle("Nodewise")
    points = QSizeF(size) * _POINTS_PER_PIXEL
    exactly = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", exactly))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    _paint_on(writer, paint, _PDF_DOTS_PER_INCH / 72 * _POINTS_PER_PIXEL)
    return bytes(buffer.data().data())


def _paint_on(device: QPaintDevice, paint: Paint, scale: float) -> None:
    painter = QPainter(device)
    painter.scale(scale, scale)
    paint(painter)
    painter.end()


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
