"""The plots of a network: two side by side where there is room, each chosen from all kinds.

pyqtgraph is imported when the first plot is shown: see `library`.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QActionGroup, QHideEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QWidget

from core.language import tr
from core.network.node import Role
from gui.document import Document
from gui.plots.library import Library, is_loaded
from gui.plots.neuron_pictures import NeuronPictures
from gui.plots.subject import MOST_INPUTS, Session, Watched
from gui.settings import Settings
from gui.theme import theme

if TYPE_CHECKING:
    from gui.plots.card import PlotCard

TWO_FROM, THREE_FROM = 520, 960
"""The widths, at normal size of text, from which plots stand side by side."""


_CARDS = {
    "loss": ("gui.plots.loss_card", "LossCard"),
    "plane": ("gui.plots.plane_card", "PlaneCard"),
    "curve": ("gui.plots.curve_card", "CurveCard"),
    "slice": ("gui.plots.slice_card", "SliceCard"),
    "contour": ("gui.plots.contour_card", "ContourCard"),
    "history": ("gui.plots.history_card", "HistoryCard"),
    "activation": ("gui.plots.activation_card", "ActivationCard"),
    "metrics": ("gui.plots.metrics_card", "MetricsCard"),
    "accuracy": ("gui.plots.accuracy_card", "AccuracyCard"),
    "confusion": ("gui.plots.confusion_card", "ConfusionCard"),
}


def _made(kind: str, watched: Watched) -> "PlotCard":
    module, name = _CARDS[kind]
    card: PlotCard = getattr(import_module(module), name)(watched)
    return card


def _add_point_tools(card: "PlotCard") -> None:
    """Observations can be added and dragged on the plane."""
    from gui.data.plane_tools import PlaneTools
    from gui.plots.plane_card import PlaneCard

    if isinstance(card, PlaneCard):
        PlaneTools(card)  # which the card keeps as a child


class PlotArea(QWidget):
    """Shows one or two cards. ``show_plot`` brings one to the front."""

    pictures_changed = Signal(object)
    """Small pictures (dict of node id → QImage) for the canvas."""
    told = Signal(object, str)
    """A `Message` about a saved file, and its kind."""
    plot_shown = Signal(str)
    """The kind of a plot that was brought to the front."""
    rows_chosen = Signal(object, object)
    """Rows of the data that somebody wants to see, and a `Message` that says what they are."""
    enlarging_wanted = Signal(str)
    """The kind of a plot that shall have the whole window, or its place again."""
    card_made = Signal(object)
    """A `PlotCard`, the first time that it is shown."""

    def __init__(
        self,
        session: Session,
        document: Document,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.watched = Watched(session, document, settings, self)
        self.cards: dict[str, PlotCard] = {}
        self._kinds = self._fitting_kinds()
        self._was_chosen = False
        self._wanted = self.alone = ""
        self._library = Library(self)
        self.pictures = NeuronPictures(self.watched, self._hand_over, self)
        self.watched.structure_changed.connect(self._on_structure)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._lines = [QFrame(self), QFrame(self)]
        for between in self._lines:
            between.setFixedWidth(1)
            between.hide()
        self._was_shown = False
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @staticmethod
    def kinds() -> tuple[str, ...]:
        """Every kind of plot, in the order of the menus."""
        return tuple(_CARDS)

    @staticmethod
    def title_of(kind: str) -> str:
        """What a kind of plot is called in menus."""
        return {
            "loss": tr("Loss"),
            "plane": tr("ŷ over the plane"),
            "curve": tr("Fitted curve"),
            "slice": tr("Loss along one parameter"),
            "contour": tr("Loss over two parameters"),
            "history": tr("Parameter over the run"),
            "activation": tr("Activation and its slope"),
            "metrics": tr("Metrics"),
            "accuracy": tr("Accuracy"),
            "confusion": tr("Confusion matrix"),
        }[kind]

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(140))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(720), theme().px(280))

    # Which plots

    @property
    def shown(self) -> list["PlotCard"]:
        """The cards in front, from left to right."""
        return [self.cards[kind] for kind in self._places() if kind in self.cards]

    def card(self, kind: str) -> "PlotCard":
        """The card of a kind, made when it is first asked for."""
        if kind not in self.cards:
            card: Any = _made(kind, self.watched)
            self.cards[kind] = card
            card.hide()
            card.saved.connect(self.told)
            card.enlarging_wanted.connect(lambda: self.enlarging_wanted.emit(kind))
            self.card_made.emit(card)
            if kind == "plane":
                _add_point_tools(card)
            if kind == "confusion":
                card.rows_chosen.connect(self.rows_chosen)
            menu = card.heading.menu_
            menu.aboutToShow.connect(lambda: self._offer(menu, kind))
        return self.cards[kind]

    def show_plot(self, kind: str, place: int = 0) -> None:
        """Show a plot at a place (0 left, 1 right); what was there takes the place of the other."""
        self._was_chosen = True
        if kind in self._kinds:
            self._kinds[self._kinds.index(kind)] = self._kinds[place]
        self._kinds[place] = kind
        self.alone = kind if self.alone else ""
        self._arrange()
        self.plot_shown.emit(kind)

    def propose(self, kinds: Sequence[str]) -> None:
        """Show the plots that a lesson talks about, or without any the usual ones."""
        known = [kind for kind in kinds if kind in _CARDS]
        self._was_chosen = len(known) > 1
        self._kinds = known if self._was_chosen else self._fitting_kinds()
        if self._was_chosen and len(self._places()) == 1 and known[0] == "loss":
            self._kinds.reverse()  # there is room for one: the one that only this lesson has
        self._arrange()

    def bring(self, kind: str) -> None:
        """Show a plot, the loss at the left and any other at the right, with the keyboard in it."""
        if kind not in self._places():
            self.show_plot(kind, 0 if kind == "loss" or len(self._places()) == 1 else 1)
        self._wanted = kind
        self._arrange()

    def leave_alone(self, kind: str) -> None:
        """Show one plot and no other; without a kind all that there is room for."""
        self.alone = self._wanted = kind
        for card in self.cards.values():
            card.is_alone = bool(kind)
        self._arrange()

    @property
    def in_use(self) -> str:
        """The kind of the plot with the keyboard, else of the first."""
        focused = QApplication.focusWidget()
        for card in self.shown:
            if focused is not None and card.isAncestorOf(focused):
                return card.kind
        return self._places()[0]

    def _give_keyboard(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted in self.cards:
            self.cards[wanted].take_focus()

    def _fitting_kinds(self) -> list[str]:
        """The plane for two inputs and more, the curve for one; for images what is made of them.

        With images and little room the confusion matrix goes last: a curve is read at a glance.
        """
        network = self.watched.document.network
        n_inputs = sum(node.units for node in network.of_role(Role.INPUT))
        if network.data.image is not None or n_inputs > MOST_INPUTS:
            return ["accuracy", "confusion", "loss"]
        return ["loss", "curve" if n_inputs == 1 else "plane"]

    def _on_structure(self) -> None:
        """Follow the number of inputs, until the user has chosen."""
        if not self._was_chosen and self._kinds != self._fitting_kinds():
            self._kinds = self._fitting_kinds()
            self._arrange()

    def _hand_over(self, pictures: Mapping[str, QImage]) -> None:
        self.pictures_changed.emit(dict(pictures))

    def shut_down(self) -> None:
        """Compute nothing any more: the window closes."""
        self.pictures.set_on(False)
        self.hide()

    def _places(self) -> list[str]:
        if self.alone:
            return [self.alone]
        width = self.width()
        room = 1 + (width >= theme().px(TWO_FROM)) + (width >= theme().px(THREE_FROM))
        return [k for k in self._kinds if k in _CARDS][:room]

    def _arrange(self) -> None:
        if not self._was_shown or not is_loaded():
            return
        cards = [self.card(kind) for kind in self._places()]
        if cards != self._laid():
            self._lay(cards)
        self._give_keyboard()

    def _lay(self, cards: list["PlotCard"]) -> None:
        for card in self._laid():
            self._row.removeWidget(card)
            card.setVisible(card in cards)
        for i, line in enumerate(self._lines):
            self._row.removeWidget(line)
            line.setVisible(i + 1 < len(cards))
        for i, card in enumerate(cards):
            if i:
                self._row.addWidget(self._lines[i - 1])
            is_wide = card.kind == "confusion" or (i == 0 and "confusion" not in self._kinds)
            self._row.addWidget(card, 3 if is_wide else 2)
            card.show()

    def _laid(self) -> list["PlotCard"]:
        return sorted(
            (c for c in self.cards.values() if self._row.indexOf(c) >= 0), key=self._row.indexOf
        )

    def _offer(self, menu: QMenu, kind: str) -> None:
        menu.clear()
        group = QActionGroup(menu)
        place = self._kinds.index(kind)
        for other in self.kinds():
            action = group.addAction(self.title_of(other))
            action.setCheckable(True)
            action.setChecked(other == kind)
            action.triggered.connect(lambda _=False, k=other: self.show_plot(k, place))
            menu.addAction(action)

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._was_shown = True
        if not is_loaded():
            self._library.load(self._arrange)
        self._arrange()
        self.pictures.set_on(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Behind another workspace the canvas shows its neurons without pictures again.
        self.pictures.set_on(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Put every text into the language in use."""
        self.setAccessibleName(tr("Plots"))

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme().colour("panel"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        colour = theme().colour("line").name()
        for line in self._lines:
            line.setStyleSheet(f"background: {colour}; border: none;")
        self.updateGeometry()
