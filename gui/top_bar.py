"""The bar above the canvas: undo and redo or the training, the workspaces, the presentation."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QWidget

from core.language import tr
from gui.actions import Actions
from gui.theme import theme

WORKSPACES = ("draw", "step", "train")


class TopBar(QFrame):
    """Undo, redo · Draw, Step, Train · Present. Narrow windows keep the icons and drop words."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._actions = actions
        self._lay_out()
        self._group_workspaces()
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _lay_out(self) -> None:
        self.undo, self.redo = (self._button(self._actions[f"edit.{n}"]) for n in ("undo", "redo"))
        self.present = self._button(self._actions["view.present"])
        self.switch = QFrame()
        self.switch.setObjectName("switch")
        row = QHBoxLayout(self.switch)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.workspaces = {name: self._button(self._actions[f"view.{name}"]) for name in WORKSPACES}
        for button in self.workspaces.values():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            row.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        self.history = _row(self.undo, self.redo)
        grid.addWidget(self.history, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.switch, 0, 1)
        grid.addWidget(self.present, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self._grid = grid
        self.run_bar: Any = None
        self.status: Any = None

    def add_training(self, run_bar: QWidget, status: QWidget) -> None:
        """Take in what stands left and right of the workspaces while training."""
        self.run_bar, self.status = run_bar, status
        self._grid.addWidget(run_bar, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(status, 0, 2)
        self.show_training(False)

    def show_training(self, shown: bool) -> None:
        """Show the training's buttons and numbers, or undo, redo and the presentation."""
        for widget in (self.history, self.present):
            widget.setVisible(not shown)
        for widget in (self.run_bar, self.status):
            if widget is not None:
                widget.setVisible(shown)
        self._drop_words(self.width())

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _group_workspaces(self) -> None:
        group = QActionGroup(self)
        for name in WORKSPACES:
            group.addAction(self._actions[f"view.{name}"])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drop_words(event.size().width())
        super().resizeEvent(event)

    def _drop_words(self, width: int) -> None:
        if self.run_bar is not None:
            self.run_bar.fit((width - self.switch.sizeHint().width()) // 2 - 32)
        with_words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self.undo, self.redo, self.present):
            button.setToolButtonStyle(with_words)
        sides = max(self.undo.sizeHint().width() * 2, self.present.sizeHint().width()) + 24
        if 2 * sides + self.switch.sizeHint().width() + 48 > width:
            for button in (self.undo, self.redo, self.present):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.switch.sizeHint().width() + 64, super().minimumSizeHint().height())

    def retranslate(self) -> None:
        """Write the short words of the buttons; tooltips come with the commands."""
        self._actions["edit.undo"].setIconText("\u2009" + tr("Undo"))
        self._actions["edit.redo"].setIconText("\u2009" + tr("Redo"))
        self._actions["view.present"].setIconText("\u2009" + tr("Present  F5"))
        self.switch.setAccessibleName(tr("Workspace"))
        self._drop_words(self.width())

    @staticmethod
    def _px(pixels: float) -> int:
        """Paddings grow less than the text: the canvas needs the room."""
        return round(pixels * theme().scale ** 0.5)

    def _restyle(self) -> None:
        t, px = theme(), self._px
        panel, line, accent = (t.colour(c).name() for c in ("panel", "line", "accent"))
        text, canvas = (t.colour(c).name() for c in ("text", "canvas"))
        hover = t.blended("accent", 0.12, "canvas").name()
        off = t.blended("muted", 0.55, "panel").name()
        self.setStyleSheet(
            f"#top_bar {{ background: {panel}; border: none; border-bottom: 1px solid {line}; }}"
            f"QToolButton {{ color: {text}; background: {canvas}; border: 1px solid {line};"
            f" border-radius: 8px; padding: {px(5)}px {px(11)}px; }}"
            f"QToolButton:hover {{ background: {hover}; }}"
            f"QToolButton:focus {{ border: 2px solid {accent}; padding: {px(5) - 1}px"
            f" {px(11) - 1}px; }}"
            f"QToolButton:disabled {{ color: {off}; }}"
            f'QToolButton[primary="true"]:enabled {{ background: {accent}; font-weight: bold;'
            f" border-color: {accent}; color: {t.colour('on_accent').name()}; }}"
            f"#switch {{ border: 1px solid {line}; border-radius: 8px; background: {canvas}; }}"
            f"#switch QToolButton {{ border: none; border-radius: 7px; background: transparent;"
            f" padding: {px(6)}px {px(24)}px; }}"
            f"#switch QToolButton:focus {{ border: 2px solid {accent}; padding: {px(6) - 2}px"
            f" {px(24) - 2}px; }}"
            f"#switch QToolButton:checked {{ background: {accent};"
            f" color: {t.colour('on_accent').name()}; font-weight: bold; }}"
            f"#switch QToolButton:disabled {{ color: {off}; }}"
        )
        for button in (self.undo, self.redo, self.present, *self.workspaces.values()):
            button.setFont(t.font(10.5))
            button.setIconSize(QSize(t.px(16), t.px(16)))
        self._drop_words(self.width())


def _row(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return box
