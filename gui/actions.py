"""Every command of the program as data: its name, its words, its keys and when it can be used.

The part of a name before the dot says who carries it out: ``file.save`` is ``save`` of whatever
was connected as ``file``. Menus, tool bars, tooltips and the list of shortcuts are made from here.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from core.language import tr
from core.network.errors import NodewiseError
from gui.action_table import ACTIONS, Spec
from gui.rules import RULES, State


class IconSource(Protocol):
    """What gives an icon for a name, in the colours of the theme."""

    def __call__(self, name: str) -> Any: ...


class Actions(QObject):
    """The QActions of one window, by name."""

    refused = Signal(object)
    """A `NodewiseError` that a command raised."""
    asked_for = Signal(str)
    """The name of a command that was used."""

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._targets: dict[str, object] = {}
        self._tips: dict[tuple[str, str | None], str] = {}
        self._actions = {spec.name: self._made(spec) for spec in ACTIONS}
        self.retranslate()
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def connect_to(self, prefix: str, target: object) -> None:
        """Let ``target`` carry out every command whose name begins with ``prefix``."""
        self._targets[prefix] = target

    def add_to(self, widget: QWidget, scope: str) -> None:
        """Make the keys of one scope (window, canvas, step) work in ``widget``."""
        widget.addActions([self._actions[spec.name] for spec in ACTIONS if spec.scope == scope])

    def refresh(self) -> None:
        """Enable what can be used now, and let the rest say why it cannot."""
        for spec in ACTIONS:
            rule = RULES[spec.needs]
            action = self._actions[spec.name]
            action.setEnabled(rule.holds(self._state))
            action.setToolTip(self._tip(spec, None if action.isEnabled() else rule.reason))

    def _tip(self, spec: Spec, reason: str | None) -> str:
        """The tooltip, which is put together once in a language."""
        if (spec.name, reason) not in self._tips:
            self._tips[spec.name, reason] = tooltip(spec, reason)
        return self._tips[spec.name, reason]

    def retranslate(self) -> None:
        """Write every text again in the language in use."""
        self._tips.clear()
        for spec in ACTIONS:
            self._actions[spec.name].setText(tr(spec.text))
            self._actions[spec.name].setStatusTip(tr(spec.tip))
        self.refresh()

    def set_icons(self, icon: IconSource) -> None:
        """Take the icons, as at the start and after a change of theme."""
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.name].setIcon(icon(spec.icon))

    def run(self, name: str, *args: Any) -> None:
        """Carry out a command; what it refuses is told, not raised."""
        prefix, _, method = name.partition(".")
        target = self._targets.get(prefix)
        if target is None:
            return
        self.asked_for.emit(name)
        try:
            getattr(target, method)(*args)
        except NodewiseError as error:
            self.refused.emit(error)

    def _made(self, spec: Spec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut
            if spec.scope == "window"
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        run: Callable[..., None] = partial(self.run, spec.method, *spec.args)
        if spec.checkable:
            action.triggered.connect(lambda checked: run(checked))
        else:
            action.triggered.connect(lambda _checked=False: run())
        return action


def keys_text(spec: Spec) -> str:
    """The keys of a command as the keyboard names them."""
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(key).toString(native) for key in spec.keys)


def tooltip(spec: Spec, reason: str | None = None) -> str:
    """What a command is called, its keys, what it does, and why it cannot be used now."""
    title = tr(spec.text).replace("…", "")
    lines = [f"{title} ({keys_text(spec)})" if spec.keys else title, tr(spec.tip)]
    if reason:
        lines.append(tr(reason))
    return "\n".join(lines)
