"""How parts stand in a window: scrolling, split, and no larger than the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QSplitter, QWidget

from gui.theme import theme


def scrolling(inside: QWidget, by_keys: bool = False) -> QScrollArea:
    """A part that scrolls down where there is no room, never sideways.

    With ``by_keys`` the area itself takes the keyboard, for parts with nothing else that would.
    """
    area = scroll_area(by_keys=by_keys)
    area.setWidget(inside)
    return area


def scroll_area(parent: QWidget | None = None, *, by_keys: bool = False) -> QScrollArea:
    """Such an area with nothing in it yet."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if not by_keys:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def split(orientation: Qt.Orientation, first: QWidget, second: QWidget) -> QSplitter:
    """Two parts with a line to drag between them; the first takes what room there is."""
    splitter = QSplitter(orientation)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setCollapsible(0, False)
    splitter.setCollapsible(1, False)
    splitter.setStretchFactor(0, 1)
    splitter.setHandleWidth(1)  # Qt lets the mouse grab it from further away
    return splitter


def take_size(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog a size that grows with the text, and that the screen has."""
    room = dialog.screen().availableGeometry()
    px = theme().px
    dialog.resize(
        min(px(width), round(room.width() * 0.94)), min(px(height), round(room.height() * 0.88))
    )


def first_in_reach(panel: QWidget) -> QWidget | None:
    """The first widget of a panel that Tab would stop at."""
    for widget in [panel, *panel.findChildren(QWidget)]:
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and widget.isVisible() and widget.isEnabled():
            return widget
    return None
