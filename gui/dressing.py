"""Gives all widgets another style sheet: what is seen at once, what is hidden a little later.

Qt dresses every widget of the program when its sheet changes, which takes 0.4 s, and most of them
are on pages behind the one in front. It passes over widgets that it has not dressed before, so for
a moment the hidden ones are given out as such.
"""

from collections.abc import Iterable
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QTabWidget, QWidget
from shiboken6 import isValid

_SLICE = 0.008
"""Seconds of dressing in one turn of the event loop."""
_IS_DRESSED = Qt.WidgetAttribute.WA_WState_Polished
_HAS_ITS_OWN = Qt.WidgetAttribute.WA_SetStyle

_FONT_BEFORE = "_q_styleSheetWidgetFont"
"""Where Qt keeps the font that a widget had before it was dressed, and goes back to it."""


class Dressing(QObject):
    """Dresses a program; hidden widgets when there is time, or when they are shown before."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._waiting: list[QWidget] = []
        self._covers: list[QWidget] = []
        self._seen: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._dress_some)

    def change(self, sheet: str, colours: QPalette, font: QFont) -> None:
        """Dress the program anew."""
        app, style = self._app, self._app.style()
        everybody = app.allWidgets()
        # A window that is hidden itself takes its size before it is shown: a menu, a dialog.
        hidden = [w for w in everybody if not w.isVisible() and w.window().isVisible()]
        hidden = [w for w in hidden if w.testAttribute(_IS_DRESSED)]
        for widget in hidden:
            style.unpolish(widget)  # now: later it would undo what the widget sets by itself
            widget.setAttribute(_IS_DRESSED, False)
            widget.setAttribute(_HAS_ITS_OWN, True)
        # Over an older sheet a new one takes Qt half a second, over none a tenth.
        app.setStyleSheet("")
        app.setPalette(colours)
        app.setFont(font)
        app.setStyleSheet(sheet)
        for widget in hidden:
            widget.setAttribute(_IS_DRESSED, True)
            widget.setAttribute(_HAS_ITS_OWN, False)
        self._wait(hidden)
        self._seen = [w for w in everybody if w.isVisible()]

    def _wait(self, hidden: list[QWidget]) -> None:
        self._uncover()
        self._waiting = hidden
        for widget in hidden:
            around = widget.parentWidget()
            if around is None or around.isVisible():
                widget.installEventFilter(self)
                self._covers.append(widget)
        self._timer.start(0)  # after those who follow the theme have set their own fonts

    def _uncover(self) -> None:
        for widget in self._covers:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._covers = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            shown = [w for w in self._still_there() if w is watched or watched.isAncestorOf(w)]
            self._waiting = [w for w in self._waiting if w not in set(shown)]
            _dress(shown)
        return False

    def _still_there(self) -> list[QWidget]:
        return [widget for widget in self._waiting if isValid(widget)]

    def _dress_some(self) -> None:
        _hand_fonts_on(widget for widget in self._seen if isValid(widget))
        self._seen = []
        until = perf_counter() + _SLICE
        while self._waiting and perf_counter() < until:
            widget = self._waiting.pop()
            if isValid(widget):
                _dress([widget])
        if not self._waiting:
            self._timer.stop()
            self._uncover()


def _dress(widgets: Iterable[QWidget]) -> None:
    for widget in widgets:
        widget.setProperty(_FONT_BEFORE, None)
        widget.style().polish(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        _hand_fonts_on([widget])


def _hand_fonts_on(widgets: Iterable[QWidget]) -> None:
    """Give what is inside number fields and tabs their size of text: a sheet keeps the old."""
    for widget in widgets:
        if isinstance(widget, QAbstractSpinBox):
            widget.lineEdit().setFont(widget.font())
        elif isinstance(widget, QTabWidget):
            widget.tabBar().setFont(widget.font())
