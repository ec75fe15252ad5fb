"""Every number of the published worked examples, from the core and from the command line."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.commandline.main import main
from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.compiling.plan import update_vector
from core.files.writer import write_network
from core.network.network import Network
from core.numerics import passes
from tests.core.published import cases, layers_of, network_of, node_id

CASES = list(cases())


def exact_from_core(case: dict[str, Any]) -> dict[str, Any]:
    network = network_of(case)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    record = numbers_of(network)
    optimizer = case.get("optimizer") or {}
    if "after_step" in case["exact"] and optimizer.get("name") == "gd":
        record["after_step"] = {}
        for step in range(1, max(map(int, case["exact"]["after_step"])) + 1):
            run = passes.forward(plan, theta, network.data.inputs)
            back = passes.backward(plan, theta, run, network.data.targets)
            theta = update_vector(plan, theta, back.gradient, optimizer["lr"])
            if str(step) in case["exact"]["after_step"]:
                after = with_parameters(plan, network, theta)
                numbers = numbers_of(after)
                record["after_step"][str(step)] = {
                    "layers": layers_of(after),
                    "yhat": [row["yhat"] for row in numbers["forward"]],
                    "loss": numbers["loss"],
                }
    return record


def numbers_of(network: Network) -> dict[str, Any]:
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    x, y = network.data.inputs, network.data.targets
    run = passes.forward(plan, theta, x)
    back = passes.backward(plan, theta, run, y)
    levels = [
        {
            "z": run.z[level.units].T.tolist(),
            "a": run.a[level.units].T.tolist(),
        }
        for level in plan.levels
    ]
    return {
        "forward": [
            {
                "layers": [{"z": v["z"][i], "a": v["a"][i]} for v in levels],
                "yhat": run.a[plan.outputs, i].tolist(),
            }
            for i in range(len(x))
        ],
        "loss": passes.loss(plan, run, y),
        "grads": {
            "layers": layers_of(with_parameters(plan, network, back.gradient)),
            "x": back.by_a[plan.inputs].T.tolist(),
        },
    }


def at(record: Any, path: str) -> Any:
    for part in re.findall(r"[A-Za-z_]\w*|\d+", path):
        record = record[int(part)] if isinstance(record, list) else record[part]
    return record


def assert_close(got: Any, expected: Any, where: str = "") -> None:
    """Hold everything ``expected`` names against what we got, to the last digits."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert_close(got[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(got) == len(expected), where
        for i, value in enumerate(expected):
            assert_close(got[i], value, f"{where}[{i}]")
    else:
        # torch forms σ' as A(1 − A), which loses digits where A is near 1: hence 1e-8.
        assert got == pytest.approx(expected, rel=1e-8, abs=1e-13), where


@pytest.mark.parametrize("name", CASES)
def test_every_exact_number_comes_from_the_core(name: str) -> None:
    case = cases()[name]
    record = exact_from_core(case)
    expected = {k: v for k, v in case["exact"].items() if k in record}
    assert {"forward", "loss", "grads"} <= expected.keys()
    assert_close(record, expected)


@pytest.mark.parametrize("name", CASES)
def test_every_printed_number_is_within_its_printed_digits(name: str) -> None:
    case = cases()[name]
    record = exact_from_core(case)
    for item in case.get("published", ()):
        assert at(record, item["path"]) == pytest.approx(
            item["published"], abs=max(item["tolerance"], 1e-14), rel=0
        ), item["path"]


@pytest.mark.parametrize("name", CASES)
def test_the_command_line_says_the_same(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = cases()[name]
    network = network_of(case)
    file = tmp_path / "case.nodewise"
    write_network(file, network)
    assert main(["gradient", str(file), "--json"]) == 0
    got = json.loads(capsys.readouterr().out)
    exact = case["exact"]
    assert_close(got["loss"], exact["loss"])
    assert_close(got["predictions"], [row["yhat"] for row in exact["forward"]])
    weights = {(e["source"], e["target"]): e["value"] for e in got["gradient"]["weight"]}
    n = len(exact["grads"]["layers"])
    for level, layer in enumerate(exact["grads"]["layers"], start=1):
        for k, row in enumerate(layer["W"]):
            target = node_id(level, k, n)
            assert_close(got["gradient"]["bias"][target], layer["b"][k])
            assert_close([weights[node_id(level - 1, j, n), target] for j in range(len(row))], row)
            z = [f["layers"][level - 1]["z"][k] for f in exact["forward"]]
            assert_close(got["nodes"][target]["z"], z)
    assert main(["predict", str(file), "--json"]) == 0
    predicted = json.loads(capsys.readouterr().out)
    assert predicted == {"predictions": got["predictions"], "loss": got["loss"]}


def test_the_saturated_gradients_are_the_true_ones() -> None:
    case = cases()["lecture-house-price"]
    true = case["true_values_mpmath"]["grads"]
    hidden, output = numbers_of(network_of(case))["grads"]["layers"]
    got = {
        "w11": hidden["W"][0][0],
        "w12": hidden["W"][0][1],
        "w10": hidden["b"][0],
        "w21": hidden["W"][1][0],
        "w22": hidden["W"][1][1],
        "w20": hidden["b"][1],
        "b0": output["b"][0],
        "b1": output["W"][0][0],
        "b2": output["W"][0][1],
    }
    assert got.keys() == true.keys()
    for name, value in got.items():
        assert value == pytest.approx(float(true[name]), rel=1e-13, abs=0), name


def test_the_slope_of_a_saturated_sigmoid_keeps_its_digits() -> None:
    from core.numerics.activations import ACTIVATIONS

    slope = ACTIVATIONS["sigmoid"].slope
    true = cases()["lecture-house-price"]["true_values_mpmath"]
    np.testing.assert_allclose(
        slope(np.array([11.75, 18.0, -18.0])),
        [float(true[f"sigma_prime_z{i}"]) for i in (1, 2, 2)],
        rtol=1e-15,
    )
    assert slope(np.array(700.0)) == pytest.approx(np.exp(-700.0), rel=1e-12)
