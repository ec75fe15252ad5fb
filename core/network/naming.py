"""Finding a parameter by a name that somebody typed; the names themselves are in `names`.

A large network has a name for each of 235,146 parameters, so none is looked for by going through
them: the letter, the level and the indices say which ones can be meant, and of those the printed
names are compared. Only edges with names of their own are gone through.
"""

import re
from collections.abc import Iterator

from core.network.edge import Edge, EdgeKey, Parameter
from core.network.errors import (
    AmbiguousParameterError,
    NodewiseError,
    UnknownAmongManyError,
    UnknownParameterError,
    WholeBlockError,
)
from core.network.names import (
    SUBSCRIPTS,
    SUPERSCRIPTS,
    Name,
    Names,
    label_latex,
    plain_names,
    plain_text,
    read_group,
)
from core.network.network import Network
from core.network.node import Node, Role, Unit

__all__ = [
    "Name",
    "Names",
    "label_latex",
    "parameter_named",
    "plain_names",
    "plain_text",
    "read_group",
    "spelling",
    "unit_named",
]

# No network has units of more digits, and Python reads none of thousands.
_END = re.compile(r"(.+?)(?:\[(\d{1,9})\])?")
_LEVEL_FIRST = re.compile(r"([a-z]+)(\d{1,9})_\{?(\d+(?:,\d+)*)\}?", re.IGNORECASE)
_INDEXED = re.compile(r"([a-z]+?)(\d{1,18})(?:,(\d{1,9}))?(?:\((\d{1,9})\))?", re.IGNORECASE)
_UNIT = re.compile(r"([a-z]+)(\d{1,9})(?:\((\d{1,9})\))?", re.IGNORECASE)
_PIXEL = re.compile(r"pixel\s*(\d{1,9})", re.IGNORECASE)
_MOST_LISTED = 300_000
"""So many weights of skip edges are gone through; beyond, they are named by their ends."""


def parameter_named(network: Network, text: str) -> Parameter:
    """Find a parameter by its printed name or by its ends.

    Printed names are ``w11``, ``w17,407``, ``beta1``, and with several hidden levels
    ``w(1)17,407`` or ``w1_17,407``, with 0 for the bias. By its ends a weight is ``x1->a1``, or
    ``pixels[407]->h[17]`` where a node has many units, counted from 1; ``a1`` and ``h[17]`` are
    biases. Raises `UnknownParameterError`, with a sentence of its own for a block without a
    number, and `AmbiguousParameterError`.
    """
    text = text.strip()
    found = _by_ends(network, text) or _by_printed_name(network, text)
    if found is None:
        raise _whole_block(network, text) or _unknown(network, text)
    return found


def _by_ends(network: Network, text: str) -> Parameter | None:
    source, arrow, target = text.replace("→", "->").rpartition("->")
    to = unit_named(network, target)
    if to is None:
        return None
    parameter = Parameter(to, unit_named(network, source) if arrow else None)
    if arrow and parameter.source is None:
        return None
    return parameter if network.has(parameter) else None


def unit_named(network: Network, text: str) -> Unit | None:
    """Find a neuron by the id or the name of its node, with its number: ``h[17]``, ``A17``.

    A block of several units has no neuron without a number.
    """
    text = text.strip()
    match = _END.fullmatch(text)
    if match is None:
        return None
    index = int(match[2] or 1) - 1
    ids = [match[1]] if match[1] in network.nodes else _nodes_called(network, match[1])
    units = network.nodes[ids[0]].units if len(ids) == 1 else 0
    if 0 <= index < units and (match[2] or units == 1):
        return Unit(ids[0], index)
    return _unit_printed(network, text)


def _nodes_called(network: Network, text: str) -> list[str]:
    names, wanted = Names(network), spelling(text)
    return [n for n in network.nodes if spelling(names.node(n).plain) == wanted]


def _unit_printed(network: Network, text: str) -> Unit | None:
    """The unit whose own name this is: X407, A17(1) or pixel 407; a17 and h17 for A17."""
    names = Names(network)
    if (pixel := _PIXEL.fullmatch(text)) is not None:
        return names.unit_in(0, int(pixel[1])) if network.data.image else None
    wanted = spelling(text)
    match = _UNIT.fullmatch(wanted)
    if match is None:
        return None
    level = match[3] and int(match[3])
    levels = range(names.n_levels) if level is None else [int(level)]
    units = (names.unit_in(number, int(match[2])) for number in levels)
    owned = (u for u in _labelled_units(network, int(match[2]) - 1))
    called = {u: spelling(names.activation(u).plain) for u in [*units, *owned] if u}
    found = [u for u, name in called.items() if name == wanted]
    found = found or [u for u, name in called.items() if _as_letters(name) == _as_letters(wanted)]
    return found[0] if len(found) == 1 else None


def _as_letters(name: str) -> str:
    """A name of a neuron as it is typed in haste: a17 or h17 for A17, y3 for ŷ3."""
    return re.sub("^h(?=[0-9])", "a", name.casefold().replace("hat", ""))


def _labelled_units(network: Network, index: int) -> Iterator[Unit]:
    for node in network.nodes.values():
        if node.label is not None and 0 <= index < node.units:
            yield Unit(node.id, index)


def _by_printed_name(network: Network, text: str) -> Parameter | None:
    """The parameter whose printed name this is, in the lecture's notation."""
    names = Names(network)
    readings = dict.fromkeys([*_with_level(names, text), spelling(text)])
    return next((p for r in readings if (p := _with_name(network, names, r)) is not None), None)


def _with_level(names: Names, text: str) -> Iterator[str]:
    """``w1_17,407`` as w^(1)_17,407; with one hidden level the level is not printed."""
    match = _LEVEL_FIRST.fullmatch(text)
    if match is not None and names.n_hidden_levels > 1:
        yield f"{match[1]}{match[3]}({match[2]})"
    elif match is not None and match[2] == "1":
        yield f"{match[1]}{match[3]}"


def _with_name(network: Network, names: Names, wanted: str) -> Parameter | None:
    exact, loose = [], []
    for parameter in _candidates(network, names, wanted):
        name = spelling(names.parameter(parameter).plain)
        bare = name.replace(",", "")
        if name == wanted or ("," in wanted and bare == wanted.replace(",", "")):
            exact.append(parameter)
        elif bare == wanted:
            loose.append(parameter)
    found = exact or loose
    if len(found) > 1:
        first, second = (names.parameter(p).plain for p in found[:2])
        raise AmbiguousParameterError(name=wanted, first=first, second=second)
    return found[0] if found else None


def _candidates(network: Network, names: Names, wanted: str) -> list[Parameter]:
    """The parameters that a name can stand for, each once and in the order of the network."""
    found = dict.fromkeys([*_layered(network, names, wanted), *_on_own_edges(network)])
    order = {node: i for i, node in enumerate(network.nodes)}

    def place(p: Parameter) -> tuple[int, ...]:
        is_output = network.nodes[p.target.node].role is Role.OUTPUT
        source = (-1, 0) if p.source is None else (order[p.source.node], p.source.index)
        return int(is_output), order[p.target.node], p.target.index, *source

    return sorted((p for p in found if network.has(p)), key=place)


def _layered(network: Network, names: Names, wanted: str) -> Iterator[Parameter]:
    match = _INDEXED.fullmatch(wanted)
    if match is None:
        return
    levels = range(1, names.n_levels) if match[4] is None else [int(match[4])]
    for level in levels:
        for indices in _readings(match[2], match[3]):
            for k, j in _ends(indices):
                target = names.unit_in(level, k)
                if target is not None and j == 0:
                    yield Parameter(target)
                elif target is not None:
                    source = names.unit_in(level - 1, j)
                    yield from [Parameter(target, source)] if source else []


def _readings(first: str, second: str | None) -> list[tuple[int, ...]]:
    """What the digits of a name can mean: w111 is w1,11 or w11,1, or 111 alone."""
    if second is not None:
        return [(int(first), int(second))]
    cuts = [(int(first[:i]), int(first[i:])) for i in range(1, len(first))]
    return [(int(first),), *cuts]


def _ends(indices: tuple[int, ...]) -> list[tuple[int, int]]:
    """Target and source: of one output, β has the source alone, and b has its own neuron alone."""
    if len(indices) == 1:
        return [(1, indices[0]), (indices[0], 0)]
    return [(indices[0], indices[1])]


def _on_own_edges(network: Network) -> Iterator[Parameter]:
    """The weights of edges that are called by a label or by their ends."""
    levels = network.levels  # there may be 235,146 edges of one weight each
    own = [
        edge
        for edge in network.edges.values()
        if edge.label is not None or levels[edge.target] != levels[edge.source] + 1
    ]
    if sum(edge.weight.size for edge in own) > _MOST_LISTED:
        return
    for edge in own:
        yield from _weights_of(edge)


def _weights_of(edge: Edge) -> Iterator[Parameter]:
    rows, columns = edge.weight.shape
    for k in range(rows):
        for j in range(columns):
            yield Parameter(Unit(edge.target, k), Unit(edge.source, j))


def spelling(name: str) -> str:
    """One spelling for all ways to type a name: ``w_{11}``, ``w11`` and ``w₁₁`` are the same."""
    # In Unicode a subscript of letters stands in parentheses: w_(ŷ,X₁).
    text = plain_text(name.replace("_(", "("))
    text = text.replace("\u0302", "hat").replace("ŷ", "yhat").replace("β", "beta")
    for table in (SUBSCRIPTS, SUPERSCRIPTS):
        text = text.translate({v: k for k, v in table.items()})
    text = re.sub(r"\((\d+)\)([\d,]+)", r"\2(\1)", text)
    return re.sub(r"[\s_{}^]", "", text)


def _whole_block(network: Network, text: str) -> WholeBlockError | None:
    """What is to be said where an end is a block, and not one of its units."""
    source, arrow, target = (part.strip() for part in text.replace("→", "->").rpartition("->"))
    ends = [(end, _node_called(network, end)) for end in ([source] if arrow else []) + [target]]
    nodes = [node for _, node in ends if node is not None]
    if len(nodes) < len(ends) or not _belong_together(network, nodes):
        return None
    blocks = [(end, node) for end, node in ends if node and node.units > 1 and end[-1:] != "]"]
    if not blocks:
        return None
    name, block = blocks[0]
    example = "->".join(_an_example(node) for node in nodes)
    return WholeBlockError(name=name, n=block.units, example=example)


def _belong_together(network: Network, ends: list[Node]) -> bool:
    """Whether there is a weight from one end to the other, or a bias of the only one."""
    if len(ends) == 1:
        return ends[0].role is not Role.INPUT
    return EdgeKey(ends[0].id, ends[1].id) in network.edges


def _node_called(network: Network, text: str) -> Node | None:
    """The node of an end, whether or not a unit of it is named."""
    match = _END.fullmatch(text)
    if match is None:
        return None
    ids = [match[1]] if match[1] in network.nodes else _nodes_called(network, match[1])
    return network.nodes[ids[0]] if len(ids) == 1 else None


def _an_example(node: Node) -> str:
    """A unit in the middle of a block."""
    return f"{node.id}[{(node.units + 1) // 2}]" if node.units > 1 else node.id


def _unknown(network: Network, text: str) -> NodewiseError:
    """Of few parameters their names, of many how one is called."""
    names, shown = Names(network), text[:_SHOWN] + "…" * (len(text) > _SHOWN)
    first = _first_parameters(network, 12)
    weight = next((p for p in first if p.source is not None), None)
    if network.n_parameters > len(first) and weight is not None:
        return UnknownAmongManyError(
            name=shown,
            n=network.n_parameters,
            printed=", ".join(names.parameter(p).plain for p in first[:4]),
            weight=f"{_spot(network, weight.source)}->{_spot(network, weight.target)}",
            bias=_spot(network, weight.target),
        )
    known = ", ".join(names.parameter(p).plain for p in first)
    return UnknownParameterError(name=shown, known=known or "none yet")


_SHOWN = 60


def _spot(network: Network, unit: Unit | None) -> str:
    """A unit as it can be typed: ``h`` or ``h[1]``."""
    assert unit is not None
    is_block = network.nodes[unit.node].units > 1
    return f"{unit.node}[{unit.index + 1}]" if is_block else unit.node


def _first_parameters(network: Network, n: int) -> list[Parameter]:
    found: list[Parameter] = []
    for role in (Role.HIDDEN, Role.OUTPUT):
        for unit in network.units(role):
            found += network.parameters_into(unit)
            if len(found) >= n:
                return found[:n]
    return found
