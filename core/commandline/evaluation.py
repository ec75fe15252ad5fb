"""What `predict` and `gradient` share: the network, its plan, and the observations to use."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.plan import Plan
from core.datasets.csv_file import read_csv
from core.datasets.errors import EmptyCellError
from core.files.reader import read_network
from core.language import translatable
from core.network.data import Data
from core.network.errors import NodewiseError
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Role


class NoObservationsError(NodewiseError):
    """Nothing to evaluate."""

    template = translatable(
        "“{file}” holds no observations: add some to it, or name a CSV file after --data."
    )


@dataclass(frozen=True)
class Problem:
    """A finished network with θ and complete inputs."""

    network: Network
    plan: Plan
    parameters: Array
    data: Data


def load(file: str, csv: str | None) -> Problem:
    """Read everything; raise a `NodewiseError` for whatever is missing."""
    network = read_network(file)
    plan = compile_network(network)
    data = network.data if csv is None else read_csv(csv, network)
    if data.n_observations == 0:
        raise NoObservationsError(file=Path(file).name)
    require(network, data.inputs, Role.INPUT)
    return Problem(network, plan, parameter_vector(plan, network), data)


def require(network: Network, values: Array, role: Role) -> None:
    """Raise `EmptyCellError` for the first cell that is missing."""
    missing = np.argwhere(np.isnan(values))
    if len(missing):
        row, column = missing[0]
        name = Names(network).activation(network.units(role)[column]).plain
        raise EmptyCellError(row=row + 1, name=name)


def json_text(value: Any) -> str:
    """Return one line of JSON, null for what overflowed."""
    return json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return _finite(value.tolist())
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
