"""Commands that show weights, and let one draw a digit."""

from core.language import translatable
from gui.action_table.spec import Spec

WEIGHTS = (
    Spec(
        "weights.heat",
        translatable("Weights as a heat-map…"),
        translatable("All weights between two levels at a glance, to be read, changed and opened."),
        ("F3",),
        needs="document",
    ),
    Spec(
        "weights.pictures",
        translatable("Weights as pictures…"),
        translatable("What each unit looks for in an image: its weights as a small picture."),
        ("Shift+F3",),
        needs="document",
    ),
    Spec(
        "weights.digit_pad",
        translatable("Draw a digit…"),
        translatable("Draw with the mouse and watch the digit flow through the network, live."),
        ("F12",),
        needs="document",
    ),
)
