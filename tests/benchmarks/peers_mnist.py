"""One epoch of 784-256-128-10 on the digits by others: each peer is a function that makes one.

All train float32 with ReLU, softmax and cross-entropy on batches of shuffled rows.
"""

import warnings
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from tests.benchmarks.peers import NotInstalledError, single_threaded_torch

Epoch = Callable[[], None]
SIZES = (784, 256, 128, 10)
RATES = {"adam": 1e-3, "gd": 0.1}


def torch_eager(x: np.ndarray, labels: np.ndarray, optimizer: str, batch: int) -> Epoch:
    """What the tutorials do: index a batch, zero_grad, loss, backward, step."""
    torch = single_threaded_torch()
    model, a, b = _torch_parts(torch, x, labels)
    stepper = _torch_optimizer(torch, model, optimizer)
    loss_of = torch.nn.CrossEntropyLoss()

    def epoch() -> None:
        order = torch.randperm(len(a))
        for first in range(0, len(a), batch):
            rows = order[first : first + batch]
            stepper.zero_grad()
            loss_of(model(a[rows]), b[rows]).backward()
            stepper.step()

    return epoch


def torch_fused(x: np.ndarray, labels: np.ndarray, optimizer: str, batch: int) -> Epoch:
    """The fused optimizer, and rows copied to the same place by index_select."""
    torch = single_threaded_torch()
    model, a, b = _torch_parts(torch, x, labels)
    stepper = _torch_optimizer(torch, model, optimizer, fused=True)
    return _torch_epoch(torch, _torch_step(torch, model, stepper), a, b, batch)


def torch_compiled(x: np.ndarray, labels: np.ndarray, optimizer: str, batch: int) -> Epoch:
    """The same with the forward and backward passes compiled."""
    torch = single_threaded_torch()
    model, a, b = _torch_parts(torch, x, labels)
    stepper = _torch_optimizer(torch, model, optimizer, fused=True)
    compiled = torch.compile(model, dynamic=False)
    epoch = _torch_epoch(torch, _torch_step(torch, compiled, stepper), a, b, batch)
    try:
        epoch()
    except Exception as mistake:
        raise NotInstalledError(f"torch.compile: {type(mistake).__name__}") from mistake
    return epoch


def _torch_step(torch: Any, model: Any, stepper: Any) -> Callable[[Any, Any], None]:
    loss_of = torch.nn.functional.cross_entropy

    def step(a: Any, b: Any) -> None:
        stepper.zero_grad(set_to_none=True)
        loss_of(model(a), b).backward()
        stepper.step()

    return step


def _torch_epoch(torch: Any, step: Callable[[Any, Any], None], a: Any, b: Any, n: int) -> Epoch:
    some = torch.empty(n, a.shape[1])

    def epoch() -> None:
        order = torch.randperm(len(a))
        for first in range(0, len(a), n):
            rows = order[first : first + n]
            into = some[: len(rows)]
            torch.index_select(a, 0, rows, out=into)
            step(into, b[rows])

    return epoch


def _torch_optimizer(torch: Any, model: Any, optimizer: str, **options: Any) -> Any:
    kind = torch.optim.Adam if optimizer == "adam" else torch.optim.SGD
    return kind(model.parameters(), lr=RATES[optimizer], **options)


def _torch_parts(torch: Any, x: np.ndarray, labels: np.ndarray) -> tuple[Any, ...]:
    layers: list[Any] = []
    for before, after in pairwise(SIZES):
        layers += [torch.nn.Linear(before, after), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1]), torch.tensor(x), torch.tensor(labels)


def scikit(x: np.ndarray, labels: np.ndarray, optimizer: str, batch: int) -> Epoch:
    """`MLPClassifier.partial_fit`, which is one epoch over shuffled batches."""
    try:
        from sklearn.neural_network import MLPClassifier
    except ImportError as mistake:
        raise NotInstalledError("not installed") from mistake
    solver = {"adam": {"solver": "adam"}, "gd": {"solver": "sgd", "momentum": 0.0}}[optimizer]
    network = MLPClassifier(
        hidden_layer_sizes=SIZES[1:-1], alpha=0.0, batch_size=batch, shuffle=True,
        learning_rate_init=RATES[optimizer], random_state=0, **solver,
    )  # fmt: skip
    classes = np.arange(10)

    def epoch() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            network.partial_fit(x, labels, classes=classes)

    return epoch


def jax_epoch(x: np.ndarray, labels: np.ndarray, optimizer: str, batch: int) -> Epoch:
    """The whole epoch as one jitted `lax.scan`, with a hand-written Adam over the tree."""
    try:
        import jax
        import jax.numpy as jnp
    except ImportError as mistake:
        raise NotInstalledError("not installed") from mistake
    a, b = jnp.array(x), jnp.array(np.eye(10, dtype=np.float32)[labels])
    n = len(x) // batch * batch
    state = _jax_start(jnp)

    def loss(theta: Any, x: Any, y: Any) -> Any:
        for w, c in theta[:-1]:
            x = jax.nn.relu(x @ w + c)
        z = x @ theta[-1][0] + theta[-1][1]
        return -jnp.mean(jnp.sum(y * jax.nn.log_softmax(z), axis=1))

    def update(state: Any, gradient: Any) -> Any:
        theta, m, v, t = state
        rate = RATES[optimizer]
        if optimizer == "gd":
            return jax.tree.map(lambda p, g: p - rate * g, theta, gradient), m, v, t
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
        first, second = rate / (1 - 0.9**t), 1 / (1 - 0.999**t)
        theta = jax.tree.map(
            lambda p, m, v: p - first * m / (jnp.sqrt(v * second) + 1e-8), theta, m, v
        )
        return theta, m, v, t

    def step(state: Any, rows: Any) -> Any:
        return update(state, jax.grad(loss)(state[0], a[rows], b[rows])), None

    def whole(state: Any, key: Any) -> Any:
        order = jax.random.permutation(key, len(x))[:n].reshape(-1, batch)
        return jax.lax.scan(step, state, order)[0]

    compiled = jax.jit(whole, donate_argnums=0)
    key = jax.random.PRNGKey(0)

    def epoch() -> None:
        nonlocal state, key
        key, now = jax.random.split(key)
        state = jax.block_until_ready(compiled(state, now))

    return epoch


def _jax_start(jnp: Any) -> Any:
    rng = np.random.default_rng(0)
    theta = [
        (jnp.array(rng.normal(0, (2 / a) ** 0.5, (a, b)), jnp.float32), jnp.zeros(b))
        for a, b in pairwise(SIZES)
    ]
    zeros = [(jnp.zeros_like(w), jnp.zeros_like(c)) for w, c in theta]
    again = [(jnp.zeros_like(w), jnp.zeros_like(c)) for w, c in theta]
    return theta, zeros, again, jnp.zeros(())
