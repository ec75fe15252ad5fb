"""The top bar's left part while training: run, single steps, and back to the start."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from core.language import tr
from gui.actions import Actions
from gui.icons import icon
from gui.style import restyled
from gui.theme import theme

NAMES = (
    "toggle", "one_batch", "one_epoch", "some_epochs", "explain_next", "stop", "back_to_start"
)  # fmt: skip
_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly
_TEXT = Qt.ToolButtonStyle.ToolButtonTextOnly


class RunBar(QWidget):
    """The buttons of the commands, with fewer words where there is less room."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._running = False
        self.buttons = {name: self._button(actions[f"train.{name}"]) for name in NAMES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        actions["train.toggle"].changed.connect(self._dress_toggle)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @staticmethod
    def _button(action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _dress_toggle(self) -> None:
        """The one thing to do next: filled with the accent, its icon in the colour on it."""
        button, action = self.buttons["toggle"], self._actions["train.toggle"]
        side = theme().px(16)
        drawn = icon("pause" if self._running else "play").pixmap(
            QSize(side, side), self.devicePixelRatioF(), QIcon.Mode.Selected
        )
        usual = action.icon().pixmap(QSize(side, side), self.devicePixelRatioF())
        button.setIcon(QIcon(drawn if action.isEnabled() else usual))

    def show_running(self, running: bool) -> None:
        """Let the first button offer what comes next: run, or pause."""
        if running != self._running:
            self._running = running
            self.retranslate()

    def fit(self, width: int) -> None:
        """Take the longest words that fit into a width."""
        self._dress(self._words())
        shorter = {**self._words(), "some_epochs": None}
        only_run = {**self._icons(), "toggle": _WORDS}
        for style in (self._words(), shorter, self._short(), only_run, self._icons()):
            self._dress(style)
            if self.sizeHint().width() <= width:
                return

    @staticmethod
    def _words() -> dict[str, Qt.ToolButtonStyle | None]:
        words = dict.fromkeys(NAMES, _TEXT)
        icons = {"stop": _ICON, "explain_next": _ICON}
        return {**words, "toggle": _WORDS, "back_to_start": _WORDS, **icons}

    @staticmethod
    def _short() -> dict[str, Qt.ToolButtonStyle | None]:
        short: dict[str, Qt.ToolButtonStyle | None] = dict.fromkeys(NAMES, _TEXT)
        return {
            **short,
            "toggle": _WORDS,
            "some_epochs": None,
            "stop": _ICON,
            "explain_next": _ICON,
            "back_to_start": _ICON,
        }

    @staticmethod
    def _icons() -> dict[str, Qt.ToolButtonStyle | None]:
        return {**dict.fromkeys(NAMES, _ICON), "some_epochs": None}

    def _dress(self, styles: dict[str, Qt.ToolButtonStyle | None]) -> None:
        for name, style in styles.items():
            self.buttons[name].setVisible(style is not None)
            if style is not None:
                self.buttons[name].setToolButtonStyle(style)

    def retranslate(self) -> None:
        """Write the short words of the buttons; tooltips come with the commands."""
        toggle = self._actions["train.toggle"]
        toggle.setIconText("\u2009" + (tr("Pause") if self._running else tr("Run")))
        toggle.setIcon(icon("pause" if self._running else "play"))
        self._dress_toggle()
        self._actions["train.one_batch"].setIconText(tr("+1 batch"))
        self._actions["train.one_epoch"].setIconText(tr("+1 epoch"))
        self._actions["train.some_epochs"].setIconText(tr("+n…"))
        self._actions["train.back_to_start"].setIconText("\u2009" + tr("Start weights"))
        for name, button in self.buttons.items():
            button.setAccessibleName(self._actions[f"train.{name}"].text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _restyle(self) -> None:
        for button in self.buttons.values():
            button.setFont(theme().font(10.5))
            button.setIconSize(QSize(theme().px(16), theme().px(16)))
        restyled(self.buttons["toggle"], "primary", True)
        self._dress_toggle()
