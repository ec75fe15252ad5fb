"""The menus of the table of runs: what can be done with a run, and with all of them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from core.language import tr
from gui.action_table import BY_NAME
from gui.actions import tooltip
from gui.plots.palette import N_RUN_COLOURS
from gui.runs.colours import NAMES, chip_icon
from gui.runs.words import is_baseline

if TYPE_CHECKING:
    from gui.runs.runs_panel import RunsPanel

MORE = (
    "runs.race", "runs.grid", "runs.starts",
    None, "runs.baselines", "runs.comparison", "runs.collapse",
    None, "runs.all_runs", "runs.export", "runs.copy",
)  # fmt: skip


def fill_more(menu: QMenu, panel: "RunsPanel") -> None:
    """Everything that concerns all runs, or makes new ones."""
    menu.clear()
    menu.setToolTipsVisible(True)
    for name in MORE:
        if name is None:
            menu.addSeparator()
            continue
        spec = BY_NAME[name]
        action = menu.addAction(tr(spec.text))
        action.setToolTip(tooltip(spec))
        method = name.partition(".")[2]
        target = panel if method in ("export", "copy") else panel.tools
        action.triggered.connect(partial(_call, target, method))


def _call(target: object, method: str, _checked: bool = False) -> None:
    getattr(target, method)()


def run_menu(panel: "RunsPanel") -> QMenu:
    """What can be done with the selected runs."""
    runs = [panel.model.runs[i] for i in panel.chosen]
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown = all(run.shown for run in runs)
    menu.addAction(tr("Hide in the plots") if shown else tr("Show in the plots")).triggered.connect(
        lambda: panel.toggle_shown()
    )
    menu.addAction(tr("Show only this in the plots")).triggered.connect(
        lambda: panel.edits.show_only(panel.chosen)
    )
    _add_colours(menu.addMenu(tr("Colour")), panel, runs[0].colour)
    if len(runs) == 1:
        menu.addAction(tr("Rename")).triggered.connect(lambda: panel.rename())
    menu.addSeparator()
    if len(runs) == 1 and is_baseline(runs[0]):
        menu.addAction(tr("Coefficients…")).triggered.connect(
            lambda: panel.tools.coefficients(runs[0])
        )
    elif len(runs) == 1:
        _add_restoring(menu, panel)
    menu.addSeparator()
    menu.addAction(tr("Copy as a table")).triggered.connect(lambda: panel.copy())
    menu.addAction(tr("Delete")).triggered.connect(lambda: panel.delete())
    return menu


def _add_restoring(menu: QMenu, panel: "RunsPanel") -> None:
    run = panel.model.runs[panel.chosen[0]]
    entries: tuple[tuple[str, object, dict[str, bool]], ...] = (
        (tr("Take back its end weights"), run.end, {}),
        (tr("Take back its end weights and settings"), run.end, {"settings": True}),
        (tr("Take back its start weights"), run.start, {"start": True}),
        (
            tr("Take back its start weights and settings"),
            run.start,
            {"start": True, "settings": True},
        ),
    )
    for text, weights, how in entries:
        action = menu.addAction(text)
        action.setEnabled(weights is not None)
        action.triggered.connect(partial(_restore, panel, how))


def _restore(panel: "RunsPanel", how: dict[str, bool], _checked: bool = False) -> None:
    panel.restore(**how)


def _add_colours(menu: QMenu, panel: "RunsPanel", current: int) -> None:
    group = QActionGroup(menu)
    for number in range(N_RUN_COLOURS):
        action = QAction(chip_icon(number), tr(NAMES[number]), menu)
        action.setCheckable(True)
        action.setChecked(number == current % N_RUN_COLOURS)
        action.triggered.connect(partial(_recolour, panel, number))
        group.addAction(action)
        menu.addAction(action)


def _recolour(panel: "RunsPanel", number: int, _checked: bool = False) -> None:
    panel.recolour(number)
