"""The table of commands. English texts; `gui.actions` shows them in the language in use.

Scopes say where the keys work: in the whole window, only while the drawing has the focus (single
letters), or in the workspaces Step and Train.
"""

from gui.action_table.data_actions import DATA
from gui.action_table.draw_actions import NETWORK, TOOLS
from gui.action_table.edit_actions import EDIT
from gui.action_table.file_actions import FILE, HELP
from gui.action_table.lesson_actions import LESSON
from gui.action_table.level_actions import LEVELS
from gui.action_table.plot_actions import PLOTS
from gui.action_table.runs_actions import RUNS
from gui.action_table.spec import Spec
from gui.action_table.step_actions import STEP
from gui.action_table.train_actions import TRAIN
from gui.action_table.view_actions import VIEW
from gui.action_table.weights_actions import WEIGHTS

__all__ = ["ACTIONS", "BY_NAME", "Spec"]

ACTIONS: tuple[Spec, ...] = (
    *(FILE + EDIT + VIEW + PLOTS + TOOLS + NETWORK + LEVELS + DATA + STEP + TRAIN + RUNS),
    *(WEIGHTS + LESSON + HELP),
)
BY_NAME = {spec.name: spec for spec in ACTIONS}
