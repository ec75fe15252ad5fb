"""Commands on the data."""

from core.language import translatable
from gui.action_table.spec import Spec

DATA = (
    Spec(
        "data.choose",
        translatable("Choose data…"),
        translatable(
            "Choose built-in data: XOR, houses, handwritten digits, two moons, a spiral and others."
        ),
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
        "data.import_images",
        translatable("Import images…"),
        translatable(
            "Open a folder of pictures, or an IDX file as MNIST is published. You can also drag it"
            " on the window."
        ),
        ("Ctrl+Alt+I",),
        needs="document",
    ),
    Spec(
        "data.browse",
        translatable("Browse the images…"),
        translatable(
            "Look through the images, by class and by what the network takes them for, right or"
            " wrong."
        ),
        ("Ctrl+4",),
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
