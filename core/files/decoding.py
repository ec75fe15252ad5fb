"""From bytes to plain JSON values; whatever is wrong is said with its place."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from core.files.errors import (
    CutFileError,
    DoubledKeyError,
    EmptyFileError,
    NestingError,
    NotFiniteError,
    NotTextError,
    SurrogateError,
    SyntaxFileError,
)
from core.files.packed import Base64, CutOffError, Lifted
from core.files.stepwise import LARGE, Odd, Parser
from core.language import Message, translatable
from core.watching import Watch, unwatched

_PROBLEMS = {
    "Expecting value": translatable("a value is missing here"),
    "Expecting property name enclosed in double quotes": translatable(
        "a key in double quotes is missing here"
    ),
    "Illegal trailing comma before end of object": translatable("there is a comma too many"),
    "Illegal trailing comma before end of array": translatable("there is a comma too many"),
    "Expecting ':' delimiter": translatable("a colon is missing here"),
    "Expecting ',' delimiter": translatable("a comma is missing here"),
    "Extra data": translatable("the network ends before this, but the file goes on"),
    "Unterminated string starting at": translatable("the text that begins here has no end"),
    "Invalid control character at": translatable("a text may not hold this character as it is"),
}
_MAX_DEPTH = 64
WHOLE = Message(translatable("the file"))


def text_from(raw: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark; raise `NotTextError`, `CutFileError`."""
    if b"\0" in raw:
        raise NotTextError
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        within = error.end == len(raw) and error.reason == "unexpected end of data"
        if within and raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            raise _cut_off(raw, len(raw)) from None
        raise NotTextError from None


def decode_bytes(raw: bytes, watch: Watch = unwatched) -> Any:
    """Return the JSON value of the bytes of a file; raise a `FileError`.

    Long base64 texts are left where they stand, as `Base64`.
    """
    try:
        lifted = Lifted(raw)
    except CutOffError:
        raise _cut_off(raw, len(raw)) from None
    if not lifted.texts:
        return decode(text_from(raw), watch)
    try:
        return decode(text_from(lifted.raw), watch, lifted.put_back)
    except SyntaxFileError:
        decode(text_from(raw))  # says the place in the file itself
        raise


def decode(
    text: str, watch: Watch = unwatched, put_back: Callable[[dict[str, Any]], None] | None = None
) -> Any:
    """Return the JSON value of ``text``; raise a `FileError`.

    Numbers are finite and no key stands twice in an object, wherever it is.
    """
    if not text.strip():
        raise EmptyFileError
    doubled: list[tuple[dict, str]] = []
    constants: list[float] = []

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            doubled.append((made, next(k for i, k in enumerate(keys) if k in keys[:i])))
        if put_back is not None and "base64" in made:
            put_back(made)
        return made

    def constant(name: str) -> float:
        constants.append(float(name))
        return constants[-1]

    text = text.removeprefix("\ufeff")
    try:
        value = _in_steps(text, keep, constant, watch)
        if doubled or constants:
            raise Odd  # the place is found in what the standard parser makes
    except Odd:
        doubled.clear()
        constants.clear()
        value = _parsed(text, keep, constant)
    if doubled:
        found, key = doubled[0]
        raise DoubledKeyError(where=joined(_path_to(value, found), key))
    if constants:
        raise NotFiniteError(where=_path_to(value, constants[0]) or WHOLE)
    return value


def _in_steps(text: str, keep: Any, constant: Any, watch: Watch) -> Any:
    if len(text) < LARGE:
        raise Odd
    try:
        return Parser(text, keep, constant, watch).value()
    except RecursionError:
        raise NestingError from None


def _parsed(text: str, keep: Any, constant: Any) -> Any:
    try:
        return json.loads(text, object_pairs_hook=keep, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error) from None
    except RecursionError:
        raise NestingError from None
    except ValueError:  # Python reads no integer of more than a few thousand digits
        digits = re.search(r"\d{4000,}", text)
        line, column = _line_and_column(text, digits.start() if digits else 0)
        problem = translatable("this number has too many digits")
        raise SyntaxFileError(line=line, column=column, problem=problem) from None


def _syntax_error(text: str, error: json.JSONDecodeError) -> SyntaxFileError:
    is_whole = error.msg == "Extra data"  # the network is there, and something behind it
    if not is_whole and (error.pos >= len(text.rstrip()) or _ends_within(text, error)):
        line, column = _line_and_column(text, len(text))
        return CutFileError(line=line, column=column)
    problem = _PROBLEMS.get(error.msg, translatable("this is not JSON"))
    return SyntaxFileError(line=error.lineno, column=error.colno, problem=Message(problem))


def _ends_within(text: str, error: json.JSONDecodeError) -> bool:
    """Return whether the text ends within the word or the text in which the error is."""
    if error.msg == "Unterminated string starting at":
        return "\n" not in text[error.pos :]  # else somebody forgot a quotation mark
    last = text[error.pos :]
    return len(last) < _LONGEST_WORD and re.fullmatch(r"[-+.\w\\]*", last) is not None


_LONGEST_WORD = 40  # of a number with all its digits


def _cut_off(raw: bytes, at: int) -> SyntaxFileError:
    before = raw[:at]
    line, last = before.count(b"\n") + 1, before.rfind(b"\n")
    return CutFileError(line=line, column=len(before[last + 1 :].decode("utf-8", "ignore")) + 1)


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def joined(where: str, key: str | int) -> str:
    """The spot of a key or an index within a spot: ``nodes[3]``, ``nodes[3].bias``."""
    if isinstance(key, int):
        return f"{where}[{key}]"
    return f"{where}.{key}" if where else key


def _path_to(root: Any, wanted: object) -> str:
    """The spot of a very object within a value."""
    stack = [("", root)]
    while stack:
        where, value = stack.pop()
        if value is wanted:
            return where
        stack += [(joined(where, key), inner) for key, inner in _inside(value)]
    return ""


def _inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def check_kept(value: Any, where: str) -> Any:
    """Return what is kept unread (unknown keys, lessons); raise if it could not be written back."""
    stack = [(where, value, 0)]
    while stack:
        spot, item, depth = stack.pop()
        if depth > _MAX_DEPTH:
            raise NestingError
        if isinstance(item, float) and item in (float("inf"), float("-inf")):
            raise NotFiniteError(where=spot)
        if isinstance(item, str):
            check_text(item, spot)
        for key, inner in list(_inside(item)):
            if isinstance(key, str):
                check_text(key, spot)
            if isinstance(inner, Base64):  # of a key that we only keep
                item[key] = str(inner)
            stack.append((joined(spot, key), inner, depth + 1))
    return value


def check_text(text: str, where: str) -> str:
    """Return a text that a UTF-8 file can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise SurrogateError(where=where) from None
    return text
