"""Adding, moving and removing observations with the mouse or the keyboard on a plane."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from gui.plots.plane_card import PlaneCard

_REACH = 9  # pixels around a mark in which it is taken


class PointEditing:
    """What the mouse does on the plane while the mode for points is on.

    Left and right button add a point of one or the other class (the data's owner decides), a
    drag moves one, right button on a point or Delete removes it, Enter adds at the read-out.
    """

    def __init__(self, card: "PlaneCard") -> None:
        self._card = card
        self.is_on = False
        self._row: int | None = None
        self.limits: tuple[tuple[float, float], tuple[float, float]] | None = None

    def set_on(self, on: bool) -> None:
        """Begin or end the mode; while it is on the axes stay as they are."""
        if on == self.is_on:
            return
        self.is_on, self._row = on, None
        self.limits = self._now() if on else None
        shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
        self._card.chart.viewport().setCursor(shape)
        self._card.editing_changed.emit(on)
        self._card.invalidate()

    def _now(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        plane = self._card.plane
        if plane is None:
            return None
        xs, ys = plane.xs, plane.ys
        return (float(xs[0]), float(xs[-1])), (float(ys[0]), float(ys[-1]))

    def row_at(self, where: QPointF) -> int | None:
        """The row of the nearest point within reach."""
        box = self._card.chart.box
        spot = box.mapViewToScene(where)
        nearest, row = float(_REACH), None
        for point in self._card.points.points():
            offset = box.mapViewToScene(QPointF(*point.pos())) - spot
            distance = float(np.hypot(offset.x(), offset.y()))
            if distance <= nearest:
                nearest, row = distance, int(point.data())
        return row

    def press(self, where: QPointF, button: Qt.MouseButton) -> bool:
        if not self.is_on:
            return False
        row = self.row_at(where)
        if row is None:
            self._card.point_added.emit(where.x(), where.y(), button)
        elif button == Qt.MouseButton.RightButton:
            self._card.point_removed.emit(row)
        else:
            self._row = row
        return True

    def move(self, where: QPointF) -> bool:
        if self._row is not None:
            self._card.point_moved.emit(self._row, where.x(), where.y())
        return self.is_on

    def release(self, where: QPointF) -> bool:
        if self._row is not None:
            row, self._row = self._row, None
            self._card.point_dropped.emit(row, where.x(), where.y())
        return self.is_on

    def key(self, key: Qt.Key, where: QPointF | None) -> bool:
        if not self.is_on or where is None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._card.point_added.emit(where.x(), where.y(), Qt.MouseButton.LeftButton)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            row = self.row_at(where)
            if row is not None:
                self._card.point_removed.emit(row)
        else:
            return False
        return True
