"""A teaching note."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """A short text with the numbers of this network; ``kind`` names its cause."""

    kind: str
    title: str
    text: str
