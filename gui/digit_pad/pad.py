"""Draw a digit and watch it flow through the network: what it sees, what it makes of it."""

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.datasets.drawn_digit import as_mnist
from core.exploring.looking import Look, Looker, class_names
from core.language import tr
from core.network.errors import NodewiseError
from core.network.naming import Names
from core.network.node import Role, Unit
from gui.class_bars import ClassBars
from gui.digit_pad.flow import LevelGrid
from gui.digit_pad.seen import SeenPicture
from gui.digit_pad.sheet import DrawingSheet
from gui.digit_pad.tools import PenTools
from gui.document import Document
from gui.inspector.section import Heading, Text
from gui.panes import scrolling, take_size
from gui.settings import Settings
from gui.style import primary
from gui.theme import theme
from gui.weights.live import LiveNumbers

_SIDE_BY_SIDE, _TWO_AND_ONE = 700, 540
"""Where there is less room, the levels stand below sheet and answer, and then all below all."""
_PLACES = {
    3: ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)),
    2: ((0, 0, 1, 1), (1, 0, 1, 2), (0, 1, 1, 1)),
    1: ((0, 0, 1, 1), (2, 0, 1, 1), (1, 0, 1, 1)),
}
"""Row, column and spans of sheet, levels and answer, by how many stand beside each other."""
_SHARES = {3: (5, 4, 4), 2: (5, 5, 0), 1: (1, 0, 0)}


class DigitPad(QDialog):
    """Follows the document and a run in hand; a digit drawn can be stepped through."""

    step_requested = Signal(object, object)
    """A picture (inputs,) and its target (outputs,), NaN where nobody said what it is."""
    data_requested = Signal()
    """Somebody wants to choose data that are digits."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        desk: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._document, self._settings = document, settings
        self.live = LiveNumbers(document, desk, self)
        self.looker: Looker | None = None
        self.look: Look | None = None
        self._names = Names(document.network, settings.notation)
        self._units: list[tuple[Unit, ...]] = []
        self._is_due = True
        self.sheet, self.seen, self.bars = DrawingSheet(), SeenPicture(), ClassBars()
        self.grids: list[LevelGrid] = []
        self.tools = PenTools(self.sheet)
        self.meant, self._meant_label = QComboBox(), QLabel()
        self.step = primary(QPushButton())
        self.choose = QPushButton()
        self._headings = [Heading() for _ in range(4)]
        self.verdict = Text("text", 12)
        self.empty = Text("muted", 11)
        self.note = Text("muted", 9.5)
        self._lay_out()
        self._connect()
        self._restyle()
        self.retranslate()
        take_size(self, 940, 600)

    # Building

    def _lay_out(self) -> None:
        self._desk, self._across, self._beside = QWidget(), QGridLayout(), 0
        self._desk.setLayout(self._across)
        self._parts = [self._left(), self._middle(), self._right()]
        self._pages = [QWidget() for _ in self._parts]
        for page, part in zip(self._pages, self._parts, strict=True):
            part.setContentsMargins(0, 0, 0, 0)
            page.setLayout(part)
        self._area = scrolling(self._desk)
        self._nothing = QVBoxLayout()
        self._nothing.addStretch(1)
        self._nothing.addWidget(self.empty)
        self._nothing.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self._nothing.addStretch(2)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_page = QWidget()
        self._empty_page.setLayout(self._nothing)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self._empty_page, 1)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.addWidget(self._headings[0])
        left.addWidget(self.sheet)
        left.addWidget(self.tools)
        left.addStretch(1)
        return left

    def _middle(self) -> QVBoxLayout:
        middle = QVBoxLayout()
        middle.addWidget(self._headings[1])
        middle.addWidget(self.seen)
        middle.addWidget(self._headings[2])
        self._levels = QVBoxLayout()
        middle.addLayout(self._levels)
        middle.addStretch(1)
        return middle

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.addWidget(self._headings[3])
        right.addWidget(self.verdict)
        right.addWidget(self.bars, 1)
        meant = QHBoxLayout()
        meant.addWidget(self._meant_label)
        meant.addWidget(self.meant, 1)
        right.addLayout(meant)
        right.addWidget(self.step)
        right.addWidget(self.note)
        return right

    def _connect(self) -> None:
        self.sheet.changed.connect(self._look)
        self.step.clicked.connect(self._ask)
        self.choose.clicked.connect(self.data_requested)
        self.live.changed.connect(self._follow)
        self._settings.notation_changed.connect(lambda _notation: self._follow(True))
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.sheet.undo),
            (QKeySequence("Ctrl+Backspace"), self.sheet.clear),
            (QKeySequence("Ctrl+Return"), self._ask),
            (QKeySequence(QKeySequence.StandardKey.Close), self.close),
            (QKeySequence("P"), lambda: self.tools.take_pen(False)),
            (QKeySequence("E"), lambda: self.tools.take_pen(True)),
        ):
            QShortcut(keys, self).activated.connect(act)
        theme().changed.connect(self._restyle)

    # Looking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.live.set_seen(True)
        if self._is_due or self.live.is_training:
            self.refresh()
        self.sheet.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.live.set_seen(False)
        self._is_due = True

    def refresh(self) -> None:
        """Take over the drawing as it is."""
        self._is_due = False
        network = self._document.network
        self._names = Names(network, self._settings.notation)
        try:
            self.looker = Looker.of(network)
        except NodewiseError:
            self.looker = None
        there = self.looker is not None
        self._area.setVisible(there)
        self._empty_page.setVisible(not there)
        if self.looker is not None:
            self._make_grids(self.looker)
            self._name_classes(network)
            if self.live.is_training:
                self.looker = self.looker.with_numbers(self.live.network)
        self._look()

    def _make_grids(self, looker: Looker) -> None:
        units: dict[int, list[Unit]] = {}
        order = sorted(looker.plan.first_unit.items(), key=lambda item: item[1])
        for node_id, _first in order:
            node = looker.network.nodes[node_id]
            if node.role is Role.HIDDEN:
                level = looker.network.levels[node_id]
                units.setdefault(level, []).extend(Unit(node_id, i) for i in range(node.units))
        self._units = [tuple(units[level]) for level in sorted(units)]
        while len(self.grids) < len(self._units):
            self.grids.append(LevelGrid())
            self._levels.addWidget(self.grids[-1])
        while len(self.grids) > len(self._units):
            grid = self.grids.pop()
            grid.hide()
            grid.deleteLater()
        self._headings[2].setVisible(bool(self._units))

    def _name_classes(self, network: Any) -> None:
        outputs = network.units(Role.OUTPUT)
        plain = (self._names.activation(unit).plain for unit in outputs)
        self._classes = class_names(network) or tuple(plain)
        kept = self.meant.currentIndex()
        self.meant.clear()
        self.meant.addItem(tr("not said"))
        self.meant.addItems(list(self._classes))
        self.meant.setCurrentIndex(kept if 0 <= kept <= len(self._classes) else 0)

    def _follow(self, drawing: bool) -> None:
        if not self.isVisible():
            self._is_due = True
            return
        if drawing or self.looker is None:
            self.refresh()
            return
        try:
            self.looker = self.looker.with_numbers(self.live.network)
        except (NodewiseError, KeyError, ValueError):  # edges came or went
            self.refresh()
            return
        self._look()

    def _look(self) -> None:
        """Show what the network makes of the ink."""
        looker, notation = self.looker, self._settings.notation
        if looker is None:
            return
        picture = as_mnist(self.sheet.strokes.ink / 255.0, looker.shape)
        drawn = bool(picture.any())
        self.seen.show_picture(picture)
        self.look = looker.look(picture) if drawn else None
        self.bars.show_answer(self._classes, self.look.answer if self.look else None, notation)
        for i, grid in enumerate(self.grids):
            values = self.look.hidden[i][1] if self.look else None
            grid.show_level(self._units[i], values, self._names, notation)
        self._say()
        self.tools.follow()
        self.step.setEnabled(drawn)

    def _say(self) -> None:
        if self.look is None:
            self.verdict.setText(tr("Nothing is drawn yet."))
            return
        name = self._classes[self.look.winner]
        value = self.bars.texts()[self.look.winner].rpartition(": ")[2]
        self.verdict.setText(tr("It looks like {name} ({value}).").format(name=name, value=value))

    # Stepping

    def _ask(self) -> None:
        """Ask for the steps of this digit."""
        if self.look is None or self.looker is None:
            return
        n = len(self._classes)
        target = np.full(n, np.nan)
        meant = self.meant.currentIndex() - 1
        if meant >= 0:
            target = np.eye(n)[meant]
        self.step_requested.emit(self.seen.picture.ravel(), target)

    # Words and looks

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setWindowTitle(tr("Draw a digit"))
        titles = (
            tr("Draw here"), tr("As the network sees it"), tr("Hidden levels"), tr("Its answer"),
        )  # fmt: skip
        for heading, title in zip(self._headings, titles, strict=True):
            heading.setText(title)
        self.sheet.hint = tr("Draw a digit here with the mouse, or with the arrows and space.")
        self.sheet.setAccessibleName(self.sheet.words())
        for button, text, tip in (
            (self.step, tr("Step it"),
             tr("Step through the forward pass of this digit, or its chain rule (Ctrl+Enter)")),
            (self.choose, tr("Choose data…"), tr("Choose built-in data, such as MNIST")),
        ):  # fmt: skip
            button.setText(text)
            button.setToolTip(tip)
        self._meant_label.setText(tr("It is meant to be"))
        self.meant.setAccessibleName(tr("It is meant to be"))
        self.meant.setToolTip(tr("The target y: with it there is a loss to step through, too."))
        self.seen.setAccessibleName(tr("As the network sees it"))
        self.seen.setToolTip(
            tr(
                "Scaled to 20 × 20 pixels and put into 28 × 28 by its centre of mass,"
                " as the digits of MNIST were."
            )
        )
        self.note.setText(
            tr("The answer is that of the network as it is now, also while a run trains it.")
        )
        self.empty.setText(
            tr(
                "This needs a network whose inputs are the pixels of an image, as the 784 of"
                " MNIST, and whose outputs are classes. Open the lesson on MNIST, or choose the"
                " digits as data and lay down the layers 784–128–10."
            )
        )
        self._is_due = True
        if self.isVisible():
            self.refresh()

    def _restyle(self) -> None:
        px = theme().px
        self.setFont(theme().font(10))
        self._column.setContentsMargins(px(16), px(14), px(16), px(14))
        self._across.setSpacing(px(24))
        for part in self._parts:
            part.setSpacing(px(8))
        for widget in (self.step, self.choose, self._meant_label, self.meant):
            widget.setFont(theme().font(10))
        self._turn()

    def _turn(self) -> None:
        """Stand beside each other, or below each other where there is no room."""
        px = theme().px
        beside = 3 if self.width() >= px(_SIDE_BY_SIDE) else 1 + (self.width() >= px(_TWO_AND_ONE))
        self.sheet.set_most(round(0.66 * self.height()))
        if beside == self._beside:
            return
        self._beside = beside
        for page in self._pages:
            self._across.removeWidget(page)
        for page, place in zip(self._pages, _PLACES[beside], strict=True):
            self._across.addWidget(page, *place)
        for column, share in enumerate(_SHARES[beside]):
            self._across.setColumnStretch(column, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
