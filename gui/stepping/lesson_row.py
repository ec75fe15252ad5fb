"""What is explained, and in how large steps."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.language import tr
from core.network.errors import NodewiseError
from core.network.naming import parameter_named
from core.stepping.trace import Lesson
from gui.stepping.controls import Choices, Segments, with_own_keys
from gui.stepping.requests import ABOUT_A_PARAMETER
from gui.stepping.session import StepSession
from gui.stepping.texts import LESSONS, SPEEDS, STEP_SIZES
from gui.theme import theme

_MANY_PARAMETERS = 2000


class LessonRow(QWidget):
    """The switch between lessons with the parameter's name; `pace` stands at the other end."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lessons, self.lesson_list = Segments(list(LESSONS)), Choices(list(LESSONS))
        self.name = QLineEdit()
        self.sizes, self.speeds = Choices(list(STEP_SIZES)), Choices(SPEEDS)
        self.by_hand = QPushButton()
        self.by_hand.setCheckable(True)
        with_own_keys(self.by_hand)
        self.pace = QWidget()
        """The step size and the speed, for the other end of the row."""
        self._tight = self._short = False
        self._lay_out()
        for switch in (self.lessons, self.lesson_list):
            switch.chosen.connect(session.start)
        self.by_hand.clicked.connect(lambda on: session.set_by_hand(bool(on)))
        session.by_hand_changed.connect(self.by_hand.setChecked)
        self.sizes.chosen.connect(session.set_step_size)
        self.speeds.chosen.connect(lambda speed: session.settings.set("play_speed", speed))
        self.name.editingFinished.connect(self._take_name)
        session.trace_changed.connect(self.refresh)
        session.step_changed.connect(self.refresh)
        session.settings.changed.connect(self.refresh)  # a lambda would keep all this for ever
        theme().changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.lessons, self.lesson_list, self.name):
            row.addWidget(widget)
        self.show_list(False)
        row.addStretch(1)
        pace = QHBoxLayout(self.pace)
        pace.setContentsMargins(0, 0, 0, 0)
        pace.setSpacing(8)
        for choices in (self.by_hand, self.sizes, self.speeds):
            pace.addWidget(choices)

    def _take_name(self) -> None:
        text = self.name.text().strip()
        if not self.name.isModified() or not text:
            self.refresh()
            return
        self.name.setModified(False)
        try:
            parameter = parameter_named(self._session.document.network, text)
        except NodewiseError as problem:
            self._session.message.emit(problem)
            self.refresh()
        else:
            self._session.set_parameter(parameter)

    def refresh(self, *_: object) -> None:
        """Show what is chosen."""
        session = self._session
        self.lessons.show_key(session.lesson)
        self.lesson_list.show_key(session.lesson)
        self.name.setVisible(session.lesson in ABOUT_A_PARAMETER and not self._tight)
        parameter = session.parameter
        if parameter is not None and not self.name.isModified():
            self.name.setText(session.writer.names.parameter(parameter).plain)
            self.name.setFixedWidth(self._name_width)
        self.sizes.show_key(session.request.step_size)
        self.sizes.setEnabled(session.lesson not in (Lesson.MATRICES, Lesson.TRAINING))
        self._show_sizes()
        self.speeds.show_key(session.settings.get("play_speed"))

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        names = [tr(text) for text, _tip in LESSONS.values()]
        self.lessons.set_texts(names, [tr(tip) for _text, tip in LESSONS.values()])
        self.lesson_list.set_texts(tr("What is explained"), names, tr("What is explained"))
        sizes = [tr(text) for text in STEP_SIZES.values()]
        self.sizes.set_texts(tr("Step size"), sizes, tr("How much one step calculates"))
        mark = self._session.settings.notation.decimal_mark
        speeds = [f"{speed:g}×".replace(".", mark) for speed in SPEEDS]
        self.speeds.set_texts(tr("Speed"), speeds, tr("How many steps a second Play takes"))
        self._write_by_hand()
        self.by_hand.setAccessibleName(tr("By hand"))
        self.by_hand.setToolTip(
            tr("Work out each result yourself: it is shown once you have typed it (Ctrl+H)")
        )
        self.name.setAccessibleName(tr("Name of the parameter"))
        self.name.setToolTip(
            tr(
                "Type a name and press Enter: w11, beta1 or x1->a1; between blocks w1_17,407 or"
                " pixels[407]->h[17]"
            )
        )
        self.name.setFixedWidth(self._name_width)
        self.refresh()

    def set_short(self, short: bool) -> None:
        """Leave out words where everything has to stand in one row."""
        self._short = short
        self._write_by_hand()
        self._show_sizes()

    def _write_by_hand(self) -> None:
        self.by_hand.setText("✎" if self._short else tr("By hand"))

    def _show_sizes(self) -> None:
        """A training has no step sizes: its room is for the timeline where there is little."""
        fixed = self._session.lesson in (Lesson.MATRICES, Lesson.TRAINING)
        self.sizes.setVisible(not (fixed and self._short))

    @property
    def width_with_buttons(self) -> int:
        """How wide it is with a button for each lesson."""
        return self.lessons.sizeHint().width() + 8 + self._name_width

    @property
    def width_with_list(self) -> int:
        """How wide it is with one list for all lessons."""
        return self.lesson_list.sizeHint().width() + 8 + self._name_width

    @property
    def _name_width(self) -> int:
        """The width of a name: between wide levels it has many digits."""
        many = self._session.document.network.n_parameters > _MANY_PARAMETERS
        return theme().px(84 if many else 64)

    def show_list(self, as_list: bool) -> None:
        """Show the lessons as one list, or as buttons where there is room for them."""
        self.lessons.setVisible(not as_list)
        self.lesson_list.setVisible(as_list)

    def set_tight(self, tight: bool) -> None:
        """Leave out the field for a name where there is too little room; the menu asks for one."""
        self._tight = tight
        self.name.setVisible(self._session.lesson in ABOUT_A_PARAMETER and not tight)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
