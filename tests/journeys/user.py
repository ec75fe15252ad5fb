"""A user at a window: a mouse, a keyboard, and eyes.

Events go to windows, as those of the system do; Qt finds the widget under the mouse and the one
with the focus. The mouse clicks only what is really in front at that place.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QScrollArea, QWidget

from gui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


class User:
    """Sits before one `MainWindow`; ``pause`` lets whoever watches follow."""

    def __init__(self, window: MainWindow, pause: Callable[[], None]) -> None:
        self.window, self._pause = window, pause

    # The keyboard

    def press(self, *keys: str) -> None:
        """Press keys by their names: "Ctrl+Z", "Return", "c"."""
        for name in keys:
            _strike(name)
        self._pause()

    def type(self, text: str) -> None:
        """Type characters one after the other."""
        for character in text:
            QTest.keyClick(_focused(), character)
        self._pause()

    def tab_to(self, widget: QWidget, key: str = "Tab") -> None:
        """Press Tab until a widget has the focus."""
        for _ in range(60):
            if QApplication.focusWidget() is widget:
                self._pause()
                return
            _strike(key)
        raise AssertionError(f"{key} never gets to {widget}")

    # The mouse

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click a widget, in its middle or at a place."""
        window, place = _in_front(widget, place)
        QTest.mouseMove(window, place)
        QTest.mouseClick(window, LEFT, pos=place)
        self._pause()

    def open_lesson(self, name: str = "") -> None:
        """Click a lesson on the start page, or without a name the blank drawing."""
        page = self.window.start_page
        card = next(card for card in page.cards if card.lesson.id == name)
        page.ensureWidgetVisible(card)
        self.click(card)

    def point_at(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Move the mouse somewhere without a click."""
        QTest.mouseMove(*_in_front(widget, place))
        self._pause()

    def double_click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Double-click a widget."""
        window, place = _in_front(widget, place)
        QTest.mouseMove(window, place)
        QTest.mouseDClick(window, LEFT, pos=place)
        self._pause()

    def drag(
        self, widget: QWidget, *places: QPoint, each: Callable[[], None] = lambda: None
    ) -> None:
        """Press at the first place, move over the others, and let go at the last.

        ``each`` is called at every place but the first, before the mouse is let go.
        """
        path = [_in_front(widget, place) for place in places]
        window, start = path[0]
        QTest.mouseMove(window, start)
        QTest.mousePress(window, LEFT, pos=start)
        for (_, a), (_, b) in itertools.pairwise(path):
            for share in (0.3, 0.6, 1.0):
                QTest.mouseMove(window, (QPointF(a) + share * QPointF(b - a)).toPoint())
            each()
            self._pause()
        QTest.mouseRelease(window, LEFT, pos=path[-1][1])
        self._pause()

    def choose(self, action: QAction | str) -> None:
        """Choose a command from the menus with the mouse."""
        wanted = self.window.actions_[action] if isinstance(action, str) else action
        bar = self.window.menuBar()
        for title in bar.actions():
            menu = title.menu()
            if isinstance(menu, QMenu) and wanted in menu.actions():
                self.click(bar, bar.actionGeometry(title).center())
                self.click(menu, menu.actionGeometry(wanted).center())
                return
        raise AssertionError(f"{wanted.text()} is in no menu")

    # Fields

    def reach(self, widget: QWidget) -> None:
        """Scroll what is around a widget until it can be seen."""
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()

    def write(self, field: QLineEdit, text: str, end: str = "Return") -> None:
        """Click a field, write another text into it, and press Enter, or in a dialog Tab."""
        self.reach(field)
        self.click(field)
        self.press("Ctrl+A")
        self.type(text)
        self.press(end)

    def pick(self, box: QComboBox, key: object) -> None:
        """Open a list and choose the entry of this key."""
        self.reach(box)
        self.click(box)
        self.press("Home", *["Down"] * box.findData(key), "Return")

    def come_back(self) -> None:
        """Bring the window to the front, as the system does once a dialog is closed."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    # The canvas

    @property
    def canvas(self) -> Any:
        return self.window.workshop.canvas

    def paper(self, x: float, y: float) -> QPoint:
        """A place of the canvas, in shares of its width and height."""
        size = self.canvas.viewport().size()
        return QPoint(round(x * size.width()), round(y * size.height()))

    def await_rest(self) -> None:
        """Aim at the drawing only when it stands still."""
        QApplication.processEvents()  # a fit may be about to begin
        while self.canvas.navigator.is_gliding:
            QTest.qWait(10)

    def node(self, node_id: str) -> QPoint:
        """Where a neuron is."""
        self.await_rest()
        return self.canvas.mapFromScene(QPointF(*self._network.nodes[node_id].position))

    def weight(self, source: str, target: str) -> QPoint:
        """Where the number of an edge stands."""
        self.await_rest()
        item = self.canvas.picture.edges.items[source, target]
        return self.canvas.mapFromScene(item.pill.pos())

    def bias(self, node_id: str) -> QPoint:
        """Where the number of a bias stands."""
        self.await_rest()
        item = self.canvas.picture.nodes[node_id]
        return self.canvas.mapFromScene(item.pos() + item.bias_rect.center())

    def click_paper(self, place: QPoint) -> None:
        self.click(self.canvas.viewport(), place)

    def double_click_paper(self, place: QPoint) -> None:
        self.double_click(self.canvas.viewport(), place)

    def drag_paper(self, *places: QPoint) -> None:
        self.drag(self.canvas.viewport(), *places)

    # The eyes

    @property
    def _network(self) -> Any:
        return self.window.document.network

    @property
    def told(self) -> str:
        """The sentence at the lower edge of what is in front, blank if there is none."""
        window = self.window
        bar = window.workshop.messages if window.is_drawing_shown else window.start_messages
        return bar.text

    def values(self) -> dict[str, str]:
        """The numbers in the neurons of the canvas, blank while not known."""
        nodes = self.canvas.picture.nodes
        return {name: item.face.values.get(0, "") for name, item in nodes.items()}

    def loss(self) -> str:
        """The number in the box of the loss, blank while not known."""
        box = self.canvas.picture.loss
        return (
            (box.face.text or "").replace("\n", " ") if box is not None and box.isVisible() else ""
        )

    def sight(self) -> dict[str, Any]:
        """Everything that a step shows: numbers and lights of the canvas, words and formulas."""
        panel = self.window.workshop.step_panel
        content = panel.content
        nodes, edges = self.canvas.picture.nodes, self.canvas.picture.edges.items
        return {
            "values": self.values(),
            "loss": self.loss(),
            "lit": {n: (i.state.lit, i.state.bias_lit, i.state.dimmed) for n, i in nodes.items()},
            "edges": {key: (i.state.lit, i.state.dimmed) for key, i in edges.items()},
            "where": panel.transport.position.text(),
            "timeline": panel.transport.timeline.value(),
            "words": panel.words.text(),
            "formula": content.formula.plain() if content.formula.isVisible() else "",
            "cards": content.cards.plain() if content.cards.isVisible() else "",
            "matrices": content.matrix.texts() if content.matrix.isVisible() else [],
            "table": content.table.texts() if content.table.isVisible() else [],
            "note": self.window.workshop.side_panel.notes.card.text(),
        }


@contextmanager
def answering(act: Callable[[QWidget], None]) -> Iterator[list[QWidget]]:
    """Let ``act`` answer the dialog that what follows opens; gives the dialogs that were."""
    answered: list[QWidget] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isActiveWindow():
            timer.stop()
            answered.append(dialog)
            try:
                act(dialog)
            except BaseException:
                dialog.close()  # or the test would wait for it for ever
                raise

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(10)
    try:
        yield answered
    finally:
        timer.stop()


def _strike(name: str) -> None:
    """Press and release a key; what the press closes does not get the release."""
    key = QKeySequence(name)[0]
    QTest.keyPress(_focused(), key.key(), key.keyboardModifiers())
    if QApplication.focusWindow() is not None:
        QTest.keyRelease(_focused(), key.key(), key.keyboardModifiers())


def _focused() -> Any:
    """Where the keyboard writes: an open menu or list comes before all."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        found = popup.focusWidget() or popup
        found.popup_ = popup  # what Python knows of it would go with what it knows of the popup
        return found
    window = QApplication.focusWindow()
    assert window is not None, "no window has the focus"
    return window


def _in_front(widget: QWidget, place: QPoint | None) -> tuple[QWindow, QPoint]:
    """The window of a widget and a place in it, where nothing else covers the widget."""
    assert widget.isVisible(), f"{widget} cannot be seen"
    top = widget.window()
    inside = widget.mapTo(top, widget.rect().center() if place is None else place)
    found = top.childAt(inside) or top
    assert found is widget or widget.isAncestorOf(found), f"{found} is in front of {widget}"
    return top.windowHandle(), inside
