"""What a frame of the canvas costs, in processor time, up to 784-256-128-10 (goal 11)."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the window

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QPointF, QSettings
from PySide6.QtWidgets import QApplication

from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.plan import Plan
from core.network.edge import Edge, Parameter
from core.network.edits import move
from core.network.expanding import expand
from core.network.layers import lay_down
from core.network.network import Network
from core.network.node import Node, Role, Unit
from gui.canvas.overlay import Overlay
from gui.canvas.target import Part, Target
from gui.canvas.view import CanvasView
from gui.document import Document
from gui.formula import glyphs
from gui.settings import Settings
from tests.benchmarks.measuring import Result, median_ms, print_table, report

MNIST = (784, 256, 128, 10)
GOAL = 16.0
HEAD = (
    "network",
    "shown after",
    "pan",
    "zoom",
    "all weights",
    "a step",
    "hover",
    "select",
    "drag",
    "close-up",
)


def blocks(sizes: tuple[int, ...] = MNIST, seed: int = 0) -> Network:
    """Levels drawn as one block each, with random weights."""
    rng = np.random.default_rng(seed)
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    nodes = [
        Node(f"l{i}", role, units, activation="relu", position=(i * 280.0, 0.0))
        for i, (role, units) in enumerate(zip(roles, sizes, strict=True))
    ]
    edges = [
        Edge(a.id, b.id, rng.normal(0.0, (2 / a.units) ** 0.5, (b.units, a.units)))
        for a, b in itertools.pairwise(nodes)
    ]
    return Network.build(nodes, edges, output_function="softmax", loss="cross_entropy")


def _laid_down(*sizes: int) -> Network:
    bare = lay_down(Network(), sizes, "sigmoid", "identity", "mse")
    rng = np.random.default_rng(0)
    return Network.build(
        bare.nodes.values(),
        [Edge(e.source, e.target, rng.normal(size=(1, 1))) for e in bare.edges.values()],
    )


def drawings() -> Iterator[tuple[str, Network]]:
    """The networks of the table, each with its name."""
    yield "2-2-1", _laid_down(2, 2, 1)
    yield "100 edges", _laid_down(5, 10, 5)
    yield "1005 edges", _laid_down(10, 28, 25, 1)
    yield "784-256-128-10, blocks", blocks()
    yield "mixed, 256 neurons", expand(blocks(), "l1")
    yield "1178 neurons", expand(blocks(), ["l0", "l1", "l2", "l3"])


class Bench:
    """One canvas with one drawing, and what is done to it."""

    def __init__(self, network: Network) -> None:
        path = f"{tempfile.mkdtemp()}/settings.ini"
        settings = Settings(QSettings(path, QSettings.Format.IniFormat))
        self._document = Document()
        self._view = CanvasView(self._document, settings)
        self._view.resize(1100, 700)
        self._view.show()
        while not glyphs.is_loaded():  # a thread that prepares it would count, too
            QApplication.processEvents()
        self._network = network
        network.levels, network.incoming, network.outgoing  # noqa: B018 - of the document
        start = time.process_time()
        self._document.load(network, None)
        self._frame()
        self.shown_after = (time.process_time() - start) * 1e3
        self._plan: Plan = compile_network(network)
        self._theta = parameter_vector(self._plan, network)
        noise = np.random.default_rng(2)
        self._thetas = itertools.cycle(
            self._theta + noise.normal(0.0, 0.01, self._theta.shape) for _ in range(3)
        )
        self._overlays = itertools.cycle([self._overlay(0), self._overlay(-1)])
        self._rng = np.random.default_rng(1)
        self._turn = itertools.cycle((1, -1))

    def _frame(self) -> None:
        """Paint all of the view, once: what changed, and what did not."""
        self._view.viewport().update()
        QApplication.processEvents()

    def row(self) -> list[float]:
        """The median frame of everything, in milliseconds of processor time."""
        works: list[Callable[[], None]] = [
            self._pan, self._zoom, self._weights, self._step, self._hover, self._select, self._drag,
        ]  # fmt: skip
        found = []
        for work in works:
            found.append(median_ms(work, runs=12))
            self._view.set_overlay(None)
        self._view.navigator.set_zoom(1.0)
        found.append(median_ms(self._pan, runs=12))
        self._view.close()
        return [self.shown_after, *found]

    def _pan(self) -> None:
        self._view.navigator.pan(QPointF(3 * next(self._turn), 2))
        self._frame()

    def _zoom(self) -> None:
        self._view.navigator.step(next(self._turn))
        self._frame()

    def _weights(self) -> None:
        self._view.show_parameters(self._plan, next(self._thetas))
        self._frame()

    def _step(self) -> None:
        self._view.set_overlay(next(self._overlays))
        self._frame()

    def _overlay(self, turn: int) -> Overlay:
        """One weight explained: every neuron has a value, one path is lit."""
        network = self._network
        values = {
            Unit(node.id, i): f"{0.1 * turn:.2f}"
            for node in network.nodes.values()
            for i in {0, 1, node.units - 1}
        }
        source = network.inputs[turn]
        target = network.outgoing[source.id][turn].target
        edges = {Parameter(Unit(target), Unit(source.id)): "chain_parameter"}
        units = {Unit(target): "chain_hidden"}
        for edge in network.outgoing[target]:
            edges[Parameter(Unit(edge.target), Unit(target))] = "chain_hidden"
            units[Unit(edge.target)] = "chain_output"
        return Overlay(values, units, edges, "chain_loss", "L", "0.1", True)

    def _hover(self) -> None:
        ids = list(self._network.nodes)
        node = ids[int(self._rng.integers(len(ids)))]
        self._view.picture.target_at(QPointF(*self._network.nodes[node].position))
        self._view.picture.set_hovered(Target(Part.BODY, node=node))
        self._frame()

    def _select(self) -> None:
        ids = list(self._network.nodes)
        self._document.select([ids[int(self._rng.integers(len(ids)))]])
        self._frame()

    def _drag(self) -> None:
        node = next(iter(self._network.inputs))
        x, y = node.position
        place = (x + float(self._rng.normal()), y)
        self._document.preview(move(self._document.network, {node.id: place}))
        self._frame()


def main() -> list[Result]:
    """Print the table, and how the slowest frame of each network does."""
    application = QApplication.instance() or QApplication(["benchmark"])
    assert application is not None
    rows = {name: Bench(network).row() for name, network in drawings()}
    print_table(
        "A frame of the canvas, ms of processor time",
        HEAD,
        [[name, *row] for name, row in rows.items()],
    )
    return report([_slowest(name, row) for name, row in rows.items()])


def _slowest(name: str, row: list[float]) -> Result:
    worst = max(row[1:])
    note = f"at {HEAD[row.index(worst, 1) + 1]}; {row[0]:.0f} ms until it is first shown"
    return Result(
        "11: the slowest frame of the canvas, processor time", name, "", worst, GOAL,
        at_least=False, note=note, number=11, unit=" ms",
    )  # fmt: skip


if __name__ == "__main__":
    main()
