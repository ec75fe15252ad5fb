"""What lies under the pointer or holds the focus, and the quantity it shows."""

from enum import StrEnum
from typing import NamedTuple

from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Unit
from core.stepping.quantity import Kind, Quantity
from gui.canvas.drawn import is_one


class Part(StrEnum):
    """The part of an item."""

    BODY = "body"
    BIAS = "bias"
    HANDLE = "handle"  # at the right edge of a node: drag it to connect
    LINE = "line"
    PILL = "pill"
    PIXEL = "pixel"  # of the picture beside a block of pixels
    LOSS = "loss"


class Target(NamedTuple):
    """A node (and a unit of it), an edge (and one weight of a fan), or the loss box."""

    part: Part
    node: str | None = None
    edge: EdgeKey | None = None
    unit: int = 0
    source: int | None = None
    """Of one weight of an edge between blocks: the unit it comes from; ``unit`` it goes to."""

    @property
    def item(self) -> "str | EdgeKey | None":
        """What the part belongs to: a node's id or an edge's key."""
        return self.node if self.node is not None else self.edge

    @property
    def kind(self) -> str:
        """Which context menu fits: node, edge or canvas."""
        return "node" if self.node is not None else "edge" if self.edge is not None else "canvas"


def parameter_of(network: Network, target: Target | None) -> Parameter | None:
    """The weight or bias that a target shows, None where it shows none or many."""
    if target is None:
        return None
    if target.part is Part.BIAS and target.node is not None:
        return Parameter(Unit(target.node, target.unit))
    if target.edge is None:
        return None
    source, to = target.edge
    if target.source is not None:
        end = Unit(to, target.unit)
        return Parameter(end, None if is_one(source) else Unit(source, target.source))
    if network.nodes[to].units > 1:
        return None
    if is_one(source):
        return Parameter(Unit(to))
    return Parameter(Unit(to), Unit(source)) if network.nodes[source].units == 1 else None


def quantity_of(network: Network, target: Target | None) -> Quantity | None:
    """The number of a trace that a target stands for."""
    if target is None:
        return None
    if target.part is Part.LOSS:
        return Quantity(Kind.LOSS)
    if parameter := parameter_of(network, target):
        return Quantity(Kind.PARAMETER, parameter=parameter)
    if target.node is not None and not is_one(target.node):
        return Quantity(Kind.ACTIVATION, unit=Unit(target.node, target.unit))
    return None
