"""What can be wrong with a table of observations, each in one sentence with its row and column."""

from core.language import tr, translatable
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


class UnknownNameError(DataError):
    """A name that no column has."""

    template = translatable("There is no column “{name}”: the columns are {names}.")


class UnknownDatasetError(DataError):
    """A name that no built-in data set has."""

    template = translatable("There is no data set “{name}”: choose one of {names}.")


class ChoiceError(DataError):
    """A choice of columns, options or rows that cannot be made; the sentence says why."""

    template = translatable("{problem}")

    def __str__(self) -> str:
        return tr(str(self.values["problem"])).format(**self.values)


class NoRowsError(DataError):
    """A table of which no row is left."""

    template = translatable(
        "No row is left: every row has a missing cell. Fill the missing cells, or leave out the "
        "column “{column}”, where {n} of {all} cells are missing."
    )


class RowsError(DataError):
    """A list of rows that cannot be read."""

    template = translatable("“{text}” is no list of rows: write it like 1-87, 90. {problem}")
