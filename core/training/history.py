"""The curves of a run: one point an epoch, thinned so that a long run stays small."""

from collections.abc import Mapping, Sequence
from math import nan

import numpy as np

from core.network.node import Array

MOST_POINTS = 10_000
OPTIONAL = ("validation_loss", "accuracy", "validation_accuracy")
"""Columns that are left out where there is nothing to put into them."""
COLUMNS = ("epoch", "step", "loss", "penalty", *OPTIONAL)


class History:
    """Points at the ends of epochs, of which epoch 0 is the start.

    ``stride`` is how many epochs apart the points are; it doubles, and every second point goes,
    whenever there are more than `MOST_POINTS`. The last epoch is there in any case.
    """

    def __init__(self) -> None:
        self.stride = 1
        self._points: dict[str, list[float]] = {name: [] for name in COLUMNS}
        self._last: dict[str, float] | None = None

    def arrays(self) -> dict[str, Array]:
        """The columns ``epoch``, ``step``, ``loss``, ``penalty`` and, where they are known,
        ``validation_loss``, ``accuracy`` and ``validation_accuracy``.
        """
        columns = {name: np.array(values) for name, values in self._points.items()}
        if self._last is not None:
            columns = {k: np.append(v, self._last[k]) for k, v in columns.items()}
        return {k: v for k, v in columns.items() if k not in OPTIONAL or not np.isnan(v).all()}

    @property
    def last(self) -> dict[str, float] | None:
        """The newest point, None before the first."""
        if self._last is not None:
            return self._last
        points = self._points
        return {name: values[-1] for name, values in points.items()} if points["epoch"] else None

    def add(
        self,
        epoch: int,
        step: int,
        loss: float,
        penalty: float,
        validation_loss: float | None,
        accuracy: float | None = None,
        validation_accuracy: float | None = None,
    ) -> None:
        """Note where the run is at the end of an epoch; a second note of one epoch replaces it."""
        values = (epoch, step, loss, penalty, validation_loss, accuracy, validation_accuracy)
        point = {
            name: nan if value is None else float(value)
            for name, value in zip(COLUMNS, values, strict=True)
        }
        if epoch % self.stride:
            self._last = point
            return
        self._last = None
        epochs = self._points["epoch"]
        if epochs and epochs[-1] == epoch:
            return
        for name, value in point.items():
            self._points[name].append(value)
        self._thin()

    def extend(self, epoch: int, losses: Sequence[float], penalties: Sequence[float]) -> None:
        """Note epochs of one step each, from ``epoch`` on; without penalties they are 0."""
        first = -epoch % self.stride
        epochs = self._points["epoch"]
        if epochs and epochs[-1] == epoch + first:  # noted at the end of a call
            for values in self._points.values():
                values.pop()
        found = range(epoch + first, epoch + len(losses), self.stride)
        if not found:
            return
        self._last = None
        epochs.extend(found)
        self._points["step"].extend(found)
        self._points["loss"].extend(losses[first :: self.stride])
        self._points["penalty"].extend(
            penalties[first :: self.stride] if penalties else [0.0] * len(found)
        )
        for name in OPTIONAL:
            self._points[name].extend([nan] * len(found))
        self._thin()

    def _thin(self) -> None:
        while len(self._points["epoch"]) > MOST_POINTS:
            self.stride *= 2  # the points are those of 0, stride, 2 · stride …
            for values in self._points.values():
                del values[1::2]


def thinned(curves: Mapping[str, Array], most: int = 1000) -> dict[str, Array]:
    """At most so many points of equally long columns, evenly apart, and the last: for keeping."""
    n = max((len(column) for column in curves.values()), default=0)
    stride = -(-n // most) if n else 1
    places = np.arange(0, n, stride)
    if n and places[-1] != n - 1:
        places = np.append(places, n - 1)
    return {name: column[places] for name, column in curves.items()}
