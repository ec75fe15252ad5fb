"""An epoch of 784-256-128-10 on the digits, ours and the peers' in turns: goals 1 to 4.

The epoch is of 12,000 digits, a fifth of all, so that a round of all contenders stays short; its
pure training time counts, without the loss that we evaluate at its end.
"""
# ruff: noqa: E402 - the number of threads is read when NumPy is loaded

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector
from core.datasets import mnist
from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.training.engine.two_cores import LEAST
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.benchmarks import peers_mnist
from tests.benchmarks.measuring import Result, in_turns, one_core, ratio, report
from tests.benchmarks.peers import NotInstalledError

SIZES = peers_mnist.SIZES
ROWS = 12_000
ROUNDS = 7
SECONDS_OF_CORES = 4.0
BEST = "PyTorch, best form"
SHARE = "share of the one-core matrix rate"
DRAWN, MADE = "matrix products alone", "matrix products of the pixels that are ever used"
GOALS = {
    ("adam", 128): {"PyTorch eager": 1.5, BEST: 1.3, "scikit-learn": 1.8, "JAX": 1.0},
    ("gd", 128): {"PyTorch eager": 1.6, BEST: 1.5, "JAX": 1.0},
}
SHARES = {("adam", 128): 0.72, ("gd", 512): 0.85}
_ADAM = (
    "of a step's 2.4 ms the products take 1.75 and Adam 0.47, ten passes over 218,000 parameters "
    "of which the root alone takes 0.1; tried: the state scaled so that two passes go, pieces of "
    "4,096 to 262,144 parameters (49,152 is best), products of two rows (slower)"
)
WHY = {
    ("adam", "JAX"): f"XLA makes one loop of Adam: {_ADAM}",
    ("adam", "scikit-learn"): _ADAM,
    ("adam", SHARE): _ADAM,
    ("gd", "JAX"): "both do nearly nothing but the same products",
    (
        "gd",
        SHARE,
    ): "rows taken and made numbers, ReLU and the update take the rest",
}
"""What bounds a goal that may be missed, and what was tried."""
PEERS = {
    "PyTorch eager": peers_mnist.torch_eager,
    "PyTorch fused": peers_mnist.torch_fused,
    "PyTorch compiled": peers_mnist.torch_compiled,
    "scikit-learn": peers_mnist.scikit,
    "JAX": peers_mnist.jax_epoch,
}
BEST_OF = ("PyTorch eager", "PyTorch fused", "PyTorch compiled")


def digits(n: int) -> Data:
    """Digits of the training set, as bytes, in which as many pixels are ever used as in all.

    We leave out pixels that are 0 in every row: 67 of 784 in all 60,000, but more in a few.
    """
    data = mnist.load()
    pixels = data.inputs.bytes[:60_000]  # type: ignore[union-attr]
    needed = np.unique((pixels > 0).argmax(axis=0))  # the first digit that uses each pixel
    rows = np.concatenate([needed, np.setdiff1d(np.arange(n), needed)])[:n]
    return Data(data.inputs.take(rows), data.targets[rows], image=data.image)  # type: ignore[union-attr]


def blocks(data: Data) -> Network:
    """The network as four blocks, He weights."""
    rng = np.random.default_rng(0)
    roles = (Role.INPUT, Role.HIDDEN, Role.HIDDEN, Role.OUTPUT)
    nodes = [
        Node(f"n{i}", role, units, activation="relu")
        for i, (role, units) in enumerate(zip(roles, SIZES, strict=True))
    ]
    edges = [
        Edge(a.id, b.id, rng.normal(0, (2 / a.units) ** 0.5, (b.units, a.units)))
        for a, b in pairwise(nodes)
    ]
    return Network.build(nodes, edges, output_function="softmax", loss="cross_entropy", data=data)


def trainer(data: Data, optimizer: str, batch: int, **settings: object) -> Trainer:
    """Our trainer for one case."""
    network = blocks(data)
    plan = compile_network(network)
    chosen = TrainingSettings(
        optimizer, peers_mnist.RATES[optimizer], batch_size=batch, epochs=10**6, dtype="float32"
    )
    chosen = replace(chosen, **settings)  # type: ignore[arg-type]
    return Trainer(plan, parameter_vector(plan, network), data, chosen)


def epoch_of(made: Trainer) -> Callable[[], float]:
    """One epoch; how long its steps took."""

    def epoch() -> float:
        before = made.seconds
        made.run_epoch()
        return made.seconds - before

    return epoch


def products(batch: int, n: int, inputs: int = SIZES[0]) -> Callable[[], None]:
    """The matrix products of an epoch's steps alone, in the engine's shapes, in float32."""
    rng = np.random.default_rng(0)
    made = []
    for before, after in pairwise((inputs, *SIZES[1:])):
        w = rng.normal(size=(before + 1, after)).astype(np.float32)
        rows = rng.normal(size=(batch, before + 1)).astype(np.float32)
        read = rows.T if before == inputs else np.ascontiguousarray(rows.T)
        z = np.empty((after, batch), np.float32)
        d = rng.normal(size=z.shape).astype(np.float32)
        made.append((w.T.dot, read, z))
        made.append((read.dot, d.T, np.empty_like(w)))
        if before != inputs:
            made.append((w[:-1].dot, d, np.empty((before, batch), np.float32)))

    def epoch() -> None:
        for _ in range(n // batch):
            for product, right, out in made:
                product(right, out)

    return epoch


def compare(optimizer: str, batch: int, data: Data) -> list[Result]:
    """Ours against every peer, and against nothing but the matrix products."""
    x, labels = data.inputs[:].astype(np.float32), data.targets.argmax(axis=1)
    goals = GOALS.get((optimizer, batch), {})
    contenders: dict[str, Callable[[], float | None]] = {
        "Nodewise": epoch_of(trainer(data, optimizer, batch)),
        DRAWN: products(batch, ROWS),
        MADE: products(batch, ROWS, int(data.inputs.bytes.any(axis=0).sum())),  # type: ignore[union-attr]
    }
    absent = []
    title = (
        f"{'Adam' if optimizer == 'adam' else 'SGD'}, batch {batch}: an epoch of {ROWS:,} digits"
    )
    for name, peer in PEERS.items() if goals else ():
        try:
            contenders[name] = peer(x, labels, optimizer, batch)
        except NotInstalledError as mistake:
            absent.append(Result(title, name, note=str(mistake)))
    taken = in_turns(contenders, ROUNDS)
    found = [_result(title, name, taken, goals.get(name)) for name in taken]
    forms = [name for name in BEST_OF if name in taken]
    if forms:
        best = min(forms, key=lambda name: statistics.median(taken[name]))
        form = _result(title, best, taken, goals[BEST])
        found.append(form._replace(contender=BEST, note=best))
    found += _shares(title, taken, SHARES.get((optimizer, batch)))
    return [*(_with_number(r, optimizer) for r in found), *absent]


def _with_number(result: Result, optimizer: str) -> Result:
    """Which goal it is about and, where that is missed, what bounds it."""
    if result.goal is None:
        return result
    of_peers = (2 if result.contender == "JAX" else 1) if optimizer == "adam" else 3
    number = 4 if result.contender == SHARE else of_peers
    why = WHY.get((optimizer, result.contender), "") if result.is_met is False else ""
    notes = "; ".join(note for note in (result.note, why) if note)
    return result._replace(number=number, note=notes)


def _result(title: str, name: str, taken: dict[str, list[float]], goal: float | None) -> Result:
    seconds = f"{statistics.median(taken[name]):.3f} s"
    is_peer = name not in ("Nodewise", DRAWN, MADE)
    return Result(title, name, seconds, ratio(taken, name, "Nodewise") if is_peer else None, goal)


def _shares(title: str, taken: dict[str, list[float]], goal: float | None) -> list[Result]:
    flops = 2 * 3 * sum((a + 1) * b for a, b in pairwise(SIZES)) - 2 * 785 * 256
    whole = statistics.median(taken[DRAWN])
    rate = flops * (ROWS // 128 * 128) / whole / 1e9
    note = f"one core multiplies {rate:.0f} GFLOP/s in these shapes"
    return [
        Result(title, SHARE, "", ratio(taken, DRAWN, "Nodewise"), goal, note=note),
        Result(title, f"{SHARE}, without dead pixels", "", ratio(taken, MADE, "Nodewise")),
    ]


def two_cores(data: Data) -> list[Result]:
    """A step's time on one core ÷ that on two, by the clock: for a machine that does no more.

    In turns of a few steps; of each the tenth part that was quickest, where others compute least.
    """
    found = []
    for optimizer, batch in (("adam", 128), ("adam", 256), ("adam", 512), ("gd", 512)):
        made = [trainer(data, optimizer, batch, cores=n) for n in (1, 2)]
        taken: list[list[float]] = [[], []]
        until = time.perf_counter() + SECONDS_OF_CORES
        while time.perf_counter() < until:
            for one, times in zip(made, taken, strict=True):
                before = one.seconds, one.step
                one.run_steps(max(2, 1024 // batch))
                times.append((one.seconds - before[0]) / (one.step - before[1]))
        one_core, two = (sorted(times)[len(times) // 10] for times in taken)
        name = f"{'Adam' if optimizer == 'adam' else 'SGD'}, batch {batch}"
        note = f"as on one: divided from {LEAST} rows on" if batch < LEAST else ""
        step = f"{two * 1e3:.2f} ms"
        title = "Two cores against one, by the clock"
        found.append(Result(title, name, step, one_core / two, note=note))
    return found


def main() -> list[Result]:
    """Print the tables."""
    data = digits(ROWS)
    found = report(two_cores(data))
    one_core()
    for optimizer, batch in (("adam", 128), ("gd", 128), ("gd", 512)):
        found += report(compare(optimizer, batch, data))
    return found


if __name__ == "__main__":
    main()
