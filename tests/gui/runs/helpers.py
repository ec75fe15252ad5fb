"""Networks with runs, and a stand-in for the training of the window."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.network.data import Data
from core.network.errors import NodewiseError
from core.network.layers import lay_down
from core.network.network import Network
from core.network.run import Run, Weights
from core.training.settings import TrainingSettings

XOR = Data(np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]]))


def network(sizes=(2, 2, 1), **changes):
    laid = lay_down(Network(title="XOR", data=XOR), sizes, "relu", "identity", "mse")
    return replace(laid, training={"learning_rate": 0.1, "epochs": 20}, **changes)


def weights(drawn, value):
    edges = {k: replace(e, weight=np.full_like(e.weight, value)) for k, e in drawn.edges.items()}
    return Weights.of(replace(drawn, edges=edges))


def run(name="adam", drawn=None, **changes):
    drawn = network() if drawn is None else drawn
    made = Run(
        name=name,
        settings={"optimizer": name, "learning_rate": 0.1, "seed": 7},
        colour=3,
        epochs=400,
        steps=400,
        seconds=0.5,
        loss=0.0004,
        validation_loss=0.0008,
        metrics={"training.mae": 0.01, "validation.mae": 0.02},
        start=weights(drawn, 0.25),
        end=weights(drawn, 0.75),
    )
    return replace(made, **changes)


RUNS = (
    run("gd", loss=0.1213, validation_loss=0.1467, colour=0),
    run("momentum", loss=0.0318, validation_loss=0.0402, colour=1),
    run("rmsprop", loss=0.0126, validation_loss=0.0187, colour=2),
    run("adam", colour=3),
)


class Handle(QObject):
    """What a session gives for a task; here it is done in the window, piece by piece."""

    progressed = Signal(float, object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, task):
        super().__init__()
        self._pieces = task.run()
        self.cancelled = False

    def piece(self):
        """Do one piece; return whether there are more."""
        try:
            share, self.last = next(self._pieces)
        except StopIteration:
            self.finished.emit(self.last)
            return False
        except NodewiseError as error:
            self.failed.emit(error)
            return False
        self.progressed.emit(share, self.last)
        return True

    def finish(self):
        """Do all of it."""
        while self.piece():
            pass

    def cancel(self):
        """Give it up."""
        self.cancelled = True
        self._pieces.close()


class Session(QObject):
    """What the panels ask of a training session."""

    state_changed = Signal()

    def __init__(self, document):
        super().__init__()
        self.document = document
        self.state = None
        self.handles = []

    @property
    def training(self):
        """The settings of the document."""
        return TrainingSettings.of(self.document.network.training)

    def submit(self, task):
        """Remember the task; the test does it."""
        self.handles.append(Handle(task))
        return self.handles[-1]

    @property
    def handle(self):
        """The last task."""
        return self.handles[-1]
