"""What the worker does: runs in chunks of milliseconds, and tasks from one yield to the next."""

import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from math import nan
from multiprocessing.connection import Connection
from time import perf_counter
from typing import Any

from core.network.node import Array
from core.training.parcels import Parcel
from core.training.path import Path
from core.training.report import Report
from core.training.shared import Order, Shared
from core.training.trainer import Trainer
from core.training.worker import MOST_OFTEN, Answer, Begin, Do, Drop, Go
from core.watching import Cancelled

CHUNK = 0.004
"""Seconds between two looks at what the window wants."""
MANY, LONG_CHUNK = 20_000, 0.06
"""Parameters from which there are so many seconds between two looks: to take them into the engine
and out of it again costs as much as a step of 784-256-128-10.
"""
PUBLISH = 1 / 30
"""Seconds between two snapshots."""
QUICK = 2_000_000
"""Observations × parameters up to which the losses are evaluated for every snapshot."""


class Jobs:
    """Serves one window: one run or one task at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._run: Running | None = None

    def serve(self) -> None:
        """Read and obey; raise `EOFError` when the window is gone."""
        while True:
            message = self._connection.recv()
            try:
                message = message.opened() if isinstance(message, Parcel) else message
                self._obey(message)
            except Exception as mistake:
                # Whatever goes wrong in a job is said, and the next one finds a sound worker.
                self._forget()
                self._say(message.job, "failed", as_told(mistake))

    def _obey(self, message: Any) -> None:
        match message:
            case Begin():
                self._forget()
                self._run = Running(message, self._connection.poll)
                self._say(message.job, "attached")
            case Go() if self._run is not None and self._run.job == message.job:
                self._go(self._run, message.until_step)
            case Drop():
                self._forget()
            case Do():
                self._do(message)

    def _go(self, run: "Running", until_step: int) -> None:
        report = run.go(until_step)
        if report is None:
            self._say(run.job, "rests", until_step)
        else:
            self._say(run.job, "ended", report)
            self._forget()

    def _do(self, message: Do) -> None:
        said = perf_counter()
        last: tuple[float, Any] | None = None
        for last in message.task.run():
            if self._connection.poll():
                return  # dropped; what it was is read by `serve`
            if perf_counter() - said >= MOST_OFTEN:
                self._say(message.job, "progress", last)
                said, last = perf_counter(), last
        self._say(message.job, "done", last[1] if last else None)

    def _say(self, job: int, what: str, value: object = None) -> None:
        self._connection.send(Answer(job, what, value))

    def _forget(self) -> None:
        if self._run is not None:
            self._run.close()
            self._run = None


class Running:
    """A trainer and the block that it publishes in."""

    def __init__(self, begin: Begin, is_wanted: Callable[[], bool]) -> None:
        self.job, self._is_wanted = begin.job, is_wanted
        self.shared = Shared.attach(begin.block, len(begin.theta))
        self._order = Order.GO
        self._changes: list[tuple[int, float]] = []
        self.trainer = Trainer(begin.plan, begin.theta, begin.data, begin.settings, self._watch)
        self.path = Path(begin.theta)
        self._chunk = 1
        self._length = CHUNK if len(begin.theta) < MANY else LONG_CHUNK
        self._history_cost = self._history_at = 0.0
        self._published = 0.0
        self._is_quick = begin.data.n_observations * len(begin.theta) <= QUICK

    def go(self, until_step: int) -> Report | None:
        """Train until a step, a pause, or the end; return the last report if it was the end."""
        trainer, shared = self.trainer, self.shared
        while trainer.step < until_step and not trainer.is_finished:
            order = self._order = shared.order
            if order is Order.STOP:
                break
            if order is Order.PAUSE:
                self.publish(self._judged(), all_of_it=True)
                return None
            if order is Order.HURRY:
                self.publish(self._glance(), all_of_it=True)
                return None
            self._take_rate()
            with suppress(Cancelled):  # what is wanted instead is seen at once
                self._train(until_step)
            if perf_counter() - self._published >= PUBLISH:
                self.publish(self._glance())
                if self._is_wanted():  # something else is asked for, or the window is gone
                    break
        is_stopped = shared.order is Order.STOP
        report = self._glance() if is_stopped else self._judged()
        self.publish(report, all_of_it=True)
        return report if is_stopped or trainer.is_finished else None

    def _take_rate(self) -> None:
        """Note a change of ε, and after which step it was."""
        trainer, rate = self.trainer, self.shared.wanted_rate
        if rate == trainer.learning_rate:
            return
        trainer.learning_rate = rate
        if self._changes and self._changes[-1][0] == trainer.step:
            self._changes.pop()
        self._changes.append((trainer.step, rate))

    def _watch(self, share: float) -> None:
        """Within a long step or an evaluation: give it up where something else is wanted."""
        self.shared.share = share
        if self.shared.order is not self._order or self._is_wanted():
            raise Cancelled

    def _train(self, until_step: int) -> None:
        """One chunk; the number of its steps follows the time that they take."""
        trainer = self.trainer
        begun = perf_counter()
        stop = min(trainer.step + self._chunk, until_step)
        while trainer.step < stop and not trainer.is_finished:
            try:
                trainer.run_steps(self.path.next_step(trainer.step, stop) - trainer.step)
            finally:
                self.path.visit(trainer.step, trainer.theta)
        taken = perf_counter() - begun
        if taken < self._length / 2:
            self._chunk *= 2
        elif taken > self._length and self._chunk > 1:
            self._chunk = max(1, round(self._chunk * self._length / taken / 1.5))

    def publish(self, report: Report, all_of_it: bool = False) -> None:
        """Let the window see where the run is."""
        validation = nan if report.validation_loss is None else report.validation_loss
        self.shared.publish(
            (report.epoch, report.step),
            (report.learning_rate, report.loss, report.penalty, validation, report.seconds),
            report.theta,
            self._curves(all_of_it),
            self.path,
            self._changes,
        )
        self._published = perf_counter()

    def _judged(self) -> Report:
        """Where the run is, with the losses of right there if there is the time for them."""
        try:
            return self.trainer.report()
        except Cancelled:
            return self.trainer.glance()

    def _glance(self) -> Report:
        """Where the run is; losses that take long to evaluate are those of the last epoch."""
        return self._judged() if self._is_quick else self.trainer.glance()

    def _curves(self, wanted: bool) -> Mapping[str, Array] | None:
        """The history; where it is long, only so often that it takes a hundredth of the time."""
        begun = perf_counter()
        if not wanted and begun - self._history_at < 100 * self._history_cost:
            return None
        curves = self.trainer.history.arrays()
        self._history_at = perf_counter()
        self._history_cost = self._history_at - begun
        return curves

    def close(self) -> None:
        """Let go of the memory."""
        self.shared.close()


def as_told(mistake: Exception) -> Exception:
    """The mistake if it can travel to the window, else its words."""
    try:
        pickle.loads(pickle.dumps(mistake))
    except Exception:
        return RuntimeError(f"{type(mistake).__name__}: {mistake}")
    return mistake
