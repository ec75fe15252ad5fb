"""Print every benchmark's table: ``uv run python -m tests.benchmarks.run``."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import (
    bench_beside,
    bench_canvas,
    bench_command,
    bench_start,
    bench_training,
    bench_window,
)


def main() -> None:
    """Run them all, one after the other."""
    bench_training.main()
    bench_start.main()
    bench_command.main()
    bench_canvas.main()
    bench_window.main()
    bench_beside.main()


if __name__ == "__main__":
    main()
