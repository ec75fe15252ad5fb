"""What `predict` and `gradient` share: the network, its plan, and the observations to use."""

from dataclasses import dataclass
from pathlib import Path

from core.commandline.cells import require
from core.commandline.named_data import check_width, named_data
from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.plan import Plan
from core.files.reader import read_network
from core.language import translatable
from core.network.byte_rows import ByteRows
from core.network.data import Data
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array, Role


class NoObservationsError(NodewiseError):
    """Nothing to evaluate."""

    template = translatable(
        "“{file}” holds no observations: add some to it, or name a CSV file or a built-in data "
        "set after --data."
    )


@dataclass(frozen=True)
class Problem:
    """A finished network with θ and complete inputs."""

    network: Network
    plan: Plan
    parameters: Array
    data: Data


def load(file: str, name: str | None) -> Problem:
    """Read everything; raise a `NodewiseError` for whatever is missing."""
    network = read_network(file)
    plan = compile_network(network)
    data = network.data if name is None else named_data(name, network)
    if data.n_observations == 0:
        raise NoObservationsError(file=Path(file).name)
    if isinstance(data.inputs, ByteRows):  # of other data the reader has seen to it
        check_width(str(data.source.get("name") or Path(file).name), data, network)
    require(network, data.inputs, Role.INPUT)
    return Problem(network, plan, parameter_vector(plan, network), data)
