"""Make the lesson files anew: `uv run python -m resources.examples.make`.

The numbers of the lecture are written out here; what is random comes from the seeds below. The
four networks that are given number by number (xor, xor-linear, house-prices, mazur) keep their
files, and only their words are written.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets.catalogue import load
from core.files.reader import read_network
from core.files.writer import write_network
from core.network.data import Column, Data, Part
from core.network.edge import Edge, EdgeKey
from core.network.edits import change_edge
from core.network.initial import with_initial_weights
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.numerics.initializers import INITIALIZERS
from resources.examples import digits
from resources.examples.lesson_texts import TEXTS

FOLDER = Path(__file__).parent
GIVEN = ("xor-linear", "xor", "house-prices", "mazur")
BETWEEN, ROW, MANY_ROW = 220.0, 160.0, 110.0
LECTURE = (
    "From the lecture “Intro to Deep Learning”, Big Data y Machine Learning para Economía "
    "Aplicada, Ignacio Sarmiento-Barbieri, Universidad de los Andes."
)


def training(
    optimizer: str, learning_rate: float, epochs: int, batch: int | None = None, **more: Any
) -> dict[str, Any]:
    """The settings of a file's ``training``."""
    return {
        "optimizer": optimizer,
        "learning_rate": learning_rate,
        "batch_size": batch,
        "epochs": epochs,
        "seed": 0,
    } | more


def layered(
    sizes: Sequence[int],
    activations: Sequence[str],
    blocks: Sequence[bool] | None = None,
    seed: int = 0,
    initializer: str = "glorot",
    **rest: Any,
) -> Network:
    """Fully connected levels, inputs first; ``activations`` are those of the hidden levels."""
    blocks = blocks or [False] * len(sizes)
    names = ["x", *[chr(ord("a") + i) for i in range(len(sizes) - 2)], "y"]
    tall = max((n for n, block in zip(sizes, blocks, strict=True) if not block), default=1)
    wide = 1.5 if tall > 6 else 1.0
    levels = [
        _level(names[i], i * wide, size, _role(i, sizes), _at(activations, i - 1), blocks[i])
        for i, size in enumerate(sizes)
    ]
    edges = [
        Edge(s.id, t.id, np.zeros((t.units, s.units)))
        for sources, targets in pairwise(levels)
        for t in targets
        for s in sources
    ]
    network = Network.build([node for level in levels for node in level], edges, **rest)
    draw = INITIALIZERS[initializer]
    return with_initial_weights(network, network.edges, initializer, draw, seed)


def _role(i: int, sizes: Sequence[int]) -> Role:
    return Role.INPUT if i == 0 else Role.OUTPUT if i == len(sizes) - 1 else Role.HIDDEN


def _at(activations: Sequence[str], i: int) -> str:
    return activations[i] if 0 <= i < len(activations) else "sigmoid"


def _level(name: str, i: float, size: int, role: Role, activation: str, block: bool) -> list[Node]:
    if block:
        return [Node(name, role, size, activation=activation, position=(BETWEEN * i, 0.0))]
    row = ROW if size <= 3 else MANY_ROW
    top = -row * (size - 1) / 2
    single = size == 1 and role is not Role.HIDDEN
    return [
        Node(
            name if single else f"{name}{k + 1}",
            role,
            activation=activation,
            position=(BETWEEN * i, top + row * k),
        )
        for k in range(size)
    ]


def xor_learned() -> Network:
    """2-2-1 ReLU from random weights that happen to work (seed 1 of U(−1, 1))."""
    return layered(
        (2, 2, 1),
        ("relu",),
        seed=XOR_SEED,
        initializer="uniform",
        data=load("xor"),
        training=training("adam", 0.02, 1500),
    )


XOR_SEED = 1


def activations() -> Network:
    """One input into six neurons of six activations, z = x for each."""
    x = np.linspace(-4, 4, 33)[:, np.newaxis]
    names = ("sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gaussian")
    network = layered(
        (1, 6, 1),
        ("sigmoid",),
        data=Data(x, np.round(np.abs(x) / 2 + np.exp(-(x**2)), 4)),
        training=training("adam", 0.02, 1000),
    )
    nodes = dict(network.nodes)
    for i, name in enumerate(names):
        nodes[f"a{i + 1}"] = replace(nodes[f"a{i + 1}"], activation=name)
    edges = dict(network.edges)
    for key, edge in edges.items():
        value = 1.0 if key.source == "x" else 0.2
        edges[key] = replace(edge, weight=np.array([[value]]))
    return replace(network, nodes=nodes, edges=edges)


def output_functions() -> Network:
    """The ten numbers of the lecture's softmax as biases."""
    z = (1.3, 7.3, 2.2, 0.7, 1.1, 2.5, 3.1, 4.5, 1.3, 1.8)
    network = layered(
        (1, 10),
        (),
        initializer="zero",
        output_function="softmax",
        loss="cross_entropy",
        data=Data(np.zeros((1, 1)), np.eye(10)[1:2]),
        training=training("gd", 0.1, 100),
    )
    nodes = dict(network.nodes)
    for k, value in enumerate(z):
        node = nodes[f"y{k + 1}"]
        position = (BETWEEN * 1.5, (k - 4.5) * 80.0)
        nodes[node.id] = replace(node, bias=np.array([value]), position=position)
    return replace(network, nodes=nodes)


def learning_rate() -> Network:
    """The lecture's house prices, to be trained."""
    network = read_network(FOLDER / "house-prices.nodewise")
    return replace(network, training=training("gd", 0.01, 60), title="")


def batches() -> Network:
    """A line through 40 noisy points: y = 2 + 3x + noise."""
    rng = np.random.default_rng(7)
    x = np.round(rng.uniform(-1, 1, (40, 1)), 2)
    y = np.round(2 + 3 * x + rng.normal(0, 0.8, (40, 1)), 2)
    return layered(
        (1, 1),
        (),
        initializer="zero",
        data=Data(x, y),
        training=training("gd", 0.1, 30, seed=1),
    )


def momentum() -> Network:
    """0.1·w₁² + 2·w₂² as the mean squared error of two rows, from (−5, −2)."""
    network = layered(
        (2, 1),
        (),
        initializer="zero",
        data=Data(np.array([[np.sqrt(0.2), 0.0], [0.0, 2.0]]), np.zeros((2, 1))),
        training=training("gd", 0.4, 30),
    )
    network = replace(
        network, nodes={**network.nodes, "y": replace(network.nodes["y"], frozen_bias=True)}
    )
    for source, value in (("x1", -5.0), ("x2", -2.0)):
        network = _with_weight(network, source, "y", value)
    return network


def double_well() -> Network:
    """One free weight: sin(w·x) through two points has a shallow and a deep valley."""
    network = layered(
        (1, 1, 1),
        ("sine",),
        initializer="zero",
        data=Data(np.array([[1.6], [0.9]]), np.array([[-0.06], [0.97]])),
        training=training("gd", 0.04, 150),
    )
    network = _with_weight(network, "x", "a1", -0.5)
    network = _with_weight(network, "a1", "y", 1.0, frozen=True)
    nodes = {n: replace(v, frozen_bias=v.role is not Role.INPUT) for n, v in network.nodes.items()}
    return replace(network, nodes=nodes)


def _with_weight(
    network: Network, source: str, target: str, value: float, frozen: bool = False
) -> Network:
    weight = np.array([[value]])
    return change_edge(network, EdgeKey(source, target), weight=weight, frozen=frozen)


def adaptive() -> Network:
    """A plane over two inputs of very different size: y = 1 + 2x₁ + 0.1x₂ + noise."""
    rng = np.random.default_rng(3)
    x = np.column_stack([rng.uniform(-1, 1, 60), rng.uniform(-30, 30, 60)]).round(2)
    y = (1 + 2 * x[:, :1] + 0.1 * x[:, 1:] + rng.normal(0, 0.1, (60, 1))).round(2)
    return layered(
        (2, 1),
        (),
        initializer="zero",
        data=Data(x, y),
        training=training("gd", 0.002, 200),
    )


def which_optimizer() -> Network:
    """Two moons, half of them for validation, and a network that can bend around them."""
    data = load("moons", seed=2, n=200, noise=0.2)
    split = np.zeros(200, dtype=np.int8)
    split[np.random.default_rng(2).permutation(200)[:100]] = Part.VALIDATION
    return layered(
        (2, 8, 8, 1),
        ("tanh", "tanh"),
        seed=1,
        output_function="logistic",
        loss="binary_cross_entropy",
        data=replace(data, split=split),
        training=training("adam", 0.01, 200, batch=20),
    )


def _curve(n: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    x = np.sort(rng.uniform(-1, 1, n)).round(3)[:, np.newaxis]
    return x, (np.sin(np.pi * x) + rng.normal(0, noise, (n, 1))).round(3)


def architecture() -> Network:
    """A sine and three tanh neurons."""
    rng = np.random.default_rng(4)
    x, y = _curve(60, 0.1, rng)
    split = np.zeros(60, dtype=np.int8)
    split[rng.permutation(60)[:20]] = Part.VALIDATION
    return layered(
        (1, 3, 1),
        ("tanh",),
        seed=3,
        data=Data(x, y, split=split),
        training=training("adam", 0.02, 1500),
    )


def overfitting() -> Network:
    """Fourteen noisy points to learn from, sixty to check, forty neurons."""
    rng = np.random.default_rng(11)
    x, y = _curve(14, 0.35, rng)
    x_check, y_check = _curve(60, 0.35, rng)
    network = layered(
        (1, 40, 1),
        ("tanh",),
        blocks=(False, True, False),
        seed=3,
        data=Data(
            np.vstack([x, x_check]),
            np.vstack([y, y_check]),
            split=np.repeat([Part.TRAINING, Part.VALIDATION], [14, 60]),
        ),
        training=training("adam", 0.01, 3000),
    )
    spread = replace(
        network.edges[EdgeKey("x", "a")],
        weight=np.random.default_rng(5).normal(0, 4, (40, 1)).round(3),
    )
    biases = np.random.default_rng(6).uniform(-4, 4, 40).round(3)
    return replace(
        network,
        nodes={**network.nodes, "a": replace(network.nodes["a"], bias=biases)},
        edges={**network.edges, EdgeKey("x", "a"): spread},
    )


def when_to_use() -> Network:
    """Hitters with the lecture's 87 test rows: 20 inputs, 50 ReLU neurons, dropout 0.4."""
    data = _hitters()
    return layered(
        (data.inputs.shape[1], 50, 1),
        ("relu",),
        blocks=(True, True, False),
        seed=1,
        data=data,
        training=training("rmsprop", 0.001, 600, batch=32, dropout=0.4, eta_outside=True, eta=1e-7),
    )


def _hitters() -> Data:
    """The lecture's matrix: a column for each league, and every column standardised."""
    data = load("hitters")
    salary = Column("Salary", data.target_columns[0].unit)
    names = [column.name for column in data.input_columns]
    j = next(i for i, name in enumerate(names) if name.startswith("League"))
    measured = data.measured_inputs(data.inputs)
    measured = np.insert(measured, j, 1.0 - measured[:, j], axis=1)
    names.insert(j, "League=A")
    mean, sd = measured.mean(axis=0), measured.std(axis=0, ddof=1)
    return replace(
        data,
        inputs=(measured - mean) / sd,
        input_columns=tuple(
            Column(name, mean=float(m), sd=float(s))
            for name, m, s in zip(names, mean, sd, strict=True)
        ),
        targets=data.measured_targets(data.targets),
        target_columns=(salary,),
    )


_deep = partial(digits.untrained, layered, (256, 128), 8, 128)

MADE = {
    "xor-learned": xor_learned,
    "activations": activations,
    "output-functions": output_functions,
    "learning-rate": learning_rate,
    "batches": batches,
    "momentum": momentum,
    "double-well": double_well,
    "adaptive": adaptive,
    "which-optimizer": which_optimizer,
    "architecture": architecture,
    "overfitting": overfitting,
    "mnist-10": partial(digits.untrained, layered, (10,), 30, 128),
    "mnist-256": partial(digits.untrained, layered, (256,), 20, 256),
    "mnist-deep": _deep,
    "mnist-dropout": partial(digits.untrained, layered, (256, 128), 25, 128, {"a": 0.4, "b": 0.3}),
    "when-to-use": when_to_use,
}
TRAINED = {"mnist-trained": lambda: digits.trained(_deep())}
"""What takes long to make, and comes out a little different on another machine."""
WORKSPACES = {"output-functions": "step", "xor-linear": "train"}
TRAINING = {"xor-linear": {"optimizer": "gd", "learning_rate": 0.1, "epochs": 1000}}
"""Settings for those of the given networks that are trained, too."""
PLOTS = {
    "activations": ("activation", "curve"),
    "learning-rate": ("loss", "slice"),
    "batches": ("loss", "contour"),
    "momentum": ("loss", "contour"),
    "double-well": ("loss", "slice"),
    "adaptive": ("loss", "contour"),
    "when-to-use": ("loss", "metrics"),
}
"""The plots that a lesson talks about, where they are not the usual ones."""
EDGES = {"learning-rate": ("a1", "y"), "double-well": ("x", "a1")}
"""The edge whose weight a lesson talks about first."""


def with_words(network: Network, name: str) -> Network:
    """The network with the lesson's words in every language."""
    words = TEXTS[name]
    network = replace(network, training=TRAINING.get(name, network.training))
    lesson = dict(network.lesson)
    lesson["id"] = name
    lesson["workspace"] = WORKSPACES.get(name, "step" if name in GIVEN else "train")
    if name in PLOTS:
        lesson["plots"] = list(PLOTS[name])
    if name in EDGES:
        lesson["edge"] = list(EDGES[name])
    for key in ("title", "about"):
        lesson[key] = {code: getattr(text, key) for code, text in words.items()}
    lesson["notes"] = {code: "\n\n".join(text.notes) for code, text in words.items()}
    english = words["en"]
    notes = "\n\n".join((*english.notes, *(() if name == "mazur" else (LECTURE,))))
    title = network.title or english.title  # the given ones keep the name that files know
    return replace(network, title=title, notes=notes, lesson=lesson)


def main() -> None:
    """Write every lesson."""
    for name in TEXTS:
        path = FOLDER / f"{name}.nodewise"
        make = MADE.get(name) or TRAINED.get(name)
        network = make() if make else read_network(path)
        write_network(path, with_words(network, name))
        path.with_name(path.name + "~").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
