"""What the network takes the images for, worked out beside the window's work and never stale.

It follows the weights: those of a run in hand while there is one, else those of the document. When
they change, it says so at once and begins anew.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.plan import Plan
from core.datasets.browsing import Predictions, predicting
from core.network.data import Data
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array
from gui import threads
from gui.document import Document
from gui.stepping.changes import same_calculation

_POLL_MS, _SOON_MS = 30, 150
_REST = 3.0
"""While weights change all the time: pauses so many times longer than the work took."""

_Answer = tuple[float, Predictions | None] | Exception


class Judging(QObject):
    """``changed`` tells after everything that a user should see."""

    changed = Signal()

    def __init__(
        self, document: Document, session: Callable[[], Any], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._followed: Any = None
        self.found: Predictions | None = None
        self.problem: object = None
        self.share = 0.0
        self._is_stale = True
        self._active = False
        self._rows: Array = np.arange(0)
        self._asked: tuple[Data, Array, Array] | None = None
        self._known: tuple[Data, Array, Array] | None = None
        self._took = 0.0
        self._begun = 0.0
        self._stop = threading.Event()
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._poll, self._again = QTimer(self), QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._fetch)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._begin)
        document.network_changed.connect(self._on_network)

    @property
    def is_busy(self) -> bool:
        """Return whether it is at work or about to be."""
        return self._poll.isActive() or self._again.isActive()

    @property
    def is_stale(self) -> bool:
        """Return whether the weights have changed since what is known was worked out."""
        return self._is_stale and self.found is not None

    def set_active(self, active: bool) -> None:
        """Work only while somebody looks."""
        self._active = active
        self.follow_session()
        if active and self._is_stale:
            self._again.start(0)
        elif not active:
            self._halt()

    def ask(self, rows: Array) -> None:
        """Say which rows are wanted."""
        if not np.array_equal(rows, self._rows):
            self._rows = rows
            self._is_stale = True
            if self._active:
                self._again.start(0)

    def follow_session(self) -> None:
        """Listen to the training, which is there only once it was first asked for."""
        session = self._session()
        if session is not None and session is not self._followed:
            self._followed = session
            session.live_changed.connect(self._on_weights)
            session.state_changed.connect(self._on_weights)

    def _on_network(self, before: Network, after: Network) -> None:
        if before.data is not after.data:
            self.found = None
            self._on_weights()
        elif not same_calculation(before, after):
            self._on_weights()

    def _on_weights(self) -> None:
        """The weights are others: say so, and begin again when there is time."""
        self._is_stale = True
        if self._active and not self._again.isActive() and not self._poll.isActive():
            self._again.start(max(_SOON_MS, round(1000 * _REST * self._took)))
        self.changed.emit()

    # The work

    def _begin(self) -> None:
        self._halt()
        data = self._document.network.data
        try:
            plan, theta = self._weights(data)
        except NodewiseError as error:
            self.found, self.problem = None, error
            self.changed.emit()
            return
        self.problem, self._is_stale, self.share = None, False, 0.0
        if plan is None:
            self.found = None
        if plan is None or self._is_known(data, theta):
            self.changed.emit()
            return
        self._asked = data, theta, self._rows
        self._stop, self._answers = threading.Event(), SimpleQueue()
        self._begun = perf_counter()
        threads.start(_work, plan, theta, data, self._rows, self._stop, self._answers)
        self._poll.start()
        self.changed.emit()

    def _is_known(self, data: Data, theta: Array) -> bool:
        """Return whether just this was worked out last: a run that ends changes nothing."""
        if self.found is None or self._known is None:
            return False
        same = self._known[0] is data and np.array_equal(self._known[2], self._rows)
        return same and np.array_equal(self._known[1], theta)

    def _weights(self, data: Data) -> tuple[Plan | None, Array]:
        """The network as it is now; no plan where it does not fit the data."""
        session = self._session()
        network = self._document.network
        if session is not None and session.state != "idle" and session.theta is not None:
            plan, theta = session.plan, session.theta.copy()
        else:
            plan = compile_network(network)
            theta = parameter_vector(plan, network)
        if plan.n_inputs != data.inputs.shape[1] or plan.n_outputs != data.targets.shape[1]:
            return None, theta
        return plan, theta

    def _halt(self) -> None:
        self._stop.set()
        self._poll.stop()
        self._again.stop()

    def _fetch(self) -> None:
        answer: _Answer | None = None
        while True:
            try:
                answer = self._answers.get_nowait()
            except Empty:
                break
        if answer is None:
            return
        if isinstance(answer, Exception):
            self._poll.stop()
            self.problem = answer
        else:
            self.share, found = answer
            if found is not None:
                self._finish(found)
        self.changed.emit()

    def _finish(self, found: Predictions) -> None:
        self._poll.stop()
        self.found, self._known = found, self._asked
        self._took = perf_counter() - self._begun
        if self._is_stale:  # the weights went on meanwhile
            self._again.start(max(_SOON_MS, round(1000 * _REST * self._took)))


def _work(
    plan: Plan,
    theta: Array,
    data: Data,
    rows: Array,
    stop: threading.Event,
    answers: "SimpleQueue[_Answer]",
) -> None:
    try:
        for share, found in predicting(plan, theta, data, rows):
            if stop.is_set():
                return
            answers.put((share, found if share >= 1.0 else None))
    except Exception as error:
        answers.put(error)
