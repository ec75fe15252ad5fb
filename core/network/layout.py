"""Places for nodes: an automatic layered layout, aligning, even spacing, and snapping.

Everything takes and returns positions of node centres in canvas units; y grows downward.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.network.network import Network
from core.network.node import Role

Position = tuple[float, float]
Positions = Mapping[str, Position]
COLUMN, ROW = 220.0, 160.0
MOST_IN_COLUMN = 32
"""So many neurons of a level stand below each other; more stand in rows, as pixels do."""
_GRID_PITCH = 84.0
_BLOCK_HEIGHT = 310.0  # the first neurons, dots, the last, a name, and some air
_MANY_EDGES = 3000  # to count the crossings of more takes longer than anybody waits
_WIDER, _WIDEST = 70.0, 460.0
_SWEEPS = 8
_CLEARANCE = 56.0  # a node's radius and some air


def tidied(network: Network) -> dict[str, Position]:
    """Place every node by its level, with few crossings, around the middle of the old places."""
    levels = _few_crossings(network)
    column = column_distance(
        max((len(level) for level in levels if len(level) <= MOST_IN_COLUMN), default=0)
    )
    places: dict[str, Position] = {}
    x = 0.0
    for level in levels:
        offsets = _in_level(network, level)
        left, right = min(dx for dx, _ in offsets), max(dx for dx, _ in offsets)
        places |= {n: (x - left + dx, dy) for n, (dx, dy) in zip(level, offsets, strict=True)}
        x += right - left + column
    if len(network.edges) <= _MANY_EDGES:
        _clear_long_edges(network, levels, places)
    old_x, old_y = _middle(n.position for n in network.nodes.values())
    new_x, new_y = _middle(places.values())
    # On whole units, or a tidy drawing would creep by rounding each time.
    dx, dy = round(old_x - new_x), round(old_y - new_y)
    return {node: (x + dx, y + dy) for node, (x, y) in places.items()}


def _in_level(network: Network, level: Sequence[str]) -> list[Position]:
    """The places of a level's nodes from its middle: one column, or rows where they are many."""
    nodes = [network.nodes[n] for n in level]
    if len(nodes) > MOST_IN_COLUMN:
        image = network.data.image if nodes[0].role is Role.INPUT else None
        return block_grid(len(nodes), image)
    tops, y = [], 0.0
    for node in nodes:
        tops.append(y + node_height(node.units) / 2)
        y += node_height(node.units)
    return [(0.0, top - y / 2) for top in tops]


def node_height(units: int) -> float:
    """How much of a column a node takes, with the air around it."""
    return ROW if units == 1 else _BLOCK_HEIGHT


def block_grid(units: int, image: tuple[int, int] | None = None) -> list[Position]:
    """Where the single neurons of a block stand, from its middle: a column, or rows of a square.

    The pixels of an image stand as they do in the image.
    """
    if units <= MOST_IN_COLUMN and image is None:
        return [(0.0, (i - (units - 1) / 2) * ROW) for i in range(units)]
    if image is not None and image[0] * image[1] == units:
        width = image[1]
    else:
        width = math.ceil(math.sqrt(units))
    rows = -(-units // width)
    return [
        (
            (i % width - (width - 1) / 2) * _GRID_PITCH,
            (i // width - (rows - 1) / 2) * _GRID_PITCH,
        )
        for i in range(units)
    ]


def column_distance(rows: int) -> float:
    """How far levels are apart: further where many neurons fan out, so that weights have room."""
    return min(COLUMN + max(0, rows - 2) * _WIDER, _WIDEST)


def _middle(places: Iterable[Position]) -> Position:
    """The middle of the rectangle around some places."""
    xs, ys = zip(*places, strict=True) if (places := list(places)) else ((0.0,), (0.0,))
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _few_crossings(network: Network) -> list[list[str]]:
    """Nodes by level, each level sorted by the barycentre of its neighbours, forth and back.

    The order in which they were drawn wins where it crosses as little, because it numbers them.
    """
    numbers = sorted(set(network.levels.values()))
    levels = [[n for n in network.nodes if network.levels[n] == number] for number in numbers]
    if len(network.edges) > _MANY_EDGES or max(map(len, levels), default=0) > MOST_IN_COLUMN:
        return levels
    best, fewest = levels, crossings(network, levels)
    for sweep in range(_SWEEPS if fewest else 0):
        forth = sweep % 2 == 0
        levels = _swept(network, levels, forth)
        found = crossings(network, levels)
        if found < fewest:
            best, fewest = levels, found
    return best


def _swept(network: Network, levels: list[list[str]], forth: bool) -> list[list[str]]:
    """Sort every level once by where its sources (forth) or targets (back) stand."""
    place = {n: i - (len(level) - 1) / 2 for level in levels for i, n in enumerate(level)}
    swept: list[list[str]] = []
    for level in levels if forth else reversed(levels):
        near = {
            n: [place[e.source] for e in network.incoming[n]]
            if forth
            else [place[e.target] for e in network.outgoing[n]]
            for n in level
        }
        key = {n: sum(near[n]) / len(near[n]) if near[n] else place[n] for n in level}
        ordered = sorted(level, key=key.__getitem__)
        place |= {n: i - (len(level) - 1) / 2 for i, n in enumerate(ordered)}
        swept.append(ordered)
    return swept if forth else swept[::-1]


def crossings(network: Network, levels: Sequence[Sequence[str]]) -> int:
    """How many pairs of edges between the same two levels cross."""
    at = {n: (number, i) for number, level in enumerate(levels) for i, n in enumerate(level)}
    bundles: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for key in network.edges:
        (a, i), (b, j) = at[key.source], at[key.target]
        bundles.setdefault((a, b), []).append((i, j))
    return sum(_inversions(bundle) for bundle in bundles.values())


def _inversions(pairs: list[tuple[int, int]]) -> int:
    """Pairs (i, j), (i', j') with i < i' and j > j'."""
    pairs = sorted(pairs)
    return sum(i < k and j > m for a, (i, j) in enumerate(pairs) for (k, m) in pairs[a + 1 :])


def _clear_long_edges(
    network: Network, levels: list[list[str]], places: dict[str, Position]
) -> None:
    """Shift a level between by part of a row where an edge that skips it would run over a node."""
    for number in range(1, len(levels) - 1):
        x = places[levels[number][0]][0]
        passing = _passing(network, places, x)
        if not passing:
            continue
        ys = [places[n][1] for n in levels[number]]
        shifts = sorted((k * ROW / 4 for k in range(-4, 5)), key=lambda s: (abs(s), s < 0))
        shift = min(shifts, key=lambda s: _covered(passing, [y + s for y in ys]))
        places.update({n: (x, places[n][1] + shift) for n in levels[number]})


def _passing(network: Network, places: Positions, x: float) -> list[float]:
    """The heights at which edges run past ``x`` without ending there."""
    heights = []
    for key in network.edges:
        (x0, y0), (x1, y1) = places[key.source], places[key.target]
        if min(x0, x1) < x < max(x0, x1):
            heights.append(y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    return heights


def _covered(heights: list[float], ys: list[float]) -> int:
    return sum(abs(h - y) < _CLEARANCE for h in heights for y in ys)


_ALIGNMENTS: dict[str, tuple[int, Callable[[list[float]], float]]] = {
    "left": (0, min),
    "centre": (0, lambda xs: (min(xs) + max(xs)) / 2),
    "right": (0, max),
    "top": (1, min),
    "middle": (1, lambda ys: (min(ys) + max(ys)) / 2),
    "bottom": (1, max),
}


def aligned(places: Positions, kind: str) -> dict[str, Position]:
    """Bring nodes to one line, ``kind`` being one of `_ALIGNMENTS`."""
    axis, line = _ALIGNMENTS[kind]
    at = line([place[axis] for place in places.values()])
    return {n: (at, y) if axis == 0 else (x, at) for n, (x, y) in places.items()}


def distributed(places: Positions, axis: str) -> dict[str, Position]:
    """Space nodes evenly between the first and the last, ``horizontal`` or ``vertical``."""
    k = 0 if axis == "horizontal" else 1
    order = sorted(places, key=lambda n: places[n][k])
    first, last = places[order[0]][k], places[order[-1]][k]
    step = (last - first) / max(1, len(order) - 1)
    at = {n: first + i * step for i, n in enumerate(order)}
    return {n: (at[n], y) if k == 0 else (x, at[n]) for n, (x, y) in places.items()}


def columns(network: Network, nodes: Iterable[str] | None = None) -> list[list[str]]:
    """Nodes by the column in which they are drawn, from left to right, each from the top."""
    chosen = network.nodes if nodes is None else nodes
    found: list[list[str]] = []
    last_x = -float("inf")
    for node in sorted(chosen, key=lambda n: network.nodes[n].position[0]):
        x = network.nodes[node].position[0]
        if x - last_x > COLUMN / 2:
            found.append([])
        found[-1].append(node)
        last_x = x
    return [sorted(c, key=lambda n: network.nodes[n].position[1]) for c in found]


def free_place(network: Network, role: Role) -> Position:
    """Where a new node of this role goes if nobody says: below its like, or in a new column."""
    alike = network.of_role(role)
    if alike:
        x = alike[-1].position[0]
        return x, _lowest(network, x) + ROW / 2
    if not network.nodes:
        return {Role.INPUT: 0.0, Role.HIDDEN: COLUMN, Role.OUTPUT: 2 * COLUMN}[role], 0.0
    return _newcolumn_distance(network, role), min(n.position[1] for n in network.nodes.values())


def _lowest(network: Network, x: float) -> float:
    """Where the lowest node of a column ends, the air below it counted."""
    return max(
        n.position[1] + node_height(n.units) / 2
        for n in network.nodes.values()
        if _near(n.position[0], x)
    )


def _newcolumn_distance(network: Network, role: Role) -> float:
    xs = [n.position[0] for n in network.nodes.values()]
    if role is Role.INPUT:
        return min(xs) - COLUMN
    if role is Role.HIDDEN and network.outputs:
        return _between(network)
    return max(xs) + COLUMN


def _near(a: float, b: float) -> bool:
    return abs(a - b) < COLUMN / 2


def _between(network: Network) -> float:
    """A column between inputs and outputs, left of the outputs where there is no input."""
    right = min(n.position[0] for n in network.outputs)
    left = max((n.position[0] for n in network.inputs), default=right - 2 * COLUMN)
    return (left + right) / 2


@dataclass(frozen=True)
class Snap:
    """Where a dragged node lands, and the lines to show: ``line_x`` and ``line_y``, or None."""

    x: float
    y: float
    line_x: float | None = None
    line_y: float | None = None


def snapped(position: Position, others: Iterable[Position], reach: float = 10.0) -> Snap:
    """Pull a place to the columns and rows of other nodes, and to even spacing in its column."""
    others = list(others)
    x = _nearest(position[0], {o[0] for o in others}, reach)
    column = sorted(o[1] for o in others if _near(o[0], position[0] if x is None else x))
    rows = {o[1] for o in others} | _even(column)
    y = _nearest(position[1], rows, reach)
    return Snap(position[0] if x is None else x, position[1] if y is None else y, x, y)


def _even(ys: list[float]) -> set[float]:
    """Where one more node in a column would be spaced as its neighbours are."""
    if len(ys) < 2:
        return set()
    middles = {(a + b) / 2 for a, b in itertools.pairwise(ys)}
    return middles | {2 * ys[-1] - ys[-2], 2 * ys[0] - ys[1]}


def _nearest(value: float, lines: Iterable[float], reach: float) -> float | None:
    near = min(lines, key=lambda line: abs(line - value), default=None)
    return near if near is not None and abs(near - value) <= reach else None
