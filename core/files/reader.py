"""From a file to a network. Whatever is wrong is a `FileError` that names the spot.

What a file may leave out: a bias or a weight is then 0, a hidden node's activation `sigmoid`, the
output function `identity`, the loss `mse`, and a position follows from the level.
"""

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.collecting import without_collecting
from core.files.arrays import array_from
from core.files.atomic import BACKUP_SUFFIX
from core.files.decoding import decode, decode_bytes, joined
from core.files.edges import with_edges
from core.files.errors import (
    DamagedError,
    EmptyFileError,
    ExpectedError,
    FileError,
    FolderError,
    ForbiddenError,
    MissingFileError,
    MissingKeyError,
    NestingError,
    NotNodewiseError,
    NotTextError,
    SpotError,
    SyntaxFileError,
    TooLargeError,
    UnreadableError,
    VersionError,
)
from core.files.fields import Fields, described, listed, number
from core.files.observations import data_from
from core.files.placing import placed
from core.language import translatable
from core.network.errors import (
    DuplicateNodeError,
)
from core.network.network import Network
from core.network.node import MAX_UNITS, Array, Node, Role
from core.network.run import Run
from core.numerics.activations import ACTIVATIONS
from core.numerics.losses import LOSSES
from core.numerics.outputs import OUTPUT_FUNCTIONS
from core.watching import Watch, unwatched

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "nodewise"
VERSION = 1


def read_network(path: "str | Path", watch: Watch = unwatched) -> Network:
    """Read a `.nodewise` (or `.json`) file; raise a `FileError`.

    ``watch`` is told the share that is done, now and then, and may raise `Cancelled`.
    """
    raw = bytes_of(path)
    try:
        return network_from_bytes(raw, watch)
    except _DAMAGE as problem:
        backup = backup_of(path)
        if backup is None:
            raise
        raise DamagedError(problem=problem, backup=os.path.basename(backup)) from None


_DAMAGE = (SyntaxFileError, SpotError, EmptyFileError, NotTextError)
"""What a sound file turns into when the disk or a copy loses some of it."""


def backup_of(path: "str | Path") -> str | None:
    """The version before the last save, if it is still beside the file."""
    backup = os.path.realpath(path) + BACKUP_SUFFIX
    return backup if os.path.isfile(backup) else None


def bytes_of(path: "str | Path") -> bytes:
    """Read any file; raise a `FileError`."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise MissingFileError(path=path) from None
    except IsADirectoryError:
        raise FolderError(path=path) from None
    except PermissionError:  # Windows answers so for a folder, too
        raise (FolderError if os.path.isdir(path) else ForbiddenError)(path=path) from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(path=path, reason=reason) from None
    except MemoryError:
        raise TooLargeError from None


def network_from_text(text: str) -> Network:
    """Read the text of a network file; raise a `FileError`."""
    return _made(lambda: decode(text))


def network_from_bytes(raw: bytes, watch: Watch = unwatched) -> Network:
    """Read the bytes of a network file; raise a `FileError`."""
    return _made(lambda: decode_bytes(raw, lambda share: watch(share / 2)), watch)


def _made(decoded: Callable[[], Any], watch: Watch = unwatched) -> Network:
    try:
        with without_collecting():
            network = _network(decoded(), watch)
            if len(network.edges) > _MANY:
                gc.freeze()  # else the next collection looks at each of them, all at once
            return network
    except FileError:
        raise
    except RecursionError:
        raise NestingError from None
    except MemoryError:
        raise TooLargeError from None


_MANY = 20_000
"""Edges from which on the collector is kept away from what is there."""


def _network(value: Any, watch: Watch) -> Network:
    fields = Fields(value)
    _check_format(fields)
    network = Network(
        title=fields.text("title"),
        notes=fields.text("notes"),
        output_function=fields.choice("output_function", OUTPUT_FUNCTIONS, "identity"),
        loss=fields.choice("loss", LOSSES, "mse"),
    )
    nodes, unplaced = _nodes(fields.items("nodes"))
    network = replace(network, nodes=nodes)
    items = fields.items("edges")
    wired = with_edges(network, items, lambda share: watch(0.5 + share / 2))
    network = placed(wired, unplaced)
    network = replace(network, data=data_from(network, fields.take("data")))
    network = replace(
        network,
        training=_training(fields.mapping("training")),
        lesson=fields.mapping("lesson"),
        runs=_runs(fields.take("runs")),
        extra=fields.extra(),
    )
    return network.wired_as(wired)


def _runs(value: Any) -> tuple[Run, ...]:
    if value is None:
        return ()
    from core.files.runs import runs_from  # few files have any

    return runs_from(value)


def _training(settings: dict[str, Any]) -> dict[str, Any]:
    """Settings are kept as they are; the one that lessons read has to be a number."""
    if settings.get("learning_rate") is None:
        settings.pop("learning_rate", None)
    else:
        number(settings["learning_rate"], "training.learning_rate")
    return settings


def _check_format(fields: Fields) -> None:
    name, version = fields.take("format"), fields.take("version")
    if name != FORMAT:
        raise NotNodewiseError(got=described(name))
    if version is None:
        raise MissingKeyError(where="version")
    if isinstance(version, bool) or version != VERSION:
        raise VersionError(version=described(version), known=VERSION)


def _nodes(items: list[Any]) -> tuple[dict[str, Node], list[str]]:
    """The nodes by id, and the ids of those without a position."""
    nodes: dict[str, Node] = {}
    unplaced = []
    for i, item in enumerate(items):
        where = joined("nodes", i)
        node, has_position = _node(Fields(item, where))
        if node.id in nodes:
            raise SpotError(where=f"{where}.id", problem=DuplicateNodeError(node=node.id))
        nodes[node.id] = node
        if not has_position:
            unplaced.append(node.id)
    far = any(abs(at) > _FAR for node in nodes.values() for at in node.position)
    return nodes, list(nodes) if far else unplaced


_FAR = 1e6
"""No drawing is as large: with such a position, all are laid out anew, and can be seen."""


def _node(fields: Fields) -> tuple[Node, bool]:
    node_id = fields.name("id")
    role = Role(fields.required_choice("role", list(Role)))
    units = fields.whole_number("units", 1)
    if not 1 <= units <= MAX_UNITS:
        expected = translatable("1 to 10000")
        raise ExpectedError(where=fields.at("units"), expected=expected, got=described(units))
    position = fields.take("position")
    node = Node(
        id=node_id,
        role=role,
        units=units,
        label=fields.text("label") or None,
        activation=_activation(fields, role),
        bias=_bias(fields, role, units),
        position=(0.0, 0.0) if position is None else _position(position, fields.at("position")),
        frozen_bias=fields.flag("frozen_bias"),
        extra=fields.extra(),
    )
    return node, position is not None


def _activation(fields: Fields, role: Role) -> str:
    if role is Role.HIDDEN:
        return fields.choice("activation", ACTIVATIONS, "sigmoid")
    found = fields.take("activation")
    if found is not None:
        if role is Role.OUTPUT:
            problem = translatable("an output has none of its own; set “output_function” instead.")
        else:
            problem = translatable("an input has none.")
        raise SpotError(where=fields.at("activation"), problem=problem)
    return "sigmoid"


def _bias(fields: Fields, role: Role, units: int) -> Array:
    value, where = fields.take("bias"), fields.at("bias")
    bias = np.zeros(units) if value is None else array_from(value, (units,), where)
    if role is Role.INPUT and bias.any():
        raise SpotError(where=where, problem=translatable("an input has none."))
    return np.zeros(units) if role is Role.INPUT else bias


def _position(value: Any, where: str) -> tuple[float, float]:
    if len(listed(value, where)) != 2:
        expected = translatable("two numbers [x, y]")
        raise ExpectedError(where=where, expected=expected, got=described(value))
    return number(value[0], joined(where, 0)), number(value[1], joined(where, 1))
