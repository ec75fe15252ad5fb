"""What of a network does not fit its data, each in a sentence with what to choose instead."""

from collections.abc import Iterator

from core.datasets.targets import are_classes, say_classes, target_facts
from core.language import Message, translatable
from core.network.byte_rows import ByteRows
from core.network.data import Data, Inputs
from core.network.network import Network
from core.network.node import Role
from core.numbers import format_number

LARGE = 100.0
"""Inputs of this size saturate neurons and ask for a tiny learning rate."""
_MANY = 10
"""With fewer rows than this, large targets are an example to step through."""


def mismatches(network: Network) -> list[Message]:
    """Explain what does not fit, the worst first; an empty list where everything does."""
    n_outputs = len(network.units(Role.OUTPUT))
    data = network.data
    found = list(_functions(network, n_outputs))
    if data.targets.shape[1] == n_outputs and target_facts(data).n_known:
        found += [*_classes(network, data), *_ranges(network, data)]
    if data.inputs.shape[1] == len(network.units(Role.INPUT)):
        found += [*_scales(network, data)]
    return found


def _functions(network: Network, n_outputs: int) -> Iterator[Message]:
    """What is wrong with any data."""
    f, loss = network.output_function, network.loss
    if f == "softmax" and n_outputs == 1:
        yield Message(_ONE_SOFTMAX)
    elif f == "identity" and loss == "binary_cross_entropy":
        yield Message(_LOG_OF_ANYTHING, choice=Message(_LOGISTIC))
    elif f == "identity" and loss == "cross_entropy":
        yield Message(_LOG_OF_ANYTHING, choice=Message(_SOFTMAX))
    elif f == "softmax" and loss == "binary_cross_entropy":
        yield Message(_SOFTMAX_BINARY)
    elif loss == "cross_entropy" and f != "softmax":
        yield Message(_ONE_SIDED)


def _classes(network: Network, data: Data) -> Iterator[Message]:
    """What is wrong for classes: only where the columns say that they are some."""
    f, loss = network.output_function, network.loss
    if not say_classes(data) or not are_classes(data):
        return
    several = data.targets.shape[1] > 1
    if f == "identity":
        yield Message(_IDENTITY_SEVERAL if several else _IDENTITY_TWO)
    elif f == "logistic" and several:
        yield Message(_LOGISTIC_SEVERAL, n=data.targets.shape[1])
    elif "cross_entropy" not in loss:
        yield Message(_SQUARED_SEVERAL if several else _SQUARED_TWO)


def _ranges(network: Network, data: Data) -> Iterator[Message]:
    """Targets that the outputs can never reach, or the loss has no meaning for."""
    f, loss, facts = network.output_function, network.loss, target_facts(data)
    limits = {"low": _brief(facts.low), "high": _brief(facts.high)}
    outside = facts.low < 0 or facts.high > 1
    if f == "logistic" and outside:
        yield Message(_OUT_OF_LOGISTIC, **limits)
    elif f == "softmax" and data.targets.shape[1] > 1:
        if outside or not facts.sums_to_one:
            yield Message(_OUT_OF_SOFTMAX)
    elif f == "identity" and "cross_entropy" in loss and outside:
        yield Message(_OUT_OF_LOSS, **limits)


def _scales(network: Network, data: Data) -> Iterator[Message]:
    """Inputs and targets that are far from 1."""
    if data.inputs.size and not _are_small_bytes(data.inputs):
        sizes = data.largest_inputs
        j = int(sizes.argmax())
        if sizes[j] >= LARGE:
            yield Message(_LARGE_INPUT, name=_name(data, j), size=_brief(float(sizes[j])))
    facts = target_facts(data)
    is_many = network.output_function == "identity" and facts.n_known >= _MANY
    # RMSProp and Adam divide by the size of the gradients: they do not mind.
    is_scaled = network.training.get("optimizer") in ("rmsprop", "adam")
    if is_many and facts.spread >= LARGE and not is_scaled:
        yield Message(_LARGE_TARGET, spread=_brief(facts.spread))


def _are_small_bytes(inputs: Inputs) -> bool:
    """Return whether no number can be large, so that 55 million need not be looked at."""
    return isinstance(inputs, ByteRows) and 255 / inputs.divisor < LARGE


def _name(data: Data, j: int) -> str:
    columns = data.input_columns
    return (columns[j].name if j < len(columns) else "") or f"X{j + 1}"


def _brief(value: float) -> str:
    return format_number(value, decimals=0 if abs(value) >= LARGE else 2)


_LOGISTIC = translatable("logistic")
_SOFTMAX = translatable("softmax")
_ONE_SOFTMAX = translatable(
    "Softmax over one output is always 1: choose the logistic, or give every class an output."
)
_LOG_OF_ANYTHING = translatable(
    "The cross-entropy takes the logarithm of ŷ, but with the identity ŷ can be 0 or below: "
    "choose {choice} as output function, or the mean squared error as loss."
)
_SOFTMAX_BINARY = translatable(
    "The binary cross-entropy judges every output alone, but softmax shares 1 among them: choose "
    "the cross-entropy as loss."
)
_ONE_SIDED = translatable(
    "The cross-entropy only looks at the outputs whose target is 1, so that without softmax "
    "nothing holds the others down: choose softmax, or the binary cross-entropy as loss."
)
_IDENTITY_TWO = translatable(
    "The targets are two classes, but the identity lets ŷ be any number: choose the logistic with "
    "the binary cross-entropy, and ŷ is a probability."
)
_IDENTITY_SEVERAL = translatable(
    "The targets are classes, but the identity lets each ŷ be any number: choose softmax with the "
    "cross-entropy, and the ŷ are probabilities that sum to 1."
)
_LOGISTIC_SEVERAL = translatable(
    "An observation belongs to one of {n} classes, but logistic outputs need not sum to 1: choose "
    "softmax with the cross-entropy."
)
_SQUARED_TWO = translatable(
    "With the squared error, a ŷ that is sure and wrong hardly learns, because the logistic is "
    "flat there: choose the binary cross-entropy."
)
_SQUARED_SEVERAL = translatable(
    "With the squared error, a ŷ that is sure and wrong hardly learns, because softmax is flat "
    "there: choose the cross-entropy."
)
_OUT_OF_LOGISTIC = translatable(
    "The targets go from {low} to {high}, but the logistic stays between 0 and 1: choose the "
    "identity with the mean squared error."
)
_OUT_OF_SOFTMAX = translatable(
    "Softmax outputs lie between 0 and 1 and sum to 1 in every row, but the targets do not: choose "
    "the identity with the mean squared error, or the logistic if they are several yes or no."
)
_OUT_OF_LOSS = translatable(
    "The cross-entropy is for targets from 0 to 1, but these go from {low} to {high}: choose the "
    "mean squared error."
)
_LARGE_INPUT = translatable(
    "The input {name} is as large as {size}: sigmoids saturate there, and ε has to be tiny. "
    "Standardise the inputs."
)
_LARGE_TARGET = translatable(
    "The targets spread by {spread} around their mean: gradients are as large. Standardise the "
    "targets; what is shown stays in measured units."
)
