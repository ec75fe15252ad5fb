"""The colour and the dashes of a run, the same in the table and in the plots."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap

from core.language import translatable
from gui.plots.palette import run_colour, run_pen
from gui.theme import theme

NAMES = (
    translatable("Grey"),
    translatable("Teal"),
    translatable("Orange"),
    translatable("Blue"),
    translatable("Magenta"),
    translatable("Purple"),
    translatable("Olive"),
    translatable("Red"),
)


def paint_chip(painter: QPainter, box: QRectF, index: int, shown: bool) -> None:
    """A small sign of a run: filled while it is drawn in the plots, with its line across."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = run_colour(index)
    painter.setPen(QPen(colour if shown else theme().colour("muted"), 1.2))
    painter.setBrush(colour if shown else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    pen = run_pen(index, width=max(1.6, box.height() / 7))
    if dashes := pen.dashPattern():  # the chip is short: its pattern must fit twice
        share = box.width() / (2.2 * sum(dashes) * pen.widthF())
        pen.setDashPattern([max(0.4, dash * share) for dash in dashes])
    if shown:
        pen.setColor(theme().colour("canvas"))
    painter.setPen(pen)
    middle = box.center().y()
    painter.drawLine(QPointF(box.left() + 2, middle), QPointF(box.right() - 2, middle))


def chip_icon(number: int) -> QIcon:
    """The chip of a run as an icon."""
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_chip(painter, QRectF(1, 8, 30, 16), number, True)
    painter.end()
    return QIcon(pixmap)
