"""What a target is, in one line: for tooltips and for screen readers."""

from typing import TYPE_CHECKING

from core.network.edge import Parameter
from core.network.node import Unit
from core.numbers import format_number
from gui.canvas import words
from gui.canvas.drawn import is_one
from gui.canvas.target import Part, Target

if TYPE_CHECKING:
    from gui.canvas.scene import NetworkScene


def describe(scene: "NetworkScene", target: Target) -> str:
    """Name a target, with its number."""
    faces = scene.faces
    if target.node is not None and is_one(target.node):
        return words.one_description()
    if target.node is not None:
        return _describe_node(scene, target)
    if target.edge is not None:
        connection = scene.connections[target.edge]
        text = words.edge_description(connection, faces.names, faces.notation)
        if target.source is None:
            return text
        source, to = target.edge
        ends = None if is_one(source) else Unit(source, target.source)
        parameter = Parameter(Unit(to, target.unit), ends)
        value = faces.network.value(parameter)
        name = faces.names.parameter(parameter).plain
        return words.weight_in_band(text, name, value, faces.notation)
    return words.loss_description(scene.attention.overlay.loss_text)


def _describe_node(scene: "NetworkScene", target: Target) -> str:
    faces = scene.faces
    node = faces.network.nodes[target.node or ""]
    if target.part is Part.BIAS:
        return words.bias_description(node, faces.names, faces.notation)
    text = words.node_description(faces.network, node, faces.names, faces.notation)
    if target.part is Part.PIXEL and (image := faces.network.data.image):
        row, column = divmod(target.unit, image[1])
        return words.pixel_in_block(text, target.unit + 1, row + 1, column + 1)
    return text + _said_of_unit(scene, Unit(node.id, target.unit))


def _said_of_unit(scene: "NetworkScene", unit: Unit) -> str:
    """Which neuron of a block this is, or for which class, and its value as far as it is known."""
    faces, overlay = scene.faces, scene.attention.overlay
    value = overlay.numbers.get(unit) if unit in overlay.values else None
    name = faces.names.spoken(unit)
    if value is not None:
        return "; " + f"{name} = {format_number(value, faces.notation, 6)}"
    category = faces.names.category(unit)
    return f"; {name}" if category else ""
