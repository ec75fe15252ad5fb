"""What a network still lacks to be trained, in one sentence."""

from core.compiling.compiler import missing
from core.language import translatable
from core.network.data import Part
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Role


class NotReadyError(NodewiseError):
    """A network that cannot be trained yet; the sentence says what is missing."""

    template = translatable("{problem}")


def what_is_lacking(network: Network) -> NodewiseError | None:
    """Return why a network cannot be trained, None if it can."""
    lack: NodewiseError | None = missing(network)
    return lack if lack is not None else _lacking_data(network)


def require_ready(network: Network) -> None:
    """Raise what `what_is_lacking` returns."""
    lack = what_is_lacking(network)
    if lack is not None:
        raise lack


def _lacking_data(network: Network) -> NotReadyError | None:
    data = network.data
    n_inputs, n_outputs = (
        sum(node.units for node in network.of_role(role)) for role in (Role.INPUT, Role.OUTPUT)
    )
    if not data.n_observations:
        return NotReadyError(
            problem=translatable(
                "There are no observations yet: choose data, or type them into the table."
            )
        )
    if not data.count(Part.TRAINING):
        return NotReadyError(
            problem=translatable("No observation is for training: change the split.")
        )
    if data.inputs.shape[1] != n_inputs or data.targets.shape[1] != n_outputs:
        return NotReadyError(
            problem=translatable(
                "The data do not have a column for every input and output: choose other data, or "
                "fit the network to them."
            )
        )
    if not data.is_whole:
        return NotReadyError(
            problem=translatable(
                "Some cells of the observations are empty: fill them in, in the table."
            )
        )
    return None
