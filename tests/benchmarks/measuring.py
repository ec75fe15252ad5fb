"""Timing that holds on a shared machine: medians of repeated runs, in processor time or not."""

import json
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Result(NamedTuple):
    """One row of a benchmark: how a contender did, and whether that is what we want.

    ``ratio`` is what the goal is about: mostly the contender's time ÷ ours, else a number of
    ``unit``. ``at_least`` tells whether it should be no smaller than ``goal``, or no larger.
    ``note`` says what was tried where a goal is missed, or why a contender is not there.
    ``number`` is which of the page's goals it is, if it is one.
    """

    title: str
    contender: str
    time: str = ""
    ratio: float | None = None
    goal: float | None = None
    at_least: bool = True
    note: str = ""
    number: int | None = None
    unit: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.ratio is None or self.goal is None:
            return None
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    @property
    def measured(self) -> str:
        """The number that the goal is about, with its unit."""
        return "" if self.ratio is None else f"{_figure(self.ratio)}{self.unit}"

    @property
    def goal_text(self) -> str:
        """``≥ 1.5``, or nothing."""
        if self.goal is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {self.goal:g}{self.unit}"

    @property
    def verdict(self) -> str:
        """``met``, or by how much the goal is missed."""
        if self.is_met is None or self.ratio is None or self.goal is None:
            return ""
        if self.is_met:
            return "met"
        return f"missed by {abs(self.ratio / self.goal - 1):.0%}" if self.goal else "missed"


def _figure(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"


_recorded: list[Result] = []
_into: Path | None = None


def keep_in(path: Path) -> None:
    """Have a file hold every row that is reported from now on."""
    global _into
    _into = path


def report(results: Sequence[Result]) -> list[Result]:
    """Print rows as tables, one a title, and keep them for the page of results."""
    for title in dict.fromkeys(result.title for result in results):
        rows = [
            (
                r.contender,
                r.time,
                r.measured,
                r.goal_text,
                r.verdict,
                r.note,
            )
            for r in results
            if r.title == title
        ]
        print_table(title, ("who", "time", "ratio", "goal", "", "note"), rows)
    _recorded.extend(results)
    if _into is not None:
        _into.write_text(json.dumps(_recorded), encoding="utf-8")
    return [*results]


def one_core() -> None:
    """Keep this process and all its threads on one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def in_turns(
    contenders: Mapping[str, Callable[[], float | None]], rounds: int
) -> dict[str, list[float]]:
    """The processor seconds of every contender in every round; they take turns, after one more.

    A contender may return the part of its time by the clock that counts; then only that part does.
    """
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, work in contenders.items():
            busy, begun = time.process_time(), time.perf_counter()
            counted = work()
            wall = time.perf_counter() - begun
            spent = time.process_time() - busy
            if number:
                taken[name].append(spent if counted is None else spent * counted / wall)
    return taken


def ratio(taken: Mapping[str, Sequence[float]], other: str, ours: str) -> float:
    """The median over the rounds of one contender's time ÷ ours in the same round."""
    return statistics.median(a / b for a, b in zip(taken[other], taken[ours], strict=True))


def median_ms(
    work: Callable[[], object], runs: int = 30, clock: Callable[[], float] = time.process_time
) -> float:
    """Milliseconds of the median run after three that are not counted."""
    for _ in range(3):
        work()
    taken = []
    for _ in range(runs):
        start = clock()
        work()
        taken.append(clock() - start)
    return statistics.median(taken) * 1e3


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their headings, numbers to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(head), *texts]) for i in range(len(head))]
    print(f"\n{title}")
    for row in [list(head), *texts]:
        cells = [
            cell.ljust(w) if i == 0 else cell.rjust(w)
            for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        print("  " + "   ".join(cells).rstrip())


def _text(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
