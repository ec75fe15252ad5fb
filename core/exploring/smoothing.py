"""A smoother curve beside a noisy one: never in its place."""

import numpy as np

from core.network.node import Array


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
