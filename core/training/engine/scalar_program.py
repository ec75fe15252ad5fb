"""A step of a small network as straight-line scalar Python: a variable for every number.

θ is ``t0, t1 …`` by the plan's indices; ``a3_0`` is the activation of unit 3 for row 0.
"""

from collections.abc import Callable, Sequence
from typing import Any

from core.compiling.plan import Level, Plan
from core.network.node import Array
from core.training.engine.optimizers import folds_rate
from core.training.engine.program import indented
from core.training.engine.scalar_functions import NAMES, activation_lines, outputs_of
from core.training.settings import TrainingSettings

Rows = Sequence[tuple[list[str], list[str]]]
"""The inputs and targets of each row, as numbers or as names of variables."""


def numbers(x: Array, y: Array) -> Rows:
    """Rows that stand in the source."""
    return [
        ([repr(float(v)) for v in a], [repr(float(v)) for v in b])
        for a, b in zip(x, y, strict=True)
    ]


def variables(n: int, n_inputs: int, n_outputs: int) -> Rows:
    """Rows that a step fills in."""
    return [
        ([f"x{k}_{i}" for k in range(n_inputs)], [f"y{k}_{i}" for k in range(n_outputs)])
        for i in range(n)
    ]


class ScalarProgram:
    """The source of steps over some rows, and of their loss."""

    def __init__(self, plan: Plan, settings: TrainingSettings, rows: Rows) -> None:
        self._plan, self._settings, self._rows = plan, settings, rows
        found = outputs_of(plan)
        if found is None:
            raise ValueError("no scalar form of this output function and loss")
        self._outputs, factor = found
        self._factor = factor * plan.loss.scale(len(rows))
        self._trainable = [int(i) for i in plan.trainable.nonzero()[0]]
        self._deltas: dict[tuple[int, int], str] = {}
        self._losses: list[str] = []
        self._forward_lines = [line for i in range(len(rows)) for line in self._forward(i)]

    def loss(self) -> Callable[[list[float]], float]:
        """A function of θ: L of the rows, by the same lines as in a step."""
        lines = [self._unpack("t", "theta"), *self._forward_lines, f"return {self._loss()}"]
        return _compiled("theta", lines)

    def whole(self) -> Callable[..., int]:
        """``run(rates, t, theta, first, second, see_loss, see_penalty) -> t``."""
        seen = [f"see_loss({self._loss()})", *self._see_penalty()]
        body = [*self._rate_lines(), *self._forward_lines, *seen, *self._backward()]
        return self._loop("rates, t, theta, first, second, see_loss, see_penalty",
                          "for rate in rates:", body)  # fmt: skip

    def batches(self) -> Callable[..., int]:
        """``run(rate, t, theta, first, second, batches, data) -> t``; data are rows of numbers."""
        taken = [f"{', '.join([*x, *y])}, = data[rows[{i}]]" for i, (x, y) in enumerate(self._rows)]
        body = [*taken, *self._rate_lines(), *self._forward_lines, *self._backward()]
        return self._loop("rate, t, theta, first, second, batches, data",
                          "for rows in batches:", body)  # fmt: skip

    def _loop(self, arguments: str, head: str, body: list[str]) -> Callable[..., int]:
        states = self._states()
        lines = [self._unpack("t", "theta")]
        lines += [self._unpack(a, b, self._trainable) for a, b in states]
        lines += [head, *indented(body)]
        lines += [f"theta[:] = ({', '.join(f't{i}' for i in range(self._plan.n_theta))},)"]
        for letter, where in states:
            lines += [f"{where}[:] = ({''.join(f'{letter}{i}, ' for i in self._trainable)})"]
        return _compiled(arguments, [*lines, "return t"])

    def _states(self) -> list[tuple[str, str]]:
        """The letters of the state and the lists that hold it."""
        both = [("m", "first"), ("v", "second")]
        keep = {"momentum": both[:1], "rmsprop": both[1:], "adam": both}
        return keep.get(self._settings.optimizer, []) if self._trainable else []

    def _unpack(self, letter: str, where: str, which: Sequence[int] | None = None) -> str:
        names = range(self._plan.n_theta) if which is None else which
        return f"{''.join(f'{letter}{i}, ' for i in names)} = {where}"

    def _loss(self) -> str:
        return f"{self._plan.loss.scale(len(self._rows))!r} * ({' + '.join(self._losses)})"

    def _forward(self, row: int) -> list[str]:
        plan, lines = self._plan, []
        for level in plan.levels:
            names = {}
            for part, activation in level.activations:
                names.update(dict.fromkeys(range(part.start, part.stop), activation.name))
            for j in range(level.shape[0]):
                unit = level.units.start + j
                terms = [_times(f"t{w}", self._a(source, row)) for source, w in _edges(level, j)]
                terms = [term for term in terms if term] + [f"t{level.bias_range.start + j}"]
                z = f"z{unit}_{row}"
                lines.append(f"{z} = {' + '.join(terms)}")
                if j in names:
                    lines += activation_lines(names[j], z, f"a{unit}_{row}", f"s{unit}_{row}")
        outputs = [f"z{u}_{row}" for u in range(plan.outputs.start, plan.outputs.stop)]
        more, deltas, loss = self._outputs(outputs, self._rows[row][1], f"o{row}")
        for k, delta in enumerate(deltas):
            self._deltas[plan.outputs.start + k, row] = delta
        self._losses.append(loss)
        return lines + more

    def _a(self, unit: int, row: int) -> str:
        inputs = self._rows[row][0]
        return inputs[unit] if unit < len(inputs) else f"a{unit}_{row}"

    def _rate_lines(self) -> list[str]:
        """What a step's lines need of ε: its factor with the loss's, and Adam's corrections."""
        s = self._settings
        lines = ["t += 1"]
        if folds_rate(s):
            return [*lines, f"c = rate * {-self._factor!r}"]
        if s.optimizer == "adam" and s.bias_correction:
            eta = "* c" if s.eta_outside else "* c * c"
            return [
                *lines,
                f"c = sqrt(1.0 - {s.beta2!r} ** t)",
                f"step = rate * c / (1.0 - {s.beta1!r} ** t)",
                f"eta = {s.eta!r} {eta}",
                f"c = {self._factor!r}",
            ]
        return [*lines, "step = rate", f"eta = {s.eta!r}", f"c = {self._factor!r}"]

    def _backward(self) -> list[str]:
        lines = []
        for row in range(len(self._rows)):
            arriving: dict[int, list[str]] = {}
            for level in reversed(self._plan.levels):
                for j in range(level.shape[0]):
                    lines += self._delta(level, j, row, arriving)
        gradients: dict[int, list[str]] = {}
        for level in self._plan.levels:
            for j in range(level.shape[0]):
                self._gradients(level, j, gradients)
        for i in self._trainable:
            lines += self._update(i, " + ".join(gradients.get(i, [])) or "0.0")
        return lines

    def _delta(self, level: Level, j: int, row: int, arriving: dict[int, list[str]]) -> list[str]:
        unit = level.units.start + j
        name = f"d{unit}_{row}"
        if not level.activations:
            lines = [f"{name} = c * {self._deltas[unit, row]}"]
        elif unit not in arriving:
            return [f"{name} = 0.0"]
        else:
            lines = [f"{name} = {self._with_slope(level, j, row, ' + '.join(arriving[unit]))}"]
        for source, w in _edges(level, j):
            if source >= self._plan.n_inputs:
                arriving.setdefault(source, []).append(f"{name} * t{w}")
        return lines

    def _with_slope(self, level: Level, j: int, row: int, arrived: str) -> str:
        name = next(a.name for part, a in level.activations if part.start <= j < part.stop)
        if name == "identity":
            return arrived
        if name == "relu":
            return f"0.0 if z{level.units.start + j}_{row} <= 0.0 else {arrived}"
        return "0.0" if name == "step" else f"({arrived}) * s{level.units.start + j}_{row}"

    def _gradients(self, level: Level, j: int, gradients: dict[int, list[str]]) -> None:
        for row in range(len(self._rows)):
            delta = f"d{level.units.start + j}_{row}"
            gradients.setdefault(level.bias_range.start + j, []).append(delta)
            for source, w in _edges(level, j):
                term = _times(delta, self._a(source, row))
                if term:
                    gradients.setdefault(w, []).append(term)

    def _update(self, i: int, gradient: str) -> list[str]:
        s, t, m, v = self._settings, f"t{i}", f"m{i}", f"v{i}"
        if folds_rate(s):
            if s.optimizer == "gd":
                return [f"{t} += {gradient}"]
            return [f"{m} = {s.momentum!r} * {m} + {gradient}", f"{t} += {m}"]
        lines = [f"g = {gradient}{self._penalty_gradient(i)}"]
        if s.optimizer == "gd":
            return [*lines, f"{t} -= rate * g"]
        if s.optimizer == "momentum":
            return [*lines, f"{m} = {s.momentum!r} * {m} - rate * g", f"{t} += {m}"]
        root = f"(sqrt({v}) + eta)" if s.eta_outside else f"sqrt({v} + eta)"
        decay = s.rho if s.optimizer == "rmsprop" else s.beta2
        lines.append(f"{v} = {decay!r} * {v} + {1.0 - decay!r} * g * g")
        if s.optimizer == "rmsprop":
            return [*lines, f"{t} -= rate * g / {root}"]
        lines.append(f"{m} = {s.beta1!r} * {m} + {1.0 - s.beta1!r} * g")
        return [*lines, f"{t} -= step * {m} / {root}"]

    def _penalty_gradient(self, i: int) -> str:
        s, text = self._settings, ""
        if self._plan.is_weight[i]:
            if s.l1:
                text += f" + {s.l1!r} * ((t{i} > 0.0) - (t{i} < 0.0))"
            if s.l2:
                text += f" + {2.0 * s.l2!r} * t{i}"
        return text

    def _see_penalty(self) -> list[str]:
        s = self._settings
        which = [int(i) for i in self._plan.is_weight.nonzero()[0]]
        parts = []
        if s.l1:
            parts.append(f"{s.l1!r} * ({' + '.join(f'abs(t{i})' for i in which)})")
        if s.l2:
            parts.append(f"{s.l2!r} * ({' + '.join(f't{i} * t{i}' for i in which)})")
        return [f"see_penalty({' + '.join(parts)})"] if parts else []


def _edges(level: Level, j: int) -> list[tuple[int, int]]:
    """The source units of a row of a slab and where θ has their weights."""
    columns = level.shape[1]
    first = level.weight_range.start + j * columns
    return [
        (level.sources.start + k, first + k)
        for k in range(columns)
        if level.mask is None or level.mask[j, k]
    ]


def _times(left: str, right: str) -> str:
    """A product as text; empty where it is 0."""
    if right in ("0.0", "-0.0"):
        return ""
    return left if right == "1.0" else f"{left} * {right}"


def _compiled(arguments: str, lines: list[str]) -> Callable[..., Any]:
    head = ", ".join([arguments, *(f"{name}={name}" for name in NAMES)])
    source = "\n    ".join([f"def run({head}):", *lines])
    space = dict(NAMES)
    exec(compile(source, "<nodewise step>", "exec"), space)
    return space["run"]
