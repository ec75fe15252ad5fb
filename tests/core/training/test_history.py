"""What is kept of the curves of a run."""

import numpy as np

from core.training.history import thinned


def test_kept_curves_are_thinned_and_keep_both_ends():
    curves = {"epoch": np.arange(10_001.0), "loss": np.linspace(1, 0, 10_001)}
    kept = thinned(curves, most=1000)
    assert len(kept["epoch"]) <= 1001
    assert (kept["epoch"][0], kept["epoch"][-1], kept["loss"][-1]) == (0, 10_000, 0)
    short = {"epoch": np.arange(5.0)}
    assert thinned(short)["epoch"].tolist() == short["epoch"].tolist()
    assert thinned({}) == {}
