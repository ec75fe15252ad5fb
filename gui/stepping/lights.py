"""What a step lights on the canvas, as theme tokens."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from core.network.edge import EdgeKey, Parameter
from core.network.node import Unit
from core.stepping.quantity import Kind
from core.stepping.step import Step

_MOST_OF_A_BUNDLE = 40


class Lit(NamedTuple):
    """The theme tokens of what a step lights."""

    units: Mapping[Unit, str]
    edges: Mapping[Parameter, str]
    loss: str | None


DARK = Lit({}, {}, None)


def lit_by(step: Step) -> Lit:
    """Sort a step's lights; of the many weights of a bundle a few stand for all."""
    units: dict[Unit, str] = {}
    edges: dict[Parameter, str] = {}
    loss: str | None = None
    seen: Counter[EdgeKey | str] = Counter()
    for quantity, colour in step.lights.items():
        if quantity.parameter is not None:
            part = quantity.parameter.edge or quantity.parameter.target.node
            seen[part] += 1
            if seen[part] <= _MOST_OF_A_BUNDLE:
                edges[quantity.parameter] = str(colour)
        elif quantity.unit is not None:
            units[quantity.unit] = str(colour)
        elif quantity.kind is Kind.LOSS:
            loss = str(colour)
    return Lit(units, edges, loss)
