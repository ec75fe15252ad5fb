"""Which weights the records of an experiment keep."""

import numpy as np

from core.network.run import Run, Weights
from gui.training import records


def test_the_first_runs_of_an_experiment_keep_their_weights_before_older_ones(monkeypatch):
    monkeypatch.setattr(records, "MOST_WEIGHTS", 5)
    large, small = Weights({"y": np.zeros(6)}), Weights({"y": np.zeros(5)})
    older = [Run(name, end=large) for name in "ab"]
    added = [Run(name, start=large, end=large) for name in "cd"]
    runs = records.with_added(older, [*added, Run("e", start=small, end=small)])
    assert [run.name for run in runs if run.end is not None] == ["b", "c", "d", "e"]
    assert [run.name for run in runs if run.start is not None] == ["e"]
    assert runs[1] is older[1]
