"""Commands of the workspace Train."""

from core.language import translatable
from gui.action_table.spec import Spec

TRAIN = (
    Spec(
        "train.toggle",
        translatable("Run or pause"),
        translatable("Train up to the epochs that are set, or let the training wait."),
        ("Space",),
        "play",
        "trainable",
        "train",
    ),
    Spec(
        "train.one_batch",
        translatable("One batch"),
        translatable("Make one step: the gradient over one batch, and one update."),
        ("B",),
        "batch",
        "resting",
        "train",
    ),
    Spec(
        "train.one_epoch",
        translatable("One epoch"),
        translatable("Train until every observation was used once more."),
        ("Shift+B",),
        "epoch",
        "resting",
        "train",
    ),
    Spec(
        "train.some_epochs",
        translatable("Some epochs…"),
        translatable("Train for as many more epochs as you say."),
        ("Ctrl+Shift+F",),
        needs="resting",
    ),
    Spec(
        "train.explain_next",
        translatable("Explain the next step"),
        translatable(
            "Step through what the optimizer does next: the batch, the gradient, the new weights."
        ),
        ("F4",),
        "explain",
        "resting",
    ),
    Spec(
        "train.stop",
        translatable("End the run"),
        translatable("Stop here: the weights reached become one change that can be undone."),
        ("Shift+Space",),
        "stop",
        "in_hand",
        "train",
    ),
    Spec(
        "train.back_to_start",
        translatable("Start weights"),
        translatable("Go back to the weights that the last run began with. Nothing is drawn anew."),
        ("Shift+Home",),
        "start_weights",
        "trained",
        "train",
    ),
    Spec(
        "train.new_weights",
        translatable("New weights"),
        translatable("Draw all weights anew with the chosen initialiser and the next seed."),
        ("Shift+W",),
        needs="training",
        scope="train",
    ),
)
