"""The losses of a run in hand: of which observations they are, and what works them out."""

from functools import cached_property

import numpy as np

from core.compiling.plan import Plan
from core.network.data import Data
from core.training.batches import loss_is_of
from core.training.engine.protocol import Engine, Evaluation, Evaluator
from core.training.settings import TrainingSettings

_LEAST_CLASSIFIED = 100  # observations from which on a share of right ones says something


class Losses:
    """Evaluates the parameters that an engine holds, on training and on validation data.

    Where ``of_steps``, the losses of the epochs are what the steps see, and nothing is classified.
    """

    def __init__(
        self,
        plan: Plan,
        engine: Engine,
        training: Data,
        validation: Data,
        settings: TrainingSettings,
        of_steps: bool,
    ) -> None:
        self._plan, self._engine, self._of_steps = plan, engine, of_steps
        self._training, self._validation = training, validation
        self._n = training.n_observations
        self.is_of = loss_is_of(self._n, settings) if self._n else 0
        """How many training observations the loss of an epoch is of."""
        self._evaluators: dict[str, Evaluator] = {}

    @cached_property
    def _classifies(self) -> bool:
        """Whether it is told how many observations are classified rightly."""
        if self._n < _LEAST_CLASSIFIED or self._plan.output_function.name == "identity":
            return False
        from core.metrics.task import Task, task_of

        return task_of(self._plan, self._training) is not Task.REGRESSION

    def of_training(self, all_of_them: bool = False) -> Evaluation:
        """Evaluate training observations: `is_of`, or all."""
        of_all = all_of_them or self.is_of == self._n
        if self._of_steps or (of_all and not self._classifies):
            return Evaluation(self._engine.loss())
        key = "all" if of_all else "some"
        if key not in self._evaluators:
            rows = None if of_all else np.linspace(0, self._n - 1, self.is_of).astype(np.intp)
            self._evaluators[key] = self._engine.of_training(rows, self._classifies)
        return self._evaluators[key]()

    def of_validation(self) -> Evaluation | None:
        """Evaluate the validation data, None without any."""
        if self._validation.n_observations == 0:
            return None
        if "validation" not in self._evaluators:
            self._evaluators["validation"] = self._engine.evaluator(
                self._validation.inputs, self._validation.targets, self._classifies
            )
        return self._evaluators["validation"]()
