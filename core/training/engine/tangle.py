"""The way back through drawings of many levels that read across each other.

Level by level, every δ would be sent to all sources and added up there: for levels of a neuron or
two that is a walk over all activations each time. Here the weights are spread out to one matrix
(sources, targets), so that every level collects its ∂L/∂a by one product from all that comes
later, and the whole gradient is one product at the end. Absent weights are 0 in it, and what it
says of them is left out.
"""

import numpy as np

from core.network.node import Array
from core.training.engine.activations import Calls
from core.training.engine.layout import Layout
from core.training.engine.optimizers import Vectors

_LEVELS = 5
_LARGEST = 6.0


def is_tangled(layout: Layout) -> bool:
    """Return whether there are many levels, and slabs that nearly fill the one matrix."""
    n = layout.n_rows - layout.n_inputs
    return len(layout.slabs) >= _LEVELS and layout.n_rows * n <= _LARGEST * layout.size


class Tangle:
    """The calls of the way back for the activations ``a`` and the deltas ``d``, rows alike."""

    def __init__(self, layout: Layout, a: Array, d: Array, vectors: Vectors) -> None:
        self._layout, self._vectors = layout, vectors
        self._first = layout.n_inputs + 1
        self._sources = a[: layout.slabs[-1].rows.start]
        self._targets = d[self._first :]
        self._d = d
        shape = len(self._sources), len(self._targets)
        self._weights: Array = np.zeros(shape, a.dtype)
        self._gradient: Array = np.zeros(shape, a.dtype)
        self._place = np.concatenate([self._places(i) for i in range(len(layout.slabs))])
        back = np.full(self._weights.size, layout.size)
        back[self._place] = np.arange(layout.size)
        self._back = back

    def _places(self, index: int) -> Array:
        """Where the matrix has the numbers of a slab, in their order in θ."""
        slab = self._layout.slabs[index]
        rows = np.arange(slab.reads.start, slab.reads.stop)
        columns = np.arange(slab.rows.start, slab.rows.stop) - self._first
        return np.add.outer(rows * len(self._targets), columns).ravel()

    def backward(self, slopes: list[Calls]) -> Calls:
        """From the outputs' δ to the gradient; ``slopes`` make δ of ∂L/∂a, level by level."""
        v, weights = self._vectors, self._weights.reshape(-1)
        with_zero = v.theta.base
        assert with_zero is not None
        calls: Calls = [(with_zero.take, self._back, 0, weights, "clip")]
        for slab, slope in reversed([*zip(self._layout.slabs, slopes, strict=True)][:-1]):
            later = slice(slab.rows.stop, None)
            columns = slice(slab.rows.stop - self._first, None)
            if slab.shape[1] == 1:
                row = self._weights[slab.rows.start, columns]
                calls.append((row.dot, self._d[later], self._d[slab.rows.start]))
            else:
                rows = self._weights[slab.rows, columns]
                calls.append((rows.dot, self._d[later], self._d[slab.rows]))
            calls += slope
        whole = self._gradient.reshape(-1)
        calls.append((self._sources.dot, self._targets.T, self._gradient))
        return [*calls, (whole.take, self._place, 0, v.gradient, "clip")]
