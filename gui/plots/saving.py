"""Plots as files: pictures in the light colours, numbers with every digit."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog

from core.exploring.tables import csv_text
from core.files.atomic import write_bytes
from core.language import Message, tr
from core.network.errors import NodewiseError
from gui import export
from gui.theme import theme

if TYPE_CHECKING:
    from gui.plots.card import PlotCard

_LEAST = QSize(480, 280)


def ask_and_save(card: "PlotCard", kind: str) -> None:
    """Ask for a file and save the plot there as PNG, SVG or CSV."""
    filters = {"png": "PNG (*.png)", "svg": "SVG (*.svg)", "csv": "CSV (*.csv)"}
    title = tr("Save the numbers of the plot") if kind == "csv" else tr("Save the plot")
    name, _ = QFileDialog.getSaveFileName(
        card.window(), title, f"{card.kind}.{kind}", filters[kind]
    )
    if not name:
        return
    path = Path(name) if Path(name).suffix else Path(name).with_suffix(f".{kind}")
    try:
        save(card, path, kind)
    except NodewiseError as error:
        card.saved.emit(error, "refusal")
        return
    card.saved.emit(Message("Saved as {name}.", name=path.name), "info")


def save(card: "PlotCard", path: Path, kind: str) -> None:
    """Save a plot; raise the errors of `core.files`, which leave an older file as it was."""
    if kind == "csv":
        write_bytes(path, csv_text(card.columns()).encode())
        return
    write_bytes(path, picture(card, kind))


def picture(card: "PlotCard", kind: str) -> bytes:
    """The plot as a PNG or SVG document."""
    size = card.size().expandedTo(_LEAST)

    def paint(painter: QPainter) -> None:
        card.paint(painter, QRect(0, 0, size.width(), size.height()))

    with theme().printing():
        card.restyle()
        content = export.svg_of(paint, size) if kind == "svg" else _png(paint, size)
    card.restyle()
    return content


def _png(paint: export.Paint, size: QSize) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    export.image_of(paint, size).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
