"""Controls: what is worth knowing about this training, in plain sentences with numbers."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.compiling.compiler import compile_network, parameter_vector
from core.language import tr
from core.network.errors import NodewiseError
from gui.style import NoteCard
from gui.theme import theme
from gui.training.session import State, TrainSession

MOST_NOTES = 2
_MOST_WORK = 5_000_000
"""Observations × parameters up to which the diagnoses are worked out in passing."""
_EVERY, _AFTER_EDITS = 1500, 300


class NotesSection(QWidget):
    """Cards: what a run has run into, or will."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__()
        self.session = session
        self._cards: list[NoteCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_EDITS)
        self._soon.timeout.connect(self.refresh)
        session.document.network_changed.connect(lambda *_: self._soon.start())
        session.state_changed.connect(self._follow)
        session.settings.notation_changed.connect(self.refresh)
        theme().changed.connect(self._respace)
        self._respace()
        self.hide()

    @property
    def texts(self) -> list[str]:
        """The sentences that are shown."""
        return [card.text() for card in self._cards if not card.isHidden()]

    def _follow(self) -> None:
        if self.session.state is State.RUNNING:
            self._timer.start()
        else:
            self._timer.stop()
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Look again at the network, its data and its run."""
        parent = self.parentWidget()
        if parent is None or not parent.isVisible():
            return
        # What does not fit the data is said by the section of the data, with what mends it.
        notes = [str(d.message) for d in diagnoses_of(self.session)]
        self._show(notes[:MOST_NOTES])

    def _show(self, notes: list[str]) -> None:
        while len(self._cards) < len(notes):
            card = NoteCard(parent=self)
            self._cards.append(card)
            self._column.addWidget(card)
        for index, card in enumerate(self._cards):
            card.set_note("", notes[index] if index < len(notes) else "")
        self.setAccessibleName(tr("Notes"))
        self.setVisible(bool(notes))

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.refresh()

    def _respace(self) -> None:
        self._column.setSpacing(theme().px(8))


def diagnoses_of(session: TrainSession) -> list[Any]:
    """What is wrong with the run in hand, or with the last one, or with the start."""
    try:
        diagnose = import_module("core.training.diagnosis").diagnose
    except ImportError:
        return []
    network = session.document.network
    if session.lack is not None:
        return []
    if network.data.n_observations * network.n_parameters > _MOST_WORK:
        return []
    return _or_nothing(lambda: _diagnosed(session, diagnose))


def _diagnosed(session: TrainSession, diagnose: Any) -> list[Any]:
    network, theta = session.document.network, session.theta
    if session.state is State.IDLE or theta is None:
        theta = parameter_vector(compile_network(network), network)
    # The network, and not its plan: it knows what its neurons are called.
    return list(diagnose(network, theta, network.data, session.in_use, session.history))


def _or_nothing(work: Callable[[], list[Any]]) -> list[Any]:
    try:
        with np.errstate(all="ignore"):
            return work()
    except NodewiseError:
        return []
