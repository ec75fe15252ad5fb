"""Commands of the workspace Step."""

from core.language import translatable
from gui.action_table.spec import Spec

STEP = (
    Spec(
        "step.next",
        translatable("Next"),
        translatable("Calculate the next step."),
        ("Right",),
        "next",
        "stepping",
        "step",
    ),
    Spec(
        "step.back",
        translatable("Back"),
        translatable("Go back one step; nothing is calculated anew."),
        ("Left",),
        "back",
        "stepping",
        "step",
    ),
    Spec(
        "step.first",
        translatable("First step"),
        translatable("Go back to the beginning."),
        ("Home",),
        "first",
        "stepping",
        "step",
    ),
    Spec(
        "step.last",
        translatable("Last step"),
        translatable("Go to the end."),
        ("End",),
        "last",
        "stepping",
        "step",
    ),
    Spec(
        "step.toggle_play",
        translatable("Play or pause"),
        translatable("Let the steps follow each other at the chosen speed."),
        ("Space",),
        "play",
        "stepping",
        "step",
    ),
    Spec(
        "explain.forward",
        translatable("Forward pass"),
        translatable("Step through the forward pass of one observation."),
        ("Ctrl+F",),
        needs="document",
    ),
    Spec(
        "explain.matrices",
        translatable("Forward pass as matrices"),
        translatable("All observations at once: XW, + w₀, g(·), ·β, + β₀ and the loss."),
        ("Ctrl+M",),
        needs="document",
    ),
    Spec(
        "explain.parameter",
        translatable("Explain a parameter…"),
        translatable("Choose a weight or a bias by name and see its chain rule and update."),
        ("Ctrl+E",),
        needs="document",
    ),
    Spec(
        "explain.selection",
        translatable("Explain this"),
        translatable("See the chain rule and the update of what is selected."),
        ("E",),
        needs="selection",
        scope="canvas",
    ),
    Spec(
        "explain.backward",
        translatable("Full backward pass"),
        translatable("The δ of every neuron, every gradient, and the update of all parameters."),
        ("Ctrl+Shift+B",),
        needs="document",
    ),
    Spec(
        "explain.training",
        translatable("Training step by step"),
        translatable(
            "Several training steps: the batch, each row's gradient, what the optimizer makes of"
            " it, and the new weights."
        ),
        ("Ctrl+Shift+T",),
        needs="document",
    ),
    Spec(
        "explain.slope",
        translatable("Derive g′…"),
        translatable("Homework: type a formula for the slope of an activation and check it."),
        ("Ctrl+Shift+D",),
        needs="document",
    ),
    Spec(
        "step.set_by_hand",
        translatable("By hand"),
        translatable("Work out each result yourself: it is shown once you have typed it."),
        ("Ctrl+H",),
        needs="stepping",
        checkable=True,
    ),
    Spec(
        "step.apply_update",
        translatable("Apply the update"),
        translatable("Write the new weights into the network, as a change that can be undone."),
        ("Ctrl+Return",),
        needs="stepping",
    ),
)
