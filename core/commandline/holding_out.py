"""Validation rows drawn from the training rows."""

from dataclasses import replace

import numpy as np

from core.network.data import Data, Part


def held_out(data: Data, fraction: float, seed: int) -> Data:
    """Draw ``fraction`` of all rows but the test rows for validation, the others for training.

    At least one row is left to train with. The draw has its own generator, seeded with ``seed``.
    """
    split = np.zeros(data.n_observations, dtype=np.int8) if data.split is None else data.split
    split = np.where(split == Part.TEST, Part.TEST, Part.TRAINING).astype(np.int8)
    rows = np.flatnonzero(split == Part.TRAINING)
    n = min(round(fraction * len(rows)), max(0, len(rows) - 1))
    split[np.random.default_rng(seed).permutation(rows)[:n]] = Part.VALIDATION
    return replace(data, split=split)
