"""Commands that take back, copy and delete."""

from core.language import translatable
from gui.action_table.spec import Spec

EDIT = (
    Spec(
        "edit.undo",
        translatable("Undo"),
        translatable("Take back the last change, as often as you like."),
        ("Ctrl+Z",),
        "undo",
        "undo",
    ),
    Spec(
        "edit.redo",
        translatable("Redo"),
        translatable("Make again what was taken back."),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
        "redo",
    ),
    Spec(
        "draw.cut",
        translatable("Cut"),
        translatable("Copy what is selected, then delete it."),
        ("Ctrl+X",),
        needs="selected_nodes",
    ),
    Spec(
        "draw.copy",
        translatable("Copy"),
        translatable("Copy the selected neurons with the edges among them."),
        ("Ctrl+C",),
        needs="selected_nodes",
    ),
    Spec(
        "draw.paste",
        translatable("Paste"),
        translatable("Add what was copied, also from another window."),
        ("Ctrl+V",),
        needs="document",
    ),
    Spec(
        "draw.duplicate",
        translatable("Duplicate"),
        translatable("Draw the selected neurons again, a little below."),
        ("Ctrl+D",),
        needs="selected_nodes",
    ),
    Spec(
        "draw.delete_selection",
        translatable("Delete"),
        translatable("Remove what is selected, with every edge at it."),
        ("Del", "Backspace"),
        "delete",
        "selection",
        "canvas",
    ),
    Spec(
        "draw.select_all",
        translatable("Select all"),
        translatable("Select every neuron and edge."),
        ("Ctrl+A",),
        needs="nodes",
    ),
    Spec(
        "edit.rename",
        translatable("Rename…"),
        translatable(
            "Give the neuron another label, in LaTeX; an empty one goes back to the rule."
        ),
        ("F2",),
        needs="one_node",
    ),
    Spec(
        "help.settings",
        translatable("Settings…"),
        translatable("Notation, decimals, language, colours, size of text and initial weights."),
        ("Ctrl+,",),
        "settings",
    ),
)
