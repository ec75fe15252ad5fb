"""What the left mouse button does on the canvas."""

from enum import StrEnum

from core.network.node import Role


class Tool(StrEnum):
    """The tools of the rail."""

    SELECT = "select"
    INPUT = "input"
    NEURON = "hidden"
    OUTPUT = "output"
    CONNECT = "connect"


PLACES = {Tool.INPUT: Role.INPUT, Tool.NEURON: Role.HIDDEN, Tool.OUTPUT: Role.OUTPUT}
"""The role of the node that a tool places."""
