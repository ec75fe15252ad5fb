"""Very many edges between single neurons as columns: from where, to where, and the weights.

One object of the file then stands for all of them, instead of one object an edge.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from core.files.arrays import array_to, column_from, packed_places
from core.files.decoding import joined
from core.files.errors import DoubledIdError, ExpectedError, NotFiniteError
from core.files.fields import Fields, described, name_from
from core.language import Message, translatable
from core.network.edge import EdgeKey
from core.network.node import Array, shape_text

MANY = 10_000
"""From how many edges on those in a row that have nothing else to say are written together."""
_ROW = 64
"""How many have to stand in a row: fewer are still written one by one."""


@dataclass(frozen=True)
class Columns:
    """The edges: ``ends`` (n, 2) are places of source and target in ``ids``, ``weights`` (n,)."""

    ids: Sequence[str]
    ends: Array
    weights: Array

    def shortened(self) -> "Columns":
        """The same edges with the ids that they need alone, in their order."""
        used = np.zeros(len(self.ids), dtype=bool)
        used[self.ends] = True
        ids = [self.ids[i] for i in np.flatnonzero(used).tolist()]
        return Columns(ids, (np.cumsum(used) - 1)[self.ends], self.weights)


class ColumnWeights(Mapping[EdgeKey, Array]):
    """Weights of a run as they stand in the file; each (1, 1) array is made when they are used."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._made: dict[EdgeKey, Array] | None = None

    @property
    def size(self) -> int:
        """How many numbers these are."""
        return len(self.columns.weights)

    def _all(self) -> dict[EdgeKey, Array]:
        if self._made is None:
            ids, ends = self.columns.ids, self.columns.ends.tolist()
            keys = [EdgeKey(ids[source], ids[target]) for source, target in ends]
            self._made = dict(zip(keys, self.columns.weights[:, None, None], strict=True))
        return self._made

    def __getitem__(self, key: EdgeKey) -> Array:
        return self._all()[key]

    def __iter__(self) -> Iterator[EdgeKey]:
        return iter(self._all())

    def __len__(self) -> int:
        return self.size


def stands_for_many(item: Any) -> bool:
    """Return whether a value of the file is columns, and no single edge."""
    return isinstance(item, dict) and "sources" in item and "source" not in item


def columns_from(fields: Fields) -> Columns:
    """Read columns; raise a `FileError` that names the spot."""
    ids = _ids(fields)
    sources = _places(fields, "sources", len(ids))
    targets = _places(fields, "targets", len(ids), len(sources))
    weights = _column(fields, "weights", len(sources))
    if not np.isfinite(weights).all():
        wrong = int(np.flatnonzero(~np.isfinite(weights))[0])
        raise NotFiniteError(where=joined(fields.at("weights"), wrong))
    return Columns(ids, np.stack([sources, targets], axis=1), weights)


def _ids(fields: Fields) -> list[str]:
    where, ids = fields.at("ids"), dict[str, None]()
    for i, item in enumerate(fields.items("ids")):
        name = name_from(item, joined(where, i))
        if name in ids:
            raise DoubledIdError(where=joined(where, i), name=name)
        ids[name] = None
    return [*ids]


def _column(fields: Fields, key: str, n: int | None, places: bool = False) -> Array:
    fields.require(key)
    column = column_from(fields.take(key), fields.at(key), places)
    if n is not None and len(column) != n:
        expected, got = shape_text((n,)), shape_text((len(column),))
        raise ExpectedError(where=fields.at(key), expected=expected, got=got)
    return column


def _places(fields: Fields, key: str, n_ids: int, n: int | None = None) -> Array:
    column = _column(fields, key, n, places=True)
    wrong = ~((column >= 0) & (column < n_ids) & (column == np.floor(column)))  # NaN is wrong, too
    if wrong.any():
        i = int(np.flatnonzero(wrong)[0])
        expected = Message(translatable("a place among the {n} ids, counted from 0"), n=n_ids)
        got = described(column[i].item())
        raise ExpectedError(where=joined(fields.at(key), i), expected=expected, got=got)
    return column.astype(np.intp)


def columns_to(columns: Columns, where: str) -> dict[str, Any]:
    """The JSON value of columns; raise `NotFiniteError`."""
    n = len(columns.ids)
    sources, targets = columns.ends.T
    return {
        "ids": list(columns.ids),
        "sources": packed_places(sources, n),
        "targets": packed_places(targets, n),
        "weights": _weights_to(columns.weights, joined(where, "weights")),
    }


def _weights_to(weights: Array, where: str) -> Any:
    value = array_to(weights, where)
    return value if isinstance(value, dict | list) else [value]


def in_rows(kinds: Sequence[bool | None]) -> Iterator[tuple[bool | None, int, int]]:
    """Which edges, from one place to another, are alike and enough to be written together.

    ``kinds`` says of each whether it is frozen, None where there is more to say of it; so do the
    ranges, None for edges that are written one by one.
    """
    first = begun = 0
    many = len(kinds) >= MANY
    for kind, alike in groupby(kinds):
        last = begun + sum(1 for _ in alike)
        if many and kind is not None and last - begun >= _ROW:
            if first < begun:
                yield None, first, begun
            yield kind, begun, last
            first = last
        begun = last
    if first < begun:
        yield None, first, begun
