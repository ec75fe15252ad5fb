"""Where the slab engine keeps θ and the activations.

Rows of activations stand level by level, and after each level a row of ones, so that a level's
weights and biases are one matrix [W b] and its sums one product. θ holds these matrices one after
the other, turned, so that W alone is contiguous too: products of small matrices are up to a third
faster that way. The plan holds weights and biases apart.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.compiling.plan import Plan
from core.network.node import Array

_MANY = 50  # rectangles to copy, from which on it is faster to go number by number


@dataclass(frozen=True)
class Slab:
    """One level: its rows, the rows it reads (a row of ones the last), and where θ has it."""

    rows: slice
    reads: slice
    place: slice

    @property
    def shape(self) -> tuple[int, int]:
        """Of [W b] turned: (what is read, units)."""
        return self.reads.stop - self.reads.start, self.rows.stop - self.rows.start

    def of(self, flat: Array) -> Array:
        """The matrix [W b] turned, a view."""
        return flat[self.place].reshape(self.shape)


class Layout:
    """The rows of all units and the slabs of all levels."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        segments = [plan.inputs, *(level.units for level in plan.levels)]
        self._row = np.empty(plan.n_units, dtype=int)
        self._end = np.empty(plan.n_units, dtype=int)  # of the unit's segment, with its ones
        for number, units in enumerate(segments):
            self._row[units] = np.arange(units.start, units.stop) + number
            self._end[units] = units.stop + number + 1
        self.n_rows = plan.n_units + len(segments) - 1  # no ones after the outputs
        self.n_inputs = plan.n_inputs
        self.ones = [units.stop + number for number, units in enumerate(segments[:-1])]
        self.slabs: list[Slab] = []
        start = 0
        for level in plan.levels:
            first = int(self._row[level.units.start])
            rows = slice(first, first + level.units.stop - level.units.start)
            last = level.sources.stop - 1
            reads = slice(int(self._row[level.sources.start]), int(self._end[last]))
            size = (rows.stop - rows.start) * (reads.stop - reads.start)
            self.slabs.append(Slab(rows, reads, slice(start, start + size)))
            start += size
        self.size = start
        self._parts = [self._overlaps(i) for i in range(len(plan.levels))]
        self._has_many_parts = sum(map(len, self._parts)) > _MANY

    def _overlaps(self, index: int) -> list[tuple[slice, slice]]:
        """For each segment that a level reads of: the rows of the slab and the plan's columns."""
        level, slab = self.plan.levels[index], self.slabs[index]
        found = []
        for units in [self.plan.inputs, *(v.units for v in self.plan.levels[:index])]:
            first, last = max(units.start, level.sources.start), min(units.stop, level.sources.stop)
            if first < last:
                row = int(self._row[first]) - slab.reads.start
                start = first - level.sources.start
                found.append((slice(row, row + last - first), slice(start, start + last - first)))
        return found

    def rows_of(self, units: slice) -> slice:
        """The rows of units of one level."""
        first = int(self._row[units.start])
        return slice(first, first + units.stop - units.start)

    @cached_property
    def _places(self) -> tuple[Array, Array]:
        """Where this layout has numbers, and where the plan's θ has the same."""
        number: Array = np.zeros(self.size)
        self._copy(np.arange(1.0, self.plan.n_theta + 1), number)
        own = np.flatnonzero(number)
        return own, number[own].astype(np.intp) - 1

    def spread(self, theta: Array, flat: Array) -> None:
        """Write the plan's θ in the order of this layout."""
        if self._has_many_parts:
            own, of_plan = self._places
            flat[own] = theta[of_plan]
        else:
            self._copy(theta, flat)

    def _copy(self, theta: Array, flat: Array) -> None:
        for level, slab, parts in zip(self.plan.levels, self.slabs, self._parts, strict=True):
            matrix, weights = slab.of(flat), level.weights(theta)
            for rows, sources in parts:
                matrix[rows] = weights[:, sources].T
            matrix[-1] = level.biases(theta)[:, 0]

    def gather(self, flat: Array, theta: Array) -> None:
        """Write what this layout holds in the plan's order."""
        if self._has_many_parts:
            own, of_plan = self._places
            theta[of_plan] = flat[own]
            return
        for level, slab, parts in zip(self.plan.levels, self.slabs, self._parts, strict=True):
            matrix, weights = slab.of(flat), level.weights(theta)
            for rows, sources in parts:
                weights[:, sources] = matrix[rows].T
            level.biases(theta)[:, 0] = matrix[-1]

    def spread_new(self, theta: Array, dtype: np.dtype) -> Array:
        """The numbers of the plan's order in this one; 0 elsewhere."""
        flat = np.zeros(self.size, dtype)
        self.spread(theta.astype(dtype), flat)
        return flat
