"""A session that trains in the same process, one call at a time, as plots see it."""

from dataclasses import replace
from enum import Enum

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.network.run import Run, Weights
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer


class State(Enum):
    IDLE = 0
    RUNNING = 1
    PAUSED = 2


class StandIn(QObject):
    state_changed = Signal()
    reported = Signal(object)
    live_changed = Signal()

    def __init__(self, document):
        super().__init__()
        self._document = document
        self.state = State.IDLE
        self.trainer = None
        self._rows = {}
        self._thetas = []

    @property
    def network(self):
        if self.state is State.IDLE or self.trainer is None:
            return self._document.network
        return with_parameters(self.trainer.plan, self._document.network, self.trainer.theta)

    @property
    def in_use(self):
        return TrainingSettings.of(self._document.network.training)

    @property
    def theta(self):
        return self.trainer.theta if self.trainer else None

    @property
    def epochs_done(self):
        return self.trainer.epoch if self.trainer else None

    @property
    def history(self):
        return {name: np.array(values) for name, values in self._rows.items()}

    @property
    def trajectory(self):
        return np.array(self._thetas) if self._thetas else None

    def start(self):
        network = self._document.network
        plan = compile_network(network)
        settings = TrainingSettings.of(network.training)
        theta = parameter_vector(plan, network)
        self.trainer = Trainer(plan, theta, network.data, settings)
        self._rows, self._thetas = {}, []
        self.state = State.RUNNING
        self._record()
        self.state_changed.emit()

    def epochs(self, n=1):
        for _ in range(n):
            self.trainer.run_epoch()
            self._record()
        self.reported.emit(self.trainer.report())
        self.live_changed.emit()

    def _record(self):
        report = self.trainer.report()
        validation = report.validation_loss
        row = {
            "epoch": float(report.epoch),
            "step": float(report.step),
            "loss": report.loss,
            "penalty": report.penalty,
            "validation_loss": np.nan if validation is None else validation,
        }
        for name, value in row.items():
            self._rows.setdefault(name, []).append(value)
        self._thetas.append(report.theta)

    def finish(self, name="run", colour=0):
        network, after = self._document.network, self.network
        report = self.trainer.report()
        run = Run(
            name,
            settings=dict(network.training),
            colour=colour,
            epochs=report.epoch,
            steps=report.step,
            loss=report.loss,
            validation_loss=report.validation_loss,
            curves=self.history,
            start=Weights.of(network),
            end=Weights.of(after),
        )
        self.state = State.IDLE
        self._document.add_run(run)
        self.state_changed.emit()
        return replace(run)
