"""Building blocks of the inspector's pages: headings, rows, choices, fitted formulas."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.naming import plain_text
from gui.formula.label import paint_formula_in
from gui.formula.readiness import readiness
from gui.formula.typeset import is_at_hand, typeset
from gui.inspector.functions import Description
from gui.theme import theme

FIELD_WIDTH, LABEL_WIDTH = 152, 72
_ARROW_ROOM = 38
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX


class Text(QLabel):
    """A line or paragraph in a colour of the theme; long words never widen the panel."""

    def __init__(self, token: str = "text", points: float = 10, wrap: bool = True) -> None:
        super().__init__()
        self._token, self._points = token, points
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self.restyle)
        self.restyle()

    def set_token(self, token: str) -> None:
        """Use another colour."""
        self._token = token
        self.restyle()

    def restyle(self) -> None:
        """Take colour and size from the theme again."""
        self.setFont(theme().font(self._points))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme().colour(self._token))
        self.setPalette(palette)


class Heading(Text):
    """The heading of a section, in small muted capitals; a mathematical name keeps its case."""

    def __init__(self, token: str = "muted") -> None:
        super().__init__(token, 8.5)

    def setText(self, text: str) -> None:
        self.set_words(text)

    def set_words(self, words: str, name: str = "") -> None:
        """Show words in capitals, then a name as it is."""
        super().setText(f"{words.upper()} {name}".strip())
        self.setAccessibleName(f"{words} {name}".strip())

    def restyle(self) -> None:
        """Take colour and size from the theme again."""
        super().restyle()
        font = theme().font(self._points)
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self.setFont(font)


class FittedFormula(QWidget):
    """A formula at the left edge, made smaller where the panel is too narrow for it."""

    def __init__(self, size: float = 15, token: str = "muted") -> None:
        super().__init__()
        self._latex, self._size, self._token = "", size, token
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for changed in (theme().changed, readiness().arrived):
            changed.connect(self.updateGeometry)
            changed.connect(self.update)

    @property
    def latex(self) -> str:
        """What is shown."""
        return self._latex

    def set_latex(self, latex: str) -> None:
        """Show another formula."""
        if latex != self._latex:
            self._latex = latex
            self.setAccessibleName(plain_text(latex))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        if not is_at_hand(self._latex):  # about the room that it will take
            em = theme().px(self._size)
            return QSize(10 * em, round(em * (2.4 if "\\frac" in self._latex else 1.3)) + 4)
        formula = typeset(self._latex, self._size * theme().scale, theme().colour(self._token))
        return QSize(round(formula.width), round(formula.height) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._latex or not is_at_hand(self._latex):
            return
        width = min(self.width(), self.sizeHint().width())
        painter = QPainter(self)
        box = QRectF(0, 0, width, self.height())
        paint_formula_in(painter, self._latex, box, self._size * theme().scale, self._token)
        painter.end()


class Choice(QComboBox):
    """A choice among descriptions by key, or "mixed" where several things differ."""

    chosen = Signal(str)
    """The user took another key."""

    def __init__(self, options: Mapping[str, Description]) -> None:
        super().__init__()
        self._options = options
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(20)
        for key in options:
            self.addItem("", key)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def key(self) -> str | None:
        """The key shown, None while mixed."""
        data = self.currentData()
        return data if isinstance(data, str) else None

    def show_key(self, key: str | None) -> None:
        """Show a key without telling anybody; None is "mixed"."""
        self.setCurrentIndex(self.findData(key) if key is not None else -1)
        self._explain(key)

    def natural_width(self) -> int:
        """The width at which the longest of the words can be read."""
        longest = max((self.itemText(i) for i in range(self.count())), key=len, default="")
        return self.fontMetrics().horizontalAdvance(longest) + theme().px(_ARROW_ROOM)

    def _explain(self, key: str | None) -> None:
        if key is not None:
            self.setToolTip(tr(self._options[key].sentence or self._options[key].title))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._explain(self.key)
        self.setPlaceholderText(tr("mixed"))
        for index in range(self.count()):
            self.setItemText(index, tr(self._options[self.itemData(index)].title))

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        self.setMinimumHeight(theme().px(30))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the panel; it must not change the network in passing


class Pair(QWidget):
    """A label left and its field right; the field goes below where there is no room beside."""

    def __init__(self, label: QLabel, field: QWidget, field_width: int = FIELD_WIDTH) -> None:
        super().__init__()
        self._label, self._field, self._field_width = label, field, field_width
        self._below: bool | None = None
        label.setBuddy(field)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, field.sizePolicy().verticalPolicy())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        theme().changed.connect(self._arrange)
        self._arrange()

    @property
    def is_below(self) -> bool:
        """Return whether the field stands below its label."""
        return bool(self._below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # another text, in another language
            self._arrange()
        return done

    def _room(self) -> tuple[int, int]:
        """The widths that the field wants, and the label at least."""
        px = theme().px
        usual = px(self._field_width)
        wanted = usual
        if isinstance(self._field, Choice):
            wanted = self._field.natural_width()
        elif isinstance(self._field, QPushButton):
            wanted = self._field.sizeHint().width()
        if wanted <= usual:
            return usual, px(LABEL_WIDTH)
        metrics = self._label.fontMetrics()
        words = [metrics.horizontalAdvance(word) for word in self._label.text().split()]
        return wanted, max(words, default=0) + px(8)

    def _arrange(self) -> None:
        px = theme().px
        width, least = self._room()
        below = self.width() < width + least
        self._field.setMaximumWidth(_NO_LIMIT if below else width)
        self._field.setMinimumWidth(0 if below else width)
        if self._grid.horizontalSpacing() != px(8):
            # Setting it asks for a layout, which asks for this, even where nothing changes.
            self._grid.setHorizontalSpacing(px(8))
            self._grid.setVerticalSpacing(px(4))
        if below is not self._below:
            self._below = below
            self._grid.addWidget(self._label, 0, 0)
            self._grid.addWidget(self._field, 1 if below else 0, 0 if below else 1)
            self.setMinimumWidth(1)  # the width decides the arrangement, not the other way round


class Section(QWidget):
    """A heading with rows under it: labels left, fields right.

    What training changes, the parameters, has its heading in the colour of parameters.
    """

    def __init__(self, *, parameters: bool = False, field_width: int = FIELD_WIDTH) -> None:
        super().__init__()
        self._field_width = field_width
        self.heading = Heading("chain_parameter" if parameters else "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.heading)
        theme().changed.connect(self._restyle)
        self._restyle()

    def add_row(self, field: QWidget, wide: bool = False) -> Text:
        """Add a field with a label to its left (above it if ``wide``); return the label."""
        label = Text()
        if not wide:
            self._column.addWidget(Pair(label, field, self._field_width))
            return label
        label.setBuddy(field)
        pair = QVBoxLayout()
        pair.setSpacing(4)
        pair.addWidget(label)
        pair.addWidget(field)
        self._column.addLayout(pair)
        return label

    def add_wide(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        if isinstance(widget, QAbstractButton):  # a long translation must not widen the panel
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column.addWidget(widget)

    def _restyle(self) -> None:
        self._column.setSpacing(theme().px(8))


class Page(QWidget):
    """Sections below each other, the rest of the height left free."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        theme().changed.connect(self._respace)
        self._respace()

    def add(self, widget: QWidget) -> None:
        """Add a section at the end."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def _respace(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(20))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def set_label(label: QLabel, text: str) -> None:
    """Write a row's label and give its field the same accessible name."""
    label.setText(text)
    buddy = label.buddy()
    if buddy is not None:
        buddy.setAccessibleName(text)


def show_row(label: QLabel, shown: bool) -> None:
    """Show or hide a label with its field."""
    row = label.parentWidget()
    if row is not None:
        row.setVisible(shown)
