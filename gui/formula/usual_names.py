"""The names that drawings usually have, so that they can be typeset before one is opened."""

from core.network.layers import lay_down
from core.network.naming import Names
from core.network.network import Network
from core.network.notation import Notation

_SIZES = ((2, 2, 1), (2, 8, 1), (2, 8, 8, 1))


def usual_names(notation: Notation) -> list[str]:
    """Names of nodes and parameters in LaTeX, those of small networks first, each once."""
    found: dict[str, None] = {}
    for sizes in _SIZES:
        network = lay_down(Network(), sizes, "sigmoid", "logistic", "mse")
        names = Names(network, notation)
        found |= {names.node(node).latex: None for node in network.nodes}
        found |= {names.parameter(p).latex: None for p in network.parameters()}
    return list(found)
