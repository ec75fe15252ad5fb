"""Commands on the data."""

from core.language import translatable
from gui.action_table.spec import Spec

DATA = (
    Spec(
        "data.choose",
        translatable("Choose data…"),
        translatable("Choose built-in data: XOR, houses, two moons, a spiral and others."),
        ("Ctrl+G",),
        needs="document",
    ),
    Spec(
        "data.import_file",
        translatable("Import data…"),
        translatable("Import a table from a CSV file. You can also drag the file on the window."),
        ("Ctrl+I",),
        needs="document",
    ),
    Spec(
        "data.split",
        translatable("Split the data…"),
        translatable("Say which rows are for training, for validation and for test."),
        ("Ctrl+J",),
        needs="data",
    ),
    Spec(
        "data.export",
        translatable("Export the data…"),
        translatable("Save the data as CSV, with a column that says the part of every row."),
        ("Ctrl+Shift+J",),
        needs="data",
    ),
)
