"""The commands on images and on a shipped set: by blocks of rows, and with the test rows judged."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.commandline import gradient
from core.commandline.main import main
from core.commandline.train_arguments import INITIALIZERS as NAMED
from core.compiling.compiler import compile_network, parameter_vector
from core.datasets import mnist
from core.experiments.drawing import with_new_weights
from core.files.reader import read_network
from core.files.writer import write_network
from core.network.byte_rows import ByteRows
from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.numerics import passes
from core.numerics.initializers import INITIALIZERS

Capture = pytest.CaptureFixture[str]
RANDOM = np.random.default_rng(3)
XOR = str(Path(__file__).parents[3] / "resources" / "examples" / "xor.nodewise")


def network(data: Data, n: int = 6) -> Network:
    """As many classes as there are columns of targets, told by their pixel."""
    m = data.targets.shape[1]
    return Network.build(
        [Node("x", Role.INPUT, n), Node("y", Role.OUTPUT, m)],
        [Edge("x", "y", RANDOM.normal(size=(m, n)) / 10)],
        output_function="softmax",
        loss="cross_entropy",
        data=data,
    )


@pytest.fixture
def file(tmp_path: Path) -> str:
    """200 images of six pixels, of which the brightest says the class; every fifth for testing."""
    bytes_ = RANDOM.integers(0, 100, (200, 6), dtype=np.uint8)
    classes = np.arange(200) % 3
    bytes_[np.arange(200), classes] += 150
    split = np.where(np.arange(200) % 5 == 4, 2, 0)
    path = tmp_path / "images.nodewise"
    write_network(path, network(Data(ByteRows(bytes_), np.eye(3)[classes], split=split)))
    return str(path)


def record(capsys: Capture, *arguments: str) -> dict:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_training_reports_the_accuracy_and_the_loss_of_the_test_rows(
    file: str, tmp_path: Path, capsys: Capture
) -> None:
    out, history = str(tmp_path / "out.nodewise"), tmp_path / "out.csv"
    got = record(
        capsys, "train", file, "--epochs", "20", "--optimizer", "adam", "--learning-rate", "0.05",
        "--batch-size", "32", "--dtype", "float32", "--output", out, "--history", str(history),
    )  # fmt: skip
    head, *rows = history.read_text().splitlines()
    assert head.endswith(",learning_rate,accuracy")
    assert float(rows[-1].split(",")[-1]) == pytest.approx(got["metrics"]["training.accuracy"])
    assert (got["validation_loss"], got["steps"]) == (None, 100)
    trained = read_network(out)
    plan = compile_network(trained)
    test = trained.data.part(2)  # type: ignore[arg-type]
    run = passes.forward(plan, parameter_vector(plan, trained), test.inputs[:])
    right = run.a[plan.outputs].argmax(axis=0) == test.targets.argmax(axis=1)
    assert got["metrics"]["test.accuracy"] == right.mean()
    assert got["metrics"]["test.accuracy"] > 0.9
    assert got["metrics"]["test.loss"] == pytest.approx(passes.loss(plan, run, test.targets))


def test_many_predictions_end_with_how_many_are_right(file: str, capsys: Capture) -> None:
    got = record(capsys, "predict", file)
    assert np.array(got["predictions"]).shape == (200, 3)
    assert main(["predict", file]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 200 + 3
    assert lines[-2].startswith("Training: ")
    assert " of 160 right (" in lines[-2]
    assert " of 40 right (" in lines[-1]


def test_a_gradient_by_blocks_is_the_gradient(
    file: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = record(capsys, "gradient", file)
    monkeypatch.setattr(gradient, "_MOST_NUMBERS", 1000)
    assert main(["gradient", file, "--json"]) == 0
    captured = capsys.readouterr()
    blocks = json.loads(captured.out)
    assert blocks["nodes"] == {}
    assert captured.err == (
        "Hint: z and A of 200 observations are too many to print: “nodes” is empty.\n"
    )
    assert blocks["loss"] == pytest.approx(whole["loss"], rel=1e-13)
    assert blocks["predictions"] == whole["predictions"]
    for kind in ("bias", "weight"):
        one, other = (
            np.array(
                found["gradient"][kind]["y"]
                if kind == "bias"
                else found["gradient"][kind][0]["value"]
            )
            for found in (blocks, whole)
        )
        assert np.allclose(one, other, rtol=1e-12, atol=1e-15)


def test_of_very_many_gradients_the_largest_are_listed(
    file: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = record(capsys, "gradient", file)["gradient"]
    sizes = np.abs([*found["bias"]["y"], *np.ravel(found["weight"][0]["value"])])
    monkeypatch.setattr(gradient, "_MOST_LISTED", 20)
    monkeypatch.setattr(gradient, "_LISTED", 3)
    assert main(["gradient", file]) == 0
    lines = capsys.readouterr().out.splitlines()
    shown = [abs(float(line.split()[2].replace("−", "-"))) for line in lines[1:4]]
    assert shown == pytest.approx(sorted(sizes, reverse=True)[:3], rel=1e-5)
    assert lines[4] == (
        "These are the 3 largest of 21 parameters; 0 are 0, and all together have the length "
        f"{np.linalg.norm(sizes):.6f}. With --json all are printed."
    )
    assert lines[5].startswith("Loss (cross_entropy): ")


def test_a_check_of_blocks_has_a_line_for_each_level(file: str, capsys: Capture) -> None:
    assert main(["check", file]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "images: 6 inputs, 0 hidden neurons, 3 outputs, 21 parameters"
    assert [line.split()[1:] for line in lines[2:]] == [["6", "0"], ["3", "21"]]


def test_new_weights_are_drawn_with_the_seed(tmp_path: Path, file: str, capsys: Capture) -> None:
    deep = add_hidden_layer(read_network(file))
    path = str(tmp_path / "deep.nodewise")
    write_network(path, deep)
    assert main(["train", path, "--epochs", "0"]) == 0
    assert capsys.readouterr().err == (
        "Hint: every weight is 0, so that all neurons of a level learn the same: "
        "--initial he draws new ones.\n"
    )
    out = str(tmp_path / "out.nodewise")
    options = ("--initial", "he", "--seed", "4", "--output", out)
    assert main(["train", path, "--epochs", "0", *options]) == 0
    assert capsys.readouterr().err == ""
    drawn = with_new_weights(deep, "he", 4)
    assert read_network(out).edges == drawn.edges
    assert tuple(INITIALIZERS) == NAMED


def add_hidden_layer(shallow: Network) -> Network:
    """The same observations behind two hidden neurons, with weights that are all 0."""
    x, y = shallow.nodes["x"], shallow.nodes["y"]
    return replace(
        shallow,
        nodes={"x": x, "h": Node("h", Role.HIDDEN, 2), "y": y},
        edges={
            e.key: e for e in (Edge("x", "h", np.zeros((2, 6))), Edge("h", "y", np.zeros((3, 2))))
        },
    )


def test_a_look_at_a_file_does_not_read_the_digits(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mnist, "_pixels", lambda: pytest.fail("read"))
    mnist.load.cache_clear()
    try:
        path = tmp_path / "digits.nodewise"
        write_network(path, network(mnist.load(), 784))
        assert main(["check", str(path)]) == 0
    finally:
        mnist.load.cache_clear()
    assert "784 inputs, 0 hidden neurons, 10 outputs, 7850 parameters" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["train", "predict", "gradient"])
def test_a_set_that_does_not_fit_is_refused_in_one_sentence(command: str, capsys: Capture) -> None:
    assert main([command, XOR, "--data", "mnist"]) == 2
    assert capsys.readouterr().err == (
        "The data set “mnist” has 784 inputs and 10 outputs, but the network has 2 inputs and "
        "1 output.\n"
    )
