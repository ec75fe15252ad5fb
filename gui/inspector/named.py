"""The names of the network in hand, made once for all rows that show one."""

from core.network.naming import Names
from core.network.network import Network
from core.network.notation import Notation

_last: tuple[Network, Notation, Names] | None = None


def names_of(network: Network, notation: Notation) -> Names:
    """The names of a network; those of the last one asked for are kept."""
    global _last
    if _last is None or _last[0] is not network or _last[1] != notation:
        _last = network, notation, Names(network, notation)
    return _last[2]
