"""Lets the steps of a trace follow each other by themselves."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gui.settings import Settings


class Player(QObject):
    """Calls ``go_on`` at the chosen speed until it returns False or somebody pauses."""

    playing_changed = Signal(bool)

    def __init__(self, settings: Settings, go_on: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._go_on = settings, go_on
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        settings.changed.connect(self._on_setting)

    @property
    def is_playing(self) -> bool:
        """Return whether it runs."""
        return self._timer.isActive()

    def play(self) -> None:
        """Begin."""
        self._timer.start(self._interval())
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _tick(self) -> None:
        if not self._go_on():
            self.pause()

    def _interval(self) -> int:
        return round(1000 / max(0.1, self._settings.get("play_speed")))

    def _on_setting(self, key: str) -> None:
        if key == "play_speed":
            self._timer.setInterval(self._interval())
