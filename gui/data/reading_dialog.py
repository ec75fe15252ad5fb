"""What the dialogs have in common that read a file or a folder beside the window's work."""

from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from core.language import tr
from gui.data.dialog import DataDialog

_FINE = 1000  # steps of the bar


class ReadingDialog(DataDialog):
    """Shows the share that is read, with a button that gives up reading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress, self.stop = QProgressBar(), QPushButton()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, _FINE)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stop_reading)

    def stop_reading(self) -> None:
        """Give up reading."""
        raise NotImplementedError

    def show_share(self, share: float) -> None:
        """Say how much is read, 0 to 1."""
        self.progress.setValue(round(_FINE * share))

    def show_reading(self, reading: bool) -> None:
        """Show bar and button only while something is read."""
        self.show_share(0.0)
        self.progress.setVisible(reading)
        self.stop.setVisible(reading)

    def retranslate(self) -> None:
        super().retranslate()
        self.stop.setText(tr("Stop"))
