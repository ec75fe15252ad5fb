"""The heading of a card: small capitals that open the list of plots."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from core.language import tr
from gui.plots.words import menu_text
from gui.theme import theme

_SHORT = ("a", "o", "y")
"""The words of one letter, in English and in Spanish; other letters are names."""


class HeadingButton(QToolButton):
    """Says what the card shows; pressing it offers the other plots."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)
        self.restyle()

    def set_words(self, title: str) -> None:
        """Show another title."""
        self.words = capitals(title)
        self.setText(menu_text(f"{self.words} ▾"))
        self.setToolTip(tr("Show another plot here"))
        self.setAccessibleName(title)

    def restyle(self) -> None:
        """Take colours and fonts from the theme again."""
        font = theme().font(8.5)
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self.setFont(font)
        pad = theme().px(4)
        colour = theme().colour("muted").name()
        self.setStyleSheet(
            f"QToolButton {{ color: {colour}; padding: {pad}px {pad}px {pad}px 0px; }}"
            f"QToolButton:focus {{ border: 2px solid {theme().colour('accent').name()}; }}"
        )


def capitals(text: str) -> str:
    """Capitals for words; a name as ŷ, β₁ or A₂ stays what it is."""
    words = text.split(" ")
    return " ".join(w.upper() if w.isalpha() and _is_word(w) else w for w in words)


def _is_word(text: str) -> bool:
    return text in _SHORT or (len(text) > 1 and all(c < "\u0250" for c in text))
