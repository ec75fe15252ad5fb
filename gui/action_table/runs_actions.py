"""Commands that make, compare and keep runs."""

from core.language import translatable
from gui.action_table.spec import Spec

RUNS = (
    Spec(
        "runs.race",
        translatable("Race…"),
        translatable("Train with several optimizers and seeds on the same data, and compare."),
        ("Ctrl+Shift+R",),
        needs="nodes",
    ),
    Spec(
        "runs.grid",
        translatable("Grid search…"),
        translatable("Try many networks and settings, ranked by their validation error."),
        ("Ctrl+Shift+G",),
        needs="document",
    ),
    Spec(
        "runs.starts",
        translatable("Random starts…"),
        translatable("Train this network from many random weights and see how often it learns."),
        ("Ctrl+Shift+W",),
        needs="nodes",
    ),
    Spec(
        "runs.baselines",
        translatable("Fit the linear models"),
        translatable(
            "Least squares and lasso, or logistic regression: the simple models to beat, "
            "put into the table of runs."
        ),
        ("Ctrl+Shift+L",),
        needs="document",
    ),
    Spec(
        "runs.comparison",
        translatable("When to use deep learning?…"),
        translatable("The linear models beside the network, on rows that none was trained on."),
        ("Ctrl+Shift+U",),
        needs="document",
    ),
    Spec(
        "runs.collapse",
        translatable("Collapse to a linear model…"),
        translatable("With g(z) = z everywhere the network is a linear model: see its θ."),
        ("Ctrl+Shift+I",),
        needs="nodes",
    ),
    Spec(
        "runs.all_runs",
        translatable("All runs…"),
        translatable("The table of runs with every column, in a window of its own."),
        ("Ctrl+Shift+A",),
        needs="document",
    ),
    Spec(
        "runs.export",
        translatable("Save the runs as CSV…"),
        translatable("Every run with all its settings and numbers, for other programs."),
        ("Ctrl+Shift+X",),
        needs="document",
    ),
    Spec(
        "runs.copy",
        translatable("Copy the runs"),
        translatable("Put the selected runs, or all, on the clipboard as a table."),
        ("Ctrl+Shift+Y",),
        needs="document",
    ),
)
