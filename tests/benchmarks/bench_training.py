"""Steps of training, ours and the peers', in turns: goals 5, 6 and 7 of the performance page."""
# ruff: noqa: E402 - the number of threads is read when NumPy is loaded

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector
from core.network import edits
from core.network.data import Data
from core.network.layers import lay_down
from core.network.network import Network
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.benchmarks import peers
from tests.benchmarks.measuring import Result, in_turns, ratio, report

XOR = (np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]]))
_RNG = np.random.default_rng(1)
_X = _RNG.normal(size=(200, 2))
WAVE = (_X, np.sin(_X[:, :1]) * _X[:, 1:])
ROUNDS = 9
SECONDS = 0.15  # of one contender's turn

NAMES = {
    "torch_eager": "PyTorch eager",
    "torch_compiled": "PyTorch compiled",
    "micrograd": "micrograd",
    "scikit_step": "scikit-learn, a call a step",
    "scikit_fit": "scikit-learn, fit",
    "jax_step": "JAX, a call a step",
}
WHY_64 = (
    "e to the 3,200 z in float64 takes 17 of the step's 43 µs; tried: value and slope from one "
    "exponential, all slopes at once, bounds on z only for large weights, NumPy's tanh (slower)"
)
CASES = [
    ("5: 2-2-1 sigmoid, 4 observations", (2, 2, 1), "sigmoid", XOR,
     {"torch_eager": 150, "torch_compiled": 30, "micrograd": 80}),
    ("6: XOR 2-2-1 ReLU", (2, 2, 1), "relu", XOR,
     {"torch_eager": 200, "scikit_step": 300, "scikit_fit": None, "jax_step": 10}),
    ("7: 2-8-8-1 tanh, 200 observations", (2, 8, 8, 1), "tanh", WAVE,
     {"torch_eager": 20, "scikit_step": 22, "scikit_fit": None}),
]  # fmt: skip


def ours(
    sizes: tuple[int, ...], activation: str, x: np.ndarray, y: np.ndarray, **settings: object
) -> peers.Steps:
    """Our trainer, with the history and the watch for divergence that every run has."""
    network = lay_down(Network(), sizes, activation, "identity", "mse")
    rng = np.random.default_rng(0)
    network = edits.set_values(network, {p: rng.uniform(-1, 1) for p in network.parameters()})
    network = replace(network, data=Data(x, y))
    plan = compile_network(network)
    chosen = TrainingSettings("gd", 0.05, epochs=10**9, **settings)  # type: ignore[arg-type]
    return Trainer(plan, parameter_vector(plan, network), network.data, chosen).run_steps


def _steps_of(contenders: dict[str, peers.Steps]) -> dict[str, int]:
    """How many steps of each take about as long as a turn should."""
    counts = {}
    for name, steps in contenders.items():
        steps(20)
        start = time.perf_counter()
        steps(50)
        counts[name] = max(50, int(50 * SECONDS / (time.perf_counter() - start)))
    return counts


def results(
    title: str,
    sizes: tuple[int, ...],
    activation: str,
    data: tuple[np.ndarray, ...],
    goals: dict[str, int | None],
) -> list[Result]:
    """Ours and every peer; the ratios are to ours of the same type of number, if there is one."""
    contenders = {"Nodewise": ours(sizes, activation, *data)}
    if len(data[0]) > 100:  # the peers are float32; small networks of ours never are
        contenders["Nodewise, float32"] = ours(sizes, activation, *data, dtype="float32")
    base, absent = [*contenders][-1], []
    for name in goals:
        try:
            contenders[name] = getattr(peers, name)(sizes, activation, *data)
        except peers.NotInstalledError as mistake:
            absent.append(Result(title, NAMES[name], note=str(mistake)))
    counts = _steps_of(contenders)

    def turn(steps: peers.Steps, n: int) -> Callable[[], None]:
        return lambda: (steps(n), None)[1]

    taken = in_turns({name: turn(s, counts[name]) for name, s in contenders.items()}, ROUNDS)
    times = {name: [t / counts[name] for t in values] for name, values in taken.items()}
    found = []
    for name, values in times.items():
        step = f"{statistics.median(values) * 1e6:.1f} µs"
        goal = goals.get(name)
        against = ratio(times, name, base) if name in goals else None
        number = int(title[0]) if goal else None
        found.append(Result(title, NAMES.get(name, name), step, against, goal, number=number))
        if goal and base != "Nodewise":
            against = ratio(times, name, "Nodewise")
            found.append(
                Result(
                    title, f"{NAMES[name]}, against our float64", "", against, goal,
                    note=WHY_64 if against < goal else "", number=number,
                )
            )  # fmt: skip
    return [*found, *absent]


def main() -> list[Result]:
    """Print the tables."""
    found = []
    for title, sizes, activation, data, goals in CASES:
        found += report(
            results(f"{title}: processor time of a step", sizes, activation, data, goals)
        )
    return found


if __name__ == "__main__":
    main()
