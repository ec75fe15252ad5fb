"""What a step adds to the drawing."""

from core.network.errors import NodewiseError
from core.network.node import Unit
from core.numbers import significant
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer
from gui.canvas.overlay import Overlay
from gui.stepping.class_lines import is_one_of
from gui.stepping.recording import Recording


def overlay_of(
    recording: Recording, cursor: int, writer: Writer, shown: int | None = None
) -> Overlay:
    """The values known by a step and what it lights; values only up to the step ``shown``."""
    steps = recording.trace.steps
    step = steps[cursor] if cursor >= 0 else None
    values = recording.texts(cursor if shown is None else shown, writer.notation)
    lit = recording.lit(cursor)
    loss_known = recording.arrival(Quantity(Kind.LOSS)) is not None
    return Overlay(
        values=values,
        units=lit.units,
        edges=lit.edges,
        loss=lit.loss,
        loss_latex=recording.loss(writer) if loss_known else None,
        loss_text=_loss_text(recording, cursor if shown is None else shown, writer),
        dim_others=step is not None and step.dims,
        left_out=step.batch.left_out if step is not None and step.batch else frozenset(),
        about=recording.trace.request.parameter,
        front=_true_output(recording, writer),
        numbers=recording.values(cursor if shown is None else shown),
    )


def _true_output(recording: Recording, writer: Writer) -> Unit | None:
    """The output of the class that one observation is of; None without classes."""
    y = recording.trace.before.y
    outputs = writer.names.outputs
    if len(y) == 1 and len(outputs) == y.shape[1] > 1 and is_one_of(y[0]):
        return outputs[int(y[0].argmax())]
    return None


def overlay_of_problem(error: NodewiseError) -> Overlay:
    """No number at all, and what is unfinished in the colour of errors."""
    nodes = getattr(error, "nodes", ())
    return Overlay(units={Unit(node): "bad" for node in nodes})


def _loss_text(recording: Recording, cursor: int, writer: Writer) -> str | None:
    """The loss once it is known, and after an update the one before and the new one."""
    known = [recording.known(Quantity(kind), cursor) for kind in (Kind.LOSS, Kind.NEW_LOSS)]
    values = [value for value in known if value is not None]
    if len(set(values)) == 1:
        values = values[:1]
    return "\n→ ".join(told_apart(values, writer)) if values else None


def told_apart(values: list[float], writer: Writer, least: int = 6) -> list[str]:
    """Print numbers with as many digits as it takes to see that they differ, at least ``least``."""
    for digits in range(least, 15):
        texts = [significant(value, writer.notation, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            break
    return texts
