"""The things that a formula is about, each with a name, a value and a place on the canvas."""

from enum import StrEnum
from typing import NamedTuple

from core.network.edge import Parameter
from core.network.node import Unit


class Kind(StrEnum):
    """What sort of number a quantity is."""

    Z = "z"
    ACTIVATION = "activation"  # X_j, A_k or ŷ: what a neuron hands on
    TARGET = "target"  # y
    PARAMETER = "parameter"
    LOSS = "loss"
    BY_ACTIVATION = "by_activation"  # ∂L/∂A
    DELTA = "delta"  # ∂L/∂z
    GRADIENT = "gradient"  # ∂L/∂w
    LEARNING_RATE = "learning_rate"
    NEW_PARAMETER = "new_parameter"  # w'
    NEW_Z = "new_z"  # z after the update
    NEW_ACTIVATION = "new_activation"  # A or ŷ after the update
    NEW_LOSS = "new_loss"


class Quantity(NamedTuple):
    """One number of a trace: its kind and the neuron or parameter it belongs to."""

    kind: Kind
    unit: Unit | None = None
    parameter: Parameter | None = None


class Colour(StrEnum):
    """The four colours of a chain rule, from the loss back to the parameter."""

    LOSS = "chain_loss"
    OUTPUT = "chain_output"
    HIDDEN = "chain_hidden"
    PARAMETER = "chain_parameter"
