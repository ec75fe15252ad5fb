"""The lessons, and the card that shows one with a small drawing of its network."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from core.language import tr, translatable
from gui.theme import theme

EXAMPLES = Path(__file__).parent.parent / "resources" / "examples"
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
PADDING, GAP = 16, 4


@dataclass(frozen=True)
class Lesson:
    """A shipped network: its file ('' for a blank drawing), its words, and its levels' sizes."""

    file: str
    title: str
    text: str
    sizes: tuple[int, ...]

    @property
    def path(self) -> Path | None:
        """Where the network is, None for a blank drawing."""
        return EXAMPLES / self.file if self.file else None


LESSONS = (
    Lesson(
        "house-prices.nodewise",
        translatable("House prices"),
        translatable("Two inputs, two sigmoid neurons, nine parameters to explain one by one."),
        (2, 2, 1),
    ),
    Lesson(
        "xor.nodewise",
        translatable("XOR, the given solution"),
        translatable("Two ReLU neurons do what no line can: as matrices and neuron by neuron."),
        (2, 2, 1),
    ),
    Lesson(
        "xor-linear.nodewise",
        translatable("XOR by a linear model"),
        translatable("The best line predicts ½ everywhere. This is why a hidden layer is needed."),
        (2, 1),
    ),
    Lesson(
        "mazur.nodewise",
        translatable("Two outputs (Mazur)"),
        translatable("A well-known example from the web: every gradient is a sum over two paths."),
        (2, 2, 2),
    ),
    Lesson(
        "",
        translatable("Blank drawing"),
        translatable("An empty canvas, for a network of your own or one from an exercise."),
        (),
    ),
)


class LessonCard(QAbstractButton):
    """A small drawing, a title and one sentence; Enter, Space or a click chooses it."""

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the card in the language in use."""
        self.setText(tr(self.lesson.title))
        self.setAccessibleName(tr(self.lesson.title))
        self.setAccessibleDescription(tr(self.lesson.text))
        self.update()

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
        inside.setTop(picture.bottom() + PADDING)
        for (words, font), token in zip(self._words(), ("text", "muted"), strict=True):
            painter.setFont(font)
            painter.setPen(theme().colour(token))
            painter.drawText(inside, _WRAPPED, words)
            inside.setTop(inside.top() + self._height(words, font, self.width()) + GAP)
        painter.end()

    def _words(self) -> tuple[tuple[str, QFont], tuple[str, QFont]]:
        title = self.text(), theme().font(11.5, bold=True)
        return title, (tr(self.lesson.text), theme().font(9.5))

    def _height(self, words: str, font: QFont, width: int) -> float:
        room = QRectF(0, 0, width - 2 * PADDING - 2, 10_000)
        return QFontMetricsF(font, self).boundingRect(room, _WRAPPED, words).height()

    def _picture_height(self) -> float:
        return theme().px(84)


def paint_network(painter: QPainter, sizes: tuple[int, ...], area: QRectF) -> None:
    """Draw levels of neurons with every edge between them, or a plus sign where there is none."""
    radius = min(area.height() / 6.5, theme().px(12))
    if not sizes:
        _paint_plus(painter, area.center(), radius)
        return
    span = min(area.width(), area.height() * 2.2)
    left = area.center().x() - span / 2 + radius + 1
    step = (span - 2 * radius - 2) / (len(sizes) - 1)
    height = 3.6 * radius
    levels = [
        [QPointF(left + i * step, area.center().y() + (k - (n - 1) / 2) * height) for k in range(n)]
        for i, n in enumerate(sizes)
    ]
    painter.setPen(QPen(theme().blended("muted", 0.6), 1.5))
    for before, after in pairwise(levels):
        for source in before:
            for target in after:
                painter.drawLine(source, target)
    for i, level in enumerate(levels):
        role = "input" if i == 0 else "output" if i == len(levels) - 1 else "hidden"
        painter.setPen(QPen(theme().colour(f"{role}_line"), 1.8))
        painter.setBrush(theme().colour(f"{role}_fill"))
        for centre in level:
            painter.drawEllipse(centre, radius, radius)


def _paint_plus(painter: QPainter, centre: QPointF, radius: float) -> None:
    painter.setPen(QPen(theme().colour("muted"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 2 * radius, 2 * radius)
    painter.setPen(QPen(theme().colour("accent"), 2))
    for arm in (QPointF(radius * 0.8, 0), QPointF(0, radius * 0.8)):
        painter.drawLine(centre - arm, centre + arm)
