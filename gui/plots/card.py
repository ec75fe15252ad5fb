"""The frame of every plot: heading, choices, legend, a menu for saving, and a note when empty."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.node import Array
from gui.frames import Pace
from gui.icons import icon
from gui.plots.answers import Answers
from gui.plots.chart import Chart
from gui.plots.choice import Choice, ChoiceButton
from gui.plots.heading import HeadingButton
from gui.plots.legend import Entry, Legend
from gui.plots.saving import ask_and_save
from gui.plots.subject import Watched
from gui.theme import theme


class PlotCard(QWidget):
    """One plot. A card computes only while it is seen; then its numbers are those of now.

    Subclasses give ``kind``, `title`, `refresh` and `columns`, and put what they show into
    ``stage``.
    """

    kind = ""
    least_ms = 100
    saved = Signal(object, str)
    """A `Message` for the window, and its kind."""
    enlarging_wanted = Signal()
    """It shall have the whole window, or its place again."""

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watched = watched
        self.choices: list[Choice] = []
        self._buttons: list[ChoiceButton] = []
        self._charts: list[Chart] = []
        self._fitted_to: object = None
        self._stale = True
        self.is_alone = False
        self._room_left = 0
        self.pace = Pace(self._refresh, self.least_ms, self, self._painting)
        self.answers = Answers(self)
        self._lay_out()
        theme().changed.connect(self._on_theme)
        self.caption.setFont(theme().font(8.5))
        self.caption.setIndent(theme().px(6))

    # To be given by each kind of plot

    def title(self) -> str:
        """What the plot is called."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the numbers of now."""
        raise NotImplementedError

    def columns(self) -> Mapping[str, Array]:
        """The numbers that are shown, by their names: what is saved as CSV."""
        raise NotImplementedError

    def recolour(self) -> None:
        """Take colours and fonts from the theme again."""

    # Parts

    def _lay_out(self) -> None:
        self.heading = HeadingButton()
        self.legend = Legend()
        self.legend.hide()
        self.mark = QLabel()
        self.mark.setProperty("role", "muted")
        self.mark.hide()
        self.menu_button = QToolButton()
        self.menu_button.setIcon(icon("more"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu_button)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.menu_button.setMenu(menu)
        self._header = QHBoxLayout()
        self._header.setContentsMargins(0, 0, 0, 0)
        self._header.setSpacing(2)
        self._header.addWidget(self.heading)
        self._header.addStretch(1)
        self._header.addWidget(self.mark)
        self._header.addWidget(self.menu_button)
        self.caption = QLabel()
        self.caption.setProperty("role", "muted")
        self.caption.setWordWrap(True)
        self.caption.setMargin(0)
        self.caption.hide()
        # In the card from the beginning: the layout shows its first part at once, as a window.
        self.note, self.body = QLabel(self), QWidget(self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.stage = QVBoxLayout(self.body)
        self.stage.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.body)
        self._stack.addWidget(self.note)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 4, 4)
        self._keep_small()
        column.setSpacing(2)
        column.addLayout(self._header)
        column.addWidget(self.legend)
        column.addWidget(self.caption)
        column.addLayout(self._stack, 1)

    def _keep_small(self) -> None:
        """Let the plots, and not what stands in the heading, say how narrow a card can be."""
        self.setMinimumSize(theme().px(170), theme().px(120))

    def add_choice(self, choice: Choice) -> Choice:
        """Offer a choice in the heading, where there is room, and in the menu."""
        button = ChoiceButton(choice)
        self.choices.append(choice)
        self._buttons.append(button)
        self._header.insertWidget(self._header.count() - 2, button)
        choice.changed.connect(self.invalidate)
        choice.changed.connect(self._fit)
        return choice

    def add_tool(self, tool: QWidget) -> None:
        """Put a control into the heading, before the menu."""
        self._header.insertWidget(self._header.count() - 1, tool)

    def add_chart(self) -> Chart:
        """Put an empty plot onto the stage."""
        chart = Chart(self.watched.settings)
        self._charts.append(chart)
        self.stage.addWidget(chart, 1)
        return chart

    def show_note(self, text: str) -> None:
        """Say why there is nothing to see; without words, show the plot."""
        self.note.setText(text)
        self._stack.setCurrentIndex(1 if text else 0)

    @property
    def is_empty(self) -> bool:
        """Return whether only a note is shown."""
        return self._stack.currentIndex() == 1

    def set_caption(self, text: str) -> None:
        """Say in a line below the heading what must be known to read the plot."""
        if text != self.caption.text():
            self.caption.setText(text)
            self.caption.setVisible(bool(text))

    def set_pending(self, pending: bool) -> None:
        """Say that what is shown is not that of now yet."""
        if pending:
            words = tr("computing …")
            fits = self.mark.fontMetrics().horizontalAdvance(words) <= self._room_left
            self.mark.setText(words if fits else "…")
            self.mark.setToolTip(words)
        self.mark.setVisible(pending)

    @property
    def is_pending(self) -> bool:
        """Return whether other numbers than those of now are shown, and said to be."""
        return self.mark.isVisibleTo(self)

    def take_focus(self) -> None:
        """Take the keyboard: the arrow keys read the plot, Tab goes on to its choices."""
        charts = [chart for chart in self._charts if chart.isVisible()]
        where: QWidget = charts[0] if charts else self.heading
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _painting(self) -> float:
        """Seconds that it takes to paint the plots of the card."""
        return sum(chart.paint_seconds for chart in self._charts)

    # When to compute

    def invalidate(self, *_: object) -> None:
        """Say that the numbers have changed: they are shown anew soon, or when the card is."""
        self._stale = True
        if self.isVisible():
            self.pace.ask()

    def _refresh(self) -> None:
        self._stale = False
        self.refresh()
        self._settle()

    def _settle(self) -> None:
        for chart in self._charts:
            chart.settle()

    def compute(
        self, key: object, work: Callable[[], object], done: Callable[..., None], cost: float
    ) -> None:
        """Ask for an answer, pending until it is shown."""

        def show(result: object) -> None:
            done(result)
            self._settle()
            self.set_pending(self.answers.is_busy)

        self.answers.ask(key, work, show, cost)
        self.set_pending(self.answers.is_busy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.pace.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stale = True
        self.pace.forget()
        self.answers.forget()

    # Looks and words

    def _on_theme(self) -> None:
        self.restyle()

    def restyle(self) -> None:
        """Take colours and fonts from the theme again, and draw anew."""
        self._keep_small()
        self.caption.setFont(theme().font(8.5))
        self.caption.setIndent(theme().px(6))
        self.heading.restyle()
        for chart in self.findChildren(Chart):
            chart.restyle()
        self.recolour()
        self.legend.updateGeometry()
        self.legend.update()
        self._fit()
        if self.isVisible():
            self.pace.ask()
        else:
            self._stale = True

    def retranslate(self) -> None:
        """Put every text into the language in use."""
        self.heading.set_words(self.title())
        self.setAccessibleName(self.title())
        self.menu_button.setToolTip(tr("Choices of this plot; save it as a picture or as numbers"))
        self.menu_button.setAccessibleName(tr("Menu of the plot {plot}").format(plot=self.title()))
        for button in self._buttons:
            button.retranslate()
        self._fit()
        self.invalidate()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < self.heading.geometry().bottom():
            self.enlarging_wanted.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()  # Qt moves the plot's pixels down, and leaves the first row of them
        return done

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self, *_: object) -> None:
        """Show as many choices in the heading as there is room for; the menu has all."""
        room = self.width() - 20 - self.heading.sizeHint().width()
        room -= self.menu_button.sizeHint().width()
        for button in self._buttons:
            room -= button.sizeHint().width() + 2
            button.setVisible(room >= 0 and bool(button.choice.text()))
            room += 0 if button.choice.text() else button.sizeHint().width() + 2
        self._room_left = room
        self._place_legend(room - theme().px(12))

    def fit_to(self, key: object) -> None:
        """Name the choices anew where there is something else to choose."""
        if key != self._fitted_to:
            self._fitted_to = key
            for button in self._buttons:
                button.retranslate()
            self._fit()

    def set_legend(self, entries: Sequence[Entry]) -> None:
        """Show what lines and marks stand for, beside the heading or below it."""
        if tuple(entries) != self.legend.entries:
            self.legend.set_entries(entries)
            self._fit()

    def _place_legend(self, room: int) -> None:
        beside = self._header.indexOf(self.legend) >= 0
        wanted = self.legend.natural_width() <= room
        if wanted and not beside:
            self._column.removeWidget(self.legend)
            self._header.insertWidget(1, self.legend, 1000)
        elif beside and not wanted:
            self._header.removeWidget(self.legend)
            self._column.insertWidget(1, self.legend)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for choice in self.choices:
            if len(choice.texts()) > 1:
                choice.fill(menu.addMenu(choice.title()))
        menu.addSeparator()
        words = tr("Back to its place") if self.is_alone else tr("Enlarge")
        menu.addAction(words).triggered.connect(lambda _=False: self.enlarging_wanted.emit())
        menu.addSeparator()
        for kind, text in (
            ("png", tr("Save as PNG …")),
            ("svg", tr("Save as SVG …")),
            ("csv", tr("Save the numbers as CSV …")),
        ):
            action = menu.addAction(text)
            action.setEnabled(not self.is_empty)
            action.triggered.connect(lambda _=False, k=kind: ask_and_save(self, k))

    # Pictures

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw heading, legend and plot into a rectangle of any painter."""
        top = theme().px(24)
        painter.fillRect(area, theme().colour("panel"))
        font = theme().font(9, bold=True)
        painter.setFont(font)
        painter.setPen(theme().colour("muted"))
        head = QRect(area.left() + 10, area.top() + 4, area.width() - 20, top)
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self.heading.words)
        used = painter.fontMetrics().horizontalAdvance(self.heading.words) + 16
        self.legend.paint(painter, head.adjusted(used, 0, 0, 0))
        self.paint_body(painter, area.adjusted(10, top + 6, -6, -6))

    def paint_body(self, painter: QPainter, area: QRect) -> None:
        """Draw the plot alone."""
        charts = self.body.findChildren(Chart)
        for i, chart in enumerate(charts):
            height = area.height() // len(charts)
            part = QRect(area.left(), area.top() + i * height, area.width(), height)
            chart.paint(painter, part)
