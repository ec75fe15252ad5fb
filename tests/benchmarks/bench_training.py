"""Steps of training, ours and the peers', in turns: goals 5, 6 and 7 of the performance page."""
# ruff: noqa: E402 - the number of threads is read when NumPy is loaded

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import statistics
import time
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
from tests.benchmarks.measuring import print_table

XOR = (np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]]))
_RNG = np.random.default_rng(1)
_X = _RNG.normal(size=(200, 2))
WAVE = (_X, np.sin(_X[:, :1]) * _X[:, 1:])
ROUNDS = 9
SECONDS = 0.15  # of one contender's turn

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


def in_turns(contenders: dict[str, peers.Steps]) -> dict[str, tuple[float, float]]:
    """The median time of a step of each, in microseconds of processor and wall; they take turns.

    Processor time, because others may share the machine; every peer has one thread to compute with.
    """
    counts = {}
    for name, steps in contenders.items():
        steps(20)
        start = time.perf_counter()
        steps(50)
        counts[name] = max(50, int(50 * SECONDS / (time.perf_counter() - start)))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, steps in contenders.items():
            busy, start = time.process_time(), time.perf_counter()
            steps(counts[name])
            spent = time.process_time() - busy, time.perf_counter() - start
            taken[name].append((spent[0] / counts[name] * 1e6, spent[1] / counts[name] * 1e6))
    return {
        name: (statistics.median(v[0] for v in values), statistics.median(v[1] for v in values))
        for name, values in taken.items()
    }


def _rows(
    sizes: tuple[int, ...],
    activation: str,
    data: tuple[np.ndarray, ...],
    goals: dict[str, int | None],
) -> list[tuple[object, ...]]:
    contenders = {"ours": ours(sizes, activation, *data)}
    if len(data[0]) > 100:  # the peers are float32; small networks of ours never are
        contenders["ours, float32"] = ours(sizes, activation, *data, dtype="float32")
    absent = {}
    for name in goals:
        try:
            contenders[name] = getattr(peers, name)(sizes, activation, *data)
        except peers.NotInstalledError as mistake:
            absent[name] = str(mistake)
    times = in_turns(contenders)
    bases = [name for name in contenders if name.startswith("ours")]
    rows: list[tuple[object, ...]] = []
    for name in [*bases, *goals]:
        if name in absent:
            rows.append((name, absent[name], "", *("" for _ in bases), goals[name] or ""))
            continue
        busy, wall = times[name]
        ratios = [f"{busy / times[b][0]:.1f} ({wall / times[b][1]:.1f})" for b in bases]
        rows.append((name, busy, wall, *ratios, goals.get(name) or ""))
    return rows


def main() -> None:
    """Print the tables."""
    for title, sizes, activation, data, goals in CASES:
        rows = _rows(sizes, activation, data, goals)
        bases = [f"÷ {row[0]}" for row in rows if str(row[0]).startswith("ours")]
        print_table(
            f"Training, {title}: µs of processor time a step, and by the wall clock (in brackets)",
            ("who", "µs", "µs wall", *bases, "goal"),
            rows,
        )


if __name__ == "__main__":
    main()
