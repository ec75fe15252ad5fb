"""Where in the steps: to and fro, play, and the timeline."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from core.language import tr
from gui.icons import icon
from gui.stepping.controls import with_own_keys
from gui.stepping.session import State, StepSession
from gui.stepping.texts import position_text, step_title
from gui.stepping.timeline import Timeline
from gui.style import primary
from gui.theme import theme

_WIDE, _NARROW, _NARROWEST = 640, 470, 260
"""Below these widths, at 100 % text: only Next has a word, three buttons, and no word at all."""


class Transport(QWidget):
    """The row of buttons with the timeline, and where the cursor is."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.first = self._button("first", session.first)
        self.back = self._button("back", session.back)
        self.next = primary(self._button("next", session.next))
        self.play = self._button("play", session.toggle_play)
        self.last = self._button("last", session.last)
        self.timeline = Timeline()
        self.position = QLabel()
        self.position.setProperty("role", "muted")
        self.position.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self.timeline.valueChanged.connect(lambda value: session.go_to(value - 1))
        session.trace_changed.connect(self.refresh_trace)
        session.step_changed.connect(self.refresh_step)
        session.player.playing_changed.connect(self.retranslate)
        theme().changed.connect(self.retranslate)
        self.retranslate()
        self.refresh_trace()

    def _button(self, name: str, act: object) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"step_{name}")
        button.clicked.connect(lambda _checked=False: act())  # type: ignore[operator]
        with_own_keys(button)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.first, self.back, self.next, self.play, self.last):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.timeline, 1)
        row.addSpacing(8)
        row.addWidget(self.position)

    def refresh_trace(self) -> None:
        """Show another trace on the timeline."""
        steps = self._session.steps
        ticks = [i for i in range(1, len(steps)) if steps[i].phase is not steps[i - 1].phase]
        if any(step.begins for step in steps):  # a training: a tick where each step begins
            ticks = [i for i in range(1, len(steps)) if steps[i].begins]
        self.timeline.set_steps(len(steps), ticks, lambda i: self._title(i))
        self._fit_position()
        self.refresh_step()

    def _fit_position(self) -> None:
        """Keep as much room as the last step's number takes: the timeline stays where it is."""
        longest = position_text(self._session, short=self._size < 3, at_end=True)
        metrics = self.position.fontMetrics()
        width = metrics.horizontalAdvance(longest) + theme().px(4) if longest else 0
        self.position.setFixedSize(width, metrics.height() + 2)

    def _title(self, index: int) -> str:
        title = step_title(self._session, index)
        return f"{index + 1}. {title}" if index >= 0 else title

    def refresh_step(self) -> None:
        """Show where the cursor is."""
        session = self._session
        ready = session.state is State.READY and bool(session.steps)
        at_start, at_end = session.cursor < 0, session.cursor >= len(session.steps) - 1
        for button in (self.first, self.back):
            self._enable(button, ready and not at_start)
        for button in (self.next, self.last):
            self._enable(button, ready and not at_end)
        self.play.setEnabled(ready)
        self.timeline.show_cursor(session.cursor)
        self.position.setText(position_text(session, short=self._size < 3))
        self.timeline.setAccessibleDescription(step_title(session, session.cursor))

    def _enable(self, button: QPushButton, on: bool) -> None:
        # A button that is switched off loses the focus to its neighbour: keep it here.
        if not on and button.hasFocus():
            self.timeline.setFocus()
        button.setEnabled(on)

    def retranslate(self, *_: object) -> None:
        """Write everything in the language in use."""
        playing = self._session.player.is_playing
        play = tr("Pause") if playing else tr("Play")
        size = self._size
        self.first.setVisible(size > 1)
        self.last.setVisible(size > 1)
        texts = (
            (self.first, "first", "", tr("Before the first step (Home)")),
            (self.back, "back", tr("Back"), tr("Back (←): nothing is calculated anew")),
            (self.next, "next", tr("Next"), tr("Next (→): calculate the next step")),
            (self.play, "pause" if playing else "play", play, tr("Play or pause (Space)")),
            (self.last, "last", "", tr("Last step (End)")),
        )
        for button, name, text, tip in texts:
            button.setIcon(self._icon(button, name))
            button.setIconSize(QSize(theme().px(16), theme().px(16)))
            button.setText(text if size > (0 if button is self.next else 2) else "")
            button.setToolTip(tip)
            button.setAccessibleName(text or tip)
        self.timeline.setAccessibleName(tr("Steps"))
        self._fit_position()
        self.refresh_step()

    @property
    def _size(self) -> int:
        """How much there is room for: 0 to 3."""
        return self._size_at(self.width())

    @staticmethod
    def _size_at(width: int) -> int:
        return sum(width >= theme().px(least) for least in (_NARROWEST, _NARROW, _WIDE))

    def _icon(self, button: QPushButton, name: str) -> QIcon:
        """The icon, in the colour that stands on the accent for the primary button."""
        found = icon(name)
        if button is not self.next:
            return found
        size = QSize(theme().px(32), theme().px(32))
        lit = QIcon(found.pixmap(size, QIcon.Mode.Selected))
        lit.addPixmap(found.pixmap(size, QIcon.Mode.Disabled), QIcon.Mode.Disabled)
        return lit

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, after = event.oldSize().width(), event.size().width()
        if self._size_at(before) != self._size_at(after):
            self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), super().minimumSizeHint().height())
