"""Which baselines fit a network's task, and fitting them all as one long task."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.baselines.baseline import Baseline
from core.baselines.classification import logistic_steps, multinomial_steps
from core.baselines.lasso import lasso_steps
from core.baselines.least_squares import ols
from core.metrics.task import Task, task_of
from core.network.network import Network


def available(network: Network) -> tuple[str, ...]:
    """The names of the baselines that suit the task: linear regressions, or linear classifiers."""
    task = task_of(network)
    if task is Task.REGRESSION:
        return ("ols", "lasso")
    if task is Task.TWO_CLASSES:
        return ("logistic", "ols")
    return ("multinomial", "ols")


def fit(name: str, network: Network, seed: int = 0) -> Baseline:
    """Fit one baseline to the training rows of a network's data; raise a `BaselineError`."""
    found = [baseline for _, baseline in fit_steps(name, network, seed) if baseline is not None]
    return found[-1]


def fit_steps(name: str, network: Network, seed: int) -> Iterator[tuple[float, Baseline | None]]:
    """As `fit`, yielding the share that is done; the last pair has the baseline."""
    data, task = network.data, task_of(network)
    if name == "ols":
        yield 1.0, ols(data, task)
    elif name == "lasso":
        yield from lasso_steps(data, seed, task=task)
    elif name == "logistic":
        yield from logistic_steps(data)
    elif name == "multinomial":
        yield from multinomial_steps(data)
    else:
        raise KeyError(name)


@dataclass(frozen=True, eq=False)
class Baselines:
    """A task for the worker: fit several baselines; the result is a tuple of `Baseline`."""

    network: Network
    names: tuple[str, ...]
    seed: int = 0

    def run(self) -> Iterator[tuple[float, tuple[Baseline, ...]]]:
        """Yield (share done, the baselines that are ready)."""
        done: tuple[Baseline, ...] = ()
        for i, name in enumerate(self.names):
            for share, baseline in fit_steps(name, self.network, self.seed):
                done = done if baseline is None else (*done, baseline)
                yield (i + share) / len(self.names), done
