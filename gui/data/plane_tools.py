"""The mode for points on a plane card: a switch in its heading, and what new points are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from core.language import Message, tr
from core.network.node import Role
from gui.data.plane_points import PlanePoints, TargetSwitch
from gui.theme import theme

if TYPE_CHECKING:
    from gui.plots.plane_card import PlaneCard


class PlaneTools(QWidget):
    """Stands above the plane while the mode is on; the button in the heading is always there."""

    def __init__(self, card: "PlaneCard") -> None:
        super().__init__()
        self._card = card
        document, settings = card.watched.document, card.watched.settings
        self._document = document
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.switch = TargetSwitch(document, settings)
        self.points = PlanePoints(document, self.switch, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.addWidget(self.switch)
        row.addStretch(1)
        card.add_tool(self.button)
        card.stage.insertWidget(0, self)
        self.hide()
        self._connect(card)
        self._restyle()
        self.retranslate()
        self._refresh()

    def _connect(self, card: "PlaneCard") -> None:
        self.button.toggled.connect(card.set_editing)
        card.editing_changed.connect(self._on_mode)
        card.point_added.connect(self.points.add)
        card.point_moved.connect(self.points.move)
        card.point_dropped.connect(lambda *_: self.points.finish())
        card.point_removed.connect(self.points.remove)
        self.points.refused.connect(lambda text: card.saved.emit(text, "refusal"))
        card.watched.structure_changed.connect(self._refresh)
        theme().changed.connect(self._restyle)
        card.installEventFilter(self)

    def _on_mode(self, on: bool) -> None:
        self.button.setChecked(on)
        self.setVisible(on)
        if on:  # said by the window, because the plane has no room to spare
            text = Message("Click: add a point. Drag: move one. Right click: delete one.")
            self._card.saved.emit(text, "info")
        else:
            self.points.finish()

    def _refresh(self) -> None:
        possible = len(self._document.network.units(Role.INPUT)) == 2
        self.button.setVisible(possible)
        if not possible and self.button.isChecked():
            self.button.setChecked(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.Hide:
            self.points.finish()
        return False

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.button.setText(tr("Points"))
        self.button.setToolTip(
            tr(
                "Add, move and delete observations on the plane: click an empty place, drag a"
                " point, right click a point. Enter adds one under the read-out, Delete takes"
                " it away."
            )
        )

    def _restyle(self) -> None:
        self.button.setFont(theme().font(9))
