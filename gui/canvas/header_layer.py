"""Shows the words above the levels."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGraphicsScene

from core.network.network import Network
from gui.canvas import words
from gui.canvas.header_item import HeaderItem, header_places, rooms
from gui.canvas.outline import Outline


class HeaderLayer:
    """One line of words for each level of one scene."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.items: list[HeaderItem] = []

    @property
    def texts(self) -> list[str]:
        """The words, from the inputs on."""
        return [item.text for item in self.items]

    def show(self, network: Network, outlines: Mapping[str, Outline]) -> None:
        """Make the words fit what is drawn now."""
        places = header_places(words.headers(network), outlines)
        while len(self.items) > len(places):
            self._scene.removeItem(self.items.pop())
        while len(self.items) < len(places):
            self.items.append(HeaderItem())
            self._scene.addItem(self.items[-1])
        wide = rooms(places)
        for item, (text, x, y), room in zip(self.items, places, wide, strict=True):
            item.show_text(text, room)
            item.setPos(x, y)
