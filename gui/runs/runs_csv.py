"""The runs as a table for other programs: every setting, every number, full precision."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.files.atomic import write_bytes
from core.network.run import Run
from core.training.settings import TrainingSettings
from gui.runs.words import is_baseline

_FIRST = ("name", "optimizer", "loss", "validation_loss", "epochs", "steps", "seconds", "stopped")


def runs_csv(runs: Sequence[Run], delimiter: str = ",") -> str:
    """A heading and one line a run. Keys are those of the file, numbers have a decimal point."""
    rows = [_row(run) for run in runs]
    keys = list(dict.fromkeys([*_FIRST, *(key for row in rows for key in row)]))
    text = io.StringIO()
    writer = csv.DictWriter(text, keys, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_runs_csv(path: Path, runs: Sequence[Run]) -> None:
    """Write the table at once; raise `UnwritableError` and leave an older file as it was."""
    write_bytes(path, runs_csv(runs).encode())


def _row(run: Run) -> dict[str, Any]:
    settings = dict(run.settings)
    if not is_baseline(run):  # every setting, also those at their defaults
        settings = vars(TrainingSettings()) | settings
    row = {
        "name": run.name,
        "optimizer": settings.pop("optimizer", ""),
        "loss": _number(run.loss),
        "validation_loss": _number(run.validation_loss),
        "epochs": run.epochs,
        "steps": run.steps,
        "seconds": _number(run.seconds),
        "stopped": run.stopped,
    }
    row |= {f"metrics.{key}": _number(value) for key, value in run.metrics.items()}
    return row | {f"settings.{key}": _text(value) for key, value in settings.items()}


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value))


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}={item}" for key, item in value.items())
    return "" if value is None else str(value)
