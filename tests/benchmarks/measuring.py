"""Timing that holds on a shared machine: medians of repeated runs, in processor time or not."""

import statistics
import time
from collections.abc import Callable, Sequence


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
        print("  " + "   ".join(cells))


def _text(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
