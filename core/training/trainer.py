"""From a plan and its parameters to reports: the one place where a network is trained.

Core knows no threads and no processes: a trainer is asked for steps, epochs or seconds and does
them. `train` is the plain form, a generator with one report an epoch.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import repeat
from math import inf, isfinite, isnan, nan
from time import perf_counter

import numpy as np

from core.compiling.plan import Plan
from core.language import Message, translatable
from core.network.data import Data, Part
from core.network.node import Array
from core.numbers import Figure
from core.training.batches import Masks, epoch_batches, is_whole, steps_per_epoch
from core.training.best import Best
from core.training.divergence import RunAway, explain
from core.training.engine.choice import engine_for
from core.training.engine.protocol import Evaluation, Seen
from core.training.history import History
from core.training.losses import Losses
from core.training.penalty import penalty
from core.training.report import Report, Stopped
from core.training.schedules import rate_factor
from core.training.settings import TrainingSettings
from core.watching import Cancelled, Watch, unwatched

_LOOK_EVERY = 512  # steps over the whole data between two looks at the best parameters
_GO_SECONDS = 0.005  # how long the engine is left alone
_SOME_BATCHES = 32  # of a first go, before the time of a step is known


class Trainer:
    """A run in hand. ``theta`` is live: it changes with every call.

    ``learning_rate`` may be set between two calls; it is ε before the schedule's factor. Steps
    are only made while the run is not finished: up to ``epochs``, while the loss stays finite and
    the patience lasts. How the steps are divided into calls changes nothing, bit for bit.

    ``watch`` is told the share of a long step that is done, and looks up during evaluations, too.
    If it raises `Cancelled`, what was begun is given up: the run is where its last finished step
    left it, and may go on from there as if nothing had been.
    """

    def __init__(
        self,
        plan: Plan,
        theta: Array,
        data: Data,
        settings: TrainingSettings,
        watch: Watch = unwatched,
    ) -> None:
        self.plan, self.settings = plan, settings
        self.theta = np.array(theta, dtype=np.float64)
        self.learning_rate = settings.learning_rate
        self.epochs = settings.epochs
        self.step = 0
        self.seconds = 0.0
        self.stopped: Stopped | None = None
        self.reason: Message | None = None
        self.history = History()
        self._training, validation = data.part(Part.TRAINING), data.part(Part.VALIDATION)
        self._watch, self._share, self._is_stepping = watch, 0.0, False
        self._engine = engine_for(
            plan, self._training.inputs, self._training.targets, settings, validation.inputs,
            self._look_up,
        )  # fmt: skip
        self._masks = Masks(plan, settings)
        self._steps_per_epoch = steps_per_epoch(self._n, settings) if self._n else 1
        self._whole = is_whole(self._n, settings) and not self._masks.any
        # The losses of the epochs come from the steps themselves.
        self._sees_every_step = self._whole and validation.n_observations == 0
        self.losses = Losses(
            plan, self._engine, self._training, validation, settings, self._sees_every_step
        )
        self._left: list[Array] = []
        self._mask: Array | None = None
        self._has_mask = False  # of a step that was given up
        self._is_due = True  # a look at the losses, before the next step
        self._step_seconds = self._looking = 0.0
        self._best, self._best_validation = Best(), Best()
        self._away: RunAway | None = None

    @cached_property
    def rng(self) -> "np.random.Generator":
        """Where every random choice comes from; NumPy loads it when it is first used."""
        return np.random.default_rng(self.settings.seed)

    @property
    def _n(self) -> int:
        return self._training.n_observations

    @property
    def epoch(self) -> int:
        """How many epochs are finished."""
        return self.step // self._steps_per_epoch

    @property
    def rate(self) -> float:
        """The learning rate of the current epoch, after the schedule."""
        return self.learning_rate * rate_factor(self.settings, self.epoch)

    @property
    def is_finished(self) -> bool:
        """Return whether no more steps will be made."""
        return self.stopped is not None or self.epoch >= self.epochs

    def run_steps(self, n: int) -> None:
        """Make ``n`` steps, over the ends of epochs; fewer if the run finishes."""
        self._run(self.step + n)

    def run_epoch(self) -> None:
        """Make the steps that are left of this epoch."""
        self._run((self.epoch + 1) * self._steps_per_epoch)

    def run_for(self, seconds: float) -> Report:
        """Make as many steps as fit into some seconds, at least one; tell where the run is."""
        self._run(self.epochs * self._steps_per_epoch, perf_counter() + seconds)
        return self.report()

    def report(self) -> Report:
        """Evaluate the parameters as they are now."""
        self._engine.load(self.theta)
        if self.step:  # a look at the last step may have been given up
            self._look_if_due()
        found = self.losses.of_training(all_of_them=self.is_finished)
        return self._report(found, self.losses.of_validation())

    def glance(self) -> Report:
        """Where the run is, with the losses of the last point of its history; NaN before it."""
        last = self.history.last
        if last is None:
            return self._report(Evaluation(nan), None)
        validation = Evaluation(last["validation_loss"], last["validation_accuracy"])
        return self._report(
            Evaluation(last["loss"], last["accuracy"]),
            None if isnan(validation.loss) else validation,
        )

    def _report(self, found: Evaluation, validation: Evaluation | None) -> Report:
        at_end = self.stopped is None and self.epoch >= self.epochs
        return Report(
            epoch=self.epoch,
            step=self.step,
            loss=found.loss,
            penalty=penalty(self.plan, self.theta, self.settings),
            validation_loss=None if validation is None else validation.loss,
            learning_rate=self.rate,
            theta=self.theta.copy(),
            seconds=self.seconds,
            stopped=Stopped.EPOCHS if at_end else self.stopped,
            reason=self.reason,
            finite=isfinite(found.loss),
            accuracy=_known(found.accuracy),
            validation_accuracy=None if validation is None else _known(validation.accuracy),
        )

    def _run(self, until_step: int, deadline: float = inf) -> None:
        if self._n == 0:
            return
        begun, self._looking = perf_counter(), 0.0
        until_step = min(until_step, self.epochs * self._steps_per_epoch)
        self._engine.load(self.theta)
        try:
            self._look_if_due()
            while self.step < until_step and self.stopped is None:
                self._go(until_step)
                if perf_counter() >= deadline:
                    break
            self._is_due = self.stopped is None and self._sees_every_step
            self._look_if_due()
        finally:  # also where it was given up
            if self.stopped is None:
                self._engine.store(self.theta)
            self.seconds += perf_counter() - begun - self._looking

    def _look_up(self, share: float) -> None:
        """The engine works on: on a step, or on an evaluation between two."""
        if self._is_stepping:
            self._share = share
        self._watch(self._share)

    def _go(self, until_step: int) -> None:
        """Leave the engine alone for a while, at most up to where the run is looked at."""
        n = min(until_step, self._next_look) - self.step
        if self._step_seconds > 0:
            n = max(1, min(n, int(_GO_SECONDS / self._step_seconds)))
        elif not self._whole:
            n = min(n, _SOME_BATCHES)
        begun, self._is_stepping = perf_counter(), True
        try:
            self._go_whole(n) if self._whole else self._go_batches(n)
            self._share = 1.0
        except Cancelled:
            self._share = 0.0
            raise
        finally:
            self._is_stepping = False
        self._step_seconds = (perf_counter() - begun) / n
        self._is_due = self.stopped is None and self._is_look
        self._look_if_due()

    def _look_if_due(self) -> None:
        if self._is_due:
            self._look(keep=self._is_look)
            self._is_due = False

    @property
    def _next_look(self) -> int:
        """The next step after which losses are evaluated: the same however the run is divided."""
        if not self._sees_every_step:
            return (self.epoch + 1) * self._steps_per_epoch
        if self.step < _LOOK_EVERY:
            return 1 << self.step.bit_length()
        return (self.step // _LOOK_EVERY + 1) * _LOOK_EVERY

    @property
    def _is_look(self) -> bool:
        """Whether the losses are evaluated after this step."""
        step, epoch = self.step, self.epoch
        if self._sees_every_step:
            return step % _LOOK_EVERY == 0 or (step < _LOOK_EVERY and step & (step - 1) == 0)
        if step % self._steps_per_epoch:
            return False
        return (
            self.settings.patience is not None
            or epoch % self.history.stride == 0
            or epoch == self.epochs
        )

    def _go_whole(self, n: int) -> None:
        seen, begun = Seen(), self._engine.t
        try:
            self._engine.run(self._rates(n), seen)
        except Cancelled:
            self._take_in(seen, self._engine.t - begun)
            raise
        self._take_in(seen, n)

    def _take_in(self, seen: Seen, n: int) -> None:
        if self._sees_every_step and self._away is not None:
            bad = self._away.first(seen.losses)
            self.history.extend(self.step, seen.losses[:bad], seen.penalties[:bad])
            if bad is not None:
                self.step += bad
                self._diverge(seen.losses[bad])
                return
        self.step += n

    def _rates(self, n: int) -> Iterable[float]:
        """The learning rates of the next epochs, of one step each."""
        if self.settings.schedule == "constant":
            return repeat(self.rate, n)
        epochs = range(self.epoch, self.epoch + n)
        return [self.learning_rate * rate_factor(self.settings, epoch) for epoch in epochs]

    def _go_batches(self, n: int) -> None:
        if not self._left:
            self._left = [*epoch_batches(self._n, self.settings, self.rng)][::-1]
        batches, begun = [self._left.pop() for _ in range(n)], self._engine.t
        try:
            self._engine.run_batches(self.rate, batches, self._draw)
        except Cancelled:  # what was drawn for the step that was given up serves it again
            n = self._engine.t - begun
            self._left += batches[n:][::-1]
            self._has_mask = True
            self.step += n
            raise
        self.step += n

    def _draw(self, n: int) -> Array | None:
        if not self._has_mask:
            self._mask = self._masks.draw_anew(self.rng, n)
        self._has_mask = False
        return self._mask

    def _look(self, keep: bool) -> None:
        """Evaluate the losses; note them, keep the best parameters, stop if it is time to."""
        begun = perf_counter()
        found, validation = self.losses.of_training(), self.losses.of_validation()
        self._looking += perf_counter() - begun
        if self._away is None:
            steady = self._whole and self.settings.optimizer == "gd"
            self._away = RunAway(self.plan, found.loss, self._training.targets, steady)
        if self._is_away(found.loss):
            self._diverge(found.loss)
            return
        self.history.add(
            self.epoch,
            self.step,
            found.loss,
            self._penalty(),
            None if validation is None else validation.loss,
            found.accuracy,
            None if validation is None else validation.accuracy,
        )
        if not keep:
            return
        self._best.keep(self.step, self.epoch, found.loss, self._engine)
        if validation is not None and self.settings.patience is not None:
            self._best_validation.keep(self.step, self.epoch, validation.loss, self._engine)
            if self.epoch - self._best_validation.epoch >= self.settings.patience:
                self._lose_patience()

    def _is_away(self, loss: float) -> bool:
        if self._away is None:
            return False
        if self._sees_every_step:  # the step after this will see it
            return self._away.is_away(loss)
        return self._away.first([loss]) is not None

    def _penalty(self) -> float:
        if not self.settings.l1 and not self.settings.l2:
            return 0.0
        self._engine.store(self.theta)
        return penalty(self.plan, self.theta, self.settings)

    def _lose_patience(self) -> None:
        best = self._best_validation
        self.stopped = Stopped.PATIENCE
        self.reason = Message(
            translatable(
                "No better validation loss for {patience} epochs: back at epoch {epoch}, where "
                "it was {loss}."
            ),
            patience=self.epoch - best.epoch,
            epoch=best.epoch,
            loss=Figure(best.loss),
        )
        self._restore(best)

    def _diverge(self, loss: float) -> None:
        self.stopped = Stopped.DIVERGED
        rate = self.rate
        self._restore(self._best)
        seen = self._away.recent if self._away else []
        self.reason = explain(
            self.plan, self.settings, self._training, self._best, rate, self.step,
            [*seen, loss], self._whole,
        )  # fmt: skip

    def _restore(self, best: Best) -> None:
        if best.theta is not None:
            self.theta[:] = best.theta
        self._engine.load(self.theta)
        self._engine.forget()


def train(plan: Plan, theta: Array, data: Data, settings: TrainingSettings) -> Iterator[Report]:
    """Train until the run is finished; yield a report before the first epoch and after each."""
    trainer = Trainer(plan, theta, data, settings)
    yield trainer.report()
    while not trainer.is_finished:
        trainer.run_epoch()
        yield trainer.report()


def _known(share: float) -> float | None:
    return None if isnan(share) else share
