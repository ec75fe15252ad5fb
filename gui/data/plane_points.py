"""Points that are added, dragged and taken away on the plane of two inputs.

The plane tells in measured numbers what was done with the mouse; this makes it changes of the
document, one for each gesture. By the keyboard the same is done in the table of observations.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.datasets.points import (
    class_targets,
    n_classes,
    with_moved_point,
    with_point,
    without_points,
)
from core.language import Message, tr
from core.network.data import Data
from core.network.network import Network
from core.network.node import Role
from core.network.rows import Rows
from core.numbers import format_number
from gui.document import Document
from gui.inspector.functions import Description
from gui.inspector.number_field import NumberField
from gui.inspector.section import Choice
from gui.settings import Settings
from gui.theme import theme


class PlanePoints(QObject):
    """Turns gestures on the plane into changes of the document's data."""

    refused = Signal(object)
    """A sentence that says why nothing was done."""

    def __init__(self, document: Document, switch: "TargetSwitch", parent: QObject) -> None:
        super().__init__(parent)
        self._document, self.switch = document, switch
        self._moving: int | None = None
        self._before: Data | None = None

    @property
    def is_possible(self) -> bool:
        """Return whether there are two inputs, and so a plane."""
        return len(self._document.network.units(Role.INPUT)) == 2

    def add(self, x: float, y: float, button: object = Qt.MouseButton.LeftButton) -> None:
        """Add a point of the chosen target; another button than the left takes the next class."""
        self.finish()
        data = _with_columns(self._document.network)
        targets = self.switch.targets(button is not Qt.MouseButton.LeftButton)
        if not self.is_possible or data.inputs.shape[1] != 2 or targets is None:
            self.refused.emit(Message("Points need a network with two inputs and an output."))
            return
        place = self._place_text(x, y)
        self._edit(Message("Add the point {place}", place=place), with_point(data, (x, y), targets))

    def move(self, row: int, x: float, y: float) -> None:
        """Show a point at another place while it is dragged; `finish` ends the drag."""
        if self._moving != row:
            self.finish()
            self._moving, self._before = row, self._document.network.data
        if self._before is not None and 0 <= row < self._before.n_observations:
            data = with_moved_point(self._before, row, (x, y))
            self._document.preview(replace(self._document.network, data=data))

    def finish(self) -> None:
        """The point was let go: the drag is one change."""
        if self._moving is not None:
            row, self._moving, self._before = self._moving, None, None
            self._document.finish_preview(Message("Move the point of row {row}", row=row + 1))

    def cancel(self) -> None:
        """Take a drag back, as on Escape."""
        if self._moving is not None:
            self._moving = self._before = None
            self._document.finish_preview()

    def remove(self, row: int) -> None:
        """Take a point away."""
        self.finish()
        data = self._document.network.data
        if 0 <= row < data.n_observations:
            text = Message("Delete the point of row {row}", row=row + 1)
            self._edit(text, without_points(data, [row]))

    def _edit(self, message: Message, data: Data) -> None:
        self._document.edit(message, replace(self._document.network, data=data))

    def _place_text(self, x: float, y: float) -> str:
        notation = self.switch.settings.notation
        separator = ", " if notation.decimal_mark == "." else "; "
        return f"({separator.join(format_number(v, notation, 2) for v in (x, y))})"


def _with_columns(network: Network) -> Data:
    """The data, with columns for a network that has no observations yet."""
    data = network.data
    if data.n_observations or (data.inputs.shape[1] and data.targets.shape[1]):
        return data
    empty = Rows.of(network).without([])
    return replace(data, inputs=empty.inputs, targets=empty.targets)


class TargetSwitch(QWidget):
    """Chooses the class, or the number, that a new point gets."""

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__()
        self._document, self.settings = document, settings
        self._names: tuple[str, ...] = ()
        self.label = QLabel()
        self.label.setProperty("role", "muted")
        self.classes: Choice | None = None
        self.number = NumberField(settings.notation)
        self.number.set_value(1.0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.label)
        self._row.addWidget(self.number)
        document.network_changed.connect(self._follow)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def targets(self, is_next: bool = False) -> Sequence[float] | None:
        """The measured targets of a new point, None where there is no output."""
        data = _with_columns(self._document.network)
        width = data.targets.shape[1]
        if width == 0:
            return None
        if self.classes is not None and self._names:
            number = int(self.classes.key or 0) + int(is_next)
            return class_targets(data, number % len(self._names))
        value = self.number.value
        return [1.0 if value is None else value] * width

    def _follow(self, before: Network, after: Network) -> None:
        if before.data is not after.data or before.nodes is not after.nodes:
            self.refresh()

    def refresh(self) -> None:
        """Offer the classes that the data have now."""
        names = _class_names(self._document.network)
        if names != self._names or self.classes is None:
            self._names = names
            self._offer(names)
        self.number.setVisible(not names)
        self.number.set_notation(self.settings.notation)
        self.retranslate()

    def _offer(self, names: tuple[str, ...]) -> None:
        chosen = self.classes.key if self.classes is not None else None
        if self.classes is not None:
            self._row.removeWidget(self.classes)
            self.classes.deleteLater()
            self.classes = None
        if names:
            self.classes = Choice({str(k): Description(name, "") for k, name in enumerate(names)})
            self.classes.show_key(chosen if chosen and int(chosen) < len(names) else "0")
            self.classes.setToolTip("")
            self._row.addWidget(self.classes)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.label.setText(tr("New point:"))
        tip = tr("The class that a click on the plane gives; the right button gives the next one.")
        if self.classes is not None:
            self.classes.setAccessibleName(tr("Class of a new point"))
            self.classes.setToolTip(tip)
        self.number.setAccessibleName(tr("Target of a new point"))
        self.number.set_hint(tr("The target that a click on the plane gives."))

    def _restyle(self) -> None:
        self.label.setFont(theme().font(9))
        self.number.setFixedWidth(theme().px(72))
        self._row.setSpacing(theme().px(4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _class_names(network: Network) -> tuple[str, ...]:
    """The names of the classes that a point can be of, none where targets are numbers."""
    data = _with_columns(network)
    n = n_classes(data)
    if n == 0 or (not data.n_observations and network.output_function == "identity"):
        return ()
    columns = data.target_columns
    if n == 2 and data.targets.shape[1] == 1:
        column = columns[0] if columns else None
        if column is not None and column.category:
            return (column.reference or "0", column.level or "1")
        return ("0", "1")
    return tuple(columns[k].name if k < len(columns) else str(k + 1) for k in range(n))
