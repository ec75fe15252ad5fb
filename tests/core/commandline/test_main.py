"""`check`, `predict`, `gradient` and every way to call them wrongly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.commandline.main import main
from core.files.writer import write_network
from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "resources" / "examples"
HOUSE = str(EXAMPLES / "house-prices.nodewise")
Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("house-prices", "House prices: 2 inputs, 2 hidden neurons, 1 output, 9 parameters"),
        ("xor", "XOR: 2 inputs, 2 hidden neurons, 1 output, 9 parameters"),
        (
            "xor-linear",
            "XOR by a linear model: 2 inputs, 0 hidden neurons, 1 output, 3 parameters",
        ),
        ("mazur", "Two outputs (Mazur): 2 inputs, 2 hidden neurons, 2 outputs, 12 parameters"),
    ],
)
def test_check_says_what_the_shipped_files_hold(capsys: Capture, name: str, line: str) -> None:
    assert run(capsys, "check", str(EXAMPLES / f"{name}.nodewise")) == (0, line + "\n", "")


def save(tmp_path: Path, network: Network) -> str:
    file = tmp_path / "mine.nodewise"
    write_network(file, network)
    return str(file)


def test_check_counts_units_and_says_what_is_unfinished(tmp_path: Path, capsys: Capture) -> None:
    network = Network.build(
        [
            Node("x", Role.INPUT),
            Node("h", Role.HIDDEN, units=1),
            Node("b", Role.HIDDEN, units=256, bias=np.zeros(256)),
        ],
        [Edge("x", "h", np.ones((1, 1)))],
    )
    code, out, err = run(capsys, "check", save(tmp_path, network))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "mine: 1 input, 257 hidden neurons, 0 outputs, 258 parameters",
        "Unfinished: There is no output yet: place one.",
        "Hint: A₁ leads nowhere: no edge goes out from it.",
        "Hint: A₂…₂₅₇ leads nowhere: no edge goes out from it.",
    ]


def test_predict_prints_a_table_and_the_loss(capsys: Capture) -> None:
    code, out, _ = run(capsys, "predict", str(EXAMPLES / "xor.nodewise"))
    assert code == 0
    assert out.splitlines() == [
        "i  ŷ  y",
        "1  0  0",
        "2  1  1",
        "3  1  1",
        "4  0  0",
        "Loss (mse): 0",
    ]


def test_predict_takes_observations_from_a_csv(tmp_path: Path, capsys: Capture) -> None:
    csv = tmp_path / "rows.csv"
    csv.write_text("x2,x1\n3,1\n3,1\n")
    code, out, _ = run(capsys, "predict", HOUSE, "--data", str(csv), "--json")
    assert (code, json.loads(out)) == (
        0,
        {"predictions": [[147.49977558080306]] * 2, "loss": None},
    )
    csv.write_text("x1,x2,y\n1,3,215\n1,3,\n")
    _, out, _ = run(capsys, "predict", HOUSE, "--data", str(csv))
    assert out.splitlines() == [
        "i           ŷ    y",
        "1  147.499776  215",
        "2  147.499776    —",
        "Loss (mse) over the 1 of 2 observations with targets: 4556.280297",
    ]


def test_gradient_has_the_shape_of_the_contract(tmp_path: Path, capsys: Capture) -> None:
    network = Network.build(
        [
            Node("x", Role.INPUT, units=2),
            Node("h", Role.HIDDEN, units=2, activation="tanh", bias=np.zeros(2)),
            Node("y", Role.OUTPUT),
        ],
        [Edge("x", "h", np.eye(2)), Edge("h", "y", np.ones((1, 2)))],
        data=Data(np.eye(2), np.ones((2, 1))),
    )
    _, out, _ = run(capsys, "gradient", save(tmp_path, network), "--json")
    got = json.loads(out)
    assert list(got) == ["loss", "predictions", "nodes", "gradient"]
    assert np.shape(got["predictions"]) == (2, 1)
    assert got["nodes"]["h"]["z"] == [[1.0, 0.0], [0.0, 1.0]]
    assert np.shape(got["nodes"]["y"]["a"]) == (2,)
    assert {k: np.shape(v) for k, v in got["gradient"]["bias"].items()} == {"h": (2,), "y": ()}
    assert [
        (e["source"], e["target"], np.shape(e["value"])) for e in got["gradient"]["weight"]
    ] == [
        ("x", "h", (2, 2)),
        ("h", "y", (1, 2)),
    ]


def test_gradient_as_a_table(capsys: Capture) -> None:
    _, out, _ = run(capsys, "gradient", HOUSE)
    lines = out.splitlines()
    assert lines[0].split() == ["θ", "∂L/∂θ"]
    assert lines[2].split() == ["w₁₁", "2.17", "−0.0301727"]
    assert len({len(line) for line in lines[:-1]}) == 1
    assert lines[-1] == "Loss (mse): 4556.280297"


def test_what_overflows_is_null_in_json(tmp_path: Path, capsys: Capture) -> None:
    big = np.array([[1e300]])
    network = Network.build(
        [
            Node("x", Role.INPUT),
            Node("a", Role.HIDDEN, activation="square"),
            Node("y", Role.OUTPUT),
        ],
        [Edge("x", "a", big), Edge("a", "y", big)],
        data=Data(np.ones((1, 1)), np.ones((1, 1))),
    )
    code, out, err = run(capsys, "predict", save(tmp_path, network), "--json")
    assert (code, json.loads(out), err) == (0, {"predictions": [[None]], "loss": None}, "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["frob"],
            "“frob” is neither a command (check, predict, gradient, explain, train) nor a file.",
        ),
        ([], "main.py: the following arguments are required: COMMAND."),
        (["check"], "main.py check: the following arguments are required: FILE."),
        (["check", "a", "b"], "main.py check: “b” is not an argument of this command."),
        (
            ["predict", HOUSE, "--jso"],
            "main.py predict: “--jso” is not an argument of this command.",
        ),
        (["predict", HOUSE, "--data", "no.csv"], "There is no file “no.csv”."),
        (["check", "no.nodewise"], "There is no file “no.nodewise”."),
        (["check", str(ROOT)], f"“{ROOT}” is a folder, not a file."),
        (["check", str(ROOT / "pyproject.toml")], "Line 1, column 2: a value is missing here."),
        (["explain", HOUSE], "main.py explain: the following arguments are required: --parameter."),
        (
            ["explain", HOUSE, "--parameter", "w11", "--row", "0"],
            "main.py explain: argument --row: “0” is not the number of an observation: "
            "they count from 1.",
        ),
    ],
)
def test_errors_are_one_sentence_and_exit_2(
    capsys: Capture, arguments: list[str], sentence: str
) -> None:
    assert run(capsys, *arguments) == (2, "", sentence + "\n")


def test_gradient_needs_every_target_and_predict_every_input(
    tmp_path: Path, capsys: Capture
) -> None:
    csv = tmp_path / "rows.csv"
    csv.write_text("x1,x2,y\n1,3,215\n1,3,\n")
    for command, cell, sentence in [
        ("gradient", "1,3,", "Observation 2 has no value for ŷ.\n"),
        ("predict", "1,,3", "Observation 2 has no value for X₂.\n"),
    ]:
        csv.write_text(f"x1,x2,y\n1,3,215\n{cell}\n")
        assert run(capsys, command, HOUSE, "--data", str(csv)) == (2, "", sentence)


def test_nothing_to_evaluate_is_said(tmp_path: Path, capsys: Capture) -> None:
    network = Network.build(
        [Node("x", Role.INPUT), Node("y", Role.OUTPUT)], [Edge("x", "y", np.ones((1, 1)))]
    )
    assert run(capsys, "predict", save(tmp_path, network)) == (
        2,
        "",
        "“mine.nodewise” holds no observations: add some to it, or name a CSV file or a built-in "
        "data set after --data.\n",
    )
    loose = Network.build([Node("x", Role.INPUT), Node("y", Role.OUTPUT)], [])
    assert run(capsys, "predict", save(tmp_path, loose)) == (
        2,
        "",
        "ŷ has no incoming edge: connect something to it.\n",
    )


def program(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_the_program_itself_answers_and_complains() -> None:
    good = program("predict", HOUSE, "--json")
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout)["predictions"] == [[147.49977558080306]]
    bad = program("frob")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.count("\n") == 1
    assert "Traceback" not in bad.stderr


def test_the_command_line_imports_no_qt_and_one_thread() -> None:
    code = (
        "import os, sys; from core.commandline.main import main; "
        f"[main([c, {HOUSE!r}]) for c in ('check', 'predict', 'gradient')]; "
        f"assert main(['explain', {HOUSE!r}, '--parameter', 'w11', '--format', 'json']) == 0; "
        "names = {name.split('.')[0] for name in sys.modules}; "
        "assert not names & {'PySide6', 'shiboken6', 'gui', 'ziamath'}, names; "
        "assert os.environ['OPENBLAS_NUM_THREADS'] == '1'"
    )
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_THREADS")}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env=environment, timeout=300)


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "main.py", "predict", HOUSE],
        cwd=ROOT,
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
        timeout=300,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
