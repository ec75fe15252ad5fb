"""What units and weights are called where they are read one by one."""

from core.language import tr
from core.network.edge import EdgeKey, Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Unit
from core.network.notation import Notation
from core.network.weight_table import pixel_of
from core.numbers import significant

DIGITS = 4


def unit_text(network: Network, names: Names, unit: Unit) -> str:
    """A unit by name, a pixel by its place in the image."""
    pixel = pixel_of(network, unit)
    if pixel is None:
        return names.activation(unit).plain
    number, row, column = pixel
    return tr("pixel {number} (row {row}, column {column})").format(
        number=number, row=row, column=column
    )


def short_text(network: Network, names: Names, unit: Unit) -> str:
    """A unit as short as a heading wants it: a pixel by its number alone."""
    pixel = pixel_of(network, unit)
    return names.activation(unit).plain if pixel is None else str(pixel[0])


def named_text(network: Network, names: Names, unit: Unit) -> str:
    """A unit by name, a pixel by its number."""
    pixel = pixel_of(network, unit)
    if pixel is None:
        return names.activation(unit).plain
    return tr("pixel {number}").format(number=pixel[0])


def cell_text(
    network: Network, names: Names, cell: tuple[Unit, Unit, Parameter], notation: Notation
) -> str:
    """Read a weight by the units of its row and its column."""
    row, column, parameter = cell
    places = {
        "row": unit_text(network, names, row),
        "column": unit_text(network, names, column),
    }
    if not network.has(parameter):
        return tr("row {row}, column {column}: not connected").format(**places)
    value = significant(network.value(parameter), notation, DIGITS)
    text = tr("row {row}, column {column}: {value}").format(**places, value=value)
    if network.is_frozen(parameter):
        return tr("{weight} · frozen: no update changes it").format(weight=text)
    return text


def absent_text(network: Network, names: Names, parameter: Parameter) -> str:
    """Say why a cell cannot be typed into."""
    target, source = parameter
    assert source is not None
    ends = {
        "source": names.activation(source).plain,
        "target": names.activation(target).plain,
    }
    if EdgeKey(source.node, target.node) in network.edges:
        return tr("{source} and {target} are not connected: there is no weight here.").format(
            **ends
        )
    return tr("There is no edge from {source} to {target}: draw it first.").format(**ends)
