"""From a network to a file: one node and one edge a line, every number bit for bit."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from core.files.arrays import array_to, tidy
from core.files.atomic import write_pieces
from core.files.decoding import joined
from core.files.edge_lines import edge_lines
from core.files.fields import with_extra
from core.files.long_json import json_text, long_json
from core.files.observations import data_to
from core.files.reader import FORMAT, VERSION
from core.files.runs import run_to
from core.network.network import Network
from core.network.node import Node, Role
from core.watching import Watch, unwatched


def write_network(path: str | Path, network: Network, watch: Watch = unwatched) -> None:
    """Save at once and keep the version before as ``NAME~``; raise a `FileError`.

    ``watch`` is told the share that is done, now and then, and may raise `Cancelled`; the file is
    then as it was.
    """
    write_pieces(path, pieces_of(network, watch), backup=True)


def text_of(network: Network) -> str:
    """The text of a network's file; raise `NotFiniteError` for a number that has run away."""
    return b"".join(pieces_of(network)).decode("utf-8")


def pieces_of(network: Network, watch: Watch = unwatched) -> Iterator[bytes]:
    """The bytes of a network's file, piece by piece; raise as `text_of`."""
    return _joined(_pieces(network, watch))


def _pieces(network: Network, watch: Watch) -> Iterator[bytes]:
    known: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "title": network.title or None,
        "notes": network.notes or None,
        "output_function": network.output_function,
        "loss": network.loss,
        "nodes": [_node(n, joined("nodes", i)) for i, n in enumerate(network.nodes.values())],
        "edges": network.edges,
        "data": with_extra(data_to(network.data), network.data.extra) or None,
        "training": dict(network.training) or None,
        "lesson": dict(network.lesson) or None,
        "runs": [run_to(run, joined("runs", i)) for i, run in enumerate(network.runs)] or None,
    }
    between = "{"
    for key, value in with_extra(known, network.extra).items():
        yield f"{between}{json_text(key)}: ".encode()
        if key == "edges":
            yield from _block(edge_lines(network, watch))
        elif key in _BLOCKS:
            yield from _block(long_json(item, key) for item in value)
        else:
            yield from long_json(value, key)
        between = ",\n "
    yield b"}\n"


_BLOCKS = ("nodes", "runs")
"""Keys whose items get a line each, as the edges do."""


def _block(items: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    between = b"[\n  "
    for item in items:
        yield between
        yield from item
        between = b",\n  "
    yield b"[]" if between == b"[\n  " else b"]"


_PIECE = 1 << 18
"""Bytes that are written at once."""


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Many small pieces as a few larger ones."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    yield b"".join(waiting)


def _node(node: Node, where: str) -> dict[str, Any]:
    has_bias = node.role is not Role.INPUT
    known = {
        "id": node.id,
        "role": str(node.role),
        "units": node.units if node.units > 1 else None,
        "label": node.label,
        "activation": node.activation if node.role is Role.HIDDEN else None,
        "bias": array_to(node.bias, joined(where, "bias")) if has_bias else None,
        "position": [tidy(float(x)) for x in node.position],
        "frozen_bias": node.frozen_bias or None,
    }
    return with_extra(known, node.extra)
