"""How names and numbers are written: the lecture's way unless the user chooses otherwise."""

from dataclasses import dataclass
from enum import StrEnum


class IndexOrder(StrEnum):
    """Which index of a weight comes first: w_kj (target first, the lecture) or w_jk."""

    TARGET_FIRST = "target_first"
    SOURCE_FIRST = "source_first"


class Letters(StrEnum):
    """The lecture's X, A, ŷ, w, β; or the letters x, a, ŷ, w, b that other books use."""

    LECTURE = "lecture"
    Z_A = "z_a"


MAX_DECIMALS = 12


@dataclass(frozen=True)
class Notation:
    """The user's choices. ``decimals`` is 0 to 12; ``decimal_mark`` is ``.`` or ``,``."""

    index_order: IndexOrder = IndexOrder.TARGET_FIRST
    letters: Letters = Letters.LECTURE
    decimals: int = 4
    decimal_mark: str = "."


LECTURE = Notation()
