"""What of a request still makes sense after an edit, and what needs no explanation at all."""

from dataclasses import replace
from math import isfinite

from core.language import Message
from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Role
from core.stepping.expression import Named
from core.stepping.forward_steps import usual_step_size
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer
from core.stepping.step import Line, Step, StepSize
from core.stepping.trace import Lesson, Request

LESSON_OF = {
    Kind.Z: Lesson.FORWARD,
    Kind.ACTIVATION: Lesson.FORWARD,
    Kind.LOSS: Lesson.FORWARD,
    Kind.DELTA: Lesson.BACKWARD,
    Kind.BY_ACTIVATION: Lesson.BACKWARD,
}
"""The lesson that computes a number, where the present one does not."""
BEFORE_THE_STEP = {
    Kind.VELOCITY: Kind.NEW_VELOCITY,
    Kind.MEAN_SQUARE: Kind.NEW_MEAN_SQUARE,
    Kind.FIRST_MOMENT: Kind.NEW_FIRST_MOMENT,
    Kind.SECOND_MOMENT: Kind.NEW_SECOND_MOMENT,
}
"""What an optimizer remembers: the number of a step is the new one of the step before."""
LEARNING_RATE = 0.01
ABOUT_A_PARAMETER = (Lesson.PARAMETER, Lesson.TRAINING)


def first_request(network: Network, step_size: object) -> Request:
    """The forward pass of the first observation, with the network's learning rate if it has one.

    The step size is the one in the settings, but no step for each of very many neurons.
    """
    rate = network.training.get("learning_rate", LEARNING_RATE)
    sound = isinstance(rate, int | float) and isfinite(rate) and rate > 0
    size = next((size for size in StepSize if size == step_size), StepSize.NEURON)
    wide = usual_step_size(network) is StepSize.LEVEL
    size = StepSize.LEVEL if wide and size in (StepSize.TERM, StepSize.NEURON) else size
    return Request(step_size=size, learning_rate=float(rate) if sound else LEARNING_RATE)


def mended(request: Request, network: Network) -> tuple[Request, Message | None]:
    """Ask only for what is still there; also say why the explanation has to start again, if so."""
    request = replace(request, n_done=0)  # the run that waited is no longer the one of the network
    n_inputs = sum(node.units for node in network.inputs)
    if request.drawn is not None and request.drawn.inputs.shape[1] != n_inputs:
        request = replace(request, drawn=None)
    if request.parameter is not None and not network.has(request.parameter):
        lost = request.lesson in ABOUT_A_PARAMETER
        lesson = Lesson.FORWARD if lost else request.lesson
        request = replace(request, parameter=None, lesson=lesson)
        if lost:
            return request, Message(
                "The parameter that was explained is gone: the forward pass starts again."
            )
    last = max(network.data.n_observations - 1, 0)
    if request.row > last:
        return replace(request, row=last), Message(
            "That observation is gone: the explanation starts again with the last one."
        )
    return request, None


def is_left_out(step: Step, quantity: Quantity) -> bool:
    """Return whether a step of many neurons calculates z or A of one without writing it out."""
    if quantity.kind not in (Kind.Z, Kind.ACTIVATION) or not step.details.get("hidden_neurons"):
        return False
    lefts = [line.left for line in step.lines if isinstance(line, Line)]
    return not any(isinstance(e, Named) and e.quantity.unit == quantity.unit for e in lefts)


def given(quantity: Quantity, network: Network, row: int, writer: Writer) -> Message | None:
    """Why a number is not computed at all: X, y and ε are given."""
    if quantity.kind is Kind.LEARNING_RATE:
        return Message("ε is the learning rate: you choose it, beside the update.")
    unit = quantity.unit
    node = network.nodes.get(unit.node) if unit is not None else None
    if unit is None or node is None:
        return None
    if quantity.kind is Kind.TARGET:
        name = writer.names.target(unit).plain
        return Message("{name} is the target of observation {row}.", name=name, row=row + 1)
    if quantity.kind is Kind.ACTIVATION and node.role is Role.INPUT:
        name = writer.names.activation(unit).plain
        return Message("{name} is an input of observation {row}.", name=name, row=row + 1)
    return None


def parameter_on(network: Network, edges: frozenset[EdgeKey]) -> Parameter | None:
    """The weight of the one selected edge, None if there is not exactly one."""
    if len(edges) != 1:
        return None
    key = next(iter(edges))
    if network.edges[key].weight.size != 1:
        return None
    units = (u for u in network.units(network.nodes[key.target].role) if u.node == key.target)
    return next(p for u in units for p in network.parameters_into(u) if p.edge == key)
