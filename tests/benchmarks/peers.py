"""The same training by others: each peer is a function that makes n steps, or is not installed.

Every one trains sizes[0]-…-sizes[-1] with one activation, identity output, mean squared error and
gradient descent on the whole data: what the frameworks' first tutorials do.
"""

import math
import random
import warnings
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

Steps = Callable[[int], object]


class NotInstalledError(Exception):
    """A peer that is not here, and why."""


def torch_eager(sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray) -> Steps:
    """`torch.nn.Sequential`, `MSELoss` and `optim.SGD`, as in the tutorials."""
    torch = single_threaded_torch()
    model, optimizer, a, b = _torch_parts(torch, sizes, activation, x, y)
    loss_of = torch.nn.MSELoss()

    def steps(n: int) -> None:
        for _ in range(n):
            optimizer.zero_grad()
            loss_of(model(a), b).backward()
            optimizer.step()

    return steps


def torch_compiled(sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray) -> Steps:
    """One compiled function from θ to the new θ, with the gradient by torch.func."""
    torch = single_threaded_torch()
    model, _optimizer, a, b = _torch_parts(torch, sizes, activation, x, y)
    names = {k: v.detach().clone() for k, v in model.named_parameters()}

    def loss(theta: dict[str, Any]) -> Any:
        return ((torch.func.functional_call(model, theta, (a,)) - b) ** 2).mean()

    def step(theta: dict[str, Any]) -> dict[str, Any]:
        gradient = torch.func.grad(loss)(theta)
        return {k: v - 0.05 * gradient[k] for k, v in theta.items()}

    compiled = torch.compile(step)

    def steps(n: int) -> None:
        nonlocal names
        with torch.no_grad():
            for _ in range(n):
                names = compiled(names)

    try:
        steps(3)
    except Exception as mistake:
        raise NotInstalledError(f"torch.compile: {type(mistake).__name__}") from mistake
    return steps


def single_threaded_torch() -> Any:
    """PyTorch with one thread to compute with, as everybody here has."""
    try:
        import torch
    except ImportError as mistake:
        raise NotInstalledError("not installed") from mistake
    torch.set_num_threads(1)
    return torch


def _torch_parts(
    torch: Any, sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray
) -> tuple[Any, ...]:
    kinds = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
    layers: list[Any] = []
    for before, after in pairwise(sizes):
        layers += [torch.nn.Linear(before, after), kinds[activation]()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    return model, optimizer, torch.tensor(x).float(), torch.tensor(y).float()


def scikit_fit(sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray) -> Steps:
    """`MLPRegressor.fit`: all steps in one call, by its own loop."""

    def steps(n: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _regressor(sizes, activation, x, n).fit(x, y.ravel())

    _regressor(sizes, activation, x, 1)
    return steps


def scikit_step(sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray) -> Steps:
    """`MLPRegressor.partial_fit`, a call for every step."""
    regressor, target = _regressor(sizes, activation, x, 1), y.ravel()

    def steps(n: int) -> None:
        for _ in range(n):
            regressor.partial_fit(x, target)

    return steps


def _regressor(sizes: tuple[int, ...], activation: str, x: np.ndarray, n: int) -> Any:
    try:
        from sklearn.neural_network import MLPRegressor
    except ImportError as mistake:
        raise NotInstalledError("not installed") from mistake
    return MLPRegressor(
        hidden_layer_sizes=sizes[1:-1],
        activation="logistic" if activation == "sigmoid" else activation,
        solver="sgd", alpha=0.0, batch_size=len(x), learning_rate_init=0.05, momentum=0.0,
        shuffle=False, max_iter=n, tol=0.0, n_iter_no_change=n + 1, random_state=0,
    )  # fmt: skip


def jax_step(sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray) -> Steps:
    """One jitted function a step, called from Python."""
    try:
        import jax
        import jax.numpy as jnp
    except ImportError as mistake:
        raise NotInstalledError("not installed") from mistake
    g = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu}[activation]
    rng = np.random.default_rng(0)
    theta = [
        (jnp.array(rng.uniform(-1, 1, (a, b)), dtype=jnp.float32), jnp.zeros(b))
        for a, b in pairwise(sizes)
    ]
    a, b = jnp.array(x, dtype=jnp.float32), jnp.array(y, dtype=jnp.float32)

    def loss(theta: Any) -> Any:
        value = a
        for weights, biases in theta[:-1]:
            value = g(value @ weights + biases)
        return jnp.mean((value @ theta[-1][0] + theta[-1][1] - b) ** 2)

    @jax.jit
    def step(theta: Any) -> Any:
        return jax.tree.map(lambda p, d: p - 0.05 * d, theta, jax.grad(loss)(theta))

    def steps(n: int) -> None:
        nonlocal theta
        for _ in range(n):
            theta = step(theta)
        jax.block_until_ready(theta)

    return steps


class Value:
    """A number that knows how it came about, as in Karpathy's micrograd (rewritten here)."""

    __slots__ = ("back", "data", "gradient", "parents")

    def __init__(self, data: float, parents: tuple["Value", ...] = ()) -> None:
        self.data, self.gradient, self.parents = data, 0.0, parents
        self.back: Callable[[], None] = _nothing

    def __add__(self, other: "Value") -> "Value":
        out = Value(self.data + other.data, (self, other))

        def back() -> None:
            self.gradient += out.gradient
            other.gradient += out.gradient

        out.back = back
        return out

    def __mul__(self, other: "Value") -> "Value":
        out = Value(self.data * other.data, (self, other))

        def back() -> None:
            self.gradient += other.data * out.gradient
            other.gradient += self.data * out.gradient

        out.back = back
        return out

    def map(self, value: float, slope: float) -> "Value":
        """A function of this number alone."""
        out = Value(value, (self,))

        def back() -> None:
            self.gradient += slope * out.gradient

        out.back = back
        return out

    def backward(self) -> None:
        """Set the gradient of all that this number came from."""
        order: list[Value] = []
        seen: set[Value] = set()

        def visit(value: Value) -> None:
            if value not in seen:
                seen.add(value)
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        self.gradient = 1.0
        for value in reversed(order):
            value.back()


def _nothing() -> None:
    pass


def micrograd(sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray) -> Steps:
    """A graph of single numbers, built anew for every step."""
    draw = random.Random(0)
    layers = [
        [([Value(draw.uniform(-1, 1)) for _ in range(a)], Value(0.0)) for _ in range(b)]
        for a, b in pairwise(sizes)
    ]
    parameters = [v for layer in layers for weights, bias in layer for v in (*weights, bias)]
    rows = [([Value(v) for v in row], target) for row, target in zip(x, y[:, 0], strict=True)]

    def g(z: Value) -> Value:
        if activation == "relu":
            return z.map(max(z.data, 0.0), float(z.data > 0))
        if activation == "tanh":
            a = math.tanh(z.data)
            return z.map(a, 1 - a * a)
        a = 1 / (1 + math.exp(-z.data))
        return z.map(a, a * (1 - a))

    def loss() -> Value:
        total = Value(0.0)
        for values, target in rows:
            a = values
            for number, layer in enumerate(layers):
                z = [sum((w * v for w, v in zip(ws, a, strict=True)), bias) for ws, bias in layer]
                a = z if number == len(layers) - 1 else [g(v) for v in z]
            error = a[0] + Value(-target)
            total = total + error * error
        return total * Value(1 / len(rows))

    def steps(n: int) -> None:
        for _ in range(n):
            for p in parameters:
                p.gradient = 0.0
            loss().backward()
            for p in parameters:
                p.data -= 0.05 * p.gradient

    return steps
