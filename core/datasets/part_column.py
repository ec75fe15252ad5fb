"""The column that says in words what each row is for, as it is exported and read back."""

import numpy as np

from core.datasets.errors import ChoiceError
from core.datasets.table import Kind, TableColumn
from core.language import translatable
from core.network.data import Part
from core.network.node import Array

PART_TEXTS = {
    Part.TRAINING: translatable("training"),
    Part.VALIDATION: translatable("validation"),
    Part.TEST: translatable("test"),
}
PART_COLUMN = "part"
"""The name of the column in an exported file: a file is the same in every language."""

_WORDS = {
    "training": Part.TRAINING, "train": Part.TRAINING, "entrenamiento": Part.TRAINING,
    "validation": Part.VALIDATION, "valid": Part.VALIDATION, "val": Part.VALIDATION,
    "validación": Part.VALIDATION, "validacion": Part.VALIDATION,
    "test": Part.TEST, "testing": Part.TEST, "prueba": Part.TEST,
}  # fmt: skip


def is_part_column(column: TableColumn) -> bool:
    """Return whether every cell is one of the words training, validation, test."""
    return (
        column.kind is Kind.CATEGORY
        and bool(column.levels)
        and all(part_of_word(level) is not None for level in column.levels)
    )


def part_codes(column: TableColumn) -> Array:
    """The `Part` of every row (n,) of int8, training where nothing is said; raise `ChoiceError`."""
    if not is_part_column(column):
        problem = translatable(
            "The column “{name}” does not say what rows are for: its words have to be training, "
            "validation or test."
        )
        raise ChoiceError(problem=problem, name=column.name)
    by_level = np.array([part_of_word(level) for level in column.levels] + [Part.TRAINING])
    codes = np.where(np.isnan(column.values), len(column.levels), column.values)
    part: Array = by_level[codes.astype(int)].astype(np.int8)
    if not (part == Part.TRAINING).any():
        raise ChoiceError(problem=translatable("No row is left to train with."))
    return part


def part_of_word(word: str) -> Part | None:
    """The part that a word names, None if it names none."""
    return _WORDS.get(word.strip().lower())
