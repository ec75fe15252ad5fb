"""What metrics are called, their units, and which way is better."""

from core.language import translatable
from core.network.data import Data

TITLES = {
    "mse": translatable("MSE"),
    "rmse": translatable("RMSE"),
    "mae": translatable("MAE"),
    "r2": translatable("R²"),
    "accuracy": translatable("Accuracy"),
}
"""The metrics of all tasks in the order to show them; `core.language.tr` gives the text."""


def unit_of(metric: str, data: Data) -> str:
    """The measured unit of a metric, empty where it has none or the outputs' units differ."""
    units = {column.unit for column in data.target_columns}
    unit = units.pop() if len(units) == 1 else ""
    if not unit or metric in ("r2", "accuracy"):
        return ""
    return f"({unit})²" if metric == "mse" else unit


def is_better(metric: str, one: float, other: float) -> bool:
    """Return whether ``one`` is the better value of this metric."""
    return one > other if metric in ("r2", "accuracy") else one < other
