"""The top bar's right part while training: where the run is, and how much of it is done."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.frames import Pace
from gui.theme import theme
from gui.training.session import State, TrainSession
from gui.training.texts import status_texts

_BAR = 108
_LEAST_MS = 66


class RunStatus(QWidget):
    """A line of numbers and a thin bar, painted: setting a label thirty times a second lays out
    the whole bar each time.
    """

    def __init__(self, session: TrainSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        # Otherwise the bar and everything behind it is painted anew with every number.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._texts: tuple[str, ...] = ("",)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._share_done = 0.0
        self._pace = Pace(self._read, _LEAST_MS, self)
        session.reported.connect(self._show)
        session.step_advanced.connect(self._show)
        session.state_changed.connect(self._show)
        session.settings.notation_changed.connect(self._show)
        session.run_ended.connect(self._tell)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._show()

    @property
    def text(self) -> str:
        """Everything that is to be said, though there may be no room for all of it."""
        return self._texts[0]

    def _show(self, *_: object) -> None:
        """Soon while it runs, where nobody reads thirty numbers a second; else at once."""
        if self._session.state is State.RUNNING:
            self._pace.ask()
        else:
            self._pace.forget()
            self._read()
            self._tell()

    def _read(self) -> None:
        texts = status_texts(self._session)
        if texts != self._texts or self._session.state is not State.IDLE:
            self._texts, self._share_done = texts, self._session.share_done
            self.update()

    def _tell(self, *_: object) -> None:
        self.setAccessibleName(self.text)
        self.setToolTip(self.text)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text) + theme().px(_BAR) + 12
        return QSize(width, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        with_bar = self._session.state is not State.IDLE and self._has_room_for_bar()
        room = self.width() - (theme().px(_BAR) + 12 if with_bar else 0)
        fitting = (t for t in self._texts if metrics.horizontalAdvance(t) <= room)
        text = next(fitting, None) or metrics.elidedText(
            self._texts[-1], Qt.TextElideMode.ElideRight, room
        )
        painter.setPen(theme().colour("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, room, self.height()), right, text)
        if with_bar:
            self._paint_bar(painter)
        painter.end()

    def _has_room_for_bar(self) -> bool:
        """Whether the bar leaves room for more than the epoch: the time left is worth more."""
        words = self._texts[-3] if len(self._texts) > 2 else self._texts[0]
        wanted = theme().px(_BAR) + 12 + self.fontMetrics().horizontalAdvance(words)
        return self.width() >= wanted and self.width() > theme().px(2.2 * _BAR)

    def _paint_bar(self, painter: QPainter) -> None:
        width, height = float(theme().px(_BAR)), 6.0
        left, top = self.width() - width, (self.height() - height) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(QRectF(left, top, width, height), 3, 3)
        done = self._share_done * width
        if done > 0:
            painter.setBrush(theme().colour("accent"))
            painter.drawRoundedRect(QRectF(left, top, max(done, height), height), 3, 3)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._tell()  # while it runs not with every number
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        self.update()
