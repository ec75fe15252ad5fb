"""What the canvas says: headers, tooltips and the names that a screen reader speaks."""

from collections.abc import Iterable

from core.language import tr, translatable, trn
from core.network.edge import Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.notation import Notation
from core.numbers import format_number, grouped, significant
from gui.canvas.drawn import Connection, is_one, level_columns
from gui.canvas.target import Part, Target

FUNCTIONS = {
    "identity": translatable("identity"),
    "sigmoid": translatable("sigmoid"),
    "tanh": translatable("tanh"),
    "relu": translatable("ReLU"),
    "leaky_relu": translatable("leaky ReLU"),
    "elu": translatable("ELU"),
    "softplus": translatable("softplus"),
    "gelu": translatable("GELU"),
    "silu": translatable("SiLU"),
    "hard_tanh": translatable("hard tanh"),
    "gaussian": translatable("Gaussian"),
    "sine": translatable("sine"),
    "square": translatable("square"),
    "step": translatable("step"),
    "logistic": translatable("logistic"),
    "softmax": translatable("softmax"),
}


_COUNTED = 16
"""Of more neurons than that, the words above a level say how many there are."""


def function_name(name: str) -> str:
    """An activation or output function in words; one we do not know by its own name."""
    return tr(FUNCTIONS[name]) if name in FUNCTIONS else name


def level_header(network: Network, level: int, members: Iterable[str]) -> str:
    """The words above a level: ``Hidden layer 2 · mixed``."""
    nodes = [network.nodes[n] for n in members]
    singles = sum(node.units == 1 for node in nodes)
    count = f" · {grouped(sum(node.units for node in nodes))}" if singles > _COUNTED else ""
    if all(node.role is Role.INPUT for node in nodes):
        return tr("Input layer") + count
    if any(node.role is Role.OUTPUT for node in nodes):
        function = function_name(network.output_function)
        return tr("Output · {function}").format(function=function) + count
    used = {node.activation for node in nodes if node.role is Role.HIDDEN}
    function = function_name(used.pop()) if len(used) == 1 else tr("mixed")
    levels = {network.levels[n.id] for n in network.nodes.values() if n.role is Role.HIDDEN}
    if len(levels) > 1:
        text = tr("Hidden layer {number} · {function}").format(number=level, function=function)
        return text + count
    return tr("Hidden layer · {function}").format(function=function) + count


def headers(network: Network) -> list[tuple[list[str], str]]:
    """The ids of every level with its header."""
    columns = level_columns(network)
    return [(ids, level_header(network, level, ids)) for level, ids in columns.items()]


def below(node: Node, notation: Notation, with_ones: bool) -> str:
    """What stands under a node: its bias, or how many neurons a block has."""
    if node.units > 1:
        units = trn("{n} unit", "{n} units", node.units)
        if node.role is not Role.HIDDEN:
            return units
        return f"{units} · {function_name(node.activation)}"
    if node.role is Role.INPUT or with_ones:
        return ""
    return tr("bias {number}").format(number=significant(float(node.bias[0]), notation))


_NEURONS = {
    Role.INPUT: translatable("Input {name}"),
    Role.HIDDEN: translatable("Hidden neuron {name}, {function}"),
    Role.OUTPUT: translatable("Output {name}, {function}"),
}
_BLOCKS = {
    Role.INPUT: translatable("Block of inputs {name}"),
    Role.HIDDEN: translatable("Hidden block {name}, {function}"),
    Role.OUTPUT: translatable("Block of outputs {name}, {function}"),
}


def node_description(network: Network, node: Node, names: Names, notation: Notation) -> str:
    """A node in one line, as a screen reader says it."""
    name = names.node(node.id).plain
    function = network.output_function if node.role is Role.OUTPUT else node.activation
    words = _BLOCKS if node.units > 1 else _NEURONS
    text = tr(words[node.role]).format(name=name, function=function_name(function))
    if node.units > 1:
        return text + ", " + trn("{n} unit", "{n} units", node.units)
    if node.role is Role.INPUT:
        return text
    bias = tr("bias {number}").format(number=format_number(float(node.bias[0]), notation, 6))
    frozen = ", " + tr("frozen") if node.frozen_bias else ""
    return f"{text}, {bias}{frozen}"


def edge_description(connection: Connection, names: Names, notation: Notation) -> str:
    """An edge in one line, as a screen reader says it."""
    source, target = connection.key
    start = "1" if is_one(source) else names.node(source).plain
    end = names.node(target).plain
    frozen = ", " + tr("frozen") if connection.frozen else ""
    if connection.parameter is None:
        if connection.n_weights < connection.shape[0] * connection.shape[1]:
            text = tr("Edge {source} to {target}, {weights}")
            return text.format(source=start, target=end, weights=band_text(connection)) + frozen
        text = tr("Edge {source} to {target}, {shape} weights")
        return text.format(source=start, target=end, shape=band_text(connection)) + frozen
    parameter = names.parameter(connection.parameter).plain
    number = format_number(connection.value, notation, 6)
    text = (
        tr("Edge {source} to {target}, bias {name} = {number}")
        if connection.parameter.source is None
        else tr("Edge {source} to {target}, weight {name} = {number}")
    )
    return text.format(source=start, target=end, name=parameter, number=number) + frozen


def bias_description(node: Node, names: Names, notation: Notation) -> str:
    """A node's bias in one line."""
    name = names.parameter(Parameter(Unit(node.id))).plain
    number = format_number(float(node.bias[0]), notation, 6)
    return tr("Bias {name} = {number}").format(name=name, number=number)


def hint(target: Target, mode: str, *, is_band: bool = False) -> str:
    """What a click or double-click on something does."""
    if target.part is Part.PIXEL:
        return (
            tr("Click to explain this pixel.")
            if mode == "step"
            else tr("Click to show this pixel in the block.")
        )
    if mode == "train":
        return tr("The numbers here move while the network trains.")
    if mode == "step":
        return tr("Click to explain this number; double-click a weight or bias to change it.")
    if target.part is Part.HANDLE:
        return tr("Drag from here to another node to connect them.")
    if is_band:
        return tr("Double-click to see all its weights.")
    if target.part in (Part.PILL, Part.LINE):
        return tr("Double-click, or select it and type, to change the weight.")
    if target.part is Part.BIAS:
        return tr("Double-click to change the bias.")
    return tr("Drag to move, double-click to rename.")


def band_text(connection: Connection) -> str:
    """The numbers of an edge between blocks: its shape, and of how many pairs there is a weight."""
    rows, columns = connection.shape
    if connection.n_weights < rows * columns:
        text = tr("{shown} of {total} weights")
        return text.format(shown=grouped(connection.n_weights), total=grouped(rows * columns))
    return f"{rows} × {columns}"


def weight_in_band(edge: str, name: str, value: float, notation: Notation) -> str:
    """One weight of an edge between blocks, after what the edge is."""
    number = format_number(value, notation, 6)
    return tr("{edge}: {name} = {number}").format(edge=edge, name=name, number=number)


def pixel_in_block(block: str, pixel: int, row: int, column: int) -> str:
    """One pixel of a block of inputs, after what the block is."""
    text = tr("{block}: pixel {pixel}, row {row}, column {column}")
    return text.format(block=block, pixel=pixel, row=row, column=column)


def shown_note(shown: int, total: int) -> str:
    """How many of a bundle's edges are drawn."""
    text = tr("{shown} of {total} edges shown")
    return text.format(shown=grouped(shown), total=grouped(total))


def one_description() -> str:
    """The extra node whose value is always 1."""
    return tr("The constant 1 that carries the biases")


def loss_description(number: str | None) -> str:
    """The loss box in one line."""
    number = (number or "").replace("\n", " ")
    return tr("Loss {number}").format(number=number) if number else tr("Loss")
