"""The best parameters that a run has seen."""

from math import inf

import numpy as np

from core.network.node import Array
from core.training.engine.protocol import Engine


class Best:
    """The lowest loss so far, with the parameters, the step and the epoch it belongs to."""

    def __init__(self) -> None:
        self.loss = inf
        self.step = self.epoch = 0
        self.theta: Array | None = None

    def keep(self, step: int, epoch: int, loss: float, engine: Engine) -> None:
        """Take over the engine's parameters if this loss is lower, or the first."""
        if self.theta is not None and not loss < self.loss:
            return
        if self.theta is None:
            self.theta = np.empty(engine.n_theta)
        engine.store(self.theta)
        self.loss, self.step, self.epoch = loss, step, epoch
