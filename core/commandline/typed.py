"""Words of the command line read as numbers."""

import argparse

from core.language import tr
from core.network.errors import NodewiseError


def number(text: str) -> float:
    """Read a number, with a decimal point or comma."""
    from core.numbers import parse_number  # only where there is one: starting takes its time

    try:
        return parse_number(text)
    except NodewiseError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def count(text: str) -> int:
    """Read a whole number; whether it may be negative or 0 is not settled here."""
    if not text.isascii() or not text.removeprefix("-").isdecimal():
        message = tr("“{text}” is not a whole number").format(text=text)
        raise argparse.ArgumentTypeError(message)
    return int(text)
