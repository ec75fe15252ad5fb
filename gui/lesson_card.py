"""The card that shows a lesson with a small drawing of its network, ticked when it was opened."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from core.language import tr
from gui.lessons import EXAMPLES, LESSONS, Lesson
from gui.theme import theme

__all__ = ["EXAMPLES", "LESSONS", "Lesson", "LessonCard", "paint_network"]

_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
PADDING, GAP = 14, 3
MOST_IN_PICTURE = 4


class LessonCard(QAbstractButton):
    """A small drawing, a title and one sentence; Enter, Space or a click chooses it."""

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self._opened = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the card in the language in use."""
        self.setText(self.lesson.title)
        opened = tr("{title}, opened before").format(title=self.lesson.title)
        self.setAccessibleName(opened if self._opened else self.lesson.title)
        self.setAccessibleDescription(self.lesson.text)
        self.setToolTip(tr("You opened this lesson before.") if self._opened else "")
        self.update()

    @property
    def is_ticked(self) -> bool:
        """Return whether the lesson was opened before."""
        return self._opened

    def tick(self, opened: bool) -> None:
        """Say whether the lesson was opened before."""
        if opened != self._opened:
            self._opened = opened
            self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(220), self.needed_height(theme().px(220)))

    def needed_height(self, width: int) -> int:
        """How tall the card must be at a width so that no word is cut off."""
        words = sum(self._height(text, font, width) + GAP for text, font in self._words())
        return round(self._picture_height() + words + 3 * PADDING) + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        painter.setPen(QPen(theme().colour("accent" if focused else "line"), 2 if focused else 1))
        hovered = theme().blended("accent", 0.06, "canvas")
        painter.setBrush(hovered if self.underMouse() else theme().colour("canvas"))
        painter.drawRoundedRect(box, 8, 8)
        inside = box.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        picture = QRectF(inside.topLeft(), QPointF(inside.right(), inside.top()))
        picture.setHeight(self._picture_height())
        paint_network(painter, self.lesson.sizes, picture)
        if self._opened:
            _paint_tick(painter, QPointF(inside.right() - theme().px(8), inside.top() + 8))
        inside.setTop(picture.bottom() + PADDING)
        for (words, font), token in zip(self._words(), ("text", "muted"), strict=True):
            painter.setFont(font)
            painter.setPen(theme().colour(token))
            painter.drawText(inside, _WRAPPED, words)
            inside.setTop(inside.top() + self._height(words, font, self.width()) + GAP)
        painter.end()

    def _words(self) -> tuple[tuple[str, QFont], tuple[str, QFont]]:
        title = self.text(), theme().font(11, bold=True)
        return title, (self.lesson.text, theme().font(9.5))

    def _height(self, words: str, font: QFont, width: int) -> float:
        room = QRectF(0, 0, width - 2 * PADDING - 2, 10_000)
        return QFontMetricsF(font, self).boundingRect(room, _WRAPPED, words).height()

    def _picture_height(self) -> float:
        return theme().px(54)


def paint_network(painter: QPainter, sizes: tuple[int, ...], area: QRectF) -> None:
    """Draw levels of neurons with every edge between them, or a plus sign where there is none.

    Of a wide level the first and the last neurons are drawn, and dots between them.
    """
    if not sizes:
        _paint_plus(painter, area.center(), min(area.height() / 5, theme().px(12)))
        return
    most = max(min(size, MOST_IN_PICTURE) for size in sizes)
    radius = min(area.height() / (3.2 * max(most, 2) - 1), theme().px(9))
    levels = _places(sizes, area, radius)
    painter.setPen(QPen(theme().blended("muted", 0.6), 1.4))
    for before, after in pairwise(levels):
        for source in before:
            for target in after:
                painter.drawLine(source, target)
    for i, level in enumerate(levels):
        role = "input" if i == 0 else "output" if i == len(levels) - 1 else "hidden"
        painter.setPen(QPen(theme().colour(f"{role}_line"), 1.6))
        painter.setBrush(theme().colour(f"{role}_fill"))
        for centre in level:
            painter.drawEllipse(centre, radius, radius)
        if sizes[i] > MOST_IN_PICTURE:
            _paint_dots(painter, level, radius)


def _places(sizes: tuple[int, ...], area: QRectF, radius: float) -> list[list[QPointF]]:
    span = min(area.width(), area.height() * (1.1 + 0.55 * (len(sizes) - 1)))
    left = area.center().x() - span / 2 + radius + 1
    step = (span - 2 * radius - 2) / max(1, len(sizes) - 1)
    height = 3.2 * radius
    return [
        [QPointF(left + i * step, area.center().y() + (k - (n - 1) / 2) * height) for k in range(n)]
        for i, n in enumerate(min(size, MOST_IN_PICTURE) for size in sizes)
    ]


def _paint_dots(painter: QPainter, level: list[QPointF], radius: float) -> None:
    """Three dots before the last neuron: there are more."""
    middle = (level[-2] + level[-1]) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("muted"))
    for k in (-1, 0, 1):
        painter.drawEllipse(middle + QPointF(0, 0.42 * k * radius), 0.13 * radius, 0.13 * radius)


def _paint_tick(painter: QPainter, centre: QPointF) -> None:
    radius = theme().px(8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("good"))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(QPen(theme().colour("canvas"), max(1.6, radius / 4.5)))
    corners = (QPointF(-0.45, 0.02), QPointF(-0.12, 0.36), QPointF(0.48, -0.34))
    painter.drawPolyline([centre + corner * radius for corner in corners])


def _paint_plus(painter: QPainter, centre: QPointF, radius: float) -> None:
    painter.setPen(QPen(theme().colour("muted"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 2 * radius, 2 * radius)
    painter.setPen(QPen(theme().colour("accent"), 2))
    for arm in (QPointF(radius * 0.8, 0), QPointF(0, radius * 0.8)):
        painter.drawLine(centre - arm, centre + arm)
