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
    DATA_LOSS = "data_loss"  # of all the training data, where a step uses only some
    NEW_DATA_LOSS = "new_data_loss"
    PENALTY = "penalty"  # what L1 and L2 add
    NEW_PENALTY = "new_penalty"
    PENALTY_GRADIENT = "penalty_gradient"
    TOTAL_GRADIENT = "total_gradient"  # ∇: the data's gradient and the penalty's
    VELOCITY = "velocity"  # v of momentum
    NEW_VELOCITY = "new_velocity"
    MEAN_SQUARE = "mean_square"  # E of RMSProp
    NEW_MEAN_SQUARE = "new_mean_square"
    FIRST_MOMENT = "first_moment"  # m of Adam
    NEW_FIRST_MOMENT = "new_first_moment"
    SECOND_MOMENT = "second_moment"  # v of Adam
    NEW_SECOND_MOMENT = "new_second_moment"
    FIRST_CORRECTED = "first_corrected"  # m̂
    SECOND_CORRECTED = "second_corrected"  # v̂
    EFFECTIVE_STEP = "effective_step"  # ε/√(E + η)


class Quantity(NamedTuple):
    """One number of a trace: its kind and the neuron or parameter it belongs to.

    ``row`` is the observation (from 0) where a number is of one of several.
    """

    kind: Kind
    unit: Unit | None = None
    parameter: Parameter | None = None
    row: int | None = None


class Colour(StrEnum):
    """The four colours of a chain rule, from the loss back to the parameter."""

    LOSS = "chain_loss"
    OUTPUT = "chain_output"
    HIDDEN = "chain_hidden"
    PARAMETER = "chain_parameter"
