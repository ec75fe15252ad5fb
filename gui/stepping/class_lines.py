"""The class of an image in words, and what the network takes it for."""

from typing import TYPE_CHECKING

import numpy as np

from core.language import tr
from core.network.node import Array
from core.numbers import significant

if TYPE_CHECKING:
    from gui.stepping.session import StepSession


def is_one_of(y: Array) -> bool:
    """Return whether a target is 1 for one class and 0 for the others."""
    return bool(np.count_nonzero(y == 1) == 1 and np.count_nonzero(y == 0) == len(y) - 1)


def class_lines(session: "StepSession", place: int) -> list[str]:
    """Class 5, y₆ = 1; and 5 predicted, ŷ₆ = 0.9979, once the steps have come that far."""
    names, notation = session.writer.names, session.settings.notation
    true = names.outputs[place]
    lines = [tr("Class {category}").format(category=names.category(true))]
    lines.append(f"{names.target(true).plain} = 1")
    values = _outputs_so_far(session)
    if values is not None:
        best = names.outputs[int(np.argmax(values))]
        value = significant(float(values.max()), notation)
        lines += ["", tr("Predicted: {category}").format(category=names.category(best))]
        lines.append(f"{names.activation(best).plain} = {value}")
    return lines


def _outputs_so_far(session: "StepSession") -> Array | None:
    """Every ŷ, None before all of them are calculated."""
    recording, outputs = session.recording, session.writer.names.outputs
    if recording is None:
        return None
    found = [recording.arrivals.get(unit) for unit in outputs]
    known = [value for at, value in filter(None, found) if at <= session.shown_to]
    return np.array(known) if len(known) == len(outputs) else None
