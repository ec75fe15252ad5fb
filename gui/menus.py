"""The menus as data: names of commands, separators, and submenus made while they open."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from core.language import LANGUAGES, tr, translatable
from gui.actions import Actions
from gui.settings import Settings


class Sub(NamedTuple):
    """A submenu. With a ``source`` its entries are made each time it opens."""

    title: str
    entries: "tuple[str | Sub | None, ...]" = ()
    source: str = ""


Entry = str | Sub | None
"""The name of a command, a submenu, or None for a separator."""

MENUS: tuple[Sub, ...] = (
    Sub(
        translatable("&File"),
        (
            "file.new", "view.lessons", "file.open", Sub(translatable("Open recent"), (), "recent"),
            "data.import_file", "data.import_images",
            None, "file.save", "file.save_as",
            None, "export.picture", "export.copy_picture",
            None, "export.copy_latex", "export.copy_formula",
            None, "view.quit",
        ),
    ),
    Sub(
        translatable("&Edit"),
        (
            "edit.undo", "edit.redo",
            None, "draw.cut", "draw.copy", "draw.paste", "draw.duplicate", "draw.delete_selection",
            None, "draw.select_all", "edit.rename",
            None, "help.settings",
        ),
    ),
    Sub(
        translatable("&View"),
        (
            "view.draw", "view.step", "view.train",
            None, "view.zoom_in", "view.zoom_out", "view.fit",
            None, "view.parameters", "view.matrices", "view.observations",
            "weights.heat", "weights.pictures",
            Sub(
                translatable("Plots"),
                (
                    "view.plot_loss", "view.plot_plane", "view.plot_curve",
                    None, "view.plot_slice", "view.plot_contour", "view.plot_history",
                    None, "view.plot_activation", "view.plot_metrics",
                    "view.plot_accuracy", "view.plot_confusion",
                    None, "view.enlarge_plot",
                ),
            ),
            None, "view.tool_rail", "view.side_panel", "view.bottom_panel", "view.next_panel",
            "view.bias_nodes",
            None, "view.larger_text", "view.smaller_text",
            Sub(translatable("Colours"), (), "theme"),
            Sub(translatable("Language"), (), "language"),
            None, "view.present",
        ),
    ),
    Sub(
        translatable("&Network"),
        (
            Sub(
                translatable("Tool"),
                ("tool.select", "tool.input", "tool.hidden", "tool.output", "tool.connect"),
            ),
            "edit.add_input", "edit.add_hidden", "edit.add_output", "edit.layers",
            None, "edit.connect", "draw.connect_to_next_level", "draw.new_random_weights",
            None, "levels.expand", "levels.collapse",
            "levels.duplicate_level", "levels.remove_level", "levels.summary",
            None, "draw.tidy",
            Sub(
                translatable("Arrange"),
                (
                    "draw.align_column", "draw.align_row",
                    "draw.distribute_vertical", "draw.distribute_horizontal",
                ),
            ),
            None, "runs.collapse", "edit.title",
        ),
    ),
    Sub(
        translatable("&Data"),
        (
            "data.choose", "data.import_file", "data.import_images",
            None, "data.browse",
            None, "weights.digit_pad",
            None, "data.split", "data.export",
            None, "view.observations",
        ),
    ),
    Sub(
        translatable("&Step"),
        (
            "explain.forward", "explain.matrices", "explain.backward",
            "explain.training",
            None, "explain.parameter", "explain.selection",
            None, "step.set_by_hand", "explain.slope", "runs.collapse",
            None, "step.next", "step.back", "step.first", "step.last", "step.toggle_play",
            None, "step.apply_update",
        ),
    ),
    Sub(
        translatable("&Train"),
        (
            "train.toggle", "train.one_batch", "train.one_epoch", "train.some_epochs",
            None, "train.explain_next",
            None, "train.stop", "train.back_to_start", "train.new_weights",
        ),
    ),
    Sub(
        translatable("&Runs"),
        (
            "runs.race", "runs.grid", "runs.starts",
            None, "runs.baselines", "runs.comparison", "runs.collapse",
            None, "runs.all_runs", "runs.export", "runs.copy",
        ),
    ),
    Sub(
        translatable("&Help"),
        (
            "lesson.notes", "lesson.previous", "lesson.next",
            None, "help.shortcuts", "help.about",
        ),
    ),
)  # fmt: skip

CONTEXT: dict[str, tuple[Entry, ...]] = {
    "node": (
        "edit.rename", Sub(translatable("Activation"), (), "activation"),
        None, "edit.connect", "draw.connect_to_next_level",
        None, "levels.expand", "levels.collapse",
        "levels.duplicate_level", "levels.remove_level",
        None, "draw.cut", "draw.copy", "draw.duplicate", "draw.delete_selection",
        None, Sub(
            translatable("Arrange"),
            (
                "draw.align_column", "draw.align_row",
                "draw.distribute_vertical", "draw.distribute_horizontal",
            ),
        ),
        None, "explain.selection",
    ),
    "edge": (
        "explain.selection", "train.explain_next",
        None, "draw.new_random_weights", "draw.delete_selection",
    ),
    "canvas": (
        "edit.add_input", "edit.add_hidden", "edit.add_output", "edit.layers",
        None, "draw.paste", "draw.select_all",
        None, "draw.tidy", "view.fit",
    ),
}  # fmt: skip

CHOICES: dict[str, dict[str, str]] = {
    "theme": {
        "system": translatable("As the system"),
        "light": translatable("Light"),
        "dark": translatable("Dark"),
    },
    "language": {"system": translatable("As the system"), **LANGUAGES},
}
"""Settings that a submenu offers: the key, and what each value is called."""

Source = Callable[[QMenu], None]


class Menus:
    """Builds menus from the tables; ``sources`` fill the submenus that change."""

    def __init__(self, actions: Actions, settings: Settings) -> None:
        self._actions = actions
        self._settings = settings
        self.sources: dict[str, Source] = {key: partial(self._fill_choices, key) for key in CHOICES}
        self._titles: list[tuple[QMenu, str]] = []

    def fill_bar(self, bar: QMenuBar) -> None:
        """Add every menu to a window's menu bar."""
        for sub in MENUS:
            self._add_sub(bar, sub)

    def retranslate(self) -> None:
        """Write the titles of the menu bar's menus in the language in use."""
        for menu, title in self._titles:
            menu.setTitle(tr(title))

    def context_menu(self, target: str, parent: QWidget) -> QMenu:
        """The menu for a right click on a node, an edge or the canvas."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        kept, self._titles = self._titles, []
        self._add(menu, CONTEXT[target])
        self._titles = kept
        return menu

    def _add(self, menu: QMenu, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, Sub):
                self._add_sub(menu, entry)
            else:
                menu.addAction(self._actions[entry])

    def _add_sub(self, parent: QMenu | QMenuBar, sub: Sub) -> None:
        menu = parent.addMenu(tr(sub.title))
        menu.setToolTipsVisible(True)
        self._titles.append((menu, sub.title))
        self._add(menu, sub.entries)
        if sub.source:
            menu.aboutToShow.connect(lambda: self._refill(menu, sub.source))

    def _refill(self, menu: QMenu, source: str) -> None:
        menu.clear()
        fill = self.sources.get(source)
        if fill is not None:
            fill(menu)

    def _fill_choices(self, key: str, menu: QMenu) -> None:
        add_choices(menu, CHOICES[key], self._settings.get(key), partial(self._settings.set, key))


def add_choices(
    menu: QMenu, texts: dict[str, str], current: str | None, choose: Callable[[str], None]
) -> None:
    """Add one entry a value, the current one marked."""
    group = QActionGroup(menu)
    for value, text in texts.items():
        action = QAction(tr(text), menu)
        action.setCheckable(True)
        action.setChecked(value == current)
        action.triggered.connect(lambda _checked=False, value=value: choose(value))
        group.addAction(action)
        menu.addAction(action)
