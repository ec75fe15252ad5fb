"""What runs, optimizers and metrics are called, and which settings of a run are worth naming."""

from collections.abc import Mapping, Sequence
from typing import Any

from core import baselines
from core.language import Message, tr, translatable
from core.network.notation import Notation
from core.network.run import Run
from core.numbers import exact, grouped, significant
from core.training.settings import TrainingSettings

OPTIMIZER_TITLES = {
    "gd": translatable("Gradient descent"),
    "momentum": translatable("Momentum"),
    "rmsprop": translatable("RMSProp"),
    "adam": translatable("Adam"),
}
STOPPED_TEXTS = {
    "epochs": translatable("All its epochs were trained."),
    "patience": translatable("Stopped early: the validation loss did not get better any more."),
    "diverged": translatable("Stopped because the numbers ran away."),
    "user": translatable("Stopped by hand."),
    "interrupted": translatable("Interrupted: its process ended by itself."),
}
LETTERS = {
    "learning_rate": "ε",
    "momentum": "γ",
    "rho": "ρ",
    "beta1": "Adam β₁",
    "beta2": "Adam β₂",
    "eta": "η",
    "l1": "L1",
    "l2": "L2",
}
_WORDS = {
    "batch_size": translatable("batch {value}"),
    "dropout": translatable("dropout {value}"),
    "schedule": translatable("schedule {value}"),
    "patience": translatable("patience {value}"),
}
_CHANGES = 6
"""Changes of ε that are told of a run, at most."""
_FLAGS = {
    "eta_outside": translatable("η outside the root"),
    "replacement": translatable("with replacement"),
}
_OWN = {
    "momentum": ("momentum",),
    "rho": ("rmsprop",),
    "beta1": ("adam",),
    "beta2": ("adam",),
    "eta": ("rmsprop", "adam"),
    "eta_outside": ("rmsprop", "adam"),
}
"""Constants that only some optimizers use."""
SCHEDULES = {
    "constant": translatable("constant"),
    "step": translatable("in steps"),
    "exponential": translatable("exponential"),
    "cosine": translatable("cosine"),
}


def is_baseline(run: Run) -> bool:
    """Return whether a run is a linear model's, without any training."""
    return run.settings.get("optimizer") in baselines.TITLES


def method_title(run: Run) -> str:
    """The optimizer, or the baseline, in words."""
    name = str(run.settings.get("optimizer", "gd"))
    return tr({**OPTIMIZER_TITLES, **baselines.TITLES}.get(name, name))


def stopped_text(run: Run) -> str:
    """Why a run ended, as one sentence."""
    if is_baseline(run):
        return tr("A baseline: it is computed, not trained.")
    return tr(STOPPED_TEXTS.get(run.stopped, STOPPED_TEXTS["epochs"]))


def rates_text(run: Run, notation: Notation) -> str:
    """How ε was changed by hand during a run; empty if it was not."""
    if not run.rates:
        return ""
    changes = [
        tr("{rate} after step {step}").format(rate=number_text(rate, notation), step=grouped(step))
        for step, rate in run.rates
    ]
    if len(changes) > _CHANGES:
        changes = [*changes[: _CHANGES - 1], "…", changes[-1]]
    return tr("ε was changed by hand: {changes}. Its seed alone does not repeat this run.").format(
        changes=", ".join(changes)
    )


def differing(runs: Sequence[Run]) -> list[str]:
    """The settings in which trained runs differ from each other or from what is usual."""
    default = TrainingSettings()
    keys = ("learning_rate", *_OWN, "batch_size", "replacement", "schedule", "l1", "l2", "dropout")
    trained = [run for run in runs if not is_baseline(run)]
    found = ["learning_rate"]
    for key in (*keys[1:], "patience"):
        usual = getattr(default, key)
        if any(run.settings.get(key, usual) != usual for run in trained):
            found.append(key)
    return found


def settings_text(run: Run, keys: Sequence[str], notation: Notation) -> str:
    """The settings ``keys`` of one run in one line: "ε = 0.1, γ = 0.9, batch 4"."""
    if is_baseline(run):
        return _baseline_text(run, notation)
    settings: Mapping[str, Any] = {**vars(TrainingSettings()), **run.settings}
    method = settings["optimizer"]
    parts = {
        key: setting_text(key, settings[key], notation)
        for key in keys
        if settings.get(key) is not None and method in _OWN.get(key, (method,))
    }
    if run.rates and "learning_rate" in parts:  # "ε = 0.1 → 0.05"
        parts["learning_rate"] += f" → {number_text(run.rates[-1][1], notation)}"
    return ", ".join(part for part in parts.values() if part)


def setting_text(key: str, value: Any, notation: Notation) -> str:
    """One setting: "ε = 0.1"."""
    if key in _FLAGS:
        return tr(_FLAGS[key]) if value else ""
    if key == "schedule":
        name = tr(SCHEDULES.get(str(value), str(value)))
        return "" if value == "constant" else tr(_WORDS[key]).format(value=name)
    number = number_text(value, notation)
    if key in LETTERS:
        return f"{LETTERS[key]} = {number}"
    return tr(_WORDS[key]).format(value=number)


def _baseline_text(run: Run, notation: Notation) -> str:
    penalty = run.settings.get("lambda")
    if penalty is None:
        return tr("in closed form") if run.settings.get("optimizer") == "ols" else ""
    return f"λ = {penalty_text(penalty, notation)}"


def penalty_text(penalty: Any, notation: Notation) -> str:
    """A λ, or one for each output."""
    several = penalty if isinstance(penalty, list | tuple) else [penalty]
    return "; ".join(
        significant(p, notation) if isinstance(p, int | float) else str(p) for p in several
    )


def number_text(value: Any, notation: Notation) -> str:
    """A number in full; a file may hold something else, which is shown as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return exact(float(value), notation)


def run_words(run: Run) -> Message:
    """How a run is called within a sentence."""
    return Message("“{name}”", name=run.name)


def optimizer_title(name: str) -> str:
    """An optimizer in words."""
    return tr(OPTIMIZER_TITLES.get(name, name))


def mean_and_spread(value: float, spread: float, notation: Notation, n: int = 2) -> str:
    """ "0.0123 ± 0.0004"; the number alone where it is of ``n`` = 1; a dash where there is none."""
    if value != value:  # NaN
        return "—"
    if n < 2:
        return significant(value, notation)
    if is_nothing(spread, value):
        spread = 0.0
    return f"{significant(value, notation)} ± {significant(spread, notation, 2)}"


def is_nothing(spread: float, value: float) -> bool:
    """Return whether a spread is rounding alone."""
    return abs(spread) <= 1e-12 * abs(value)
