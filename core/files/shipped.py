"""The data sets that a file names instead of holding them: `"data": {"set": "mnist"}`."""

from collections.abc import Callable

from core.language import translatable
from core.network.data import Data
from core.network.errors import NodewiseError


class UnknownSetError(NodewiseError):
    """A set that does not come with this program."""

    template = translatable(
        "the data set “{name}” does not come with this Nodewise, which has {names}; "
        "a newer one may have it."
    )


def _mnist() -> Data:
    from core.datasets.mnist import load  # most files have their own numbers

    return load()


SETS: dict[str, Callable[[], Data]] = {"mnist": _mnist}


def shipped(name: str) -> Data:
    """The observations of a set, with its own split; raise `UnknownSetError`."""
    if name not in SETS:
        raise UnknownSetError(name=name, names=", ".join(SETS))
    return SETS[name]()
