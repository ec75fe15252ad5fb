"""The small picture inside each neuron: its activation over the plane of two inputs."""

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from core.exploring.planes import Plane, plane_limits, plane_of
from core.network.node import Array, Role
from gui.frames import Pace
from gui.plots.answers import Answers
from gui.plots.images import image_of
from gui.plots.palette import coloured, two_sided
from gui.plots.subject import Subject, Watched
from gui.theme import theme

SIDE = 40
MOST_NEURONS = 64
_LEAST_MS = 120  # eight times a second at most

Show = Callable[[Mapping[str, QImage]], None]


class NeuronPictures(QObject):
    """Hands over new pictures by node id while it is on; none where there are not two inputs."""

    def __init__(self, watched: Watched, show: Show, parent: QObject) -> None:
        super().__init__(parent)
        self._watched, self._show = watched, show
        self._is_on = False
        self._shown: frozenset[str] = frozenset()
        self._pace = Pace(self._draw, _LEAST_MS, self)
        self._answers = Answers(self)
        for changed in (watched.numbers_changed, watched.structure_changed, theme().changed):
            changed.connect(self.ask)

    @property
    def is_on(self) -> bool:
        """Return whether pictures are made."""
        return self._is_on

    def set_on(self, on: bool) -> None:
        """Begin or stop; stopping takes the pictures away."""
        if on == self._is_on:
            return
        self._is_on = on
        if on:
            self._pace.ask()
        else:
            self._pace.forget()
            self._answers.forget()
            self._hand_over({})

    def ask(self) -> None:
        """Say that the numbers have changed."""
        if self._is_on:
            self._pace.ask()

    def _draw(self) -> None:
        subject = self._watched.subject()
        if subject is None or not _can_be_drawn(subject):
            self._answers.forget()
            self._hand_over({})
            return
        limits = plane_limits(subject.data)
        plan, theta, data = subject.plan, subject.theta, subject.data
        self._answers.ask(
            plan,
            lambda: plane_of(plan, theta, data, limits, n=SIDE),
            lambda plane: self._hand_over(pictures_of(subject, plane)),
            cost=plan.n_units * SIDE * SIDE,
        )

    def _hand_over(self, pictures: Mapping[str, QImage]) -> None:
        if pictures or self._shown:
            self._shown = frozenset(pictures)
            self._show(pictures)


def _can_be_drawn(subject: Subject) -> bool:
    """Two inputs that both vary: over a plane without extent a picture says nothing."""
    if subject.plan.n_inputs != 2 or subject.plan.n_units > MOST_NEURONS:
        return False
    x = subject.data.inputs
    known = x[np.isfinite(x).all(axis=1)]
    return not len(known) or bool((np.ptp(known, axis=0) > 0).all())


def pictures_of(subject: Subject, plane: Plane) -> dict[str, QImage]:
    """A picture of every hidden and output neuron that stands alone in its node."""
    colours = two_sided()
    found = {}
    for node in subject.network.nodes.values():
        if node.role is Role.INPUT or node.units > 1:
            continue
        values = plane.a[subject.plan.first_unit[node.id]]
        limits = unit_limits(subject, subject.plan.first_unit[node.id], values)
        found[node.id] = image_of(coloured(values, *limits, colours)[::-1])
    return found


def unit_limits(subject: Subject, unit: int, values: Array) -> tuple[float, float]:
    """From which value (orange) to which (blue) the colours of a neuron go; white is the middle.

    It is the range of the activation, of a probability or of the targets, so that the colours
    stay what they are while the network learns; else as far to both sides of 0 as is needed.
    """
    outputs = subject.plan.outputs
    if unit >= outputs.start:
        if subject.plan.output_function.name != "identity":
            return 0.0, 1.0
        targets = subject.data.targets if subject.fits else np.empty((0, 1))
        column = targets[:, min(unit - outputs.start, targets.shape[1] - 1)]
        known = column[np.isfinite(column)]
        if known.size and np.ptp(known) > 0:
            return float(known.min()), float(known.max())
        return _about(values, float(known.mean()) if known.size else 0.0)
    level = subject.plan.level_of(unit)
    row = unit - level.units.start
    activation = next(g for run, g in level.activations if run.start <= row < run.stop)
    low, high = activation.range
    if np.isfinite(low) and np.isfinite(high):
        return low, high
    return _about(values, 0.0)


def _about(values: Array, middle: float) -> tuple[float, float]:
    finite = values[np.isfinite(values)]
    reach = float(np.abs(finite - middle).max()) if finite.size else 1.0
    reach = reach if reach > 0 else 1.0
    return middle - reach, middle + reach
