"""From the command to the first paint of the window, and to an answer on the command line."""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measuring import Result, report

ROOT = Path(__file__).parents[2]
LESSON = str(ROOT / "resources" / "examples" / "house-prices.nodewise")
COMMANDS = {
    "check": ["check", LESSON],
    "predict": ["predict", LESSON],
    "gradient --json": ["gradient", LESSON, "--json"],
    "explain w11": ["explain", LESSON, "--parameter", "w11"],
}
RUNS = 5


def _environment() -> dict[str, str]:
    # A user has compiled modules from the start before; some shells forbid writing them.
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _answer_ms(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT, env=_environment(), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return (time.perf_counter() - start) * 1e3


def _said_ms(what: str, *arguments: str) -> float:
    """Read what the program itself says of its start, and end it."""
    environment = {**_environment(), "NODEWISE_MEASURE_START": "1"}
    process = subprocess.Popen(
        [sys.executable, "-u", *arguments],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if match := re.search(rf"([\d.]+) ms to the {what}", line):
                return float(match[1])
    finally:
        process.kill()
        process.wait()
    return float("nan")


def main() -> list[Result]:
    """Print the table."""
    found = [
        _row("window: command to first paint", 500, 13, lambda: _said_ms("first paint", "main.py")),
        _row(
            "window with a lesson: command to the first formula", 1000, 13,
            lambda: _said_ms("first formula", "-m", "tests.benchmarks.first_formula", LESSON),
            "half of it are the imports of Qt, NumPy and our own modules, the rest the widgets",
        ),
    ]  # fmt: skip
    for name, arguments in COMMANDS.items():
        found.append(_row(name, 500, None, lambda a=arguments: _answer_ms(a)))  # type: ignore[misc]
    return report(found)


def _row(
    name: str, goal: float, number: int | None, measured: Callable[[], float], why: str = ""
) -> Result:
    """The median of a warm start; the fastest beside it, because others may compute, too."""
    taken = [measured() for _ in range(RUNS + 1)][1:]
    median = statistics.median(taken)
    note = f"fastest {min(taken):.0f} ms" + (f"; {why}" if why and median > goal else "")
    return Result(
        "13: warm start, by the clock", name, "", median, goal, at_least=False,
        note=note, number=number, unit=" ms",
    )  # fmt: skip


if __name__ == "__main__":
    main()
