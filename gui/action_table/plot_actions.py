"""Commands that bring a plot to the front: each shows the workspace Train, if need be."""

from core.language import translatable
from gui.action_table.spec import Spec


def _plot(kind: str, text: str, tip: str, key: str) -> Spec:
    return Spec(
        f"view.plot_{kind}", text, tip, (key,),
        needs="document", call="view.show_plot", args=(kind,),
    )  # fmt: skip


PLOTS = (
    _plot(
        "loss",
        translatable("Loss"),
        translatable("How the loss falls, of the run in hand and of every run that is shown."),
        "Alt+1",
    ),
    _plot(
        "plane",
        translatable("ŷ over the plane"),
        translatable("What the network says of every pair of two inputs, with the observations."),
        "Alt+2",
    ),
    _plot(
        "curve",
        translatable("Fitted curve"),
        translatable("ŷ over one input, with the observations and what each neuron adds."),
        "Alt+3",
    ),
    _plot(
        "slice",
        translatable("Loss along one parameter"),
        translatable("The loss as one weight changes, with the slope here and the step of ε."),
        "Alt+4",
    ),
    _plot(
        "contour",
        translatable("Loss over two parameters"),
        translatable("The lines of equal loss over two weights, with the paths of the runs."),
        "Alt+5",
    ),
    _plot(
        "history",
        translatable("Parameter over the run"),
        translatable("How a weight or bias moved, and its gradient."),
        "Alt+6",
    ),
    _plot(
        "activation",
        translatable("Activation and its slope"),
        translatable("g and g' of a neuron, with the z of the observations on it."),
        "Alt+7",
    ),
    _plot(
        "metrics",
        translatable("Metrics"),
        translatable("How good the answers are on each part of the data, and what is mixed up."),
        "Alt+8",
    ),
    _plot(
        "accuracy",
        translatable("Accuracy"),
        translatable("The share of observations that are taken for what they are, by epoch."),
        "Alt+9",
    ),
    _plot(
        "confusion",
        translatable("Confusion matrix"),
        translatable("Which class was taken for which; a cell shows its observations."),
        "Alt+0",
    ),
    Spec(
        "view.enlarge_plot",
        translatable("Enlarge the plot"),
        translatable("Give the plot in use the whole window; Escape brings the drawing back."),
        ("F11",),
        needs="document",
        checkable=True,
    ),
)
