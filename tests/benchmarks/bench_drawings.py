"""What a drawing costs however it is drawn: goals 8, 9 and 10.

Random drawings against a masked PyTorch module; 784-256-128-10 as 1,178 neurons against four
blocks; and how the time of a step grows with the edges at fixed depth.
"""
# ruff: noqa: E402 - the number of threads is read when NumPy is loaded

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.benchmarks.measuring import Result, in_turns, one_core, ratio, report
from tests.benchmarks.peers import NotInstalledError

RATE = 0.01
GOAL_8 = "8: random drawings, tanh, gradient descent on the whole data, against masked PyTorch"
GOAL_9 = "9: 784-256-128-10 drawn as 1,178 neurons ÷ as four blocks, Adam, batch 128"
GOAL_10 = "10: time of a step of twice the edges ÷ of the edges, depth 3, 64 observations"
COMPILING = "The drawing of 1,178 neurons and 233,984 edges"


def random_network(n: int, density: float, rows: int, seed: int) -> Network:
    """``n`` neurons in an order, each edge forwards with the same probability, none left alone."""
    rng = np.random.default_rng(seed)
    n_ends = max(1, n // 10)
    roles = [Role.INPUT] * n_ends + [Role.HIDDEN] * (n - 2 * n_ends) + [Role.OUTPUT] * n_ends
    nodes = [Node(f"n{i}", role, activation="tanh") for i, role in enumerate(roles)]
    edges = []
    for j in range(n_ends, n):
        sources = min(j, n - n_ends)  # nothing comes out of an output
        chosen = np.flatnonzero(rng.random(sources) < density)
        if not len(chosen):
            chosen = np.array([rng.integers(sources)])
        weights = rng.normal(0, 1 / len(chosen) ** 0.5, len(chosen))
        edges += [Edge(f"n{i}", f"n{j}", [[w]]) for i, w in zip(chosen, weights, strict=True)]
    data = Data(rng.normal(size=(rows, n_ends)), rng.normal(size=(rows, n_ends)))
    return Network.build(nodes, edges, loss="mse", data=data)


def ours(network: Network, **settings: object) -> Callable[[int], object]:
    """Our steps, float32."""
    plan = compile_network(network)
    chosen = TrainingSettings("gd", RATE, epochs=10**9, dtype="float32")
    chosen = replace(chosen, **settings)  # type: ignore[arg-type]
    return Trainer(plan, parameter_vector(plan, network), network.data, chosen).run_steps


def by_levels(network: Network) -> Callable[[int], object]:
    """A module with a masked matrix a level that reads all units before it."""
    try:
        import torch
    except ImportError as mistake:
        raise NotInstalledError("not installed") from mistake
    torch.set_num_threads(1)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    layers: list[tuple[Any, Any, Any]] = []
    linear = torch.nn.functional.linear
    for level in plan.levels:
        before = level.units.start
        weights, mask = np.zeros((level.shape[0], before)), np.zeros((level.shape[0], before))
        weights[:, level.sources] = level.weights(theta)
        mask[:, level.sources] = 1.0 if level.mask is None else level.mask
        w = torch.tensor(weights, dtype=torch.float32, requires_grad=True)
        b = torch.zeros(level.shape[0], requires_grad=True)
        layers.append((w, torch.tensor(mask, dtype=torch.float32), b))
    optimizer = torch.optim.SGD([p for w, _mask, b in layers for p in (w, b)], lr=RATE)

    def forward(x: Any) -> Any:
        a = x
        for w, mask, b in layers[:-1]:
            a = torch.cat([a, torch.tanh(linear(a, w * mask, b))], 1)
        w, mask, b = layers[-1]
        return linear(a, w * mask, b)

    return _torch_steps(torch, network, optimizer, forward)


def masked_module(network: Network) -> Callable[[int], object]:
    """One masked matrix (units, units): a pass over all units a level, which keeps the level's."""
    try:
        import torch
    except ImportError as mistake:
        raise NotInstalledError("not installed") from mistake
    torch.set_num_threads(1)
    plan = compile_network(network)
    theta, n = parameter_vector(plan, network), plan.n_units
    weights, mask = np.zeros((n, n)), np.zeros((n, n))
    for level in plan.levels:
        weights[level.units, level.sources] = level.weights(theta)
        mask[level.units, level.sources] = 1.0 if level.mask is None else level.mask
    w = torch.tensor(weights, dtype=torch.float32, requires_grad=True)
    m, b = torch.tensor(mask, dtype=torch.float32), torch.zeros(n, requires_grad=True)
    kept = []
    for level in plan.levels[:-1]:
        units = torch.zeros(n, dtype=torch.bool)
        units[level.units] = True
        kept.append(units)
    optimizer = torch.optim.SGD([w, b], lr=RATE)
    linear = torch.nn.functional.linear

    def forward(x: Any) -> Any:
        a = torch.cat([x, torch.zeros(len(x), n - x.shape[1])], 1)
        masked = w * m
        for units in kept:
            a = torch.where(units, torch.tanh(linear(a, masked, b)), a)
        return linear(a, masked, b)[:, plan.outputs]

    return _torch_steps(torch, network, optimizer, forward)


def _torch_steps(
    torch: Any, network: Network, optimizer: Any, forward: Callable[[Any], Any]
) -> Callable[[int], object]:
    x = torch.tensor(network.data.inputs[:], dtype=torch.float32)
    y = torch.tensor(network.data.targets, dtype=torch.float32)
    mse = torch.nn.functional.mse_loss

    def steps(n: int) -> None:
        for _ in range(n):
            optimizer.zero_grad()
            mse(forward(x), y).backward()
            optimizer.step()

    return steps


def random_drawings() -> list[Result]:
    """One row a size, density and batch; the worst last, and what a careful user could write."""
    found, careful = [], []
    for n in (20, 60, 200):
        for density in (0.03, 0.2, 1.0):
            for rows in (4, 64, 512):
                network = random_network(n, density, rows, seed=n)
                name = f"{n} neurons, {len(network.edges):,} edges, {rows} observations"
                try:
                    theirs = {"module": masked_module(network), "levels": by_levels(network)}
                except NotInstalledError as mistake:
                    return [Result(GOAL_8, "masked PyTorch", note=str(mistake))]
                module, levels = _against(name, ours(network), theirs)
                found.append(module._replace(note=f"by levels {levels.ratio:.1f}"))
                careful.append(levels)
    return [
        *found,
        _worst(found)._replace(contender="worst case", goal=10, number=8),
        _worst(careful)._replace(contender="worst case by levels, hand-made"),
    ]


def _worst(found: list[Result]) -> Result:
    worst = min(found, key=lambda result: result.ratio or 0.0)
    middle = statistics.median(r.ratio or 0.0 for r in found)
    return worst._replace(note=f"median {middle:.1f}; {worst.contender}")


def _against(
    name: str,
    our_steps: Callable[[int], object],
    theirs: dict[str, Callable[[int], object]],
) -> list[Result]:
    contenders = {"ours": our_steps, **theirs}
    counts = {who: _steps_for(steps, 0.03) for who, steps in contenders.items()}

    def turn(steps: Callable[[int], object], n: int) -> Callable[[], None]:
        return lambda: (steps(n), None)[1]

    taken = in_turns({who: turn(steps, counts[who]) for who, steps in contenders.items()}, 5)
    times = {who: [t / counts[who] for t in values] for who, values in taken.items()}
    step = f"{statistics.median(times['ours']) * 1e6:.0f} µs"
    return [Result(GOAL_8, name, step, ratio(times, who, "ours")) for who in theirs]


def _steps_for(steps: Callable[[int], object], seconds: float) -> int:
    steps(17)  # past the first looks at the loss, which are more often than later
    begun = time.perf_counter()
    steps(3)
    return max(3, int(3 * seconds / (time.perf_counter() - begun)))


def layered(sizes: tuple[int, ...], as_neurons: bool, data: Data) -> Network:
    """A fully connected network with ReLU, as a block a layer or as single neurons."""
    rng = np.random.default_rng(0)
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    layers: list[list[Node]] = []
    for depth, (units, role) in enumerate(zip(sizes, roles, strict=True)):
        names = [f"n{depth}.{i}" for i in range(units if as_neurons else 1)]
        of_each = 1 if as_neurons else units
        layers.append([Node(name, role, of_each, activation="relu") for name in names])
    edges = []
    for (before, after), (m, n) in zip(pairwise(layers), pairwise(sizes), strict=True):
        weights = rng.normal(0, (2 / m) ** 0.5, (n, m))
        if not as_neurons:
            edges.append(Edge(before[0].id, after[0].id, weights))
            continue
        edges += [
            Edge(source.id, target.id, [[weights[k, j]]])
            for k, target in enumerate(after)
            for j, source in enumerate(before)
        ]
    nodes = [node for layer in layers for node in layer]
    return Network.build(nodes, edges, output_function="softmax", loss="cross_entropy", data=data)


def as_neurons_or_blocks() -> list[Result]:
    """The same network drawn in two ways, and what it costs to compile the long one."""
    sizes, n = (784, 256, 128, 10), 2048
    rng = np.random.default_rng(1)
    data = Data(rng.random((n, 784)), np.eye(10)[rng.integers(0, 10, n)])
    neurons, made = layered(sizes, True, data), {"batch_size": 128, "optimizer": "adam"}
    steps = {
        "four blocks": ours(layered(sizes, False, data), **made),
        "1,178 neurons": ours(neurons, **made),
    }
    taken = in_turns({name: (lambda s=s: s(15)) for name, s in steps.items()}, 15)
    found = [
        Result(GOAL_9, name, f"{statistics.median(times) / 15 * 1e3:.2f} ms")
        for name, times in taken.items()
    ]
    share = ratio(taken, "1,178 neurons", "four blocks")
    found[1] = found[1]._replace(ratio=share, goal=1.05, at_least=False, number=9)
    return [*found, *_compiling(neurons)]


def _compiling(network: Network) -> list[Result]:
    found = []

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        result = work()
        spent = time.process_time() - begun
        found.append(Result(COMPILING, name, "", spent, 1.0, at_least=False, unit=" s"))
        return result

    fresh = replace(network)  # knows nothing of its levels yet
    plan = timed("compile", lambda: compile_network(fresh))
    theta = timed("parameters to θ", lambda: parameter_vector(plan, fresh))
    timed("θ to parameters, all changed", lambda: with_parameters(plan, fresh, theta + 1.0))
    return found


def growing() -> list[Result]:
    """Layers of equal size that hold more and more edges."""
    sizes = [(10, n, n, 10) for n in (22, 35, 62, 91, 131, 189, 270, 306, 437)]
    rng = np.random.default_rng(2)
    data = Data(rng.random((64, 10)), np.eye(10)[rng.integers(0, 10, 64)])
    steps = {s: ours(layered(s, False, data)) for s in sizes}
    counts = {s: _steps_for(made, 0.02) for s, made in steps.items()}
    turns = {
        str(s): (lambda made=made, n=counts[s]: (made(n), None)[1]) for s, made in steps.items()
    }
    taken = in_turns(turns, 9)
    times = {s: statistics.median(taken[str(s)]) / counts[s] for s in sizes}
    edges = {s: sum(a * b for a, b in pairwise(s)) for s in sizes}
    found = []
    for a, b in pairwise(sizes):
        # What the time would be multiplied by if the edges doubled exactly.
        power = np.log(times[b] / times[a]) / np.log(edges[b] / edges[a])
        found.append(
            Result(
                GOAL_10, f"{edges[a]:,} to {edges[b]:,} edges", f"{times[b] * 1e6:.0f} µs",
                float(2**power),
            )
        )  # fmt: skip
    worst = max(found, key=lambda result: result.ratio or 0.0)
    return [*found, worst._replace(contender="worst case", goal=2.1, at_least=False, number=10)]


def main() -> list[Result]:
    """Print the tables."""
    one_core()
    return report([*random_drawings(), *as_neurons_or_blocks(), *growing()])


if __name__ == "__main__":
    main()
