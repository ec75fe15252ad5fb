"""How good predictions are, in the numbers that fit the task and in measured units."""

from core.metrics.classes import class_names
from core.metrics.judging import (
    Judgement,
    by_part,
    confusion,
    judge,
    metrics,
    rows_of_cell,
    wrong_rows,
)
from core.metrics.names import TITLES, is_better, unit_of
from core.metrics.scores import scores
from core.metrics.task import Task, task_of

__all__ = [
    "TITLES",
    "Judgement",
    "Task",
    "by_part",
    "class_names",
    "confusion",
    "is_better",
    "judge",
    "metrics",
    "rows_of_cell",
    "scores",
    "task_of",
    "unit_of",
    "wrong_rows",
]
