"""A process that is killed while it saves leaves the old file or the new one, whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.files.atomic import write_bytes

ROOT = Path(__file__).parents[3]
KILLING = """
import os, signal, sys
from pathlib import Path
import numpy as np
from core.files import atomic
from core.files.reader import read_network
from core.files.writer import write_network
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role

def network(value):
    nodes = [Node("x", Role.INPUT, 300), Node("y", Role.OUTPUT, 200)]
    return Network.build(nodes, [Edge("x", "y", np.full((200, 300), value))], title=str(value))

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def dying(call, after):
    left = [after]
    def stand_in(*arguments, **named):
        if not left[0]:
            die()
        left[0] -= 1
        return call(*arguments, **named)
    return stand_in

places = [(atomic, "_write_all", n) for n in range(2)]
places += [(os, "fsync", 0), (os, "chmod", 0), (os, "link", 0), (os, "replace", 0),
           (os, "replace", 1), (os, "fsync", 1)]
folder = Path(sys.argv[1])
for i, (owner, name, after) in enumerate(places):
    file = folder / f"{i}.nodewise"
    for value in (0.1, 0.2):
        write_network(file, network(value))
    child = os.fork()
    if not child:
        setattr(owner, name, dying(getattr(owner, name), after))
        write_network(file, network(0.3))
        os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL, name
    print(name, after, read_network(file).title, read_network(f"{file}~").title)
    write_network(file, network(0.4))
    assert read_network(file).title == "0.4"
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 and fork")
def test_whenever_a_save_is_killed_a_whole_file_and_its_backup_are_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLING, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "_write_all 0 0.2 0.1",
        "_write_all 1 0.2 0.1",
        "fsync 0 0.2 0.1",
        "chmod 0 0.2 0.1",
        "link 0 0.2 0.1",
        "replace 0 0.2 0.1",
        "replace 1 0.2 0.2",
        "fsync 1 0.3 0.2",
    ]
    # What the killed ones left goes with a later save of the same file.
    left = list(tmp_path.glob(".0.nodewise.*.tmp"))
    assert len(left) == 1
    os.utime(left[0], (0, 0))
    write_bytes(tmp_path / "0.nodewise", b"")
    assert not left[0].exists()
