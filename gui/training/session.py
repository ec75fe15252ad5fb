"""The training of one document: the run in hand, its live numbers, and what comes of it.

The worker process trains; this asks it, and shows what it publishes. Nothing touches the document
until a run ends: then its result is one undoable edit of the document that started it.
"""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.language import Message
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.run import Run
from core.numerics.initializers import INITIALIZERS
from core.training.report import Report, Stopped
from core.training.settings import TrainingSettings, checked
from core.training.shared import Order
from core.training.worker import Answer
from gui.document import Document
from gui.messages import Kind
from gui.settings import Settings
from gui.stepping.changes import is_another_document, same_calculation
from gui.training.afterwards import Afterwards
from gui.training.hand import Hand
from gui.training.host import host
from gui.training.new_weights import (
    drawn,
    has_start_weights,
    matters,
    next_seed,
    start_weights,
)
from gui.training.ready import what_is_lacking
from gui.training.records import keep
from gui.training.shown import Shown
from gui.training.state import State as State
from gui.training.tasks import TaskHandle
from gui.training.texts import change_text, lost_text
from gui.training.unfinished import Unfinished

SHOW = 1 / 30
"""Seconds between two reports to the window."""

SHOW_STEP = 0.2
"""Seconds between two words of how much of a long step is done."""


class TrainSession(Shown):
    """Trains one document."""

    state_changed = Signal()
    """It runs, pauses or is idle again, or what will be trained has changed."""
    reported = Signal(object)
    """A `Report` of the run in hand, at most thirty a second."""
    step_advanced = Signal()
    """More of a step that takes its time is done."""
    live_changed = Signal()
    """The live numbers moved, or became the document's own again."""
    run_ended = Signal(object)
    """The `Run` that was recorded."""
    message = Signal(object, object)
    """A sentence for the user and its `Kind`."""

    def __init__(
        self, document: Document, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(document, parent)
        self.settings = settings
        self._ending = False
        self._pending: Callable[[Hand], int] | None = None
        self._shown_at = 0.0
        self._lack: tuple[Network, NodewiseError | None] | None = None
        self._afterwards = Afterwards(document, self)
        self._afterwards.completed.connect(self._on_judged)
        self._tasks: set[TaskHandle] = set()
        document.settling.connect(self._on_settling)
        document.network_changed.connect(self._on_network)

    # What is trained

    @property
    def lack(self) -> NodewiseError | None:
        """Why the document's network cannot be trained, None if it can."""
        network = self.document.network  # a dozen commands ask with every change
        if self._lack is None or self._lack[0] is not network:
            self._lack = network, what_is_lacking(network)
        return self._lack[1]

    @property
    def is_judging(self) -> bool:
        """Return whether the losses and metrics of the last run are still being worked out."""
        return self._hand is None and self._afterwards.is_busy

    @property
    def has_start(self) -> bool:
        """Return whether there are start weights to go back to."""
        return self._hand is not None or has_start_weights(self.document.network, self._last)

    # The commands

    def run(self) -> None:
        """Begin a run, or go on with the one in hand, up to the epochs that are set."""
        self._go(lambda hand: hand.settings.epochs * hand.per_epoch)

    def one_batch(self) -> None:
        """Make one step."""
        self._go(lambda hand: hand.step + 1)

    def one_epoch(self) -> None:
        """Train to the end of the epoch."""
        self.epochs(1)

    def epochs(self, n: int) -> None:
        """Train for ``n`` more epochs; a run that begins with them has so many, if not more."""
        self._go(lambda hand: (hand.step // hand.per_epoch + n) * hand.per_epoch, n)

    def pause(self) -> None:
        """Let the run in hand wait."""
        self._pending = None
        if self._hand is not None and self._running:
            self._hand.order(Order.PAUSE)
            self._running = False
            self.state_changed.emit()

    def toggle(self) -> None:
        """Run, or pause."""
        if self._running:
            self.pause()
        else:
            self.run()

    def stop(self) -> None:
        """End the run in hand where it is; its result becomes an edit of the document."""
        if self._hand is not None:
            self._end(None, drop=True)

    def set_learning_rate(self, rate: float) -> None:
        """Change ε, of the run in hand too."""
        self.change(learning_rate=rate)

    def change(self, **settings: Any) -> None:
        """Change settings in the document, as one undoable edit; raise nothing, but say it.

        Of the run in hand only ε changes. A run that is paused ends first, so that the next one
        begins with the new settings; one that runs is not disturbed.
        """
        try:
            after = checked(replace(self.training, **settings))
        except NodewiseError as error:
            self.message.emit(error, Kind.REFUSAL)
            self.state_changed.emit()
            return
        if after == self.training:
            return
        only_rate = settings.keys() <= {"learning_rate"}
        if self.state is State.PAUSED and not only_rate:
            self.stop()
        network = self.document.network
        self.document.edit(
            change_text(settings), replace(network, training=after.into(network.training))
        )
        if self._hand is not None and only_rate:
            self._hand.set_learning_rate(after.learning_rate)
        elif self._hand is not None:
            self.message.emit(
                Message("This holds from the next run on. Only ε changes a run while it runs."),
                Kind.INFO,
            )

    def back_to_start(self) -> None:
        """Go back to the weights that the last run started from; nothing is drawn anew."""
        self.stop()
        start = start_weights(self.document.network, self._last)
        if start is None:
            self._refuse(Message("There has been no run yet to go back from."))
            return
        try:
            after = start.into(self.document.network)
        except NodewiseError as error:
            self._refuse(error)
            return
        if after == self.document.network:
            self.message.emit(Message("These are the start weights already."), Kind.INFO)
            return
        self.document.edit(Message("Back to the start weights"), after)

    def new_weights(self, seed: int | None = None) -> None:
        """Draw all weights anew with the settings' initialiser; without a seed, the next one."""
        self.stop()
        name = self.settings.get("training_weight")
        name = name if name in INITIALIZERS else "glorot"
        network = self.document.network
        try:
            seed = next_seed(network, name, self.settings) if seed is None else seed
            after = drawn(network, name, seed)
        except NodewiseError as error:
            self._refuse(error)
            return
        self.settings.set("initial_seed", seed)
        if after == network:
            self.message.emit(Message("The weights are drawn like this already."), Kind.INFO)
            return
        self.document.edit(
            Message("New weights ({name}, seed {seed})", name=name, seed=seed), after
        )

    def unfinished(self) -> Unfinished | None:
        """What the run in hand has come to, for a recovery copy; None without one."""
        hand = self._hand
        return Unfinished.of(hand, self.document.network.runs) if hand is not None else None

    def submit(self, task: Any) -> TaskHandle:
        """Do a long experiment in a worker of its own: any picklable object with `run()`."""
        handle = TaskHandle(task, self)
        self._tasks.add(handle)
        handle.over.connect(lambda: self._tasks.discard(handle))
        handle.begin()
        return handle

    def close(self) -> None:
        """End the run in hand, and cancel what is submitted: the window closes."""
        self.stop()
        self._afterwards.cancel()
        for handle in list(self._tasks):
            handle.cancel()

    # With the worker

    def _go(self, until: Callable[[Hand], int], epochs: int = 0) -> None:
        if self._hand is None and not self._begin(epochs):
            return
        hand = self._hand
        assert hand is not None
        if self._running:
            return
        self._running = True
        if hand.is_resting:
            hand.go(until(hand))
        else:  # the worker has not taken notice of the pause yet
            self._pending = until
            hand.order(Order.HURRY)
        self.state_changed.emit()

    def _begin(self, epochs: int) -> bool:
        self.document.finish_preview()
        network = self.document.network
        try:
            settings = TrainingSettings.of(network.training)
            hand = Hand(network, replace(settings, epochs=max(settings.epochs, epochs)))
        except NodewiseError as error:
            self._refuse(error)
            return False
        self._hand = hand
        hand.begin(host(), host().new_job(self))
        return True

    def on_answer(self, answer: Answer) -> None:
        hand = self._hand
        if hand is None or answer.job != hand.job:
            return
        hand.on_answer(answer)
        if answer.what == "rests":
            self._on_rest(hand)
        elif answer.what == "ended":
            self._end(answer.value)
        elif answer.what == "failed":
            self._end(None)
            self._refuse(Message("The training stopped: {problem}.", problem=answer.value))

    def _on_rest(self, hand: Hand) -> None:
        self._show(hand, at_once=True)
        pending, self._pending = self._pending, None
        if pending is not None:
            hand.go(pending(hand))
        elif self._running:
            self._running = False
            self.state_changed.emit()

    def on_tick(self) -> None:
        if self._hand is not None:
            self._show(self._hand)

    def _show(self, hand: Hand, at_once: bool = False) -> None:
        now = perf_counter()
        if not at_once and now - self._shown_at < SHOW:
            return
        if hand.look():
            self._shown_at = now
            self.live_changed.emit()
            self.reported.emit(hand.report)
        elif self.is_in_step and now - self._shown_at > SHOW_STEP:
            self._shown_at = now
            self.step_advanced.emit()

    def on_lost(self) -> None:
        """The worker died: what it published last is the result."""
        hand = self._hand
        self._end(None, lost=True)
        if hand is not None:
            self._refuse(lost_text(hand))

    # The end of a run

    def _end(self, report: Report | None, drop: bool = False, lost: bool = False) -> None:
        hand, self._hand = self._hand, None
        if hand is None:
            return
        hand.order(Order.STOP)
        self._running, self._pending, self._ending = False, None, True
        host().end_job(hand.job, drop)
        hand.close()
        self._last = hand
        final = hand.final(report)
        if final is not None and lost:
            final = replace(final, stopped=Stopped.INTERRUPTED)
        self._last_report = final
        try:
            run = keep(self.document, hand, final) if final is not None and final.step else None
        finally:
            self._ending = False
        if run is not None:
            self._afterwards.judge(hand, run)
        if final is not None:
            self.reported.emit(final)
        self.live_changed.emit()
        self.state_changed.emit()
        if run is not None:
            self.run_ended.emit(run)
        if final is not None and final.reason is not None:
            diverged = final.stopped is Stopped.DIVERGED
            self.message.emit(final.reason, Kind.REFUSAL if diverged else Kind.INFO)

    def _on_judged(self, run: Run) -> None:
        """The losses of where the last run was stopped are known now."""
        report = self._last_report
        if self._hand is None and report is not None and report.step == run.steps:
            self._last_report = replace(report, loss=run.loss, validation_loss=run.validation_loss)
            self.reported.emit(self._last_report)

    # Following the document

    def _on_settling(self, before: Network, after: Network | None) -> None:
        if self._hand is not None and (after is None or not same_calculation(before, after)):
            self.stop()

    def _on_network(self, before: Network, after: Network) -> None:
        hand = self._hand
        if is_another_document(before, after) and not self.document.undo_stack.count():
            self._last = self._last_report = None  # that run was of another network
        if hand is not None and not same_calculation(hand.network, after):
            # Somebody went past the document's door: the run belongs to no network any more.
            self._hand, self._running, self._pending = None, False, None
            host().end_job(hand.job, drop=True)
            hand.close()
            self.live_changed.emit()
            self.state_changed.emit()
        elif not self._ending:
            left = not hand and self._last_report and not same_calculation(before, after)
            if left:  # the numbers are not those that the last run came to any more
                self._last_report = None
            if left or matters(before, after):
                self.state_changed.emit()

    def _refuse(self, text: object) -> None:
        self.message.emit(text, Kind.REFUSAL)
