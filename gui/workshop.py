"""The desk around one document: canvas, tools, panels. It only arranges; panels know themselves."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.canvas.navigator import FIT_MOST, PRESENTED_MOST
from gui.canvas.overlay import Overlay
from gui.canvas.view import CanvasView
from gui.document import Document
from gui.drawing import Drawing
from gui.heights import NAMES as HEIGHTS
from gui.heights import height_below
from gui.inspector.panel import InspectorPanel
from gui.lesson_notes import LessonNotes
from gui.lessons import Lesson
from gui.messages import Kind, MessageBar
from gui.panes import first_in_reach, split
from gui.pieces import InPieces
from gui.settings import Settings
from gui.tables import Tables
from gui.theme import theme
from gui.tool_rail import ToolRail
from gui.top_bar import TopBar
from gui.training.live_numbers import LiveNumbers
from gui.workspaces import stepping, training

SIDE = 296
NARROW, NARROW_SIDE = 1400, 256
"""Below this width the side panel is narrower, and stepping goes without the tools."""
TRAIN_NARROW = 1700  # the same in Train, where the plots want room below, too
MOST_SIDE = 0.36
"""The largest share of the window that the side panel takes by itself."""


class Workshop(QWidget):
    """Canvas in the middle, tools left, one panel right and one below, each by workspace.

    The tables and the step panels are made when they are first wanted: the window is there sooner.
    """

    arranged = Signal()
    """A workspace was chosen, a panel folded, or a training went on or paused."""
    digits_wanted = Signal(object, object)
    """Rows of the data that are to be seen as pictures, and a `Message` that names them."""

    def __init__(
        self, document: Document, settings: Settings, actions: Actions, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.document, self._settings, self._actions = document, settings, actions
        self.workspace = "draw"
        self.session: Any = None
        self._row = 0
        self._step_area: Any = None
        self._pictures: Any = None
        self.drawing = Drawing(document, settings)
        self.canvas = CanvasView(document, settings, self, self.drawing)
        self._live = LiveNumbers(self.canvas)
        self.inspector = InspectorPanel(document, self.drawing, settings, waits=True)
        self.tables = Tables(document, settings)
        self.notes = LessonNotes(document, settings)
        self.training: Any = None
        self.step_panel: Any = None
        self.side_panel: Any = None
        self.controls: Any = None
        self.below: Any = None
        self.top_bar, self.rail = TopBar(actions), ToolRail(actions)
        self.messages = MessageBar(self.canvas)
        # What is folded away, by workspace: the tables are hidden until they are wanted.
        self._folded = {("draw", "bottom")}
        self._unfolded: set[tuple[str, str]] = set()
        self._presenting = False
        self._lay_out()
        self.stepping = InPieces(stepping(document, settings, self.bottom, self.side))
        places = self.top_bar, self.bottom, self.side
        self.learning = InPieces(training(document, settings, actions, *places))
        self._connect()

    def _lay_out(self) -> None:
        self.side, self.bottom = QStackedWidget(), QStackedWidget()
        # What does not fit scrolls: with large text the panels would leave no canvas.
        self.side.setMinimumWidth(160)
        self.bottom.setMinimumHeight(120)
        self.side.addWidget(self.inspector)
        self.bottom.addWidget(self.tables)
        self.desk = QWidget()
        row, upright = QHBoxLayout(), QVBoxLayout(self.desk)
        row.addWidget(self.rail)
        row.addWidget(self.notes)
        row.addWidget(self.canvas, 1)
        upright.addWidget(self.notes.line)
        upright.addLayout(row, 1)
        self.rows = split(Qt.Orientation.Vertical, self.desk, self.bottom)
        self.columns = split(Qt.Orientation.Horizontal, self.rows, self.side)
        column = QVBoxLayout(self)
        column.addWidget(self.top_bar)
        column.addWidget(self.columns, 1)
        for layout in (row, upright, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        self._actions.add_to(self.canvas, "canvas")
        self._actions.add_to(self.canvas, "step")
        self._actions.refused.connect(self.refuse)
        self.tables.row_selected.connect(self._choose_row)
        self._actions.asked_for.connect(self.messages.clear)
        self.document.network_changed.connect(self.messages.clear)
        self.columns.splitterMoved.connect(self._remember)
        self.rows.splitterMoved.connect(self._remember)
        self.notes.folded.connect(self._keep_in_sight)
        theme().changed.connect(self._give_sizes)
        self.arrange()

    def refuse(self, error: object) -> None:
        """Say why something was not done."""
        self.messages.show_message(error, Kind.REFUSAL)

    def ensure_session(self) -> Any:
        """The stepping of this document, begun when first asked for; `furnishing` has made it."""
        if self.session is None:
            from gui.stepping.drawn import show_observed

            made = self.stepping.whole()
            session = self.session = made.session
            session.begin(self._row)
            self.step_panel, self.side_panel, self._step_area = made.panel, made.side, made.area
            self.bottom.addWidget(made.area)
            self.side.addWidget(made.side)
            self._actions.add_to(self.step_panel, "step")
            self.step_panel.set_presenting(self._presenting)
            session.overlay_changed.connect(self._show_overlay)
            session.observed_changed.connect(lambda: show_observed(session, self.canvas))
            session.hovered.connect(self.canvas.highlight)
            session.message.connect(self.messages.show_message)
            session.by_hand_changed.connect(self._actions["step.set_by_hand"].setChecked)
            self.canvas.hovered.connect(self._hover)
            self.side_panel.training.more_wanted.connect(lambda: self.show_workspace("train"))
        return self.session

    def ensure_training(self) -> Any:
        """The training of this document, with its panels; they are made now if need be."""
        if self.training is None:
            made = self.learning.whole()
            session = self.training = made.session
            self.controls, self.below = made.controls, made.below
            self.side.addWidget(made.controls)
            self.bottom.addWidget(made.below)
            self.top_bar.add_training(made.bar, made.status)
            self._actions.add_to(self.canvas, "train")
            self._actions.add_to(self.below, "train")
            session.message.connect(self.messages.show_message)
            session.state_changed.connect(self._follow_training)
            session.live_changed.connect(self._show_live)
            self.below.pictures_changed.connect(self._show_pictures)
            self.below.told.connect(self.messages.show_message)
            self.below.plots.rows_chosen.connect(self.show_digits)
            self.below.enlarged.connect(lambda _: self.arrange())
        return self.training

    def close_work(self) -> None:
        """End what is recorded, trained and searched: the window closes."""
        if self.session is not None:
            self.session.close()
        if self.training is not None:
            self.training.close()
            self.below.close_panels()

    def _follow_training(self) -> None:
        self.top_bar.run_bar.show_running(self.training.state == "running")
        self._show_live()
        self.arranged.emit()

    def _show_live(self) -> None:
        """Let the canvas show the numbers of the run in hand, in every workspace but Draw."""
        if self.workspace == "step" and self.session is not None:
            self._live.forget()
            self.canvas.show_live(self.session.shown_network)
            return
        session = self.training
        in_hand = session is not None and session.state != "idle" and self.workspace == "train"
        self._live.show(session if in_hand else None)

    def _show_pictures(self, pictures: Any) -> None:
        before, self._pictures = self._pictures, pictures
        self.canvas.set_pictures(pictures if self.workspace == "train" else None)
        if bool(before) is not bool(pictures):
            self._keep_in_sight()  # names stand below the pictures: the drawing grew

    def _choose_row(self, row: int) -> None:
        """Step through the observation that was last chosen in the table."""
        self._row = row
        if self.session is not None:
            self.session.set_row(row)

    def _hover(self, quantity: object) -> None:
        if self.workspace == "step":
            self.session.highlight(quantity)

    def _show_overlay(self, overlay: Overlay) -> None:
        if self.workspace == "step":
            self._show_live()
            self.canvas.set_overlay(overlay)
            self.canvas.navigator.keep_in_sight()

    def show_workspace(self, name: str) -> None:
        """Change what is around the canvas; the drawing itself stays where it is if it can."""
        self.canvas.navigator.hold()
        self.workspace = name
        self.notes.set_workspace(name)
        stepping, training = name == "step", name == "train"
        if stepping:
            self.ensure_session()
        if training:
            self.ensure_training()
        if self.session is not None:
            self.session.set_active(stepping)
        self.top_bar.show_training(training)
        self.side.setCurrentWidget(self._beside(name))
        self.bottom.setCurrentWidget(self._below(name))
        self.canvas.set_mode(name)
        self._show_live()
        self.canvas.set_pictures(self._pictures if training else None)
        self.canvas.set_overlay(self.session.overlay if stepping else None)
        self.arrange()
        # Sizes are known now, not at the next turn of the event loop.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.canvas.navigator.keep()
        self.canvas.setFocus()

    def _keep_in_sight(self) -> None:
        """Once all has its size, fit a drawing that was fitted and is cut now."""
        QTimer.singleShot(0, self.canvas, self.canvas.navigator.keep_in_sight)

    def _beside(self, workspace: str) -> QWidget:
        panels = {"step": self.side_panel, "train": self.controls}
        return panels.get(workspace, self.inspector)

    def _below(self, workspace: str) -> QWidget:
        panels = {"step": self._step_area, "train": self.below}
        return panels.get(workspace, self.tables)

    def show_table(self, name: str, wanted: bool = True) -> None:
        """Show one of the tables below the canvas, or fold them away."""
        if wanted:
            self._folded.discard(("draw", "bottom"))
            self.tables.show_table(name)
        else:
            self._folded.add(("draw", "bottom"))
        if self.workspace == "draw":
            self.arrange()
        elif wanted:
            self.show_workspace("draw")

    def show_plot(self, kind: str) -> None:
        """Bring a plot to the front, and the keyboard to it."""
        if self.workspace != "train":
            self.show_workspace("train")
        if self.is_folded("bottom"):
            self.fold("bottom", False)
        self.below.plots.bring(kind)

    def enlarge_plot(self, on: bool) -> None:
        """Give a plot the whole window, or its place back; the canvas waits behind it."""
        if on and self.workspace != "train":
            self.show_workspace("train")
        if self.below is not None:
            self.below.enlarge(on)

    @property
    def has_large_plot(self) -> bool:
        """Return whether a plot has the whole window."""
        return self.workspace == "train" and self.below is not None and self.below.is_large

    def show_lesson(self, lesson: Lesson) -> None:
        """Have the plots and the weight in front that a lesson talks about."""
        if lesson.edge is not None:
            self.document.select(edges=[lesson.edge])
        if self.below is not None:
            self.below.plots.propose(lesson.plots)

    def show_digits(self, rows: Any = None, title: object = None) -> None:
        """Show some rows of the data: as pictures where they are images, else in the table."""
        if self.document.network.data.image is not None:
            self.digits_wanted.emit(rows, title)
            return
        self.show_table("observations")
        if title is not None:
            self.messages.show_message(title)

    def step_observation(self, row: int) -> None:
        """Step through an observation that was chosen elsewhere."""
        self._choose_row(row)
        self.show_workspace("step")

    def focus_next_panel(self) -> None:
        """Move the keyboard from the canvas to the side, below and back; what is folded is left."""
        places = [w for w in (self.canvas, self.side, self.bottom) if w.isVisible()]
        focused = QApplication.focusWidget()
        now = next((i for i, w in enumerate(places) if focused and w.isAncestorOf(focused)), 0)
        for step in range(1, len(places) + 1):
            target = first_in_reach(places[(now + step) % len(places)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def fold(self, panel: str, folded: bool) -> None:
        """Fold ``side``, ``bottom`` or ``rail`` away in this workspace, or bring it back."""
        place = self.workspace, panel
        into, out_of = self._folded, self._unfolded
        if not folded:
            into, out_of = out_of, into
        into.add(place)
        out_of.discard(place)
        if panel == "bottom" and not folded and self.workspace == "draw":
            self.tables.show_table(self.tables.current or "parameters")
        self.arrange()

    def is_folded(self, panel: str) -> bool:
        """Return whether a panel is folded away in this workspace."""
        place = self.workspace, panel
        without_tools = place == ("train", "rail") or (
            place == ("step", "rail") and self._is_below(NARROW)
        )
        return place in self._folded or (without_tools and place not in self._unfolded)

    def _is_below(self, width: int) -> bool:
        return self.width() < theme().px(width)

    def present(self, on: bool) -> None:
        """Leave only the canvas and, while stepping, the formula."""
        self._presenting = on
        self.notes.suppress(on)
        self.enlarge_plot(False)
        if self.step_panel is not None:
            self.step_panel.set_presenting(on)
        self.canvas.navigator.fit_most = PRESENTED_MOST if on else FIT_MOST
        self.canvas.setFocus()  # what had the keyboard may be hidden now
        self.arrange()
        self.canvas.fit()

    def arrange(self) -> None:
        """Show the panels that are wanted."""
        shown = not self._presenting
        self.top_bar.setVisible(shown)
        self.rail.setVisible(shown and not self.is_folded("rail"))
        large = shown and self.has_large_plot
        self.desk.setHidden(large)
        self.side.setVisible(shown and not large and not self.is_folded("side"))
        formula = large or (self._presenting and self.workspace in ("step", "train"))
        self.bottom.setVisible(formula or (shown and not self.is_folded("bottom")))
        self._give_sizes()
        self._keep_in_sight()
        self.arranged.emit()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        rail = not self._presenting and not self.is_folded("rail")
        if self.rail.isHidden() is rail:
            self.arrange()
        else:
            self._give_sizes()

    def _give_sizes(self) -> None:
        """The remembered sizes, but never so much that the canvas is no longer the largest."""
        width, height = self.columns.width(), self.columns.height()
        tight = self._is_below(TRAIN_NARROW if self.workspace == "train" else NARROW)
        usual = theme().px(NARROW_SIDE if tight else SIDE)
        side = min(self._settings.get("side_width") or usual, round(width * MOST_SIDE))
        bottom = height_below(self._settings, self.workspace, height, self._presenting)
        self.columns.setSizes([width - side, side])
        self.rows.setSizes([height - bottom, bottom])

    def _remember(self, *_: object) -> None:
        if self._presenting or self.has_large_plot:
            return
        if self.side.isVisible():
            self._settings.set("side_width", self.side.width())
        if self.bottom.isVisible():
            name = HEIGHTS.get(self.workspace, "bottom_height")
            self._settings.set(name, self.bottom.height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.rail.fit_width()
        super().changeEvent(event)
