"""What stands behind `--data`: a CSV file, or a built-in data set by its name."""

import os

from core.language import Counted, translatable
from core.network.data import Data
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Role


class OtherWidthError(NodewiseError):
    """A data set with other inputs or outputs than the network."""

    template = translatable(
        "The data set “{name}” has {inputs} and {targets}, but the network has {own_inputs} and "
        "{own_targets}."
    )


def named_data(name: str, network: Network) -> Data:
    """The observations; raise a `NodewiseError` where they do not fit the network."""
    if not os.path.exists(name) and "." not in os.path.basename(name):
        from core.datasets.catalogue import load  # most commands need no tables

        data = load(name)
        check_width(name, data, network)
        return data
    from core.datasets.csv_file import read_csv

    return read_csv(name, network)


def check_width(name: str, data: Data, network: Network) -> None:
    """Raise `OtherWidthError` where the columns are not as many as the network's units."""
    widths = data.inputs.shape[1], data.targets.shape[1]
    own = (
        sum(node.units for node in network.of_role(Role.INPUT)),
        sum(node.units for node in network.of_role(Role.OUTPUT)),
    )
    if widths != own:
        inputs, targets = _sizes(*widths)
        own_inputs, own_targets = _sizes(*own)
        raise OtherWidthError(
            name=name,
            inputs=inputs,
            targets=targets,
            own_inputs=own_inputs,
            own_targets=own_targets,
        )


def _sizes(n_inputs: int, n_outputs: int) -> tuple[Counted, Counted]:
    return (
        Counted("{n} input", "{n} inputs", n_inputs),
        Counted("{n} output", "{n} outputs", n_outputs),
    )
