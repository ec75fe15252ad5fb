"""What is known of a training: its state, its settings, and how far the run in hand has come."""

from PySide6.QtCore import QObject

from core.compiling.plan import Plan
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array
from core.training.report import Report
from core.training.settings import TrainingSettings
from gui.document import Document
from gui.training.hand import Hand
from gui.training.state import State


class Shown(QObject):
    """The run in hand, else the last one, as everybody may read it."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._hand: Hand | None = None
        self._last: Hand | None = None
        self._last_report: Report | None = None
        self._running = False

    @property
    def state(self) -> State:
        """Whether a run is in hand, and whether it goes on."""
        if self._hand is None:
            return State.IDLE
        return State.RUNNING if self._running else State.PAUSED

    @property
    def training(self) -> TrainingSettings:
        """The settings in the document; defaults where the file has some that do not make sense."""
        try:
            return TrainingSettings.of(self.document.network.training)
        except NodewiseError:
            return TrainingSettings()

    @property
    def in_use(self) -> TrainingSettings:
        """The settings of the run in hand, else those of the next run."""
        return self._hand.settings if self._hand else self.training

    @property
    def network(self) -> Network:
        """The document's network, with the live numbers while a run is in hand."""
        network = self.document.network
        return self._hand.live(network) if self._hand else network

    @property
    def plan(self) -> Plan | None:
        """The compiled network of the run in hand or of the last one."""
        hand = self._hand or self._last
        return hand.plan if hand else None

    @property
    def theta(self) -> Array | None:
        """The parameters of the run in hand or of the last one, in the order of `plan`."""
        hand = self._hand or self._last
        return hand.theta if hand else None

    @property
    def history(self) -> dict[str, Array]:
        """The losses of the run in hand or of the last one, as equally long columns."""
        hand = self._hand or self._last
        return hand.history if hand else {}

    def last_of(self, column: str) -> float | None:
        """The newest number of a column of `history`, None where there is none."""
        hand = self._hand or self._last
        return hand.last_of(column) if hand else None

    @property
    def trajectory(self) -> Array | None:
        """Some of the θ of that run (points, n_theta), evenly apart in steps, and the last."""
        hand = self._hand or self._last
        return hand.trajectory if hand else None

    @property
    def report(self) -> Report | None:
        """The last report of the run in hand or of the last one."""
        return self._hand.report if self._hand else self._last_report

    @property
    def speed(self) -> float:
        """Steps a second, 0 while unknown."""
        if self._hand is not None:
            return self._hand.speed
        return self._last.mean_speed if self._last else 0.0

    @property
    def examples_per_second(self) -> float:
        """Observations a second that steps are made of, 0 while unknown."""
        hand = self._hand or self._last
        return self.speed * hand.n_rows / hand.per_epoch if hand else 0.0

    @property
    def time_left(self) -> float | None:
        """Seconds until the run in hand has made what is wanted of it; None while unknown."""
        return self._hand.time_left if self._hand and self._running else None

    @property
    def epochs_done(self) -> float | None:
        """The epochs of the run in hand, with the share of the one it is in; None without one."""
        hand = self._hand
        return (hand.step + hand.step_share) / hand.per_epoch if hand else None

    @property
    def is_in_step(self) -> bool:
        """Return whether the run in hand makes a step that takes its time."""
        return self._hand is not None and self._hand.step_share > 0

    @property
    def epochs_made(self) -> float:
        """The epochs of the run in hand or of the last one, with the share of the one begun."""
        hand = self._hand or self._last
        return hand.step / hand.per_epoch if hand else 0.0

    @property
    def n_done(self) -> int:
        """How many steps the run in hand has made."""
        return self._hand.step if self._hand else 0

    @property
    def share_done(self) -> float:
        """How much of the epochs that are set is done, 0 to 1."""
        if self._hand is None:
            return 0.0
        wanted = self._hand.settings.epochs * self._hand.per_epoch
        return min(1.0, self._hand.step / wanted) if wanted else 1.0
