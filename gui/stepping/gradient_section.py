"""All gradients in one table: sorted by size or in order, with bars, a click explains one."""

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from core.language import tr, trn
from core.network.node import Array
from core.numbers import format_number, grouped
from core.stepping.parameter_list import ParameterList
from core.stepping.quantity import Kind, Quantity
from core.stepping.trace import Lesson
from gui.icons import icon
from gui.stepping.controls import with_own_keys
from gui.stepping.number_table import MOST_LISTED, NumberTable
from gui.stepping.session import StepSession
from gui.stepping.texts import number_word
from gui.style import SectionHeading
from gui.theme import theme


class GradientSection(QWidget):
    """The table of every ∂L/∂w of this observation."""

    hiding_changed = Signal(bool)

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._parameters: ParameterList | None = None
        self.heading, self.table = SectionHeading(), NumberTable(most_rows=10)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._menu_button = QToolButton()
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        with_own_keys(self._menu_button)
        self._make_actions()
        self._lay_out()
        self.table.chosen.connect(self._explain)
        self.table.pointed_at.connect(self._point)
        session.hovered.connect(self._highlight)

    def _make_actions(self) -> None:
        menu = QMenu(self)
        self.by_size, self.by_name = QAction(menu), QAction(menu)
        self.logarithmic, self.hiding = QAction(menu), QAction(menu)
        group = QActionGroup(menu)
        for action in (self.by_size, self.by_name, self.logarithmic, self.hiding):
            action.setCheckable(True)
        for action in (self.by_size, self.by_name):
            group.addAction(action)
        self.by_size.setChecked(True)
        menu.addActions([self.by_size, self.by_name])
        menu.addSeparator()
        menu.addActions([self.logarithmic, self.hiding])
        self._menu_button.setMenu(menu)
        for action in (self.by_size, self.by_name, self.logarithmic):
            action.toggled.connect(lambda _on: self.refresh())
        self.hiding.toggled.connect(self.hiding_changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self._menu_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.table)
        column.addWidget(self._hint)

    def refresh(self) -> None:
        """Show the gradients of the trace in force."""
        found = self._session.derived.gradients()
        self.setVisible(found is not None and len(found[0]) > 0)
        if found is None:
            self._parameters = None
            self.table.set_rows(np.zeros(0), str, str)
            return
        self._parameters, values = found
        self._retranslate(len(values))
        writer = self._session.writer
        parameters = self._parameters
        self.table.rows.logarithmic = self.logarithmic.isChecked()
        self.table.set_rows(
            self._shown(values),
            lambda i: writer.names.parameter(parameters[i]).plain,
            lambda value: format_number(value, writer.notation),
            current=self._current(),
            by_size=self.by_size.isChecked(),
        )
        self._show_hint()

    def _show_hint(self) -> None:
        hints = []
        if self._hides:
            hints.append(tr("A gradient appears when the steps have calculated it."))
        if self.table.rows.n_left_out:
            n = grouped(min(self.table.rows.rowCount(), MOST_LISTED))
            largest = tr("The {n} largest are listed.").format(n=n)
            some = tr("{n} of them are listed.").format(n=n)
            hints.append(largest if self.by_size.isChecked() and not self._hides else some)
        self._hint.setText(" ".join(hints))
        self._hint.setVisible(bool(hints))

    def refresh_step(self) -> None:
        """The cursor moved: only what is hidden until it is calculated can change."""
        if self._hides:
            self.refresh()

    @property
    def _hides(self) -> bool:
        """Return whether a gradient is shown only once the steps have calculated it."""
        return self.hiding.isChecked() or self._session.by_hand

    def _current(self) -> int:
        session = self._session
        if session.lesson is not Lesson.PARAMETER or session.parameter is None:
            return -1
        return self._parameters.index(session.parameter) if self._parameters else -1

    def _shown(self, values: Array) -> Array:
        """Every value, or only those that the steps have reached."""
        if not self._hides or self._parameters is None:
            return values
        shown = np.full(len(values), np.nan)
        calculated = self._session.calculated_gradients
        if calculated is None:
            return values
        for parameter in calculated:
            i = self._parameters.index(parameter)
            shown[i] = values[i]
        return shown

    def _retranslate(self, n: int) -> None:
        many = tr("All {n} gradients").format(n=number_word(n))
        self.heading.setText(many if n > 1 else trn("{n} gradient", "{n} gradients", n))
        self.by_size.setText(tr("Largest first"))
        self.by_name.setText(tr("In the order of the network"))
        self.logarithmic.setText(tr("Bars by powers of ten"))
        self.hiding.setText(tr("Hide until calculated"))
        self._menu_button.setIcon(icon("more"))
        self._menu_button.setToolTip(tr("How the gradients are shown"))
        self._menu_button.setAccessibleName(tr("How the gradients are shown"))
        self.table.setAccessibleName(self.heading.accessibleName())
        self.table.setToolTip(tr("Click a gradient to see its chain rule"))
        size = theme().px(22)
        self._menu_button.setFixedSize(size, size)

    def _explain(self, position: int) -> None:
        if self._parameters is not None:
            self._session.set_parameter(self._parameters[position])

    def _point(self, position: int) -> None:
        if self._parameters is None or position < 0:
            self._session.highlight(None)
        else:
            parameter = self._parameters[position]
            self._session.highlight(Quantity(Kind.PARAMETER, parameter=parameter))

    def _highlight(self, quantity: Quantity | None) -> None:
        parameter = quantity.parameter if quantity is not None else None
        known = self._parameters is not None and parameter is not None
        if known and parameter and self._session.document.network.has(parameter):
            self.table.highlight(self._parameters.index(parameter))  # type: ignore[union-attr]
        else:
            self.table.highlight(-1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
