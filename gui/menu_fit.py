"""Lets every menu of the bar be reached: with large text the menus stand closer together."""

from itertools import product

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenuBar

from gui.corner import Corner
from gui.theme import theme

SHARES, PADDINGS = (1.0, 0.9, 0.8), (9, 6, 4, 2)
"""Sizes of the titles' text, and pixels (at 100 %) beside a title; the first that fit are taken."""
_LEAST, _ARROWS = 3, 14


class MenuFit(QObject):
    """Chooses the padding of the titles, and how much the corner says, by the room there is."""

    def __init__(self, bar: QMenuBar, corner: Corner) -> None:
        super().__init__(bar)
        self._bar, self._corner = bar, corner
        self._is_fitting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.fit)
        bar.installEventFilter(self)
        theme().changed.connect(self._timer.start)

    @property
    def is_due(self) -> bool:
        """Return whether something has changed that the titles do not follow yet."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.Resize, QEvent.Type.LanguageChange)
        if event.type() in kinds and not self._is_fitting:
            self._timer.start()
        return False

    def fit(self) -> None:
        """Space the titles as widely as lets all of them stand in the bar."""
        self._is_fitting = True
        self._choose()
        # The bar gives its corner another size only with its own.
        size = self._bar.size()
        QApplication.sendEvent(self._bar, QResizeEvent(size, size))
        self._is_fitting = False

    def _choose(self) -> None:
        self._corner.set_short(False)
        for share, padding in product(SHARES, PADDINGS):
            self._set(share, max(_LEAST, theme().px(padding)))
            if self._fits():
                return
            self._corner.set_short(True)

    def _fits(self) -> bool:
        last = self._bar.actionGeometry(self._bar.actions()[-1]).right()
        return last + _ARROWS <= self._bar.width() - self._corner.sizeHint().width()

    def _set(self, share: float, space: int) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * share)
        self._bar.setFont(font)
        sheet = f"QMenuBar::item {{ padding: {theme().px(5)}px {space}px; }}"
        if self._bar.styleSheet() != sheet:
            self._bar.setStyleSheet(sheet)
