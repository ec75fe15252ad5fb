"""The tools at the left of the canvas."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.theme import theme

TOOLS = ("tool.select", "tool.input", "tool.hidden", "tool.output", "tool.connect", "edit.layers")

ICONS_ONLY_FROM = 1.75
"""From this size of text on the words are left to the tooltips: the canvas needs the room."""


class ToolRail(QScrollArea):
    """One button a tool, its word under its icon; scrolls where the window is low."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tool_rail")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._group = QActionGroup(self)
        self._buttons = [self._button(actions, name) for name in TOOLS]
        inside = QWidget()
        inside.setObjectName("rail_inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(2)
        for button in self._buttons:
            column.addWidget(button)
        column.addStretch(1)
        self.setWidget(inside)
        theme().changed.connect(self.restyle)
        self.restyle()

    def _button(self, actions: Actions, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(actions[name])
        if name.startswith("tool."):
            self._group.addAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def restyle(self) -> None:
        """Take colours and sizes from the theme, and the width from the longest word."""
        t, px = theme(), theme().px
        panel, line, accent = (t.colour(c).name() for c in ("panel", "line", "accent"))
        chosen = t.blended("accent", 0.16, "panel").name()
        hover = t.blended("accent", 0.08, "panel").name()
        self.setStyleSheet(
            f"#tool_rail {{ background: {panel}; border: none; border-right: 1px solid {line}; }}"
            f"#rail_inside {{ background: {panel}; }}"
            f"QToolButton {{ color: {t.colour('muted').name()}; border: none; border-radius: 8px;"
            f" background: transparent; padding: {px(5)}px {px(2)}px; }}"
            f"QToolButton:hover {{ background: {hover}; }}"
            f"QToolButton:checked {{ background: {chosen}; color: {accent}; font-weight: bold; }}"
            f"QToolButton:focus {{ border: 2px solid {accent}; }}"
        )
        style = Qt.ToolButtonStyle
        words = t.scale < ICONS_ONLY_FROM
        for button in self._buttons:
            button.setFont(t.font(8.5))
            button.setIconSize(QSize(px(22), px(22)))
            button.setToolButtonStyle(
                style.ToolButtonTextUnderIcon if words else style.ToolButtonIconOnly
            )
        self.fit_width()

    def fit_width(self) -> None:
        """Be as wide as the longest word in the language in use."""
        widest = max(button.sizeHint().width() for button in self._buttons)
        large = theme().scale > 1.3  # then a low window scrolls the tools
        scroll_bar = self.verticalScrollBar().sizeHint().width() if large else 0
        self.setFixedWidth(max(62, widest + 14) + scroll_bar)
