"""Checking what somebody has worked out by hand, and saying what probably went wrong."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.language import Message
from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.network.node import Role, Unit
from core.numbers import MINUS, parse_number
from core.numerics.activations import ACTIVATIONS
from core.stepping.evaluation import Evaluation
from core.stepping.expression import Expression, Named, Partial, Subtotal
from core.stepping.marks import marks
from core.stepping.quantity import Kind
from core.stepping.step import Line, Step
from core.stepping.trace import Lesson, Trace

COARSEST = 0.05
"""A rounding may be off by half of its last digit, but by no more than this share of the result."""
_ROUNDED = 1 + 1e-9


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, and otherwise a sentence that helps."""

    right: bool
    hint: Message | None = None


@dataclass(frozen=True)
class Answer:
    """A number as it was typed; ``half`` is half a unit of its last digit, 0 for a fraction."""

    value: float
    half: float

    @classmethod
    def of(cls, text: str) -> "Answer":
        """Read what was typed; raise `NumberError`."""
        value = parse_number(text)
        plain = text.strip().replace(MINUS, "-").replace(",", ".").replace(" ", "")
        if "/" in plain:
            return cls(value, 0.0)
        digits = re.match(r"[+-]?(\d*)\.?(\d*)", plain)
        places = len(digits[2]) if digits else 0
        written = float(digits[0].rstrip(".") or 0) if digits and digits[0].strip("+-.") else 0.0
        power = round(math.log10(abs(value / written))) if value and written else 0
        return cls(value, 0.5 * 10.0 ** (power - places))

    def is_rounded(self, exact: float, units: float = 1.0) -> bool:
        """Return whether this is ``exact``, rounded to the digits that were typed."""
        slack = units * self.half * _ROUNDED + 1e-9 * abs(exact) * (self.half == 0)
        return abs(self.value - exact) <= slack + 1e-12 * abs(exact)

    def is_too_coarse(self, exact: float) -> bool:
        """Return whether the typed digits say too little about the result."""
        return abs(self.value - exact) > COARSEST * abs(exact)


def questions(trace: Trace, cursor: int) -> tuple[Line, ...]:
    """The results of a step that can be worked out, in the order in which they are asked for."""
    if not 0 <= cursor < len(trace.steps) or trace.request.lesson is Lesson.MATRICES:
        return ()
    training = trace.request.lesson is Lesson.TRAINING
    lines = (line for line in trace.steps[cursor].lines if isinstance(line, Line))
    return tuple(
        line
        for line in lines
        if math.isfinite(line.value)
        and not isinstance(line.formula, Subtotal)
        and not (training and is_leaf(line.formula))
    )


def is_leaf(formula: Expression) -> bool:
    """Return whether a formula in numbers would be its result."""
    return isinstance(formula, Named | Partial | Subtotal)


def judge(text: str, line: Line, trace: Trace, cursor: int) -> Verdict:
    """Check what was typed; raise `NumberError` if it is no number."""
    answer, exact = Answer.of(text), line.value
    if answer.is_rounded(exact):
        hint = _too_coarse(answer, line, trace)
        return Verdict(hint is None, hint)
    if (outside := _out_of_range(answer, line, trace)) is not None:
        return Verdict(False, outside)
    for wrong, hint in _mistakes(line, trace, cursor):
        if not math.isfinite(wrong) or math.isclose(wrong, exact, rel_tol=1e-6):
            continue
        if answer.is_rounded(wrong) and not answer.is_too_coarse(wrong):
            return Verdict(False, hint)
    return Verdict(False, _by_size(answer, exact))


def _too_coarse(answer: Answer, line: Line, trace: Trace) -> Message | None:
    """What to say where the digits are right but too few to tell something from it."""
    if line.value and answer.is_too_coarse(line.value):
        return Message("That is too coarse: give two digits that count.")
    parameter = _updated(line, trace)
    if parameter is None:
        return None
    old = trace.before.value(parameter)
    if line.value != old and answer.is_rounded(old):
        return Message("That is the old value, too: give so many digits that the change is seen.")
    return None


def _out_of_range(answer: Answer, line: Line, trace: Trace) -> Message | None:
    """Where no z gives such an activation, and it is not z itself."""
    left, network = line.left, trace.before.network
    if not isinstance(left, Named) or left.quantity.kind is not Kind.ACTIVATION:
        return None
    unit = left.quantity.unit
    if unit is None or trace.request.lesson is Lesson.TRAINING:
        return None
    node = network.nodes[unit.node]
    if node.role is not Role.HIDDEN or answer.is_rounded(trace.before.z(unit)):
        return None
    low, high = ACTIVATIONS[node.activation].range
    if low <= answer.value <= high or high - low > 2:
        return None
    return Message(
        "That cannot be: g lies between {low} and {high}.", low=f"{low:g}", high=f"{high:g}"
    )


def _by_size(answer: Answer, exact: float) -> Message:
    """What to say where no known mistake gives the number."""
    near = answer.is_rounded(exact, 4.0) and not answer.is_too_coarse(exact)
    if near or math.isclose(answer.value, exact, rel_tol=2e-3):
        return Message("Almost: look at the last digits, and round only at the end.")
    if exact and answer.value:
        ratio = answer.value / exact
        power = round(math.log10(abs(ratio)))
        if power and math.isclose(abs(ratio), 10.0**power, rel_tol=0.02):
            return Message("The digits are right: check the decimal point.")
        if ratio < 0:
            return Message("Not yet: check the signs, then each number of the formula.")
    return Message("Not yet: put the numbers into the formula one by one.")


_Mistake = tuple[float, Message]


def _mistakes(line: Line, trace: Trace, cursor: int) -> Iterator[_Mistake]:
    """Numbers that typical mistakes give, with what to say about each; the likeliest first."""
    step, exact = trace.steps[cursor], line.value
    yield -exact, Message("The size is right: check the sign.")
    for mark in marks(trace, cursor):
        try:
            slide = parse_number(mark.slide)
        except NodewiseError:
            continue
        text = Message("The slide prints that, but it is not exact: put the numbers in yourself.")
        yield slide, text
    if trace.request.lesson is not Lesson.TRAINING:
        yield from _of_neurons(line, step, trace.before)
        yield from _of_losses(step, trace.before)
    yield from _of_updates(line, trace)


def _of_neurons(line: Line, step: Step, evaluation: Evaluation) -> Iterator[_Mistake]:
    left = line.left
    if isinstance(left, Named) and left.quantity.unit is not None:
        yield from _of_neuron(left.quantity.kind, left.quantity.unit, evaluation)
    if step.topic == "through_activation" and step.about is not None and step.about.unit:
        unit = step.about.unit
        a = evaluation.a(unit)
        name = Message("That is g(z): its slope g'(z) is asked for.")
        yield a, name
        yield 1 - a, Message("That is 1 − A: multiply it by A.")
        if evaluation.drawing.nodes[unit.node].activation == "sigmoid" and a != 1:
            early = Message("A was rounded too early: 1 − A needs many digits here.")
            for places in (2, 3, 4):
                for rounded in (round(a, places), 1 - 10.0**-places, 1 - 2 * 10.0**-places):
                    yield rounded * (1 - rounded), early


def _of_neuron(kind: Kind, unit: Unit, evaluation: Evaluation) -> Iterator[_Mistake]:
    network, z = evaluation.drawing, evaluation.z(unit)
    node = network.nodes[unit.node]
    is_sum = kind is Kind.Z or (node.role is Role.OUTPUT and network.output_function == "identity")
    if is_sum:
        bias = network.value(Parameter(unit))
        yield z - bias, Message("Did you forget the bias?")
        yield z - 2 * bias, Message("The bias is added, not taken away.")
        yield from _one_left_out(unit, evaluation)
        return
    if kind is not Kind.ACTIVATION:
        return
    yield z, Message("That is z: the function is still to be applied.")
    if node.role is Role.HIDDEN:
        slope = evaluation.slope(unit)
        yield slope, Message("That is the slope g'(z): the value g(z) is asked for.")
        if node.activation == "sigmoid":
            wrong = Message("That is σ(−z): mind the minus in the exponent.")
            yield 1 - evaluation.a(unit), wrong


def _one_left_out(unit: Unit, evaluation: Evaluation) -> Iterator[_Mistake]:
    for parameter in evaluation.drawing.parameters_into(unit)[1:]:
        if parameter.source is not None:
            term = evaluation.value(parameter) * evaluation.a(parameter.source)
            hint = Message("One product is missing from the sum.")
            yield evaluation.z(unit) - term, hint


def _of_losses(step: Step, evaluation: Evaluation) -> Iterator[_Mistake]:
    if not evaluation.has_target or len(evaluation.outputs) != 1:
        return
    unit = evaluation.outputs[0]
    error = evaluation.target(unit) - evaluation.a(unit)
    if step.topic == "loss":
        for wrong in (error, -error):
            yield wrong, Message("That is the difference: the loss is its square.")
        rounded = Message("ŷ was rounded before the square: round only at the end.")
        yield round(error) ** 2, rounded
        yield round(error, 1) ** 2, rounded
    elif step.topic == "loss_to_output":
        for wrong in (error, -error):
            yield wrong, Message("Did you forget the 2 of the square's derivative?")
        yield error**2, Message("That is the loss: its derivative is asked for.")


def _updated(line: Line, trace: Trace) -> Parameter | None:
    """The parameter whose new value a line gives, outside of a training."""
    left = line.left
    if not isinstance(left, Named) or left.quantity.kind is not Kind.NEW_PARAMETER:
        return None
    return None if trace.request.lesson is Lesson.TRAINING else left.quantity.parameter


def _of_updates(line: Line, trace: Trace) -> Iterator[_Mistake]:
    parameter = _updated(line, trace)
    if parameter is None:
        return
    old = trace.before.value(parameter)
    change = line.value - old
    yield old - change, Message("The step goes against the gradient: mind the minus.")
    yield change, Message("That is the step alone: add it to the old value.")
    if trace.request.learning_rate:
        gradient = trace.before.gradient(parameter)
        yield old - gradient, Message("Did you forget the learning rate ε?")
