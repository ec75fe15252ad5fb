"""The sentences about data: how much there is, of what kind, where it is from."""

from collections.abc import Mapping
from typing import Any

from core.datasets.preparing import Prepared
from core.language import tr, trn
from core.network.data import Data, Part
from core.numbers import grouped


def size_text(prepared: Prepared) -> str:
    """Say what a choice comes to: "19 inputs, 1 target, 263 rows, 59 dropped"."""
    data = prepared.data
    parts = [columns_text(data), rows_text(data.n_observations)]
    if prepared.dropped:
        parts.append(trn("{n} row dropped", "{n} rows dropped", prepared.dropped))
    if prepared.filled:
        parts.append(trn("{n} cell filled", "{n} cells filled", prepared.filled))
    return ", ".join(parts)


def columns_text(data: Data) -> str:
    """Say how many columns there are: "19 inputs, 1 target"."""
    inputs = trn("{n} input", "{n} inputs", data.inputs.shape[1])
    targets = trn("{n} target", "{n} targets", data.targets.shape[1])
    return f"{inputs}, {targets}"


def rows_text(n: int) -> str:
    """Say how many rows there are, thousands apart."""
    return trn("{n} row", "{n} rows", n).replace(str(n), grouped(n), 1)


def split_text(data: Data) -> str:
    """How many rows each part has: "350 / 87 / 109"."""
    return " / ".join(grouped(data.count(part)) for part in Part)


def split_sentence(data: Data) -> str:
    """The same in words, for tooltips and screen readers."""
    text = tr("{training} rows for training, {validation} for validation, {test} for test.")
    training, validation, test = (grouped(data.count(part)) for part in Part)
    return text.format(training=training, validation=validation, test=test)


def name_of(source: Mapping[str, Any]) -> str:
    """What the data are called, blank where nothing is known."""
    return tr(str(source.get("name", "")))


def source_text(source: Mapping[str, Any]) -> str:
    """Where the data are from, and under which licence."""
    lines = []
    if origin := source.get("origin"):
        lines.append(tr("From: {origin}.").format(origin=tr(str(origin))))
    if licence := source.get("licence"):
        lines.append(tr("Licence: {licence}.").format(licence=tr(str(licence))))
    return " ".join(lines)
