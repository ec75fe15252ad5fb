"""Work that can be followed while it is done, and given up."""

from collections.abc import Callable

Watch = Callable[[float], None]
"""Told the share that is done; it may raise `Cancelled`."""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """The user no longer wants it."""


def unwatched(share: float) -> None:
    """Nobody looks."""
