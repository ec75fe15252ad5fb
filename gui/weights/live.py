"""Which numbers are in force: the document's, or those of the run in hand while one trains."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.network.network import Network
from gui.document import Document
from gui.frames import Pace

LEAST_MS = 33
"""Not more than thirty times a second; less often where that would hold up the window."""
_PAINTING = 0.008
"""Seconds that a heat-map takes to be painted."""


class LiveNumbers(QObject):
    """Tells, now and then, that there are other numbers to show; ``desk`` may come to train.

    ``changed`` says whether the drawing itself is another, too, and not only its numbers.
    """

    changed = Signal(bool)

    def __init__(self, document: Document, desk: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._desk = document, desk
        self._training: Any = None
        self._is_seen = False
        self._pace = Pace(
            lambda: self.changed.emit(False),
            LEAST_MS,
            self,
            lambda: _PAINTING if self._is_seen else 0.0,
        )
        document.network_changed.connect(self._on_network)
        if desk is not None:
            desk.arranged.connect(self._find_training)
            self._find_training()

    @property
    def network(self) -> Network:
        """The network with the numbers of now."""
        if self.is_training:
            network: Network = self._training.network
            return network
        return self._document.network

    @property
    def is_training(self) -> bool:
        """Return whether a run is in hand."""
        return self._training is not None and self._training.state != "idle"

    def set_seen(self, seen: bool) -> None:
        """Say whether anybody looks: a run whose numbers nobody sees costs nothing here."""
        self._is_seen = seen

    def _find_training(self) -> None:
        training = getattr(self._desk, "training", None)
        if training is not self._training and training is not None:
            self._training = training
            training.live_changed.connect(self._on_live)

    def _on_live(self) -> None:
        if self._is_seen:
            self._pace.ask()

    def _on_network(self, before: Network, after: Network) -> None:
        self.changed.emit(not self._is_seen or _looks_other(before, after))


def _looks_other(before: Network, after: Network) -> bool:
    """Return whether more differs than numbers and places."""
    if before.data.image != after.data.image or before.nodes.keys() != after.nodes.keys():
        return True
    # What is wired alike shares its levels, so that not every edge need be looked at.
    if after.levels is not before.levels and before.edges.keys() != after.edges.keys():
        return True
    pairs = zip(before.nodes.values(), after.nodes.values(), strict=True)
    return any(
        a is not b and (a.units, a.label, a.role) != (b.units, b.label, b.role) for a, b in pairs
    )
