"""What can be wrong with a table of observations, each in one sentence with its row and column."""

from core.language import translatable
from core.network.errors import NodewiseError


class DataError(NodewiseError):
    """Something wrong with a table of observations."""


class EmptyTableError(DataError):
    """A CSV without a header or without a row under it."""

    template = translatable("“{file}” has no observations: it needs a header and a row below it.")


class HeaderlessError(DataError):
    """A CSV whose first row is numbers, so that an observation would be lost as a header."""

    template = translatable(
        "“{file}” begins with numbers: its first row has to name the columns, as in {names}."
    )


class NotTableError(DataError):
    """A file that is no CSV."""

    template = translatable("“{file}” is not a CSV file.")


class DoubledColumnError(DataError):
    """Two columns for one place."""

    template = translatable("“{file}” has two columns for {name}.")


class UnknownColumnError(DataError):
    """A column that belongs to nothing in the network."""

    template = translatable("The column “{column}” belongs to nothing here: expected {names}.")


class MissingColumnError(DataError):
    """An input or output without a column."""

    template = translatable("There is no column for {name} in “{file}”.")


class ColumnCountError(DataError):
    """Columns without known names whose number does not fit."""

    template = translatable(
        "“{file}” has {got}, and none is named like an input or output here: expected {names}."
    )


class RowLengthError(DataError):
    """A row with more or fewer cells than the header."""

    template = translatable("Row {row} (line {line}) has {got}, but the header has {expected}.")


class CellError(DataError):
    """A cell that is not a number."""

    template = translatable("Row {row} (line {line}), column “{column}”: “{text}” is not a number.")


class EmptyCellError(DataError):
    """An input or a target that an evaluation needs and that is not there."""

    template = translatable("Observation {row} has no value for {name}.")
