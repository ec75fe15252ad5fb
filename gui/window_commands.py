"""Connects the commands and the canvas of a window to what carries them out."""

from typing import TYPE_CHECKING, Any

from core.network.edge import EdgeKey
from gui.commands.data_commands import DataCommands
from gui.commands.edit_commands import EditCommands, ToolCommands
from gui.commands.explain_commands import ExplainCommands, StepCommands
from gui.commands.export_commands import ExportCommands
from gui.commands.help_commands import HelpCommands
from gui.commands.lesson_commands import LessonCommands
from gui.commands.level_commands import LevelCommands
from gui.commands.runs_commands import RunsCommands
from gui.commands.train_commands import TrainCommands
from gui.commands.view_commands import ViewCommands
from gui.commands.weights_commands import WeightsCommands
from gui.messages import Kind

if TYPE_CHECKING:
    from gui.main_window import MainWindow

MOST_CELLS = 600
"""More weights than these are read in a heat-map rather than in a matrix."""


def connect_commands(window: "MainWindow") -> None:
    """Say who carries out which commands, and answer what the canvas asks for."""
    edit, explain = EditCommands(window), ExplainCommands(window)
    weights = WeightsCommands(window, explain)
    targets: dict[str, object] = {
        "file": window.keeper,
        "draw": window.workshop.drawing,
        "view": ViewCommands(window),
        "edit": edit,
        "tool": ToolCommands(window),
        "data": DataCommands(window),
        "explain": explain,
        "step": StepCommands(window),
        "train": TrainCommands(window),
        "export": ExportCommands(window),
        "runs": RunsCommands(window),
        "weights": weights,
        "levels": LevelCommands(window),
        "lesson": LessonCommands(window),
        "help": HelpCommands(window),
    }
    for prefix, target in targets.items():
        window.actions_.connect_to(prefix, target)
    forget = window.actions_["file.clear_recent"]
    window.menus.sources["recent"] = lambda menu: window.keeper.fill_recent(menu, forget)
    window.menus.sources["activation"] = edit.fill_activations
    _connect_canvas(window, explain, weights)


def _connect_canvas(
    window: "MainWindow", explain: ExplainCommands, weights: WeightsCommands
) -> None:
    canvas: Any = window.workshop.canvas
    canvas.message.connect(lambda text: window.tell(text, Kind.REFUSAL))
    canvas.quantity_clicked.connect(explain.quantity)
    canvas.menu_wanted.connect(
        lambda kind, place: window.menus.context_menu(kind, canvas).exec(place)
    )
    canvas.band_activated.connect(lambda key: _show_matrix(window, key, weights))
    canvas.tool_changed.connect(lambda tool: window.actions_[f"tool.{tool}"].setChecked(True))
    window.actions_["tool.select"].setChecked(True)
    for panel in (window.workshop.inspector, window.workshop.tables):
        panel.refused.connect(lambda text: window.tell(text, Kind.REFUSAL))
        panel.explain_requested.connect(explain.parameter_of)
    window.workshop.inspector.unit_requested.connect(explain.unit)
    canvas.unit_picked.connect(window.workshop.inspector.show_unit)
    window.workshop.inspector.unit_chosen.connect(canvas.show_unit)
    window.workshop.inspector.matrix_requested.connect(
        lambda key: window.actions_.run("weights.heat", key)
    )
    window.workshop.inspector.summary_requested.connect(
        lambda: window.actions_.run("levels.summary")
    )
    window.workshop.inspector.slope_requested.connect(explain.slope)
    window.workshop.inspector.let_go.connect(canvas.setFocus)
    window.workshop.tables.heat_requested.connect(weights.heat)
    window.workshop.inspector.pictures_requested.connect(weights.pictures)


def _show_matrix(window: "MainWindow", key: EdgeKey, weights: WeightsCommands) -> None:
    """The weights between two blocks are too many for a field on the canvas: show their matrix."""
    if window.document.network.edges[key].weight.size > MOST_CELLS:
        weights.heat(key)
        return
    window.workshop.show_table("matrices")
    window.workshop.tables.show_matrix_of(key)
