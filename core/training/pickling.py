"""Lets plans and networks travel to another process: what holds functions goes by its name."""

import copyreg
from types import MappingProxyType
from typing import Any

from core.numerics.activations import ACTIVATIONS, Activation
from core.numerics.losses import LOSSES, Loss
from core.numerics.outputs import OUTPUT_FUNCTIONS, OutputFunction


def _activation(name: str) -> Activation:
    return ACTIVATIONS[name]


def _output_function(name: str) -> OutputFunction:
    return OUTPUT_FUNCTIONS[name]


def _loss(name: str) -> Loss:
    return LOSSES[name]


def _mapping_proxy(it: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(it)  # whose own name pickle does not find


def install() -> None:
    """Teach pickle about them; to do so again does no harm."""
    copyreg.pickle(Activation, lambda it: (_activation, (it.name,)))
    copyreg.pickle(OutputFunction, lambda it: (_output_function, (it.name,)))
    copyreg.pickle(Loss, lambda it: (_loss, (it.name,)))
    copyreg.pickle(MappingProxyType, lambda it: (_mapping_proxy, (dict(it),)))
