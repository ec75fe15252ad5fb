"""What a lesson says."""

from typing import NamedTuple


class Words(NamedTuple):
    """What a lesson says in one language; ``notes`` are its paragraphs."""

    title: str
    about: str
    notes: tuple[str, ...]
