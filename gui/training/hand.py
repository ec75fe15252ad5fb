"""The run in hand: what it started from, and the last that is known of it."""

from collections import deque
from dataclasses import replace
from math import isnan
from time import perf_counter
from typing import Any

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.network.data import Part
from core.network.network import Network
from core.network.node import Array
from core.training.batches import steps_per_epoch
from core.training.report import Report
from core.training.settings import TrainingSettings
from core.training.shared import Order, Shared, Snapshot
from core.training.worker import Answer, Begin, Go
from gui.training.host import Host
from gui.training.ready import require_ready

_SPEED_OVER = 1.0
"""Seconds of training that the printed speed is the mean of."""
_PACE_OVER = 5.0
"""Seconds on the clock from which the time that is left is concluded."""

_SLOW = 0.5
"""Seconds without news from which it is told how much of a step is done."""


class Hand:
    """One run from its start to its end, and where it was when it last published."""

    def __init__(self, network: Network, settings: TrainingSettings) -> None:
        require_ready(network)
        self.network, self.settings = network, settings
        self.plan = compile_network(network)
        self.start = parameter_vector(self.plan, network)
        self.n_rows = network.data.count(Part.TRAINING)
        self.per_epoch = steps_per_epoch(self.n_rows, settings)
        self.learning_rate = settings.learning_rate
        self.snapshot: Snapshot | None = None
        self.is_resting = True
        self.job = 0
        self._shared: Shared | None = None
        self._host: Host | None = None
        self._good: Array = self.start
        self._live: tuple[int, Network, Network] | None = None
        self._times: deque[tuple[float, int]] = deque(maxlen=64)
        self._clock: deque[tuple[float, int]] = deque()
        self._seen_at = 0.0
        self.until_step = 0

    # With the worker

    def begin(self, host: Host, job: int) -> None:
        """Hand the run over to the worker."""
        self._host, self.job = host, job
        self._shared = Shared.create(self.plan.n_theta)
        self._shared.wanted_rate = self.learning_rate
        host.send(
            Begin(
                job, self._shared.name, self.plan, self.start, self.network.data, self.settings
            )
        )  # fmt: skip

    def go(self, until_step: int) -> None:
        """Let it train up to a step, counted from the start of the run."""
        if self._shared is None or self._host is None:
            return
        self.is_resting = False
        self._seen_at = perf_counter()
        self.until_step = until_step
        self._clock.clear()
        self._shared.order = Order.GO
        self._host.send(Go(self.job, until_step))

    def order(self, order: Order) -> None:
        """Write what is wanted where the worker sees it at once."""
        if self._shared is not None:
            self._shared.order = order

    def set_learning_rate(self, rate: float) -> None:
        """Change ε from the next chunk on."""
        self.learning_rate = rate
        if self._shared is not None:
            self._shared.wanted_rate = rate

    def on_answer(self, answer: Answer) -> None:
        """Take in what the worker said."""
        if answer.what == "attached" and self._shared is not None:
            self._shared.unlink()
        elif answer.what == "rests":
            self.is_resting = True

    def look(self) -> bool:
        """Read the memory; return whether there is something new."""
        if self._shared is None:
            return False
        seen = self.snapshot.sequence if self.snapshot else 0
        if self._shared.sequence == seen:
            return False
        snapshot = self._shared.snapshot()
        if snapshot is None or snapshot.sequence == seen:
            return False
        self.snapshot = self._with_same_curves(snapshot)
        if np.isfinite(snapshot.theta).all():
            self._good = snapshot.theta
        self._times.append((snapshot.seconds, snapshot.step))
        self._note_time(snapshot.step)
        self._seen_at = perf_counter()
        return True

    def _with_same_curves(self, snapshot: Snapshot) -> Snapshot:
        """The very curves of before where no point has come: then nothing is drawn anew."""
        before, after = self.snapshot.history if self.snapshot else {}, snapshot.history
        if before.keys() != after.keys():
            return snapshot
        same = all(
            len(v) == len(before[k]) and np.array_equal(v[-1:], before[k][-1:])
            for k, v in after.items()
        )
        return replace(snapshot, history=before) if same and after else snapshot

    def _note_time(self, step: int) -> None:
        now = perf_counter()
        self._clock.append((now, step))
        while now - self._clock[0][0] > _PACE_OVER and len(self._clock) > 2:
            self._clock.popleft()

    def close(self) -> None:
        """Let go of the memory, having read it for the last time."""
        self.look()
        if self._shared is not None:
            self._shared.unlink()
            self._shared.close()
            self._shared = None

    # Where it is

    @property
    def step_share(self) -> float:
        """How much of the step after the last that is known is done; 0 while steps are quick."""
        if self._shared is None or self.is_resting or perf_counter() - self._seen_at < _SLOW:
            return 0.0
        return min(self._shared.share, 0.999)

    @property
    def epoch(self) -> int:
        """How many epochs are finished."""
        return self.snapshot.epoch if self.snapshot else 0

    @property
    def step(self) -> int:
        """How many steps are made."""
        return self.snapshot.step if self.snapshot else 0

    @property
    def theta(self) -> Array:
        """The last parameters that were all finite."""
        return self._good

    @property
    def history(self) -> dict[str, Array]:
        """The losses so far."""
        return dict(self.snapshot.history) if self.snapshot else {}

    @property
    def rates(self) -> tuple[tuple[int, float], ...]:
        """The changes of ε by hand: after which step, and to what."""
        return self.snapshot.changes if self.snapshot else ()

    def last_of(self, column: str) -> float | None:
        """The newest number of a column, None where there is none."""
        values = self.snapshot.history.get(column) if self.snapshot else None
        if values is None or not len(values) or isnan(values[-1]):
            return None
        return float(values[-1])

    @property
    def trajectory(self) -> Array | None:
        """Some of its θ (points, n_theta) from the start to now; None where they are too many."""
        s = self.snapshot
        if s is None or not len(s.path):
            return None
        return np.vstack([s.path, self.theta])

    def live(self, network: Network) -> Network:
        """The network, which may look otherwise since the start, with the parameters of now."""
        sequence = self.snapshot.sequence if self.snapshot else 0
        if self._live is None or self._live[0] != sequence or self._live[1] is not network:
            self._live = sequence, network, with_parameters(self.plan, network, self.theta)
        return self._live[2]

    @property
    def speed(self) -> float:
        """Steps a second of training, over about the last second; 0 while unknown."""
        if len(self._times) < 2:
            return 0.0
        last, step = self._times[-1]
        then = next((t for t in self._times if last - t[0] <= _SPEED_OVER), self._times[0])
        if then[0] == last:
            then = self._times[-2]
        return (step - then[1]) / (last - then[0]) if last > then[0] else 0.0

    @property
    def mean_speed(self) -> float:
        """Steps a second over the whole run, 0 while unknown."""
        seconds = self.snapshot.seconds if self.snapshot else 0.0
        return self.step / seconds if seconds > 0 else 0.0

    @property
    def time_left(self) -> float | None:
        """Seconds on the clock until it will have made the steps that are wanted, None if unknown.

        At the pace of the last seconds, evaluations and all; early stopping may end it sooner.
        """
        if len(self._clock) < 2:
            return None
        (then, first), (now, last) = self._clock[0], self._clock[-1]
        if last <= first or now <= then:
            return None
        left = max(0, self.until_step - last) * (now - then) / (last - first)
        return max(0.0, left - (perf_counter() - now))

    @property
    def report(self) -> Report | None:
        """The last snapshot as a report."""
        s = self.snapshot
        if s is None:
            return None
        finite = bool(np.isfinite([s.loss, s.penalty]).all())
        return Report(
            epoch=s.epoch,
            step=s.step,
            loss=s.loss,
            penalty=s.penalty,
            validation_loss=None if isnan(s.validation_loss) else s.validation_loss,
            learning_rate=s.rate,
            theta=s.theta,
            seconds=s.seconds,
            finite=finite,
        )

    def final(self, report: Report | None) -> Report | None:
        """What the run came to: the worker's last report, or the last snapshot."""
        last = self.report
        if report is None or last is None:
            return last
        kept: dict[str, Any] = {"stopped": report.stopped, "reason": report.reason}
        return replace(last, finite=report.finite, **kept)
