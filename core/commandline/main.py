"""Run one command; every error is one sentence on standard error and exit code 2."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from core.commandline.parser import parsed
from core.network.errors import NodewiseError

OK, FAILED = 0, 2


_THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def main(arguments: Sequence[str]) -> int:
    """Run a command line without the program's name and return its exit code."""
    # BLAS reads this once, when NumPy is imported, which no module above does: starting a pool of
    # threads costs more than all the arithmetic of a network that fits on a screen.
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    _speak_utf8()
    try:
        return _run(arguments)
    except NodewiseError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # Whoever read our output has enough. Keep Python from flushing into the pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


def _run(arguments: Sequence[str]) -> int:
    chosen = parsed(arguments)
    code = _COMMANDS[chosen.command](chosen)
    sys.stdout.flush()
    return code


def _complain(sentence: str) -> int:
    print(sentence.replace("\n", " "), file=sys.stderr)
    return FAILED


def _speak_utf8() -> None:
    """Print ŷ and ₁ also where the system's code page has none, as on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _check(chosen: argparse.Namespace) -> int:
    from core.commandline.check import run

    return run(chosen)


def _predict(chosen: argparse.Namespace) -> int:
    from core.commandline.predict import run

    return run(chosen)


def _gradient(chosen: argparse.Namespace) -> int:
    from core.commandline.gradient import run

    return run(chosen)


def _explain(chosen: argparse.Namespace) -> int:
    from core.commandline.explain import run

    return run(chosen) or OK


def _train(chosen: argparse.Namespace) -> int:
    from core.commandline.train import run

    return run(chosen)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "predict": _predict,
    "gradient": _gradient,
    "explain": _explain,
    "train": _train,
}
