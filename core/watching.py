"""Work that can be followed while it is done, and given up."""

from collections.abc import Callable

Watch = Callable[[float], None]
"""Told the share that is done; it may raise `Cancelled`."""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """The user no longer wants it."""


def unwatched(share: float) -> None:
    """Nobody looks."""


class Progress:
    """What somebody who works in a thread and somebody who looks share."""

    def __init__(self) -> None:
        self.share = 0.0
        self.is_unwanted = False

    def watch(self, share: float) -> None:
        """Note how far the work is; raise `Cancelled` where nobody wants it any more."""
        self.share = share
        if self.is_unwanted:
            raise Cancelled

    def part(self, end: float) -> Watch:
        """A watch for work that is the beginning of all, up to the share ``end``."""
        return lambda share: self.watch(share * end)
