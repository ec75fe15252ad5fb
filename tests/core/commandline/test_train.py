"""`train`: settings, results, what is written, and every way to call it wrongly."""

import csv
import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.commandline.holding_out import held_out
from core.commandline.main import main
from core.commandline.progress import Progress
from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.files.reader import read_network
from core.files.writer import write_network
from core.network.data import Data, Part
from core.numerics import passes
from core.training.report import Report
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "resources" / "examples"
HOUSE = str(EXAMPLES / "house-prices.nodewise")
XOR = str(EXAMPLES / "xor.nodewise")
LINEAR = str(EXAMPLES / "xor-linear.nodewise")
Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main(["train", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def record(capsys: Capture, *arguments: str) -> dict:
    code, out, _ = run(capsys, *arguments, "--json")
    assert code == 0
    return json.loads(out)


def spoiled(tmp_path: Path, seed: int = 5) -> str:
    """XOR's network with random weights, so that there is something to learn."""
    network = read_network(XOR)
    plan = compile_network(network)
    theta = np.random.default_rng(seed).uniform(-1, 1, plan.n_theta)
    file = tmp_path / "random.nodewise"
    write_network(file, with_parameters(plan, network, theta))
    return str(file)


def test_house_prices_go_where_the_lecture_s_table_says(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "trained.nodewise"
    history = tmp_path / "losses.csv"
    got = record(
        capsys, HOUSE, "--learning-rate", "0,01", "--epochs", "30",
        "--output", str(out), "--history", str(history),
    )  # fmt: skip
    assert list(got) == [
        "epochs", "steps", "loss", "validation_loss", "metrics", "training_seconds",
    ]  # fmt: skip
    assert (got["epochs"], got["steps"], got["validation_loss"]) == (30, 30, None)
    assert got["loss"] == pytest.approx((215 - 204.4526) ** 2, abs=0.002)
    assert got["metrics"]["training.mae"] == pytest.approx(215 - 204.4526, abs=1e-4)
    assert 0 < got["training_seconds"] < 5
    rows = [*csv.DictReader(history.read_text().splitlines())]
    assert list(rows[0]) == [
        "epoch", "step", "loss", "penalty", "validation_loss", "learning_rate",
    ]  # fmt: skip
    assert [int(row["epoch"]) for row in rows] == [*range(31)]
    assert float(rows[0]["loss"]) == pytest.approx(4556.28029664195)
    assert float(rows[1]["loss"]) == pytest.approx(4025.931879978)
    assert rows[1]["validation_loss"] == ""
    assert float(rows[30]["loss"]) == got["loss"]
    trained = read_network(out)
    assert trained.nodes["y"].bias[0] == pytest.approx(77.984, abs=1e-3)


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (["--optimizer", "rmsprop"], 2.89 + 0.01152102),
        (["--optimizer", "rmsprop", "--eta-outside"], 2.92161470),
        (["--optimizer", "adam", "--learning-rate", "0.001"], 2.89077770),
        (["--optimizer", "adam", "--learning-rate", "0.001", "--eta-outside"], 2.89099992),
    ],
)
def test_optimizers_and_their_constants_are_the_lecture_s(
    tmp_path: Path, capsys: Capture, options: list[str], rule: float
) -> None:
    out = str(tmp_path / "o.nodewise")
    record(capsys, HOUSE, "--epochs", "1", "--output", out, *options)
    assert read_network(out).edges["x1", "a2"].weight[0, 0] == pytest.approx(rule, abs=1e-8)


def test_options_override_the_file_and_the_rest_is_as_the_file_says(
    tmp_path: Path, capsys: Capture
) -> None:
    network = read_network(spoiled(tmp_path))
    training = {"optimizer": "momentum", "learning_rate": 0.3, "batch_size": 2, "epochs": 7}
    file = str(tmp_path / "set.nodewise")
    write_network(file, replace(network, training=training))
    got = record(capsys, file)
    assert (got["epochs"], got["steps"]) == (7, 14)
    got = record(capsys, file, "--epochs", "5", "--batch-size", "1", "--optimizer", "gd")
    assert (got["epochs"], got["steps"]) == (5, 20)
    # No batch size anywhere means the whole data.
    got = record(capsys, XOR, "--epochs", "5")
    assert (got["epochs"], got["steps"]) == (5, 5)


def test_it_is_the_training_of_the_window(tmp_path: Path, capsys: Capture) -> None:
    file, out = spoiled(tmp_path), str(tmp_path / "o.nodewise")
    options = ["--optimizer", "adam", "--batch-size", "1", "--epochs", "40", "--seed", "3"]
    more = ["--dropout", "0.2", "--l1", "0.001", "--l2", "0.002", "--beta1", "0.8"]
    record(capsys, file, *options, *more, "--learning-rate", "0.02", "--output", out)
    network = read_network(file)
    plan = compile_network(network)
    settings = TrainingSettings(
        "adam", 0.02, batch_size=1, epochs=40, seed=3, dropout=0.2, l1=0.001, l2=0.002, beta1=0.8
    )
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    while not trainer.is_finished:
        trainer.run_steps(7)
    assert parameter_vector(plan, read_network(out)).tolist() == trainer.theta.tolist()


def test_the_same_seed_gives_the_same_files_bit_for_bit(tmp_path: Path, capsys: Capture) -> None:
    file = spoiled(tmp_path)
    texts = []
    for name, seed in (("one", "4"), ("two", "4"), ("three", "5")):
        out, history = tmp_path / f"{name}.nodewise", tmp_path / f"{name}.csv"
        record(
            capsys, file, "--batch-size", "1", "--epochs", "50", "--seed", seed,
            "--dropout", "0.1", "--output", str(out), "--history", str(history),
        )  # fmt: skip
        texts.append((out.read_bytes(), history.read_bytes()))
    assert texts[0] == texts[1]
    assert texts[0][0] != texts[2][0]


def test_only_the_parameters_of_the_file_change(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "mine.nodewise"
    raw = json.loads(Path(XOR).read_text("utf-8"))
    raw["colour of the author's car"] = {"shade": [1, 2]}
    raw["nodes"][0]["mood"] = "fine"
    raw["data"]["weather"] = "rain"
    raw["training"] = {"optimizer": "gd", "learning_rate": 0.1, "teacher": "Ada"}
    raw["edges"][0]["weight"] = 0.5
    raw["edges"][1]["frozen"] = True
    file.write_text(json.dumps(raw), "utf-8")
    out = tmp_path / "out.nodewise"
    record(capsys, str(file), "--epochs", "20", "--optimizer", "adam", "--output", str(out))
    written = json.loads(out.read_text("utf-8"))
    assert written["edges"][0]["weight"] != 0.5
    assert written["edges"][1]["weight"] == raw["edges"][1]["weight"]
    for it in (raw, written):
        for node in it["nodes"]:
            node.pop("bias", None)
        for edge in it["edges"]:
            edge.pop("weight")
    assert written == raw


def test_a_csv_or_a_built_in_set_takes_the_place_of_the_data(
    tmp_path: Path, capsys: Capture
) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("x1;x2;y\n0;0;1,5\n1;0;2,5\n0;1;3,5\n")
    got = record(capsys, LINEAR, "--data", str(table), "--learning-rate", "0.3", "--epochs", "2000")
    assert got["loss"] == pytest.approx(0.0, abs=1e-12)
    got = record(
        capsys, LINEAR, "--data", "plane", "--validation-fraction", "0.25", "--epochs", "50"
    )
    assert got["validation_loss"] == pytest.approx(got["metrics"]["validation.mse"])
    assert got["metrics"]["training.r2"] > 0


def test_a_column_of_a_csv_says_which_rows_are_for_what(tmp_path: Path, capsys: Capture) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("x1,x2,part,y\n0,0,training,1\n1,0,training,2\n0,1,test,3\n5,5,test,4\n")
    got = record(capsys, LINEAR, "--data", str(table), "--epochs", "3")
    assert {name.split(".")[0] for name in got["metrics"]} == {"training", "test"}
    # As many steps as two rows make: the test rows are not learned from.
    got = record(capsys, LINEAR, "--data", str(table), "--epochs", "3", "--batch-size", "1")
    assert got["steps"] == 6


def test_validation_rows_are_drawn_with_the_seed_and_test_rows_stay(
    tmp_path: Path, capsys: Capture
) -> None:
    data = Data(np.zeros((12, 1)), np.zeros((12, 1)), split=[0] * 6 + [1] * 2 + [2] * 4)
    drawn = held_out(data, 0.25, seed=1)
    assert [drawn.count(part) for part in Part] == [6, 2, 4]
    assert drawn.rows(Part.TEST).tolist() == [8, 9, 10, 11]
    assert held_out(data, 0.25, seed=1) == drawn
    assert any(held_out(data, 0.25, seed=s) != drawn for s in range(2, 6))
    assert held_out(data, 0.99, seed=0).count(Part.TRAINING) == 1
    assert held_out(data, 0.0, seed=0).count(Part.VALIDATION) == 0


def test_the_losses_are_printed_in_words(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, LINEAR, "--epochs", "10", "--l2", "0.1")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("10 epochs, 10 steps, ")
    assert lines[1:] == ["Loss (mse): 0.25", "Training: MSE 0.25, RMSE 0.5, MAE 0.5, R² 0"]
    file = spoiled(tmp_path)
    _, out, _ = run(capsys, file, "--validation-fraction", "0.5", "--l2", "0.1", "--epochs", "1")
    titles = [line.split(":")[0] for line in out.splitlines()[1:]]
    assert titles == ["Loss (mse)", "Penalty", "Validation loss (mse)", "Training", "Validation"]


def test_a_divergence_keeps_the_last_good_weights_and_says_why(
    tmp_path: Path, capsys: Capture
) -> None:
    out, history = tmp_path / "o.nodewise", tmp_path / "h.csv"
    code, printed, err = run(
        capsys, LINEAR, "--data", "plane", "--learning-rate", "5", "--epochs", "3000", "--json",
        "--output", str(out), "--history", str(history),
    )  # fmt: skip
    assert code == 2
    assert err.count("\n") == 1
    assert "5" in err
    assert np.isfinite(json.loads(printed)["loss"])
    trained = read_network(out)
    assert np.isfinite(trained.nodes["y"].bias).all()
    assert history.read_text().startswith("epoch,")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--epochs", "-3"], "--epochs: expected a whole number from 0 on, got -3."),
        (["--batch-size", "0"], "--batch-size: expected a whole number from 1 on, got 0."),
        (["--learning-rate", "-1"], "--learning-rate: expected a number above 0, got -1.0."),
        (["--momentum", "1"], "--momentum: expected a number from 0 to below 1, got 1.0."),
        (
            ["--validation-fraction", "1"],
            "--validation-fraction: expected a number from 0 to below 1, got 1.0.",
        ),
        (["--seed", "1.5"], "main.py train: argument --seed: “1.5” is not a whole number."),
        (["--data", "no.csv"], "There is no file “no.csv”."),
        (
            ["--data", "hitters"],
            "The data set “hitters” has 19 inputs and 1 output, but the network has 2 inputs and "
            "1 output.",
        ),
        (
            ["--output", "nowhere/a.nodewise"],
            "“nowhere/a.nodewise” could not be saved: No such file or directory.",
        ),
        (
            ["--history", str(ROOT)],
            f"“{ROOT}” could not be saved: Is a directory.",
        ),
        (["--colour", "red"], "main.py train: “--colour” is not an argument of this command."),
    ],
)
def test_errors_are_one_sentence_and_exit_2(
    capsys: Capture, arguments: list[str], sentence: str
) -> None:
    assert run(capsys, XOR, *arguments) == (2, "", sentence + "\n")


@pytest.mark.parametrize(
    "arguments", [["--optimizer", "sgd"], ["--dtype", "int8"], ["--data", "nothing"]]
)
def test_what_can_be_chosen_is_listed(capsys: Capture, arguments: list[str]) -> None:
    code, out, err = run(capsys, XOR, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "moons" in err or "float32" in err or "rmsprop" in err


def test_training_needs_complete_rows(tmp_path: Path, capsys: Capture) -> None:
    network = read_network(XOR)
    file = str(tmp_path / "f.nodewise")
    write_network(file, replace(network, data=Data(np.zeros((0, 2)), np.zeros((0, 1)))))
    code, _, err = run(capsys, file)
    assert (code, err.split(":")[0]) == (2, "“f.nodewise” holds no training observations")
    write_network(file, replace(network, data=Data([[0, 1], [1, 1]], [[1.0], [np.nan]])))
    assert run(capsys, file) == (2, "", "Observation 2 has no value for ŷ.\n")


def test_a_step_activation_is_hinted_at(tmp_path: Path, capsys: Capture) -> None:
    network = read_network(XOR)
    nodes = {
        n.id: replace(n, activation="step") if n.id == "a1" else n for n in network.nodes.values()
    }
    file = str(tmp_path / "f.nodewise")
    write_network(file, replace(network, nodes=nodes))
    code, _, err = run(capsys, file, "--epochs", "1")
    assert code == 0
    assert "step" in err


def _command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), "train", *arguments]


def test_processes_agree_with_each_other_and_import_no_window(tmp_path: Path) -> None:
    file = spoiled(tmp_path)
    outputs = [tmp_path / name for name in ("a.nodewise", "b.nodewise")]
    for out in outputs:
        done = subprocess.run(
            _command(file, "--batch-size", "2", "--epochs", "30", "--output", str(out)),
            capture_output=True, text=True, encoding="utf-8", timeout=300, check=True, cwd=tmp_path,
        )  # fmt: skip
        assert done.stderr == ""
        assert "Loss (mse): " in done.stdout
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    code = (
        "import sys, core.commandline.main as m;"
        f"m.main(['train', {file!r}, '--epochs', '1', '--json']);"
        "assert not [n for n in sys.modules if n.startswith(('PySide6', 'gui'))]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300, cwd=ROOT)


def test_ctrl_c_keeps_what_was_reached(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(progress: Progress, report: Report) -> None:
        signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(Progress, "show", press)
    out, history = tmp_path / "o.nodewise", tmp_path / "h.csv"
    code, printed, err = run(
        capsys, spoiled(tmp_path), "--epochs", "100000000", "--json",
        "--output", str(out), "--history", str(history),
    )  # fmt: skip
    assert code == 130
    assert err.startswith("Stopped in epoch ")
    assert err.endswith("keeps its weights.\n")
    got = json.loads(printed)
    assert 0 < got["steps"] < 100000000
    last = history.read_text().splitlines()[-1].split(",")
    assert (int(last[1]), float(last[2])) == (got["steps"], got["loss"])
    plan = compile_network(read_network(out))
    data = read_network(out).data
    reached = parameter_vector(plan, read_network(out))
    assert passes.loss(plan, passes.forward(plan, reached, data.inputs), data.targets) == (
        pytest.approx(got["loss"])
    )
    assert signal.getsignal(signal.SIGINT) is before


def test_the_bar_is_drawn_on_a_terminal_alone(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report(5, 5, 0.25, 0.0, None, 0.1, np.zeros(1), 0.0)
    quiet = Progress(10)
    quiet.show(report)
    quiet.clear()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    bar = Progress(10)
    bar.show(report)
    drawn = capsys.readouterr().err
    assert drawn.startswith("\r" + "█" * 12 + "░" * 12 + " epoch 5 of 10, loss 0.25, ")
    bar.clear()
    assert capsys.readouterr().err == "\r" + " " * (len(drawn) - 1) + "\r"
