"""What takes long to make, made in pieces: while nobody waits for it, or else all at once."""

from collections.abc import Generator
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Making = Generator[None, None, Thing]
"""Makes something, and stops wherever the window may do something else first."""


class InPieces(Generic[Thing]):
    """Something that is made a piece at a time."""

    def __init__(self, making: Making[Thing]) -> None:
        self._making = making
        self._made: Thing | None = None

    def go_on(self) -> bool:
        """Make the next piece; return whether all is made."""
        if self._made is None:
            try:
                next(self._making)
            except StopIteration as end:
                if (
                    end.value is None
                ):  # the last call ended in an error: there is nothing to wait for
                    raise RuntimeError("this could not be made") from None
                self._made = end.value
        return self._made is not None

    def whole(self) -> Thing:
        """Make what is not made yet, and return all."""
        while not self.go_on():
            pass
        assert self._made is not None
        return self._made
