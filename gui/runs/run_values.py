"""The columns of the table of runs: what each shows, sorts by and is called."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.language import tr, translatable
from core.metrics import TITLES
from core.network.notation import Notation
from core.network.run import Run
from core.numbers import MINUS, significant
from gui.runs.words import differing, is_baseline, method_title, settings_text

DIGITS = 4
PARTS = ("validation", "test", "training")
_PART_TITLES = {
    "training": translatable("{metric} (train)"),
    "validation": translatable("{metric} (valid.)"),
    "test": translatable("{metric} (test)"),
}


@dataclass(frozen=True)
class RunColumn:
    """One column; ``order`` gives what is sorted by, NaN last."""

    key: str
    title: Callable[[], str]
    tip: Callable[[], str]
    text: Callable[[Run, Notation], str]
    order: Callable[[Run], float | str]
    is_number: bool = True


def columns_of(runs: Sequence[Run]) -> list[RunColumn]:
    """The columns that say something about these runs, the most important first."""
    losses = [LOSS]
    if any(run.validation_loss is not None for run in runs):
        losses.append(VALIDATION)
    if not runs or not all(is_baseline(run) for run in runs):
        losses += [EPOCHS, TIME]
    name = metric_name(run.metrics for run in runs)
    parts = [p for p in PARTS if any(f"{p}.{name}" in run.metrics for run in runs)]
    if "validation" in parts:  # the metric of training rows only where there is nothing better
        parts.remove("training") if "training" in parts else None
    metrics = [_metric(part, name) for part in parts]
    # What share is right says more of images than a loss does.
    found = [*metrics, *losses] if _has_test_accuracy(runs) else [*losses, *metrics]
    return [CHIP, NAME, *found, METHOD, _settings(differing(runs)), SEED]


def _has_test_accuracy(runs: Sequence[Run]) -> bool:
    return any("test.accuracy" in run.metrics for run in runs)


def metric_name(found: Iterable[Mapping[str, float]]) -> str:
    """The metric that fits the task, of metrics by part and name."""
    names = {key.partition(".")[2] for metrics in found for key in metrics}
    return next((n for n in ("accuracy", "mae", "rmse", "mse", "r2") if n in names), "mae")


def best(runs: Sequence[Run]) -> Run | None:
    """The run with the lowest validation loss, or training loss where no rows are set apart."""
    validated = any(run.validation_loss is not None for run in runs)

    def judged(run: Run) -> float:
        value = run.validation_loss if validated else run.loss
        return math.inf if value is None or math.isnan(value) else value

    chosen = min(runs, key=judged, default=None)
    return chosen if len(runs) > 1 and chosen is not None and judged(chosen) < math.inf else None


def number(value: float | None, notation: Notation) -> str:
    """A number of the table; empty where there is none."""
    if value is None:
        return ""
    if math.isinf(value):
        return "∞" if value > 0 else MINUS + "∞"
    return significant(value, notation, DIGITS)


def seconds_text(seconds: float, notation: Notation) -> str:
    """A time as people say it: "0.42 s", "3 min 5 s"."""
    if seconds < 60:
        shown = f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"
        return tr("{seconds} s").format(seconds=shown.replace(".", notation.decimal_mark))
    whole = round(seconds)
    if whole < 3600:
        return tr("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    return tr("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)


def metric_title(part: str, name: str) -> str:
    """The heading of a metric of one part of the data."""
    return tr(_PART_TITLES[part]).format(metric=tr(TITLES.get(name, name)))


def _metric(part: str, name: str) -> RunColumn:
    def value(run: Run) -> float:
        return run.metrics.get(f"{part}.{name}", math.nan)

    def shown(run: Run, notation: Notation) -> str:
        measured = value(run)
        if name == "accuracy" and not math.isnan(measured):
            return f"{significant(100 * measured, notation, 4)} %"
        return number(None if math.isnan(measured) else measured, notation)

    return RunColumn(
        f"{part}.{name}",
        lambda: metric_title(part, name),
        lambda: tr("In measured units, with the weights at the end of the run."),
        shown,
        value,
    )


def _settings(keys: list[str]) -> RunColumn:
    return RunColumn(
        "settings",
        lambda: tr("settings"),
        lambda: tr("What it was trained with, where runs differ or it is not the usual."),
        lambda run, notation: settings_text(run, keys, notation),
        lambda run: _as_number(run.settings.get("learning_rate")),
        is_number=False,
    )


def _as_number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _count(run: Run, n: int) -> str:
    return "" if is_baseline(run) else str(n)


CHIP = RunColumn(
    "chip",
    lambda: "",
    lambda: tr("Shown in the plots, or not: click or press Space."),
    lambda run, notation: "",
    lambda run: float(run.colour) + (0.0 if run.shown else 100.0),
)
NAME = RunColumn(
    "name",
    lambda: tr("run"),
    lambda: tr("F2 or a double-click changes the name."),
    lambda run, notation: run.name,
    lambda run: run.name.casefold(),
    is_number=False,
)
LOSS = RunColumn(
    "loss",
    lambda: tr("train"),
    lambda: tr("The training loss at the end, without penalty and dropout."),
    lambda run, notation: number(run.loss, notation),
    lambda run: run.loss,
)
VALIDATION = RunColumn(
    "validation_loss",
    lambda: tr("valid."),
    lambda: tr("The validation loss at the end; rows that were not trained on."),
    lambda run, notation: number(run.validation_loss, notation),
    lambda run: math.nan if run.validation_loss is None else run.validation_loss,
)
EPOCHS = RunColumn(
    "epochs",
    lambda: tr("ep."),
    lambda: tr("How many epochs were trained."),
    lambda run, notation: _count(run, run.epochs),
    lambda run: float(run.epochs),
)
TIME = RunColumn(
    "seconds",
    lambda: tr("time"),
    lambda: tr("The time spent in steps."),
    lambda run, notation: "" if is_baseline(run) else seconds_text(run.seconds, notation),
    lambda run: run.seconds,
)
METHOD = RunColumn(
    "optimizer",
    lambda: tr("method"),
    lambda: tr("The optimizer, or the linear model of a baseline."),
    lambda run, notation: method_title(run),
    method_title,
    is_number=False,
)
SEED = RunColumn(
    "seed",
    lambda: tr("seed"),
    lambda: tr("The seed of the run's random choices."),
    lambda run, notation: "" if is_baseline(run) else str(run.settings.get("seed", 0)),
    lambda run: _as_number(run.settings.get("seed", 0)),
)
