"""One choice of a card: a small button with a menu, and the same in the card's own menu."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.plots.words import menu_text

Texts = Callable[[], Sequence[tuple[str, str]]]


class Choice(QObject):
    """A value out of several; ``changed`` tells after the user or the program chose another.

    ``title`` and ``texts`` are asked for whenever a menu is shown, so they follow the language
    and what there is to choose.
    """

    changed = Signal(str)

    def __init__(
        self, title: Callable[[], str], texts: Texts, current: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.title, self.texts = title, texts
        self._current = current

    @property
    def current(self) -> str:
        """The key of what is chosen."""
        return self._current

    def choose(self, key: str) -> None:
        """Choose another value."""
        if key != self._current:
            self._current = key
            self.changed.emit(key)

    def text(self) -> str:
        """What is chosen, in words."""
        return dict(self.texts()).get(self._current, "")

    def fill(self, menu: QMenu) -> None:
        """Put every value into a menu, the chosen one ticked."""
        menu.clear()
        group = QActionGroup(menu)
        for key, text in self.texts():
            action = QAction(menu_text(text), group)
            action.setCheckable(True)
            action.setChecked(key == self._current)
            action.triggered.connect(lambda _=False, k=key: self.choose(k))
            menu.addAction(action)


class ChoiceButton(QToolButton):
    """Shows what is chosen; pressing it offers the rest."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: choice.fill(menu))
        self.setMenu(menu)
        choice.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self, *_: object) -> None:
        """Say again what is chosen."""
        self.setText(menu_text(f"{self.choice.text()} ▾"))
        self.setToolTip(self.choice.title())
        self.setAccessibleName(f"{self.choice.title()}: {self.choice.text()}")
