"""A smoother curve beside a noisy one: never in its place."""

import numpy as np

from core.network.node import Array


def roughness(values: Array, buckets: int = 400) -> float:
    """How many times a line through the values goes up or down the height of all of them.

    Seen in ``buckets`` columns, as on a screen: what happens inside of one counts once.
    """
    finite = values[np.isfinite(values)]
    height = float(np.ptp(finite)) if finite.size else 0.0
    if height == 0.0:
        return 0.0
    if len(finite) <= 2 * buckets:
        return float(np.abs(np.diff(finite)).sum()) / height
    starts = np.linspace(0, len(finite), buckets, endpoint=False).astype(int)
    tall = np.maximum.reduceat(finite, starts) - np.minimum.reduceat(finite, starts)
    return 2.0 * float(tall.sum()) / height


def smoothed(values: Array, share: float = 0.9) -> Array:
    """The exponential mean s_t = a s_{t−1} + (1 − a) v_t, without a pull towards its start.

    ``share`` is a, from 0 to below 1. Values that are not finite are passed over, and the curve
    is not finite there itself.
    """
    result = np.full(len(values), np.nan)
    mean = weight = 0.0
    for t, value in enumerate(np.asarray(values, dtype=float).tolist()):
        if np.isfinite(value):
            mean = share * mean + (1.0 - share) * value
            weight = share * weight + (1.0 - share)
            result[t] = mean / weight
    return result
