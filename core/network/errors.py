"""What can be wrong with a network: one class a rule, each a sentence a student understands."""

from typing import Any, ClassVar

from core.language import tr, translatable


class NodewiseError(Exception):
    """Something the user can mend; ``str()`` says it in the language in use."""

    template: ClassVar[str] = "{message}"

    def __init__(self, **values: object) -> None:
        super().__init__(values)
        self.values = values

    def __str__(self) -> str:
        return tr(self.template).format(**{k: _shown(v) for k, v in self.values.items()})

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are made again from their arguments alone, but ours have names: the worker's
        # errors are to say the same sentence in the window.
        return _revived, (type(self), self.args, self.__dict__)


def _revived(
    kind: type[NodewiseError], args: tuple[object, ...], state: dict[str, object]
) -> NodewiseError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


def _shown(value: object) -> object:
    return tr(value) if isinstance(value, str) else value


class WiringError(NodewiseError):
    """An edge or a node that would break a rule of the drawing."""


class SelfLoopError(WiringError):
    """An edge from a node to itself."""

    template = translatable(
        "{node} cannot feed itself: an edge goes from one neuron to a later one."
    )


class CycleError(WiringError):
    """An edge that closes a cycle."""

    template = translatable(
        "{source} already depends on {target}: an edge back would close a cycle, "
        "and a forward pass could never finish."
    )


class EdgeIntoInputError(WiringError):
    """An edge whose target is an input."""

    template = translatable(
        "{target} is an input: its value comes from the data, so no edge can lead into it."
    )


class EdgeOutOfOutputError(WiringError):
    """An edge whose source is an output."""

    template = translatable(
        "{source} is an output: the network ends there. Make it a hidden neuron to go on from it."
    )


class DuplicateEdgeError(WiringError):
    """A second edge between the same two nodes."""

    template = translatable("{source} and {target} are connected already: change that weight.")


class UnknownNodeError(WiringError):
    """A name that no node has."""

    template = translatable("There is no node “{node}” in this network.")


class DuplicateNodeError(WiringError):
    """A second node with the same id."""

    template = translatable("There is already a node with the id “{node}”.")


class ShapeError(NodewiseError):
    """An array whose shape does not fit its place."""

    template = translatable("{what}: expected {expected}, got {got}.")


class ValueRangeError(NodewiseError):
    """A value outside what its place allows."""

    template = translatable("{what}: {problem}")


class UnfinishedError(NodewiseError):
    """A network that cannot be evaluated yet; ``nodes`` are the ids of what is incomplete."""

    template = translatable("{problem}")

    def __init__(self, problem: str, nodes: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(problem=problem, **values)
        self.nodes = nodes

    def __str__(self) -> str:
        return tr(str(self.values["problem"])).format(**self.values)


class UnknownParameterError(NodewiseError):
    """A parameter name that means nothing, or more than one thing, in this network."""

    template = translatable("“{name}” is not a parameter of this network. It has {known}.")


class UnknownAmongManyError(UnknownParameterError):
    """The same in a network of more parameters than anybody reads the names of."""

    template = translatable(
        "“{name}” is none of the {n} parameters of this network. They are called as printed, "
        "{printed} …, or by their ends: {weight} is a weight and {bias} the bias of its neuron."
    )


class WholeBlockError(UnknownParameterError):
    """A block of several units where one of them has to be named."""

    template = translatable("{name} is a block of {n} units: name one of them, such as {example}.")


class AmbiguousParameterError(NodewiseError):
    """A parameter name that fits several parameters."""

    template = translatable(
        "“{name}” can mean {first} or {second}: separate the indices by a comma."
    )
