"""Where the cursor of a session goes when another trace is there."""

from collections.abc import Callable

from core.language import Message
from gui.stepping.recording import Recording

Place = Callable[[Recording], int | None]
"""Where the cursor goes in a new trace; None for where the lesson starts."""
LOST = Message(
    "The network has changed and the step you were at is gone: the explanation starts again."
)


def before_the_first(recording: Recording) -> int | None:
    """Before the first step."""
    return -1


def where_it_starts(recording: Recording) -> int | None:
    """Where the lesson itself says."""
    return None


def nothing(_result: object, error: Exception | None) -> None:
    """Take no answer; what went wrong is raised."""
    if error is not None:
        raise error
