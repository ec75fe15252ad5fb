"""From the command to the losses of 2000 steps of XOR, next to the same in PyTorch and sklearn."""

import importlib.util
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.measuring import Result, ratio, report

ROOT = Path(__file__).parents[2]
XOR = str(ROOT / "resources" / "examples" / "xor.nodewise")
TITLE = "14: cold start to 2000 steps of XOR on the command line, by the clock"
GOALS = {"PyTorch": 26.0, "scikit-learn": 10.0}
RUNS = 5
OURS = [sys.executable, "main.py", "train", XOR, "--epochs", "2000", "--learning-rate", "0.1"]
TORCH = """
import torch
torch.set_num_threads(1)
x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
y = torch.tensor([[0.0], [1], [1], [0]])
network = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
loss = torch.nn.MSELoss()
for _ in range(2000):
    optimizer.zero_grad()
    value = loss(network(x), y)
    value.backward()
    optimizer.step()
print(value.item())
"""
SKLEARN = """
import warnings
warnings.simplefilter("ignore")
from sklearn.neural_network import MLPRegressor
network = MLPRegressor(hidden_layer_sizes=(2,), solver="sgd", momentum=0, learning_rate_init=0.1,
                       max_iter=2000, batch_size=4, tol=0, n_iter_no_change=2001, alpha=0)
network.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])
print(network.loss_)
"""


def _seconds(command: list[str]) -> float:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> list[Result]:
    """Print the table."""
    commands, found = {"Nodewise": OURS}, []
    for name, module, code in (("PyTorch", "torch", TORCH), ("scikit-learn", "sklearn", SKLEARN)):
        if importlib.util.find_spec(module) is not None:
            commands[name] = [sys.executable, "-c", code]
        else:
            found.append(Result(TITLE, name, note="not installed"))
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(RUNS + 1):  # interleaved, so that all see the same machine
        for name, command in commands.items():
            seconds = _seconds(command)
            if number:
                taken[name].append(seconds)
    for name, times in taken.items():
        against = None if name == "Nodewise" else ratio(taken, name, "Nodewise")
        time = f"{statistics.median(times) * 1e3:.0f} ms"
        found.append(Result(TITLE, name, time, against, GOALS.get(name), number=14))
    return report(found)


if __name__ == "__main__":
    main()
