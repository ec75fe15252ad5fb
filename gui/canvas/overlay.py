"""What a step adds to the drawing: values that have arrived and what lies on the path."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.network.edge import Parameter
from core.network.node import Unit


@dataclass(frozen=True)
class Overlay:
    """Pure data from the stepping panel to the canvas.

    ``values`` are the texts under the names of neurons, blank where not computed yet. ``units``,
    ``edges`` and ``loss`` give the theme token of what is lit; with ``dim_others`` everything else
    is drawn in the off-path colour. ``loss_text`` is the loss box's number, None while unknown; a
    second line is the loss after an update. ``left_out`` are the neurons that dropout leaves out.
    ``about`` is the weight or bias that is explained: blocks show its units among their neurons.
    ``front`` is what a block shows there otherwise, as the output of the true class. ``numbers``
    are the values with all their digits.
    """

    values: Mapping[Unit, str] = field(default_factory=dict)
    units: Mapping[Unit, str] = field(default_factory=dict)
    edges: Mapping[Parameter, str] = field(default_factory=dict)
    loss: str | None = None
    loss_latex: str | None = None
    loss_text: str | None = None
    dim_others: bool = False
    left_out: frozenset[Unit] = frozenset()
    about: Parameter | None = None
    front: Unit | None = None
    numbers: Mapping[Unit, float] = field(default_factory=dict)
