"""Ranges and steps that are pleasant to read: 1, 2 or 5 times a power of ten."""

from math import ceil, floor, isfinite, log10

import numpy as np

from core.network.node import Array

_NICE = (1.0, 2.0, 5.0, 10.0)


def nice_step(span: float, about: int) -> float:
    """The step of 1, 2 or 5 times a power of ten that divides ``span`` into ``about`` parts."""
    if not isfinite(span) or span <= 0:
        return 1.0
    raw = span / max(about, 1)
    power = 10.0 ** floor(log10(raw))
    # A third more parts than asked for are better than half as many.
    return power * next(n for n in _NICE if raw <= 1.33 * n * power or n == _NICE[-1])


def ticks(low: float, high: float, about: int) -> list[float]:
    """The multiples of a nice step from ``low`` to ``high``."""
    step = nice_step(high - low, about)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)]


def log_ticks(low: float, high: float, about: int) -> list[float]:
    """Where to mark a logarithmic axis from 10^low to 10^high, as exponents.

    Whole powers of ten, thinned to ``about``; over less than one and a half of them also 2 and 5;
    where not even two of those are, as on any other axis.
    """
    if high - low < 1.5:
        fine = [p + log10(m) for p in range(floor(low), ceil(high) + 1) for m in (1, 2, 5)]
        found = [t for t in fine if low - 1e-9 <= t <= high + 1e-9]
        if len(found) > 1 or low < -300 or high > 300:
            return found
        return [log10(t) for t in ticks(10.0**low, 10.0**high, about) if t > 0]
    every = max(1, ceil((high - low) / max(about, 1)))
    first = ceil(low / every - 1e-9)
    return [float(k * every) for k in range(first, floor(high / every + 1e-9) + 1)]


def padded(values: Array, share: float = 0.08, least: float = 1e-9) -> tuple[float, float]:
    """The range of the finite ``values`` with a margin; around a single value, at least ±½."""
    finite = np.asarray(values)[np.isfinite(values)]
    if not finite.size:
        return -1.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    span = high - low
    if span <= least * max(1.0, abs(low), abs(high)):
        half = max(0.5, 0.1 * abs(low))
        return low - half, high + half
    return low - share * span, high + share * span
