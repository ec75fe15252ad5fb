"""The levels of a network as rows of words, for a table, the clipboard and a file."""

import csv
import io

from core.language import tr, translatable
from core.network.network import Network
from core.network.node import Role
from core.network.notation import Notation
from core.network.summary import LevelSummary, summary
from core.numbers import grouped
from gui.inspector.functions import ACTIVATION_TEXTS, OUTPUT_TEXTS

HEADINGS = (
    translatable("Level"),
    translatable("Kind"),
    translatable("Units"),
    translatable("Activation"),
    translatable("Parameters"),
    translatable("Trainable"),
    translatable("Frozen"),
)
LEVEL, KIND, UNITS, ACTIVATION, PARAMETERS, TRAINABLE, FROZEN = range(7)
NUMBERS = (UNITS, PARAMETERS, TRAINABLE, FROZEN)


def headings() -> list[str]:
    """The titles of the columns."""
    return [tr(text) for text in HEADINGS]


def rows_of(network: Network, notation: Notation) -> list[list[str | int]]:
    """One row a level and the total last; numbers are numbers."""
    levels = summary(network, notation)
    rows: list[list[str | int]] = [_row(network, level) for level in levels]
    columns = [level.units for level in levels], [level.parameters for level in levels]
    trainable, frozen = [x.trainable for x in levels], [x.frozen for x in levels]
    units, parameters = map(sum, columns)
    rows.append([tr("Total"), "", units, "", parameters, sum(trainable), sum(frozen)])
    return rows


def _row(network: Network, level: LevelSummary) -> list[str | int]:
    return [
        level.name,
        _kind(level),
        level.units,
        _activation(network, level),
        level.parameters,
        level.trainable,
        level.frozen,
    ]


def _kind(level: LevelSummary) -> str:
    role = {Role.INPUT: tr("Inputs"), Role.HIDDEN: tr("Hidden"), Role.OUTPUT: tr("Outputs")}
    if level.blocks == len(level.nodes):
        form = tr("block") if level.blocks == 1 else tr("blocks")
    elif level.blocks:
        form = tr("blocks and neurons")
    else:
        form = tr("neurons") if level.units > 1 else tr("neuron")
    return f"{role[level.role]} · {form}"


def _activation(network: Network, level: LevelSummary) -> str:
    if level.role is Role.OUTPUT:
        return tr(OUTPUT_TEXTS[network.output_function].title)
    return ", ".join(tr(ACTIVATION_TEXTS[name].title) for name in level.activations)


def shown(value: str | int) -> str:
    """A cell as it is shown: 235 146."""
    return grouped(value) if isinstance(value, int) else value


def as_text(network: Network, notation: Notation) -> str:
    """The table in columns of a typewriter, with a line above the total."""
    rows = [headings(), *([shown(c) for c in row] for row in rows_of(network, notation))]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    line = "─" * max(map(len, lines))
    return "\n".join([lines[0], line, *lines[1:-1], line, lines[-1]]) + "\n"


def _padded(row: list[str], widths: list[int]) -> list[str]:
    return [
        text.rjust(width) if i in NUMBERS else text.ljust(width)
        for i, (text, width) in enumerate(zip(row, widths, strict=True))
    ]


def as_csv(network: Network, notation: Notation) -> str:
    """The table for a spreadsheet, with plain numbers."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(headings())
    writer.writerows(rows_of(network, notation))
    return target.getvalue()
