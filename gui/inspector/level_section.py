"""What can be done with the level of a node: expand, collapse, duplicate, remove."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from core.language import tr, translatable
from core.network.errors import NodewiseError
from core.network.network import Network
from gui.action_table.level_actions import LEVELS
from gui.actions import tooltip
from gui.drawing import Drawing
from gui.inspector.button_grid import ButtonGrid
from gui.inspector.section import Section

_SHORT = {
    "levels.expand": translatable("Expand"),
    "levels.collapse": translatable("Collapse"),
    "levels.duplicate_level": translatable("Duplicate"),
    "levels.remove_level": translatable("Remove"),
}


class LevelSection(Section):
    """Four buttons; each is one undoable change."""

    refused = Signal(str)

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self._ids: tuple[str, ...] = ()
        self.buttons = {name: QPushButton() for name in _SHORT}
        for name, button in self.buttons.items():
            act: Callable[[Iterable[str]], None] = getattr(drawing.levels, name.partition(".")[2])
            button.clicked.connect(lambda _checked=False, act=act: self._do(act))
        self.add_wide(ButtonGrid(*self.buttons.values()))

    def show_nodes(self, network: Network, ids: Iterable[str]) -> None:
        """Offer what suits these nodes."""
        self._ids = tuple(ids)
        blocks = [n for n in self._ids if network.nodes[n].units > 1]
        one_block = len(self._ids) == 1 and bool(blocks)
        self.buttons["levels.expand"].setEnabled(bool(blocks))
        self.buttons["levels.collapse"].setEnabled(not one_block)

    def _do(self, act: Callable[[Iterable[str]], None]) -> None:
        try:
            act(self._ids)
        except NodewiseError as error:
            self.refused.emit(str(error))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.heading.setText(tr("Level"))
        specs = {spec.name: spec for spec in LEVELS}
        for name, button in self.buttons.items():
            button.setText(tr(_SHORT[name]))
            button.setAccessibleName(tr(specs[name].text))
            button.setToolTip(tooltip(specs[name]))
