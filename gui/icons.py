"""Our line icons, drawn in the theme's colours at whatever size the screen asks for.

An icon reads the theme when it is painted, so a change of theme needs no new icons.
"""

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import theme

FOLDER = Path(__file__).parent.parent / "resources" / "icons"
_ALIASES = {"neuron": "hidden", "align-center": "align_centre"}
_TOKEN = re.compile(r"var\(--(\w+)\)")


def icon(name: str) -> QIcon:
    """The icon of that name, an SVG in the icons' folder; ``-`` may stand for ``_``."""
    name = _ALIASES.get(name, name).replace("-", "_")
    _source(name)  # a wrong name shows here, not at the first painting
    return QIcon(_Engine(name))


def app_icon() -> QIcon:
    """The picture of the program."""
    renderer = QSvgRenderer(str(FOLDER / "nodewise.svg"))
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_drawn(renderer, QSize(size, size)))
    return result


def icon_names() -> list[str]:
    """Every name that `icon` knows."""
    return sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem != "nodewise")


class _Engine(QIconEngine):
    """Paints one icon, coloured by the theme and by the state of what carries it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        return _kept(_Engine(self._name))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, _colour(mode, state).name(), theme().is_dark).render(painter, square)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # On a screen of double density twice the pixels are asked for; Qt marks them as such.
        pixels = (round(size.width() * scale), round(size.height() * scale))
        return _pixmap(self._name, pixels, _colour(mode, state).name(), theme().is_dark)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)


_clones: list[QIconEngine] = []


def _kept(engine: QIconEngine) -> QIconEngine:
    """Qt asks for a copy rarely and never says when it is done with it."""
    _clones.append(engine)
    return engine


def _colour(mode: QIcon.Mode, state: QIcon.State) -> QColor:
    if mode is QIcon.Mode.Disabled:
        return theme().blended("muted", 0.5, over="panel")
    if mode is QIcon.Mode.Selected:
        return theme().colour("on_accent")
    return theme().colour("accent" if state is QIcon.State.On else "text")


@lru_cache(maxsize=1024)
def _pixmap(name: str, size: tuple[int, int], colour: str, dark: bool) -> QPixmap:
    return _drawn(_renderer(name, colour, dark), QSize(*size))


def _drawn(renderer: QSvgRenderer, size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(size.width(), size.height())
    renderer.render(
        painter, QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
    )
    painter.end()
    return pixmap


@lru_cache(maxsize=1024)
def _renderer(name: str, colour: str, dark: bool) -> QSvgRenderer:
    """The drawing with its colours filled in; ``dark`` only tells two themes apart."""
    text = _TOKEN.sub(lambda m: theme().colour(m[1]).name(), _source(name))
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
