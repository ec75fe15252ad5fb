"""Questions answered by many trainings: which optimizer, which architecture, how often it fails.

Each experiment is a picklable task: ``run()`` yields (share done, result so far); closing the
generator cancels it, and what was yielded last is kept.
"""

from core.experiments.grid import Candidate, Grid, GridResult, Trial
from core.experiments.race import Finish, Lane, Race, RaceResult
from core.experiments.starts import Group, Starts, StartsResult

__all__ = [
    "Candidate",
    "Finish",
    "Grid",
    "GridResult",
    "Group",
    "Lane",
    "Race",
    "RaceResult",
    "Starts",
    "StartsResult",
    "Trial",
]
