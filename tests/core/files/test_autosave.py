"""Recovery copies and locks, held against processes that really die."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.files.autosave import Autosave
from core.files.lock import FileLock, lock_of
from core.network.byte_rows import ByteRows
from core.network.data import Data
from core.network.edge import Edge
from core.network.edits import move
from core.network.network import Network
from core.network.node import Node, Role
from core.network.run import Run, Weights

ROOT = Path(__file__).parents[3]
DATA = Data(np.zeros((0, 0)), np.zeros((0, 1)))
NETWORK = Network.build([Node("y", Role.OUTPUT, bias=np.array([0.1]))], [], data=DATA)


def with_biases(network: Network, bias: float) -> Network:
    nodes = {key: replace(node, bias=np.array([bias])) for key, node in network.nodes.items()}
    return replace(network, nodes=nodes)


DYING = """
import os, signal, sys
from pathlib import Path
import numpy as np
from core.files.autosave import Autosave
from core.files.lock import FileLock
from core.network.network import Network
from core.network.node import Node, Role
folder = Path(sys.argv[1])
network = Network.build([Node("y", Role.OUTPUT, bias=np.array([0.1]))], [])
save = Autosave(folder)
save.keep(network, Path("work.nodewise"))
lock = FileLock(folder / "file.lock")
print(lock.acquire(), flush=True)
sys.stdin.read(1)
os.kill(os.getpid(), 9) if os.name == "posix" else os._exit(9)
"""


@pytest.fixture
def other(tmp_path: Path) -> "subprocess.Popen[str]":
    """Another window that has work open, waiting for a word on its input to be killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", DYING, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    return process


def kill(process: "subprocess.Popen[str]") -> None:
    process.communicate("x")


def test_work_is_recovered_only_once_its_process_is_dead(
    tmp_path: Path, other: "subprocess.Popen[str]"
) -> None:
    mine, lock = Autosave(tmp_path), FileLock(tmp_path / "file.lock")
    assert mine.recoveries() == []
    assert not lock.acquire()
    assert lock.holder() == other.pid
    kill(other)
    (found,) = mine.recoveries()
    assert (found.original, found.network) == (Path("work.nodewise"), NETWORK)
    assert lock.acquire()
    lock.release()
    found.discard()
    assert mine.recoveries() == []
    assert list(tmp_path.iterdir()) == []


def test_own_copy_is_not_offered_and_goes_when_discarded(tmp_path: Path) -> None:
    mine, second = Autosave(tmp_path), Autosave(tmp_path)
    mine.keep(NETWORK, None)
    mine.keep(NETWORK, None)
    assert mine.recoveries() == second.recoveries() == []
    mine.discard()
    assert list(tmp_path.iterdir()) == []


def test_what_is_large_is_written_when_it_changes_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.files.autosave.HEAVY", 20)
    data = Data(ByteRows(np.arange(60, dtype=np.uint8).reshape(20, 3)), np.zeros((20, 1)))
    run = Run("gd", loss=0.5, curves={"epoch": np.arange(30.0), "loss": np.arange(30.0)})
    monkeypatch.setattr("core.files.autosave.HEAVY_EDGES", 0)
    nodes = [Node(name, Role.INPUT) for name in "abc"] + [Node("y", Role.OUTPUT)]
    edges = [Edge(name, "y", np.array([[0.1]])) for name in "abc"]
    drawn = replace(Network.build(nodes, edges), data=data, runs=(run,))
    mine = Autosave(tmp_path)
    mine.keep(drawn, None)
    first = {path.suffix: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert first.keys() == {".recovery", ".data", ".runs", ".edges", ".lock"}
    drawn = move(replace(drawn, title="Changed"), {"a": (7.0, 7.0)})
    mine.keep(drawn, None)
    then = {path.suffix: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert {suffix for suffix in first if first[suffix] != then[suffix]} == {".recovery"}
    mine._lock.release()  # as when the process dies
    (found,) = Autosave(tmp_path).recoveries()
    assert found.network == drawn
    mine.path.with_suffix(".data").unlink()
    assert Autosave(tmp_path).recoveries() == []
    found.discard()
    assert list(tmp_path.iterdir()) == []


def test_damaged_copies_are_passed_over(tmp_path: Path) -> None:
    for name, raw in [("a", b""), ("b", b"[1]"), ("c", b'{"original": null}'), ("d", b"\xff\x00")]:
        (tmp_path / f"{name}.recovery").write_bytes(raw)
    assert Autosave(tmp_path).recoveries() == []


def test_two_windows_of_one_process_notice_each_other(tmp_path: Path) -> None:
    file = tmp_path / "net.nodewise"
    file.touch()
    first = lock_of(file, tmp_path / "locks")
    second = lock_of(tmp_path / "." / "net.nodewise", tmp_path / "locks")
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    assert not second.held
    first.release()
    assert second.acquire()
    second.release()
    assert list((tmp_path / "locks").iterdir()) == []


def test_a_run_that_goes_on_is_written_alone_and_read_only_with_its_own_document(
    tmp_path: Path,
) -> None:
    learned = Weights.of(with_biases(NETWORK, 7.0))
    mine = Autosave(tmp_path)
    mine.keep(NETWORK, None, Run("gd", epochs=3, steps=12, end=learned))
    copy = mine.path.stat().st_mtime_ns
    mine.keep(NETWORK, None, Run("gd", epochs=4, steps=16, loss=0.5, end=learned))
    assert mine.path.stat().st_mtime_ns == copy
    mine._lock.release()  # as when the process dies
    (found,) = Autosave(tmp_path).recoveries()
    assert found.interrupted is not None
    assert (found.interrupted.epochs, found.interrupted.steps) == (4, 16)
    assert found.kept_at == found.interrupted.saved_at >= found.saved_at
    assert found.network == NETWORK
    assert found.run == Run("gd", epochs=4, steps=16, loss=0.5, end=learned)
    mine.keep(NETWORK, None)  # the run has ended
    mine._lock.release()
    (found,) = Autosave(tmp_path).recoveries()
    assert found.interrupted is found.run is None
    found.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_cannot_be_read_leaves_the_drawing(tmp_path: Path) -> None:
    mine = Autosave(tmp_path)
    mine.keep(NETWORK, None, Run("gd", steps=1))
    part = mine.path.with_suffix(".run")
    part.write_bytes(part.read_bytes()[:-20])
    mine._lock.release()
    (found,) = Autosave(tmp_path).recoveries()
    assert (found.network, found.run) == (NETWORK, None)
    part.write_bytes(b"no JSON")
    (found,) = Autosave(tmp_path).recoveries()
    assert found.interrupted is None
