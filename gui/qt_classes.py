"""PySide's classes are made in the window's thread, before another thread may touch any of them.

PySide makes a class, with its enums, when it is first asked for. A thread that meets a class which
another one is making ends the process, and painting is enough for that: `QPainter.fillRect` looks
at `QGradient`, which has 180 names to be made.
"""

from time import perf_counter

from PySide6 import QtCore, QtGui, QtWidgets

_SLICE = 0.004
"""Seconds in one turn of the event loop; the slowest class alone takes 17 ms."""

_classes = (getattr(m, name, None) for m in (QtCore, QtGui, QtWidgets) for name in dir(m))
_are_made = False


def are_made() -> bool:
    """Return whether other threads may import and use what is made of Qt's classes."""
    return _are_made


def make_some() -> bool:
    """Make classes for some milliseconds, in the window's thread; return whether all are made."""
    global _are_made
    until = perf_counter() + _SLICE
    for _ in _classes:
        if perf_counter() > until:
            return False
    _are_made = True
    return True
