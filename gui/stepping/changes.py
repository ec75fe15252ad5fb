"""Whether an edit touches the numbers or only the looks, and what applying an update is called."""

from dataclasses import replace
from typing import Any

import numpy as np

from core.language import Counted, Message
from core.network.edge import Edge
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Node
from core.stepping.trace import Lesson, Request
from core.training.settings import TrainingSettings, checked


def same_calculation(before: Network, after: Network) -> bool:
    """Return whether both give the same trace: moved, renamed and noted things do not matter."""
    return (
        (before.output_function, before.loss) == (after.output_function, after.loss)
        and before.data == after.data
        and [*before.nodes] == [*after.nodes]
        and all(map(_same_node, before.nodes.values(), after.nodes.values()))
        and (changed := after.edges_changed(before)) is not None
        and all(_same_edge(before.edges[key], after.edges[key]) for key in changed)
    )


def same_training(before: Network, after: Network) -> bool:
    """Return whether both are trained in the same way."""
    return before.training == after.training


def with_training(network: Network, **settings: Any) -> Network:
    """The network with other settings of its training; raise `SettingError` for what is none."""
    before = TrainingSettings.of(network.training)
    after = checked(replace(before, **settings))
    if after == before:
        return network
    return replace(network, training=after.into(network.training))


def _same_node(a: Node, b: Node) -> bool:
    if a is b:
        return True
    kept = (a.role, a.units, a.activation, a.frozen_bias)
    return kept == (b.role, b.units, b.activation, b.frozen_bias) and _same_numbers(a.bias, b.bias)


def _same_edge(a: Edge, b: Edge) -> bool:
    if a is b:
        return True
    same_wiring = a.frozen == b.frozen and np.array_equal(a.mask, b.mask)  # type: ignore[arg-type]
    return same_wiring and _same_numbers(a.weight, b.weight)


def _same_numbers(a: object, b: object) -> bool:
    return a is b or bool((a == b).all())  # type: ignore[attr-defined]


def is_another_document(before: Network, after: Network) -> bool:
    """Return whether nothing of the old drawing is left, as after opening a file."""
    return not any(after.nodes.get(name) is node for name, node in before.nodes.items())


def update_text(request: Request, names: Names, n_trained: int | None) -> Message:
    """What undo calls an applied update; ``n_trained`` is how many steps of a training it is."""
    if request.lesson is Lesson.PARAMETER and request.parameter is not None:
        return Message("Update {name}", name=names.parameter(request.parameter).plain)
    if n_trained is not None:
        return Message("Train {steps}", steps=Counted("{n} step", "{n} steps", n_trained))
    return Message("Update all parameters")
