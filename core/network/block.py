"""A block of cells as a spreadsheet puts it on the clipboard."""

import re


def cells_of(text: str) -> list[list[str]]:
    """Split pasted text into rows of cells.

    Columns are separated by tabs, else by semicolons, else by runs of blanks, else by commas where
    a comma cannot be a decimal mark: ``1,5`` alone is one number, ``1, 5`` and ``1,2,3`` are lists.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    while lines and not lines[-1].strip():
        lines.pop()
    separator = _separator(lines)
    return [[cell.strip() for cell in re.split(separator, _trimmed(line))] for line in lines]


def _trimmed(line: str) -> str:
    # A tab at an end is an empty cell; blanks are not.
    return line.strip(" ")


def _separator(lines: list[str]) -> str:
    text = "\n".join(lines)
    for mark in ("\t", ";"):
        if mark in text:
            return mark
    if (
        re.search(r",\s+\S", text)
        or ("." in text and "," in text)
        or any(line.count(",") > 1 for line in lines)
    ):
        return r",\s*"
    if re.search(r"\S +\S", text):
        return r" +"
    return r"\t"
