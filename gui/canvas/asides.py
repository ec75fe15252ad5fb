"""Menus and tooltips for what is under the pointer."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip

from gui.canvas import words

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


def show_menu(view: "CanvasView", event: QContextMenuEvent) -> None:
    """Offer what makes sense for what was clicked, or for what has the focus."""
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        target = view.focus.current()
        place = view.screen_rect(target).center() if target else event.globalPos()
    else:
        target, place = view.pointing.global_target(event.globalPos()), event.globalPos()
    if target is not None and view.mode == "draw":
        view.focus.select_for_menu(target)
    if view.context_actions is None:
        view.menu_wanted.emit(target.kind if target else "canvas", place)
    elif actions := view.context_actions(target):
        menu = QMenu(view)
        menu.addActions(actions)
        menu.exec(place)
        menu.deleteLater()


def show_tip(view: "CanvasView", event: QHelpEvent) -> None:
    """Say what is under the pointer and what can be done with it."""
    target = view.pointing.global_target(event.globalPos())
    if target is None or view.gesture is not None:
        QToolTip.hideText()
        return
    connection = view.picture.connections[target.edge] if target.edge else None
    is_band = connection is not None and connection.is_band and target.source is None
    text = f"{view.picture.describe(target)}\n{words.hint(target, view.mode, is_band=is_band)}"
    QToolTip.showText(event.globalPos(), text, view.viewport())
