"""The page of results: all goals in one table, then every row that was measured."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.measuring import Result

COMMAND = "uv run --group bench python -m tests.benchmarks.run"
_QUIET = 0.5
PACKAGES = ("numpy", "PySide6-Essentials", "torch", "scikit-learn", "jax")


def page(results: Sequence[Result], load: float) -> str:
    """The page in Markdown; ``load`` is what others made the machine do when it all began."""
    goals = [r for r in results if r.goal is not None]
    goals.sort(key=lambda r: r.number or 99)  # those without a number last
    n_met = sum(bool(r.is_met) for r in goals)
    parts = [
        "# Results of the benchmarks",
        f"{date.today().isoformat()}, {_machine()}, {_versions()}, {_load(load)}. "
        f"Written by `{COMMAND}`.",
        "A ratio is the other's time ÷ ours, the median over rounds in which all take turns with "
        "one BLAS thread each; processor time, where a table does not say “by the clock”. "
        f"{n_met} of {len(goals)} goals are met.",
        "## Goals",
        _table(("", "what", "who", "goal", "measured", ""), map(_goal_row, goals)),
    ]
    notes = [
        f"- {r.number or '–'}, {r.contender}: {r.note}." for r in goals if r.note and not r.is_met
    ]
    if notes:
        parts += ["### What bounds the goals that are missed", "\n".join(dict.fromkeys(notes))]
    parts.append("## Everything that was measured")
    for title in dict.fromkeys(r.title for r in results):
        rows = [r for r in results if r.title == title]
        head = ("who", "time", "measured", "goal", "", "note")
        parts += [f"### {title}", _table(head, map(_row, rows))]
    return "\n\n".join(parts) + "\n"


def _load(load: float) -> str:
    if load < _QUIET:
        return "a quiet machine"
    return f"a machine with other work (load {load:.1f}), so that clocks tell too much"


def _goal_row(result: Result) -> tuple[str, ...]:
    what = result.title.removeprefix(f"{result.number}: ")
    verdict = result.verdict if result.is_met else f"**{result.verdict}**"
    return (
        str(result.number or "–"), what, result.contender, result.goal_text, result.measured,
        verdict,
    )  # fmt: skip


def _row(result: Result) -> tuple[str, ...]:
    return (
        result.contender, result.time, result.measured, result.goal_text, result.verdict,
        result.note,
    )  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _versions() -> str:
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return ", ".join(found)
