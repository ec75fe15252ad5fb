"""Commands on blocks and whole levels."""

from core.language import translatable
from gui.action_table.spec import Spec

LEVELS = (
    Spec(
        "levels.expand",
        translatable("Expand into neurons"),
        translatable("Draw every unit of the selected blocks as a neuron. No number changes."),
        ("U",),
        needs="block",
        scope="canvas",
    ),
    Spec(
        "levels.collapse",
        translatable("Make one block"),
        translatable(
            "Draw the selected neurons of one level as one block; of a single neuron, all that "
            "fit beside it. No number changes."
        ),
        ("Shift+U",),
        needs="selected_nodes",
        scope="canvas",
    ),
    Spec(
        "levels.duplicate_level",
        translatable("Duplicate level"),
        translatable(
            "Put a copy of the selected hidden level behind it. Weights stay; only those between "
            "the level and its copy are new."
        ),
        ("Ctrl+Alt+D",),
        needs="selected_nodes",
    ),
    Spec(
        "levels.remove_level",
        translatable("Remove level"),
        translatable("Remove the whole level of what is selected, with every edge at it."),
        ("Ctrl+Shift+Del",),
        needs="selected_nodes",
    ),
    Spec(
        "levels.summary",
        translatable("Summary…"),
        translatable("List the levels with their units, activations and parameters."),
        ("Ctrl+U",),
        needs="document",
    ),
)
