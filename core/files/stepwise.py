"""Parsing a large file item by item, so that it can be followed and given up.

The parser of the standard library does the work, but one item of the lists of nodes and edges at
a time; the usual edge between two neurons is read by one pattern. What this does not understand,
the standard parser is asked for, which then says what is wrong and where.
"""

import json
import re
from collections.abc import Iterator
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in typeshed
from typing import Any, NamedTuple

from core.watching import Watch

LARGE = 1_000_000
"""From how many characters on a text is parsed item by item."""
_OFTEN = 4096  # items between two words to a watch
_PIECE = 1 << 18  # characters in which plain edges are looked for at once

_TEXT = r'"([^"\\\x00-\x1f\ud800-\udfff]+)"'
_NUMBER = r"(?!-0\})(-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?)"
_SPACE = r"[ \t\n\r]*"
_PLAIN = rf'\{{"source": {_TEXT}, "target": {_TEXT}, "weight": {_NUMBER}\}}{_SPACE},{_SPACE}'
_EDGE = re.compile(_PLAIN)
_EDGES = re.compile(rf"(?:{_PLAIN}){{0,{_OFTEN}}}")
_SKIP = re.compile(_SPACE)


class Odd(Exception):  # noqa: N818 - it may still be right
    """A text that the standard parser has to look at."""


class PlainEdges(NamedTuple):
    """Edges in a row with nothing but a source, a target and one weight, as they are written.

    Among the items of a list it stands for all of them: no other value of JSON is a tuple.
    """

    sources: list[str]
    targets: list[str]
    weights: list[str]

    def objects(self) -> Iterator[dict[str, Any]]:
        """Each of the edges as the object that it is in the file."""
        for source, target, weight in zip(*self, strict=True):
            yield {"source": source, "target": target, "weight": json.loads(weight)}


class Parser:
    """Reads one text; ``scan`` parses any value from a place on, ``keep`` makes objects."""

    def __init__(self, text: str, keep: Any, constant: Any, watch: Watch) -> None:
        self._text, self._keep, self._watch = text, keep, watch
        self._mixed = 0  # up to here, other items stand among the plain edges
        decoder: Any = JSONDecoder(object_pairs_hook=keep, parse_constant=constant)
        self._scan = decoder.scan_once

    def value(self) -> Any:
        """The object that the text is; raise `Odd` for anything else."""
        try:
            return self._object()
        except (StopIteration, ValueError):  # also everything that the standard parser raises
            raise Odd from None

    def _object(self) -> Any:
        at = self._after("{", self._skip(0))
        pairs: list[tuple[str, Any]] = []
        while True:
            key, at = scanstring(self._text, self._after('"', at, skip=False))
            at = self._after(":", self._skip(at))
            if self._text.startswith("[", at):
                value, at = self._items(at, plain=key == "edges")
            else:
                value, at = self._scan(self._text, at)
            pairs.append((key, value))
            at = self._skip(at)
            if self._text.startswith("}", at):
                break
            at = self._after(",", at)
        if self._skip(at + 1) != len(self._text):
            raise Odd
        return self._keep(pairs)

    def _items(self, at: int, plain: bool) -> tuple[list[Any], int]:
        items: list[Any] = []
        at = self._after("[", at)
        while not self._text.startswith("]", at):
            if plain:
                at = self._plain(at, items)
            item, at = self._scan(self._text, at)
            items.append(item)
            if len(items) % _OFTEN == 0:
                self._watch(at / len(self._text))
            at = self._skip(at)
            if self._text.startswith("]", at):
                break
            at = self._after(",", at)
            if self._text.startswith("]", at):
                raise Odd
        return items, at + 1

    def _plain(self, at: int, items: list[Any]) -> int:
        """Take as many plain edges as there are before another item; return where that is."""
        while found := self._at_once(at) or self._one_by_one(at):
            edges, at = found
            items.append(edges)
            self._watch(at / len(self._text))
        return at

    def _at_once(self, at: int) -> tuple[PlainEdges, int] | None:
        """Many plain edges and where they end, unless there is something else among them."""
        if at < self._mixed:
            return None
        end = self._skip(self._text.rfind("},", at, at + _PIECE) + 2)
        edges = _split(self._text[at:end])
        if edges is None:
            self._mixed = end
            return None
        return edges, end

    def _one_by_one(self, at: int) -> tuple[PlainEdges, int] | None:
        """The plain edges up to the next other item, which takes three times as long."""
        found = _EDGES.match(self._text, at)
        edges = None if found is None else _split(found[0])
        return None if found is None or edges is None else (edges, found.end())

    def _skip(self, at: int) -> int:
        found = _SKIP.match(self._text, at)
        assert found is not None
        return found.end()

    def _after(self, sign: str, at: int, skip: bool = True) -> int:
        if not self._text.startswith(sign, at):
            raise Odd
        return self._skip(at + 1) if skip else at + 1


def _split(text: str) -> PlainEdges | None:
    """The plain edges that a text is, None where it is anything else."""
    parts = _EDGE.split(text)
    if len(parts) == 1 or any(parts[::4]):
        return None
    return PlainEdges(parts[1::4], parts[2::4], parts[3::4])
