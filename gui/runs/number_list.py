"""Lists of numbers as people type them: ``0.1; 0.01``, ``0,1; 0,01``, ``2 4 8``."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit

from core.language import Message, translatable
from core.network.errors import NodewiseError
from core.network.notation import Notation
from core.numbers import exact, parse_number


class ListError(NodewiseError):
    """A list of which an entry does not fit."""

    template = translatable("{where}: {problem}")


def parse_list(text: str, notation: Notation) -> list[float]:
    """The numbers of a list, each once, in their order; raise `NumberError`.

    A semicolon or a space parts them; a comma, too, unless it is the decimal mark.
    """
    parting = r"[;\s]+" if notation.decimal_mark == "," else r"[;,\s]+"
    words = [word for word in re.split(parting, text.strip()) if word]
    return list(dict.fromkeys(parse_number(word) for word in words))


def list_text(values: Sequence[float], notation: Notation) -> str:
    """A list as it can be typed: "0.1; 0.01"."""
    return "; ".join(exact(value, notation) for value in values)


class ListField(QLineEdit):
    """A line for a list of numbers, each of which must fit."""

    def __init__(
        self, name: str, values: Sequence[float], notation: Notation, fits: Callable[[float], bool]
    ) -> None:
        super().__init__(list_text(values, notation))
        self.name = name
        self._notation, self._fits = notation, fits

    @property
    def values(self) -> list[float]:
        """The numbers; raise `ListError` that names the field."""
        try:
            values = parse_list(self.text(), self._notation)
        except NodewiseError as error:
            raise ListError(where=Message(self.name), problem=error) from None
        for value in values:
            if not self._fits(value):
                shown = exact(value, self._notation)
                problem = Message("{value} is out of range.", value=shown)
                raise ListError(where=Message(self.name), problem=problem)
        return values
