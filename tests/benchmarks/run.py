"""Run every benchmark and write the page of results.

``uv run --group bench python -m tests.benchmarks.run``: each runs in a process of its own, one
after the other, on a machine that should have nothing else to do. The tables are printed as they
come; `results.md` gets them all, the goals first. With ``--only NAME``, as often as wanted, only
those run and nothing is written.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import Result, keep_in
from tests.benchmarks.page import page

BENCHES = {
    "mnist": 420,
    "training": 240,
    "drawings": 240,
    "canvas": 180,
    "window": 90,
    "beside": 300,
    "start": 180,
    "command": 240,
}
"""The modules ``bench_…`` in the order of their goals; after how many seconds each is stopped."""
OUT = Path(__file__).with_name("results.md")


def main(arguments: list[str] | None = None) -> None:
    """Run what is asked for, or all."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.run", description=__doc__)
    parser.add_argument("--only", action="append", choices=[*BENCHES], help="run only this one")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.into is not None:
        _run_here(chosen.only[0], chosen.into)
        return
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    found = [result for name in chosen.only or BENCHES for result in _run_apart(name)]
    if chosen.only is None:
        OUT.write_text(page(found, load), encoding="utf-8")
        print(f"\nWritten to {OUT.name}.")


def _run_here(name: str, into: Path) -> None:
    keep_in(into)
    importlib.import_module(f"tests.benchmarks.bench_{name}").main()


def _run_apart(name: str) -> list[Result]:
    """The rows of one benchmark; one that says so where it did not come to its end."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "tests.benchmarks.run", "--only", name, "--into", into]
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
        problem = ""
        try:
            code = subprocess.run(command, env=environment, timeout=BENCHES[name]).returncode
            problem = f"ended with code {code}" if code else ""
        except subprocess.TimeoutExpired:
            problem = f"stopped after {BENCHES[name]} seconds"
        rows = json.loads(into.read_text(encoding="utf-8")) if into.exists() else []
    print(f"  ({name}: {time.perf_counter() - begun:.0f} s)", flush=True)
    found = [Result(*row) for row in rows]
    if problem:
        print(f"  {name} {problem}", flush=True)
        found.append(Result(f"bench_{name}", "not complete", note=problem))
    return found


if __name__ == "__main__":
    main()
