"""How high the panel below the canvas is."""

from gui.settings import Settings
from gui.theme import theme

BOTTOM = 250
MOST_BOTTOM = 0.45
"""The largest share of the window that the panel takes by itself."""
STEP_LEAST, STEP_MOST = 206, 330
STEP_FROM, STEP_SHARE = 644, 0.43
"""The height of the step panel: its limits, and its share of the room above so much."""
PRESENTED_SHARE = 0.36
TRAIN_LEAST, TRAIN_SHARE = 226, 0.28
"""What plots and runs have below the canvas: at least so much, and of the height."""
NAMES = {"step": "step_height", "train": "train_height"}
"""The settings that remember the height, where it is not that of the tables."""


def height_below(settings: Settings, workspace: str, height: int, presenting: bool) -> int:
    """How high the panel below the canvas is, of the height of both."""
    if presenting:
        return round(height * PRESENTED_SHARE)
    usual: float = theme().px(BOTTOM)
    if workspace == "step":
        more = STEP_SHARE * max(0.0, height - theme().px(STEP_FROM))
        usual = min(theme().px(STEP_LEAST) + more, theme().px(STEP_MOST))
    elif workspace == "train":
        usual = max(theme().px(TRAIN_LEAST), height * TRAIN_SHARE)
    wanted = settings.get(NAMES.get(workspace, "bottom_height")) or usual
    # Large text needs more room below for one formula.
    share = MOST_BOTTOM + 0.12 * (theme().scale - 1) * (workspace == "step")
    return round(min(wanted, height * share))
