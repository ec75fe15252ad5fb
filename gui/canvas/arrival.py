"""Values that have just been computed grow into their place in 150 ms."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

DURATION = 150
Show = Callable[[float], None]


class Arrival(QObject):
    """Runs the arrival of whatever arrived last; with reduced motion it is there at once."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(DURATION)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._show)
        self._shows: list[Show] = []

    def begin(self, shows: Iterable[Show], *, at_once: bool) -> None:
        """Let these come in; what was still coming is there."""
        self.finish()
        self._shows = list(shows)
        if self._shows and not at_once:
            self._show(0.0)
            self._animation.start()

    def finish(self) -> None:
        """Show what is coming as it will be."""
        self._animation.stop()
        self._show(1.0)
        self._shows = []

    def _show(self, progress: float) -> None:
        for show in self._shows:
            show(progress)
