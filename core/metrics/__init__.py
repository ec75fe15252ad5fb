"""How good predictions are, in the numbers that fit the task and in measured units."""

from core.metrics.classes import class_names, confusion
from core.metrics.names import TITLES, is_better, unit_of
from core.metrics.scores import by_part, metrics, scores
from core.metrics.task import Task, task_of

__all__ = [
    "TITLES",
    "Task",
    "by_part",
    "class_names",
    "confusion",
    "is_better",
    "metrics",
    "scores",
    "task_of",
    "unit_of",
]
