"""What all experiments share: choices, progress, results that grow, cancel, and what is kept."""

from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.durations import duration
from core.language import Message, tr
from core.network.errors import NodewiseError
from gui.document import Document
from gui.inspector.section import Text
from gui.panes import scrolling, take_size
from gui.runs.run_edits import RunEdits
from gui.settings import Settings
from gui.style import primary
from gui.theme import theme

FORM_WIDTH, BESIDE_FROM = 300, 860
SHOW_MS = 120


class ExperimentDialog(QDialog):
    """Form left, results right (below where it is narrow); the work is done in a worker.

    Subclasses fill `form` and `results`, and say `make_task`, `show_result`, `texts` and `keep`.
    """

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session, self.document, self.settings = session, document, settings
        self.edits = RunEdits(document)
        self.network = document.network
        self.outcome: Any = None
        self.is_complete = False
        self._handle: Any = None
        self._share = self._begun = 0.0
        self._status: object = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_MS)
        self._timer.timeout.connect(self._show_partial)
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self.form_side, self.result_side = QWidget(), QWidget()
        self.form, self.results = QVBoxLayout(self.form_side), QVBoxLayout(self.result_side)
        for layout in (self.form, self.results):
            layout.setContentsMargins(0, 0, 0, 0)
        self._form_area = scrolling(self.form_side, by_keys=True)
        self.form_side.installEventFilter(self)
        self._sides.addWidget(self._form_area)
        self._sides.addWidget(self.result_side, 1)
        self._area = scrolling(inside, by_keys=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.status = Text("muted", 9.5)
        self.begin, self.keep_button, self.close_button = (QPushButton() for _ in range(3))
        primary(self.begin)
        self.begin.setDefault(True)
        self.begin.clicked.connect(self.begin_or_cancel)
        self.keep_button.clicked.connect(self.keep)
        self.close_button.clicked.connect(self.reject)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.status, 1)
        for button in (self.keep_button, self.begin, self.close_button):
            self._foot.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self.progress)
        self._column.addLayout(self._foot)

    def finish_building(self) -> None:
        """Write the texts and take a size, once everything is there."""
        theme().changed.connect(self.restyle)
        self.restyle()
        self.retranslate()
        take_size(self, 1040, 660)

    # What subclasses say

    def make_task(self) -> Any:
        """The task for the worker; raise `NodewiseError` for what does not fit."""
        raise NotImplementedError

    def show_result(self, result: Any) -> None:
        """Show what there is so far."""

    def keep(self) -> None:
        """Put the result into the table of runs."""

    def texts(self) -> None:
        """Write the texts of form and results."""

    # The work

    @property
    def is_running(self) -> bool:
        """Return whether the worker is at it."""
        return self._handle is not None

    def begin_or_cancel(self) -> None:
        """Start the experiment, or give it up."""
        if self.is_running:
            self.cancel()
        else:
            self.start()

    def start(self) -> None:
        """Give the task to the worker; what does not fit is said."""
        self.network = self.document.network
        try:
            task = self.make_task()
        except NodewiseError as error:
            self._say(error, "bad")
            return
        self.outcome, self.is_complete, self._share = None, False, 0.0
        self._begun = perf_counter()
        handle = self._handle = self.session.submit(task)
        handle.progressed.connect(self._on_progress)
        handle.finished.connect(self._on_finish)
        handle.failed.connect(self._on_failure)
        self._say(Message("Under way…"))
        if self._sides.direction() is QBoxLayout.Direction.TopToBottom:
            self._area.verticalScrollBar().setValue(self.result_side.y())
        self._refresh()

    def cancel(self) -> None:
        """Give the experiment up; nothing of it is kept."""
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.cancel()
            self._say(Message("Cancelled at {share} %. Nothing of it is kept.", share=self._done))
            self._refresh()

    @property
    def _done(self) -> int:
        return int(100 * self._share)

    def _on_progress(self, share: float, partial: object) -> None:
        if self._handle is None:
            return
        self._share, self.outcome = share, partial
        if not self._timer.isActive():
            self._timer.start()

    def _show_partial(self) -> None:
        self.progress.setValue(int(1000 * self._share))
        if self.outcome is not None:
            self.show_result(self.outcome)
        if self.is_running:
            self._say(self._outlook())

    def _outlook(self) -> Message:
        """How much is done, and about how long the rest takes."""
        passed = perf_counter() - self._begun
        if passed < 2 or self._share < (0.02 if passed < 10 else 0.002):
            return Message("{share} % done", share=self._done)
        left = duration(passed * (1 - self._share) / self._share)
        return Message("{share} % done, about {time} left", share=self._done, time=left)

    def _on_finish(self, result: object) -> None:
        if self._handle is None:
            return
        self._timer.stop()
        self._handle, self.outcome, self.is_complete, self._share = None, result, True, 1.0
        self._say("")
        self._show_partial()
        self._refresh()

    def _on_failure(self, reason: object) -> None:
        if self._handle is not None:
            self._handle = None
            self._say(reason, "bad")
            self._refresh()

    # Look

    def _say(self, sentence: object, token: str = "muted") -> None:
        self._status = sentence
        self.status.set_token(token)
        self.status.setText(str(sentence))

    def told(self, sentence: object) -> None:
        """Say what was done."""
        self._say(sentence, "good")

    def _refresh(self) -> None:
        self.progress.setVisible(self.is_running)
        self.form_side.setEnabled(not self.is_running)
        self.keep_button.setEnabled(self.is_complete)
        self.begin.setText(tr("Cancel") if self.is_running else tr("Start"))
        self.begin.setDefault(not self.is_complete)

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.keep_button.setText(tr("Keep as runs"))
        self.keep_button.setToolTip(tr("Put the trainings into the table of runs."))
        self.close_button.setText(tr("Close"))
        self.status.setText(str(self._status))
        self.texts()
        self._refresh()
        if self.outcome is not None:
            self.show_result(self.outcome)

    def restyle(self) -> None:
        """Take sizes from the theme."""
        px = theme().px
        self.setFont(theme().font(10))
        self._column.setContentsMargins(px(16), px(16), px(16), px(12))
        self._column.setSpacing(px(10))
        self._sides.setSpacing(px(20))
        for layout in (self.form, self.results):
            layout.setSpacing(px(10))
        self.form.setContentsMargins(0, 0, px(10), 0)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= theme().px(BESIDE_FROM)
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        width = theme().px(FORM_WIDTH) + 14  # and the bar that scrolls
        self._form_area.setMaximumWidth(width if beside else 16_777_215)
        self._form_area.setMinimumWidth(width if beside else 0)
        tall = self.form_side.sizeHint().height()
        # All of it, with texts that wrap: two bars that scroll one form would confuse.
        tall = max(tall, self.form_side.minimumSizeHint().height())
        self._form_area.setMinimumHeight(0 if beside else tall)
        # Below each other, texts that wrap get all their lines: a layout asks for less.
        lines = self.results.totalHeightForWidth(self.result_side.width())
        self.result_side.setMinimumHeight(0 if beside else max(0, lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a text of the form has grown
            self._arrange()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def reject(self) -> None:
        self.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)
