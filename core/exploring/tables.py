"""The numbers of a plot as CSV."""

from collections.abc import Mapping

import numpy as np

from core.network.node import Array


def csv_text(columns: Mapping[str, Array]) -> str:
    """One column of every entry under its name; shorter ones end in empty cells.

    Numbers have every digit that a float64 needs and a decimal point; NaN is an empty cell.
    """
    lists = [[_cell(v) for v in np.asarray(values).ravel().tolist()] for values in columns.values()]
    height = max((len(cells) for cells in lists), default=0)
    rows = [[cells[i] if i < len(cells) else "" for cells in lists] for i in range(height)]
    header = [_quoted(name) for name in columns]
    return "".join(",".join(row) + "\n" for row in [header, *rows])


def _cell(value: object) -> str:
    if isinstance(value, float):
        if value != value:
            return ""
        text = repr(value)
        return text[:-2] if text.endswith(".0") else text
    return _quoted(str(value))


def _quoted(text: str) -> str:
    if any(c in text for c in ',"\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
