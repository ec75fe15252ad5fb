"""The calls of one step over a given number of rows, bound to their buffers and compiled."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from core.compiling.plan import Level, Plan
from core.network.node import Array
from core.training.batches import Masks
from core.training.engine.activations import BY_NAME, Calls, Constants, scale_of, scaled_in_place
from core.training.engine.layout import Layout, Slab
from core.training.engine.optimizers import Rate, Vectors, folds_rate, penalty_calls, update_calls
from core.training.engine.outputs import output_calls
from core.training.engine.program import Program, indented
from core.training.engine.rows import Rows
from core.training.engine.tangle import Tangle, is_tangled
from core.training.settings import TrainingSettings


class SlabProgram:
    """A step of ``n`` rows. Arrays are (neurons, observations).

    Activations, inputs and ones are kept times `scale_of`, targets times `target_scale`.
    ``largest`` bounds the squares of a row of inputs and its one, so kept, together; ``stays``
    tells that the rows are filled in once for many steps. Where a step is divided, ``of`` is how
    many rows all its parts have.
    """

    def __init__(
        self,
        plan: Plan,
        layout: Layout,
        settings: TrainingSettings,
        constants: Constants,
        rate: Rate,
        vectors: Vectors,
        n: int,
        largest: float,
        stays: bool,
        of: int | None = None,
    ) -> None:
        self._plan, self._layout, self._settings = plan, layout, settings
        self._c, self._rate, self._v = constants, rate, vectors
        self._program = Program()
        self._batches: Callable[..., Any] | None = None
        self._largest = largest
        dtype = constants.dtype
        self._a = np.zeros((layout.n_rows, n), dtype)
        self._scale = scale_of(plan)
        self._a[layout.ones] = self._scale
        # Memory that is never written to, as that of the inputs' rows, is never really taken.
        self._d = np.zeros(self._a.shape, dtype)
        self._s = np.zeros(self._a.shape, dtype)
        self._masks = Masks(plan, settings)
        self._kept = np.ones(self._a.shape if self._masks.any else (0, n), dtype)
        # Rows of observations as they come, with a column of ones; the levels that read inputs
        # and nothing else read them from here, so that nothing has to be copied or turned. It is
        # worth while to turn them once if they stay.
        self._x = np.full((n, plan.n_inputs + 1), self._scale, dtype)
        self._y = np.zeros((n, plan.n_outputs), dtype)
        self._tangle = Tangle(layout, self._a, self._d, vectors) if is_tangled(layout) else None
        self._reads_apart = (
            not stays
            and self._tangle is None
            and all(
                slab.reads.start > plan.n_inputs or slab.reads.stop <= plan.n_inputs + 1
                for slab in layout.slabs
            )
        )
        self._outputs = output_calls(
            self._program, plan, constants, self._scale, self._a[-plan.n_outputs :],
            self._d[-plan.n_outputs :], self._y.T,
        )  # fmt: skip
        # What the outputs' δ still lacks for ∇ to come out right; −ε too, where that comes out the
        # same.
        self._slope = self._outputs.factor * plan.loss.scale(of or n) / self._scale
        self._factor = np.array(self._slope, dtype)

    def fill(self, x: Rows, y: Array, rows: slice) -> None:
        """Take over some observations."""
        x.fill(self._x, rows)
        self._y[:] = y[rows]
        if not self._reads_apart:
            self._a[: self._plan.n_inputs] = self._x[:, :-1].T

    @property
    def n_rows(self) -> int:
        """How many observations it takes."""
        return len(self._x)

    @property
    def outputs(self) -> Array:
        """ŷ (outputs, n) of the last pass."""
        return self._a[-self._plan.n_outputs :]

    def loss(self) -> float:
        """L of the rows that are filled in, without dropout."""
        return float(self._loss())

    def run_whole(
        self, rates: Iterable[float], t: int, losses: list[float], penalties: list[float]
    ) -> int:
        """A step over the rows that are filled in for each rate; return the new ``t``."""
        return int(self._whole(rates, t, losses.append, penalties.append))

    def run_batches(
        self,
        rate: float,
        t: int,
        batches: Iterable[Array],
        draw: Callable[[int], Array | None],
        x: Rows,
        y: Array,
    ) -> int:
        """A step for each batch of rows of ``x`` and ``y``; return the new ``t``."""
        if self._batches is None:
            self._batches = self._compiled_batches(x)
        return int(self._batches(rate, t, batches, draw, x.table.take, y.take))

    def _lines(self, calls: Calls) -> list[str]:
        lines = []
        for function, *arguments in calls:
            if function in BY_NAME:
                *arguments, out = arguments
                lines.append(self._program.call(BY_NAME[function], *arguments, out=out))
            else:
                lines.append(self._program.call(function, *arguments))
        return lines

    @cached_property
    def _loss(self) -> Callable[..., Any]:
        calls = [*self._forward(dropout=False), *self._outputs.before_loss]
        return self._program.function("", [*self._lines(calls), f"return {self._outputs.loss}"])

    @cached_property
    def _whole(self) -> Callable[..., Any]:
        lines = [
            *self._set_rate(),
            *self._forward_lines(dropout=False),
            *self._lines(self._outputs.before_loss),
            f"see_loss({self._outputs.loss})",
            *self._see_penalty(),
            *self._lines([*self._backward(dropout=False), *self._update()]),
        ]
        return self._program.function(
            "rates, t, see_loss, see_penalty",
            ["for rate in rates:", *indented(lines), "return t"],
        )

    def _compiled_batches(self, x: Rows) -> Callable[..., Any]:
        lines = [
            *self._set_rate(),
            *self._take(x, f"draw({len(self._x)})"),
            *self._forward_lines(self._masks.any),
            *self._lines([*self._backward(self._masks.any), *self._update()]),
        ]
        return self._program.function(
            "rate, t, batches, draw, take_x, take_y",
            ["for rows in batches:", *indented(lines), "return t"],
        )

    def _take(self, x: Rows, mask: str) -> list[str]:
        """Copy the observations ``rows``; ``mask`` is an expression for their dropout mask."""
        name = self._program.name
        taking, then = x.taking(self._program, self._c, self._x)
        lines = [*taking, *self._lines(then), f"take_y(rows, 0, {name(self._y)}, 'clip')"]
        if not self._reads_apart:
            inputs, turned = self._a[: self._plan.n_inputs], self._x[:, :-1].T
            lines += self._lines([(np.positive, turned, inputs)])
        if self._masks.any:
            lines.append(f"{name(self._take_mask)}({mask})")
        return lines

    def gradient_of(self, x: Rows, sees_loss: bool = False) -> Callable[..., Any]:
        """Compile a part of a step: from (rows, mask, take_x, take_y) to ∇, no update.

        What ``sees_loss`` returns L of these rows.
        """
        seen = [*self._lines(self._outputs.before_loss), f"loss = {self._outputs.loss}"]
        lines = [
            *self._take(x, "mask"),
            *self._forward_lines(self._masks.any),
            *(seen if sees_loss else ()),
            *self._lines(self._backward(self._masks.any)),
            *(["return loss"] if sees_loss else ()),
        ]
        return self._program.function("rows, mask, take_x, take_y", lines)

    def penalty_of(self) -> Callable[[Callable[[float], None]], Any]:
        """Compile what tells a function the penalty of θ, if there is one."""
        return self._program.function("see_penalty", self._see_penalty())

    @property
    def gradient(self) -> Array:
        """Where ∇ goes."""
        return self._v.gradient

    @property
    def loss_scale(self) -> Callable[[int], float]:
        """The factor in front of the loss's sum for some rows."""
        return self._plan.loss.scale

    def update_of(self, place: slice, other: Array) -> Callable[[], Any]:
        """Compile the update of a piece of θ, after another part's gradient was added."""
        v = self._v.piece(place)
        calls = [(np.add, v.gradient, other[place], v.gradient), *self._update(place, at_once=True)]
        return self._program.function("", self._lines(calls))

    def prepare(self, rate: float, t: int) -> None:
        """Set ε for step ``t``, for this part alone."""
        if folds_rate(self._settings):
            self._factor.fill(rate * -self._slope)
        else:
            self._rate.set(rate, t)

    def _set_rate(self) -> list[str]:
        name = self._program.name
        if folds_rate(self._settings):
            return ["t += 1", f"{name(self._factor.fill)}(rate * {-self._slope!r})"]
        return ["t += 1", f"{name(self._rate.set)}(rate, t)"]

    def _see_penalty(self) -> list[str]:
        s, v, name = self._settings, self._v, self._program.name
        parts: list[str] = []
        lines: list[str] = []
        dot = f"{name(self._weights.dot)}({name(v.spare)})"
        for factor, calls in (
            (s.l1, [(np.absolute, v.theta, v.spare)]),
            (s.l2, [(np.multiply, v.theta, v.theta, v.spare)]),
        ):
            if factor:
                part = f"p{len(parts)}"
                lines += [*self._lines(calls), f"{part} = {factor!r} * float({dot})"]
                parts.append(part)
        return [*lines, f"see_penalty({' + '.join(parts)})"] if parts else []

    @cached_property
    def _weights(self) -> Array:
        """1 for weights, 0 for all else."""
        return self._layout.spread_new(self._plan.is_weight, self._c.dtype)

    def _take_mask(self, kept: Array) -> None:
        for level, slab in zip(self._plan.levels, self._layout.slabs, strict=True):
            self._kept[slab.rows] = kept[level.units]

    def _read(self, slab: Slab) -> Array:
        """The activations that a level reads, with the ones last."""
        if self._reads_apart and slab.reads.stop <= self._plan.n_inputs + 1:
            return self._x.T[slab.reads]
        return self._a[slab.reads]

    def _forward_lines(self, dropout: bool) -> list[str]:
        """The way forward, without bounds on z where ‖θ‖ already bounds it: |wa| ≤ ‖w‖ ‖a‖."""
        lines = self._lines(self._forward(dropout))
        if self._scale == 1.0 or dropout:
            return lines
        hidden = self._scale**2 * (self._layout.n_rows - self._plan.n_inputs)
        limit = self._c.most**2 / (self._largest + hidden)
        name, theta = self._program.name, self._v.theta
        return [
            f"if {name(theta.dot)}({name(theta)}) < {name(limit)}:",
            *indented(self._lines(self._forward(dropout, is_small=True))),
            "else:",
            *indented(lines),
        ]

    def _forward(self, dropout: bool, is_small: bool = False) -> Calls:
        calls: Calls = []
        for level, slab in zip(self._plan.levels, self._layout.slabs, strict=True):
            rows = slab.rows
            calls.append(_sums(slab.of(self._v.theta), self._read(slab), self._a[rows]))
            for part, activation in level.activations:
                run = slice(rows.start + part.start, rows.start + part.stop)
                calls += scaled_in_place(
                    activation.name, self._scale, self._c, self._a[run], self._s[run], is_small
                )
            if dropout and level.activations:
                calls.append((np.multiply, self._a[rows], self._kept[rows], self._a[rows]))
        return calls + self._outputs.forward

    def _backward(self, dropout: bool) -> Calls:
        d, v = self._d, self._v
        out = d[-self._plan.n_outputs :]
        calls = [*self._outputs.backward, (np.multiply, out, self._factor, out)]
        if self._tangle is not None:
            return calls + self._tangle.backward(self._slopes(dropout))
        chained = self._is_chained
        if not chained:
            hidden = d[self._plan.n_inputs + 1 : -self._plan.n_outputs]
            calls.append((hidden.fill, self._c(0.0)))
        for level, slab in reversed([*zip(self._plan.levels, self._layout.slabs, strict=True)]):
            rows = slab.rows
            calls += self._to_delta(level, rows, dropout)
            calls.append(_products(self._read(slab), d[rows], slab.of(v.gradient)))
            calls += self._back_to_sources(slab, chained)
        return calls

    def _to_delta(self, level: Level, rows: slice, dropout: bool) -> Calls:
        """What turns ∂L/∂a of a level into δ."""
        d, calls = self._d[rows], list[tuple[Any, ...]]()
        if any(activation.name != "identity" for _part, activation in level.activations):
            calls.append((np.multiply, d, self._s[rows], d))
        if dropout and level.activations:
            calls.append((np.multiply, d, self._kept[rows], d))
        return calls

    def _slopes(self, dropout: bool) -> list[Calls]:
        pairs = zip(self._plan.levels, self._layout.slabs, strict=True)
        return [self._to_delta(level, slab.rows, dropout) for level, slab in pairs]

    @cached_property
    def _is_chained(self) -> bool:
        """Whether no hidden row is read by two levels, so that nothing has to be added up."""
        first = self._plan.n_inputs + 1
        ranges = sorted(
            (max(s.reads.start, first), s.reads.stop)
            for s in self._layout.slabs
            if s.reads.stop > first
        )
        return all(a[1] <= b[0] for a, b in pairwise(ranges))

    def _back_to_sources(self, slab: Slab, chained: bool) -> Calls:
        first = max(slab.reads.start, self._plan.n_inputs + 1)
        if first >= slab.reads.stop:
            return []
        # Without the ones, which no δ goes to.
        last = slab.reads.stop - 1
        turned = slab.of(self._v.theta)[first - slab.reads.start : -1]
        sources = self._d[first:last]
        if chained:
            return [(turned.dot, self._d[slab.rows], sources)]
        spare = np.empty_like(sources)
        return [
            (turned.dot, self._d[slab.rows], spare),
            (np.add, sources, spare, sources),
        ]

    def _update(self, place: slice = slice(None), at_once: bool = False) -> Calls:
        """The update of θ, or of a piece of it."""
        calls: Calls = []
        v = self._v.piece(place)
        calls += penalty_calls(self._settings, self._c, self._weights[place], v)
        free = self._layout.spread_new(self._plan.trainable, self._c.dtype)[place]
        if not free.all():
            calls.append((np.multiply, v.gradient, free, v.gradient))
        return calls + update_calls(self._settings, self._c, self._rate, v, at_once)


def _sums(turned: Array, read: Array, z: Array) -> tuple[Any, ...]:
    """The call for z = [W b] a; for one neuron a product with a vector, twice as fast."""
    if len(z) == 1:
        return (turned[:, 0].dot, read, z[0])
    return (turned.T.dot, read, z)


def _products(read: Array, delta: Array, gradient: Array) -> tuple[Any, ...]:
    """The call for a δᵀ, the gradient of [W b] turned."""
    if len(delta) == 1:
        return (read.dot, delta[0], gradient[:, 0])
    return (read.dot, delta.T, gradient)
