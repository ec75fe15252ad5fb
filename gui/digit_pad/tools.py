"""What one draws with: a pen or an eraser, as wide as one likes, and how to take back."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from core.language import tr
from gui.data.controls import ButtonRow
from gui.digit_pad.sheet import DrawingSheet
from gui.digit_pad.strokes import USUAL_WIDTH
from gui.theme import theme

_LEAST_PEN, _MOST_PEN = 8, 48


class PenTools(QWidget):
    """The tools of one sheet."""

    def __init__(self, sheet: DrawingSheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.pen, self.eraser = QPushButton(), QPushButton()
        self.undo, self.clear = QPushButton(), QPushButton()
        self.thickness = QSlider(Qt.Orientation.Horizontal)
        self._thickness_label = QLabel()
        self._lay_out()
        self.undo.clicked.connect(sheet.undo)
        self.clear.clicked.connect(sheet.clear)
        self.pen.clicked.connect(lambda: self.take_pen(False))
        self.eraser.clicked.connect(lambda: self.take_pen(True))
        self.thickness.valueChanged.connect(self._take_width)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _lay_out(self) -> None:
        self._buttons = ButtonRow((self.pen, self.eraser, self.undo, self.clear))
        pens = QHBoxLayout()
        pens.addWidget(self._thickness_label)
        pens.addWidget(self.thickness, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._buttons)
        self._column.addLayout(pens)
        for button in (self.pen, self.eraser):
            button.setCheckable(True)
        self.pen.setChecked(True)
        self.thickness.setRange(_LEAST_PEN, _MOST_PEN)
        self.thickness.setValue(USUAL_WIDTH)

    def take_pen(self, erases: bool) -> None:
        """Draw from now on, or take ink away."""
        self.pen.setChecked(not erases)
        self.eraser.setChecked(erases)
        self._sheet.erases = erases

    def _take_width(self, width: int) -> None:
        self._sheet.width_ = float(width)
        self._sheet.update()

    def follow(self) -> None:
        """Offer to take back only what is there."""
        for button in (self.undo, self.clear):
            button.setEnabled(not self._sheet.is_empty)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for button, text, tip in (
            (self.pen, tr("Pen"), tr("Draw (P)")),
            (self.eraser, tr("Eraser"), tr("Take ink away (E)")),
            (self.undo, tr("Undo"), tr("Take the last stroke back (Ctrl+Z)")),
            (self.clear, tr("Clear"), tr("Begin with an empty sheet (Ctrl+Backspace)")),
        ):
            button.setText(text)
            button.setToolTip(tip)
        self._thickness_label.setText(tr("Width of the pen"))
        self.thickness.setAccessibleName(tr("Width of the pen"))
        self._buttons.arrange()

    def _restyle(self) -> None:
        self._column.setSpacing(theme().px(8))
        for widget in (self.pen, self.eraser, self.undo, self.clear, self._thickness_label):
            widget.setFont(theme().font(10))
        self._buttons.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
