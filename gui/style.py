"""How widgets look: Qt's Fusion style in our colours, and the few frames and labels of our own."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.dressing import Dressing
from gui.style_sheet import style_sheet
from gui.theme import theme

BASE_POINTS = 10.0
HEADING_POINTS = 9.0
_LEAST_SHARE = 0.6
_DRESSED = "dressed_by_nodewise"

_ROLES = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "canvas",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "canvas",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "canvas",
    QPalette.ColorRole.Midlight: "panel",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "muted",
    QPalette.ColorRole.Shadow: "muted",
    QPalette.ColorRole.Accent: "accent",
}
_FADED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


def palette() -> QPalette:
    """The theme's colours as Qt asks for them."""
    result = QPalette()
    for role, token in _ROLES.items():
        result.setColor(role, theme().colour(token))
    faded = theme().blended("muted", 0.6, over="panel")
    for role in _FADED:
        result.setColor(QPalette.ColorGroup.Disabled, role, faded)
    result.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, theme().colour("line")
    )
    return result


def apply_style(app: QApplication) -> None:
    """Dress the program in the theme, now and whenever it changes.

    Fusion itself is named to the application at its start: `app.setStyle` hands back the style,
    and PySide takes 30 ms to make its classes for that.
    """
    if app.property(_DRESSED):
        _dress()
        return
    app.setPalette(palette())
    app.setFont(theme().font(BASE_POINTS))
    app.setStyleSheet(style_sheet(theme()))
    app.setProperty(_DRESSED, True)
    theme().changed.connect(_dress)


def _dress() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        dressing = app.findChild(Dressing) or Dressing(app)
        dressing.change(style_sheet(theme()), palette(), theme().font(BASE_POINTS))


def restyled(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and take on the new look."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def primary(button: QPushButton) -> QPushButton:
    """Mark the button that is the one thing to do next."""
    restyled(button, "primary", True)
    return button


class SectionHeading(QLabel):
    """A small heading in capitals above a part of a panel."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "heading")
        self.setWordWrap(True)
        theme().changed.connect(self._refont)
        self._refont()
        self.setText(text)

    def _refont(self) -> None:
        """Smaller where a panel is too narrow for a word: a long one cannot be wrapped."""
        font = theme().font(HEADING_POINTS, bold=True)
        font.setLetterSpacing(font.SpacingType.PercentageSpacing, 106)
        words = self.text().split()
        widest = max(map(QFontMetricsF(font).horizontalAdvance, words), default=0.0)
        if self.isVisible() and widest > self.width() > 0:
            share = max(_LEAST_SHARE, (self.width() - 1) / widest)
            font.setPointSizeF(font.pointSizeF() * share)
        if font != self.font():
            self.setFont(font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refont()

    def setText(self, text: str) -> None:
        super().setText(_capitals(text))
        self.setAccessibleName(text)
        self._refont()


def _capitals(text: str) -> str:
    """Capitals for words; a Greek or indexed name stays what it is (β₁ is not Β₁)."""
    words = text.split(" ")
    return " ".join(w.upper() if w.isalpha() and _is_latin(w) else w for w in words)


def _is_latin(word: str) -> bool:
    return (len(word) > 1 or word in "ao") and all(c < "\u0250" for c in word)


def section_heading(text: str) -> SectionHeading:
    """A heading above a part of a panel."""
    return SectionHeading(text)


class Card(QFrame):
    """A white box with round corners for things that belong together."""


class _PlacedLabel(QLabel):
    """A label whose words are not set at several widths to find the best one."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class NoteCard(QFrame):
    """A teaching note: a bold title and a few plain words, on its own colour.

    One that ``is_placed`` is given its width, and does not find out which one it would want.
    """

    def __init__(
        self,
        title: str = "",
        text: str = "",
        parent: QWidget | None = None,
        *,
        is_placed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._label = _PlacedLabel() if is_placed else QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.addWidget(self._label)
        theme().changed.connect(self._refont)
        self._refont()
        self.set_note(title, text)

    def _refont(self) -> None:
        self._label.setFont(theme().font(BASE_POINTS))

    def set_note(self, title: str, text: str) -> None:
        """Show another note; without any words the card hides."""
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        bold = f"<b>{_escaped(title)}</b> " if title else ""
        self._label.setText(
            f'<div style="line-height: 125%">{bold}{_escaped(text)}</div>'.replace("\n", "<br>")
        )
        is_empty = not (title or text)
        if is_empty or self.parent() is not None:
            self.setHidden(is_empty)
        else:  # shown together with whatever it is put into, not as a window of its own
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)

    def text(self) -> str:
        """The words of the note."""
        return f"{self.accessibleName()} {self.accessibleDescription()}".strip()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
