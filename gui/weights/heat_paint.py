"""Painting a heat-map: the picture, the numbers in it, headings and marks."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from core.network.notation import Notation
from core.numbers import significant
from gui.theme import theme
from gui.weights.geometry import Geometry, stride
from gui.weights.picture import ABSENT, colour_table, ink_on, weight_bytes
from gui.weights.sheet import Sheet

HEADING_POINTS, NUMBER_POINTS = 8.5, 9.0
_ABSENT = "·"


def paint_cells(painter: QPainter, area: QRectF, g: Geometry, image: QImage) -> None:
    """Draw what is in view of the picture of the whole table, its left upper corner at 0, 0."""
    rows, columns = g.in_view(area.width(), area.height())
    if not rows or not columns:
        return
    small = min(g.cell_width, g.cell_height) < 1
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, small)
    target = g.box(rows.start, columns.start, len(rows), len(columns))
    source = QRectF(columns.start, rows.start, len(columns), len(rows))
    painter.drawImage(target, image, source)


def paint_numbers(painter: QPainter, area: QRectF, g: Geometry, sheet: Sheet) -> None:
    """Write the numbers in the cells in view, with their true minus."""
    rows, columns = g.in_view(area.width(), area.height())
    if not rows or not columns:
        return
    block = sheet.values[rows.start : rows.stop, columns.start : columns.stop]
    bytes_ = weight_bytes(block, sheet.limit)
    inks: dict[int, QColor] = {}
    table = colour_table()
    notation = sheet.settings.notation
    painter.setFont(theme().font(NUMBER_POINTS))
    room = int((g.cell_width - 4) / QFontMetricsF(painter.font()).horizontalAdvance("0"))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            byte = int(bytes_[i, j])
            if byte not in inks:
                inks[byte] = ink_on(QColor(table[byte]))
            painter.setPen(inks[byte])
            value = float(block[i, j])
            text = _ABSENT if byte == ABSENT else fitting_number(value, notation, room)
            painter.drawText(g.box(row, column), Qt.AlignmentFlag.AlignCenter, text)


def fitting_number(value: float, notation: Notation, room: int) -> str:
    """A number in at most ``room`` characters, if a digit less or two make that possible."""
    for digits in (3, 2, 1):
        text = significant(value, notation, digits)
        if len(text) <= room:
            break
    return text


def paint_grid(painter: QPainter, area: QRectF, g: Geometry) -> None:
    """Fine lines between the cells."""
    rows, columns = g.in_view(area.width(), area.height())
    painter.setPen(QPen(theme().colour("canvas"), 1))
    for row in rows:
        y = g.box(row, 0).top()
        painter.drawLine(QPointF(0, y), QPointF(min(area.width(), g.width - g.x), y))
    for column in columns:
        x = g.box(0, column).left()
        painter.drawLine(QPointF(x, 0), QPointF(x, min(area.height(), g.height - g.y)))


def paint_frozen(painter: QPainter, area: QRectF, g: Geometry, sheet: Sheet) -> None:
    """Hatch the cells that no update changes, unless all of them are alike."""
    if sheet.is_frozen:
        return
    brush = QBrush(theme().blended("muted", 0.7), Qt.BrushStyle.BDiagPattern)
    for row, column, height, width in sheet.frozen:
        box = g.box(row, column, height, width).intersected(area.translated(-area.topLeft()))
        if not box.isEmpty():
            painter.fillRect(box, brush)


def paint_frame(painter: QPainter, box: QRectF, strong: bool) -> None:
    """A frame around what is chosen, seen on every colour and however small the cell is."""
    least = theme().px(7)
    grow_x, grow_y = max(0.0, least - box.width()) / 2, max(0.0, least - box.height()) / 2
    box = box.adjusted(-grow_x, -grow_y, grow_x, grow_y)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("canvas"), 4))
    painter.drawRect(box)
    pen = QPen(theme().colour("text"), 2)
    if not strong:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawRect(box)


def heading_sizes(sheet: Sheet) -> tuple[float, float]:
    """The width of the headings of rows, and the height of those of columns."""
    metrics = QFontMetricsF(_font(True))
    rows, columns = sheet.shape
    if not rows or not columns:
        return 0.0, 0.0
    texts = [sheet.heading(rows - 1, False), sheet.heading(0, False)]
    widest = max(metrics.horizontalAdvance(t) for t in texts)
    return widest + theme().px(14), metrics.height() + theme().px(8)


def paint_headings(
    painter: QPainter, box: QRectF, g: Geometry, sheet: Sheet, across: bool, marked: list[int]
) -> None:
    """Names of rows or columns, as many as have room; the ``marked`` ones always, in bold."""
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, theme().colour("panel"))
    size = g.cell_width if across else g.cell_height
    count = g.columns if across else g.rows
    shown = g.in_view(box.width(), box.height())[1 if across else 0]
    metrics = QFontMetricsF(_font(True))
    room = metrics.height() + 2
    if across:
        room = metrics.horizontalAdvance(sheet.heading(count - 1, True)) + theme().px(12)
    step = stride(size, room)
    painter.setFont(_font(False))
    painter.setPen(theme().colour("muted"))
    marked = [index for index in marked if index in shown]
    places = [_place(box, g, index, across, room) for index in marked]
    for index in shown:
        if (index + 1) % step == 0:
            place = _place(box, g, index, across, room)
            if not any(place.intersects(other) for other in places):
                painter.drawText(place, _CENTRE, sheet.heading(index, across))
    for index, place in zip(marked, places, strict=True):
        _paint_marked(painter, place, sheet.heading(index, across))
    painter.restore()


def _paint_marked(painter: QPainter, place: QRectF, text: str) -> None:
    painter.fillRect(place, theme().blended("accent", 0.18, "panel"))
    painter.setFont(_font(True))
    painter.setPen(theme().colour("text"))
    painter.drawText(place, _CENTRE, text)


def _place(box: QRectF, g: Geometry, index: int, across: bool, room: float) -> QRectF:
    """Where a heading stands, moved inwards at the two ends."""
    if across:
        centre = box.left() + g.box(0, index).center().x()
        half = room / 2
        centre = min(max(centre, box.left() + half), max(box.right() - half, box.left() + half))
        return QRectF(centre - half, box.top(), room, box.height())
    centre = box.top() + g.box(index, 0).center().y()
    half = room / 2
    centre = min(max(centre, box.top() + half), max(box.bottom() - half, box.top() + half))
    return QRectF(box.left(), centre - half, box.width(), room)


def _font(bold: bool) -> QFont:
    return theme().font(HEADING_POINTS, bold=bold)


_CENTRE = Qt.AlignmentFlag.AlignCenter
