"""What a blank page says: how a network is drawn, in three steps."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from core.language import tr
from gui.theme import theme

_ROLES = ("input", "hidden", "accent")


class EmptyHint(QWidget):
    """Three steps in the middle of the canvas, through which the mouse goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title = QLabel()
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._numbers = [QLabel(str(i)) for i in (1, 2, 3)]
        self._steps = [QLabel() for _ in self._numbers]
        self._lay_out()
        theme().changed.connect(self._restyle)
        self.retranslate()
        self._restyle()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addSpacing(18)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(3, 1)
        for row, (number, step) in enumerate(zip(self._numbers, self._steps, strict=True)):
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            step.setWordWrap(True)
            self._grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(step, row, 2, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self._grid)
        self._layers = QLabel()
        self._layers.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layers.setWordWrap(True)
        column.addSpacing(18)
        column.addWidget(self._layers)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self._title.setText(tr("Draw a network"))
        texts = (
            tr("Place inputs: press I, or double-click here."),
            tr("Place neurons and an output: press N and O, or take a tool and click."),
            tr("Drag from the right edge of one to another to connect them, or press C."),
        )
        for label, text in zip(self._steps, texts, strict=True):
            label.setText(text)
        self._layers.setText(tr("Or press L to lay down whole layers at once."))

    def _restyle(self) -> None:
        px, muted = theme().px, theme().colour("muted").name()
        self._title.setFont(theme().font(16, bold=True))
        self._title.setStyleSheet(f"color: {theme().colour('text').name()};")
        for number, role in zip(self._numbers, _ROLES, strict=True):
            tokens = (f"{role}_fill", f"{role}_line") if role != "accent" else ("panel", "muted")
            fill, line, ink = (theme().colour(t).name() for t in (*tokens, "text"))
            number.setFont(theme().font(11, bold=True))
            number.setFixedSize(px(30), px(30))
            number.setStyleSheet(
                f"background: {fill}; color: {ink}; border: 2px solid {line};"
                f"border-radius: {px(30) // 2}px;"
            )
        self._layers.setFont(theme().font(11.5))
        self._layers.setStyleSheet(f"color: {muted};")
        for step in self._steps:
            step.setFont(theme().font(11.5))
            step.setFixedWidth(min(px(380), max(160, self.width() - px(90))))
            step.setMinimumHeight(px(30))
            step.setStyleSheet(f"color: {muted};")

    def resizeEvent(self, event: object) -> None:
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
