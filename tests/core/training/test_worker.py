"""The worker process and the memory it shares: numbers, orders, tasks, and no trace at the end."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.training import pickling, worker
from core.training.path import MOST_POINTS
from core.training.path import Path as Way
from core.training.settings import TrainingSettings
from core.training.shared import Order, Shared
from core.training.trainer import Trainer
from core.training.worker import Begin, Do, Drop, Go

PATIENT = 60.0
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Counting:
    """A task that counts, and can go wrong."""

    n: int
    wrong_at: int = -1

    def run(self):
        for i in range(self.n):
            if i == self.wrong_at:
                raise ValueError("wrong")
            yield (i + 1) / self.n, i


@dataclass(frozen=True)
class Endless:
    def run(self):
        while True:
            time.sleep(0.001)
            yield 0.0, None


def line():
    nodes = [Node("x", Role.INPUT), Node("y", Role.OUTPUT)]
    network = Network.build(nodes, [Edge("x", "y", [[0.5]])])
    plan = compile_network(network)
    data = Data([[1.0], [2.0], [3.0]], [[2.0], [4.0], [6.0]])
    return plan, parameter_vector(plan, network), data


@pytest.fixture(scope="module")
def pipe():
    """A worker for all tests of this module, and its end."""
    pickling.install()
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=worker.main, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    assert answer(mine).what == "ready"
    yield mine
    mine.close()
    process.join(PATIENT)
    assert process.exitcode == 0  # it ends by itself when the pipe does
    process.close()


def answer(pipe):
    assert pipe.poll(PATIENT)
    return pipe.recv()


def begin(pipe, job, **settings):
    plan, theta, data = line()
    settings = TrainingSettings(learning_rate=0.01, **settings)
    shared = Shared.create(plan.n_theta)
    shared.wanted_rate = settings.learning_rate
    pipe.send(Begin(job, shared.name, plan, theta, data, settings))
    told = answer(pipe)
    assert (told.job, told.what) == (job, "attached")
    shared.unlink()
    return shared, Trainer(plan, theta, data, settings)


@pytest.mark.parametrize("settings", [{"epochs": 50}, {"epochs": 50, "batch_size": 1, "seed": 4}])
def test_a_run_in_the_worker_is_the_plain_run_bit_for_bit(pipe, settings):
    shared, trainer = begin(pipe, 1, **settings)
    per_epoch = 3 if "batch_size" in settings else 1
    pipe.send(Go(1, 7))
    assert answer(pipe).what == "rests"
    assert shared.snapshot().step == 7
    pipe.send(Go(1, 50 * per_epoch))
    ended = answer(pipe)
    assert (ended.what, ended.value.stopped) == ("ended", "epochs")
    snapshot = shared.snapshot()
    for _ in range(50):
        trainer.run_epoch()
    assert snapshot.theta.tolist() == trainer.theta.tolist()
    assert (snapshot.epoch, snapshot.step) == (50, 50 * per_epoch)
    assert snapshot.loss == trainer.report().loss
    assert snapshot.history["epoch"][-1] == 50
    assert snapshot.path[0].tolist() == [0.5, 0.0]
    shared.close()


def test_orders_in_the_memory_pause_and_stop_a_run(pipe):
    shared, _ = begin(pipe, 2, epochs=10**9)
    pipe.send(Go(2, 10**9))
    shared.order = Order.PAUSE
    assert answer(pipe).what == "rests"
    shared.order = Order.GO
    shared.wanted_rate = 0.005
    pipe.send(Go(2, 10**9))
    until = time.monotonic() + PATIENT
    while shared.snapshot() is None or shared.snapshot().rate != 0.005:
        assert time.monotonic() < until
    shared.order = Order.STOP
    assert answer(pipe).what == "ended"
    shared.close()


def test_a_run_that_is_dropped_is_not_heard_of_any_more(pipe):
    shared, _ = begin(pipe, 3, epochs=10**9)
    pipe.send(Go(3, 10**9))
    pipe.send(Drop(3))
    pipe.send(Do(4, Counting(3)))
    told = answer(pipe)
    while told.job == 3:
        told = answer(pipe)
    assert (told.job, told.what, told.value) == (4, "done", 2)
    shared.close()


def test_a_task_that_goes_wrong_says_so_and_the_next_one_is_done(pipe):
    pipe.send(Do(5, Counting(3, wrong_at=1)))
    told = answer(pipe)
    assert (told.job, told.what, str(told.value)) == (5, "failed", "wrong")
    pipe.send(Do(6, Counting(2)))
    assert answer(pipe).value == 1


def test_a_task_is_given_up_between_two_of_its_results(pipe):
    pipe.send(Do(7, Endless()))
    pipe.send(Drop(7))
    pipe.send(Do(8, Counting(1)))
    told = answer(pipe)
    while told.job == 7:
        told = answer(pipe)
    assert (told.job, told.what) == (8, "done")


def test_a_snapshot_is_never_half_old():
    shared = Shared.create(2)
    assert shared.snapshot() is None
    way = Way(np.zeros(2))
    shared.publish((1, 5), (0.1, 0.2, 0.0, 0.3, 1.5), np.array([1.0, 2.0]), {}, way)
    snapshot = shared.snapshot()
    assert (snapshot.epoch, snapshot.step, snapshot.loss) == (1, 5, 0.2)
    shared._words[0] += 1  # the worker was killed while it wrote
    assert shared.snapshot() is None
    shared.unlink()
    shared.close()


def test_nothing_is_left_of_the_memory_once_its_name_is_given_up():
    shared = Shared.create(3)
    name = shared.name
    again = Shared.attach(name, 3)
    shared.unlink()
    with pytest.raises(FileNotFoundError):
        SharedMemory(name)
    shared.wanted_rate = 0.25
    assert again.wanted_rate == 0.25
    again.close()
    shared.close()


def test_the_way_of_a_run_stays_small_and_evenly_spaced():
    way = Way(np.zeros(2))
    step = 0
    while step < 5000:
        step = way.next_step(step, 5000)
        way.visit(step, np.full(2, float(step)))
    steps = way.steps[: way.n]
    assert way.n <= MOST_POINTS
    assert np.unique(np.diff(steps)).tolist() == [way.stride]
    assert np.array_equal(way.points[: way.n, 0], steps)
    assert steps[0] == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the process table")
def test_a_worker_ends_with_its_parent_even_in_the_middle_of_a_task_and_leaves_no_memory():
    script = textwrap.dedent(
        """
        import multiprocessing, sys, time
        sys.path.insert(0, {root!r})
        from core.training import worker
        from core.training.shared import Shared
        from core.training.worker import Do

        class Deaf:
            def run(self):
                time.sleep(600)
                yield 1.0, None

        if __name__ == "__main__":
            context = multiprocessing.get_context("spawn")
            mine, theirs = context.Pipe()
            process = context.Process(target=worker.main, args=(theirs,), daemon=True)
            process.start()
            mine.recv()
            block = Shared.create(4)
            mine.send(Do(1, Deaf()))
            print(process.pid, block.name, flush=True)
            time.sleep(600)
        """
    ).format(root=str(ROOT))
    file = Path(os.environ["XDG_CACHE_HOME"]).parent / "parent.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script)
    parent = subprocess.Popen(
        [sys.executable, str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=file.parent,
    )
    assert parent.stdout is not None
    pid, name = parent.stdout.readline().split()
    assert is_alive(int(pid))
    parent.send_signal(signal.SIGKILL)
    parent.wait(PATIENT)
    parent.stdout.close()
    until = time.monotonic() + PATIENT
    while is_alive(int(pid)) or Path("/dev/shm", name).exists():
        assert time.monotonic() < until
        time.sleep(0.01)


def is_alive(pid):
    """Whether a process runs; one that only waits to be fetched by its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
