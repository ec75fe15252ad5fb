"""Reading the keys of one JSON object, each with its type; what nobody asked for is kept."""

import math
from collections.abc import Collection, Mapping
from typing import Any

from core.files.decoding import WHOLE, check_kept, check_text, joined
from core.files.errors import ExpectedError, MissingKeyError, NotFiniteError, UnknownChoiceError
from core.files.packed import Base64
from core.language import translatable

_SHOWN = 40


class Fields:
    """One object of the file. Every reader takes its key away; `extra` returns what is left.

    A key whose value is null counts as absent.
    """

    def __init__(self, value: Any, where: str = "") -> None:
        if not isinstance(value, dict):
            raise ExpectedError(
                where=where or WHOLE, expected=translatable("an object"), got=described(value)
            )
        self._left = dict(value)
        self._where = where

    def at(self, key: str) -> str:
        """The spot of a key."""
        return joined(self._where, key)

    def has(self, key: str) -> bool:
        """Return whether a key is there and was not read yet."""
        return self._left.get(key) is not None

    def take(self, key: str) -> Any:
        """Return any value, None where the key is absent."""
        return self._left.pop(key, None)

    def text(self, key: str) -> str:
        """Return a text, "" where the key is absent."""
        value = self.take(key)
        return "" if value is None else text_from(value, self.at(key))

    def long_text(self, key: str) -> str | Base64:
        """Return a text that perhaps still stands in the file's bytes, "" where it is absent."""
        if isinstance(self._left.get(key), Base64):
            found: Base64 = self.take(key)
            return found
        return self.text(key)

    def require(self, key: str) -> None:
        """Raise `MissingKeyError` where a key is absent."""
        if self._left.get(key) is None:
            raise MissingKeyError(where=self.at(key))

    def name(self, key: str) -> str:
        """Return a text that has to be there and not be empty."""
        self.require(key)
        return name_from(self.take(key), self.at(key))

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        """Return one of ``allowed``."""
        value = self.text(key) if self._left.get(key) is not None else default
        if value not in allowed:
            raise UnknownChoiceError(
                where=self.at(key), value=value[:_SHOWN], allowed=", ".join(allowed)
            )
        return value

    def required_choice(self, key: str, allowed: Collection[str]) -> str:
        """Return one of ``allowed`` that has to be there."""
        self.require(key)
        return self.choice(key, allowed, "")

    def flag(self, key: str) -> bool:
        """Return true or false; absent is false."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            expected = translatable("true or false")
            raise ExpectedError(where=self.at(key), expected=expected, got=described(value))
        return bool(value)

    def whole_number(self, key: str, default: int) -> int:
        """Return a whole number."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            expected = translatable("a whole number")
            raise ExpectedError(where=self.at(key), expected=expected, got=described(value))
        return value

    def items(self, key: str) -> list[Any]:
        """Return a list that has to be there."""
        self.require(key)
        return listed(self.take(key), self.at(key))

    def mapping(self, key: str) -> dict[str, Any]:
        """Return an object that is kept as it is, {} where absent."""
        value = self.take(key)
        return {} if value is None else Fields(value, self.at(key)).extra()

    def extra(self) -> dict[str, Any]:
        """Return every key that was not read, ready to be written back."""
        for key, value in self._left.items():
            check_text(key, self._where or key)
            check_kept(value, self.at(key))
            if isinstance(value, Base64):
                self._left[key] = str(value)
        return self._left


def text_from(value: Any, where: str) -> str:
    """Return a text; raise for anything else."""
    if not isinstance(value, str):
        raise ExpectedError(where=where, expected=translatable("a text"), got=described(value))
    return check_text(value, where)


def name_from(value: Any, where: str) -> str:
    """Return a text that is not empty."""
    text = text_from(value, where)
    if not text.strip():
        raise MissingKeyError(where=where)
    return text


def listed(value: Any, where: str) -> list[Any]:
    """Return a list; raise for anything else."""
    if not isinstance(value, list):
        raise ExpectedError(where=where, expected=translatable("a list"), got=described(value))
    return value


def number(value: Any, where: str) -> float:
    """Return a finite number; raise for anything else, true and false included."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ExpectedError(where=where, expected=translatable("a number"), got=described(value))
    try:
        as_float = float(value)
    except OverflowError:
        as_float = math.inf
    if not math.isfinite(as_float):
        raise NotFiniteError(where=where)
    return as_float


def described(value: Any) -> str:
    """Say a JSON value shortly."""
    if value is None:
        return translatable("nothing")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"“{value[:_SHOWN]}…”" if len(value) > _SHOWN else f"“{value}”"
    if isinstance(value, list):
        return translatable("a list")
    if isinstance(value, dict):
        return translatable("an object")
    if isinstance(value, int) and value.bit_length() > 128:
        return translatable("a huge number")
    return str(value)


def with_extra(known: dict[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """What to write: the keys we know, without the empty ones, then those that we only keep."""
    written = {key: value for key, value in known.items() if value is not None}
    return written | {key: value for key, value in extra.items() if key not in known}
