"""From the command to the first paint of the window, and to an answer on the command line."""

import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measuring import print_table

ROOT = Path(__file__).parents[2]
LESSON = str(ROOT / "resources" / "examples" / "house-prices.nodewise")
COMMANDS = {
    "check": ["check", LESSON],
    "predict": ["predict", LESSON],
    "gradient --json": ["gradient", LESSON, "--json"],
    "explain w11": ["explain", LESSON, "--parameter", "w11"],
}
RUNS = 7


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


def _first_paint_ms() -> float:
    """Read what the program itself says of its start, and end it."""
    environment = {**_environment(), "NODEWISE_MEASURE_START": "1"}
    process = subprocess.Popen(
        [sys.executable, "-u", "main.py"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if match := re.search(r"([\d.]+) ms to the first paint", line):
                return float(match[1])
    finally:
        process.kill()
        process.wait()
    return float("nan")


def main() -> None:
    """Print the table."""
    rows: list[tuple[str, float, float]] = []
    paints = [_first_paint_ms() for _ in range(RUNS + 1)][1:]
    rows.append(("window: command to first paint", min(paints), statistics.median(paints)))
    for name, arguments in COMMANDS.items():
        taken = [_answer_ms(arguments) for _ in range(RUNS + 1)][1:]
        rows.append((name, min(taken), statistics.median(taken)))
    print_table("Start, ms by the clock (goal: under 500)", ("what", "fastest", "median"), rows)


if __name__ == "__main__":
    main()
