"""Teaching notes that the numbers of a step call for."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from math import inf, isfinite

import numpy as np

from core.language import tr
from core.network.edge import Parameter
from core.network.node import Role, Unit
from core.numbers import format_number
from core.numerics.activations import ACTIVATIONS
from core.stepping.evaluation import Evaluation
from core.stepping.expression import Named
from core.stepping.note import Note
from core.stepping.parameter_list import AllOf
from core.stepping.quantity import Kind
from core.stepping.rendering import Writer
from core.stepping.step import Line, Phase, Step
from core.stepping.trace import Lesson, Trace
from core.stepping.training_notes import training_notes

__all__ = ["Note", "notes", "reachable"]

MANY_SHOWN = 24
MOST_LOOKED_AT = 500_000
"""Numbers of neurons for all observations, up to which a note looks at all of them."""
SATURATED_BELOW = 0.01
"""A slope under a hundredth of the activation's largest counts as saturated."""


def notes(trace: Trace, cursor: int, writer: Writer) -> list[Note]:
    """What the numbers of a step teach, the most telling first."""
    if not 0 <= cursor < len(trace.steps):
        return []
    step = trace.steps[cursor]
    if trace.request.lesson is Lesson.TRAINING:
        return training_notes(trace, step, writer)
    found = [note for make in _MAKERS for note in make(trace, step, writer)]
    return list({note.kind: note for note in found}.values())


def _shown_units(step: Step, evaluation: Evaluation) -> list[Unit]:
    """The hidden neurons whose activation or slope a step shows."""
    nodes = evaluation.drawing.nodes
    shown: list[Unit | None] = []
    if not isinstance(step.arrives, AllOf):
        shown = [q.unit for q in step.arrives if q.kind in (Kind.ACTIVATION, Kind.DELTA)]
    if step.topic == "through_activation" and step.about is not None:
        shown.append(step.about.unit)
    if len(shown) > MANY_SHOWN:  # of a whole level those that are written out
        shown = [_unit_of(line) for line in step.lines]
    hidden = (u for u in shown if u is not None and nodes[u.node].role is Role.HIDDEN)
    return list(dict.fromkeys(hidden))


def _unit_of(line: object) -> Unit | None:
    is_of_one = isinstance(line, Line) and isinstance(line.left, Named)
    return line.left.quantity.unit if is_of_one else None  # type: ignore[attr-defined]


def _activation(evaluation: Evaluation, unit: Unit) -> str:
    return evaluation.drawing.nodes[unit.node].activation


def _largest_slope(name: str) -> float:
    return float(np.max(np.abs(ACTIVATIONS[name].slope(np.array([-1.0, 0.0, 1.0])))))


def _saturated(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    """A sigmoid or tanh far out, where its slope is nearly 0."""
    evaluation = trace.before
    for unit in _shown_units(step, evaluation):
        name = _activation(evaluation, unit)
        slope = evaluation.slope(unit)
        if name in ("sigmoid", "tanh") and abs(slope) < SATURATED_BELOW * _largest_slope(name):
            text = tr(
                "{z} = {value} lies far out, where the slope of the activation is only {slope}."
                " Whatever {neuron} passes back is multiplied by that."
            ).format(
                z=writer.names.z(unit).plain,
                value=format_number(evaluation.z(unit), writer.notation),
                slope=format_number(slope, writer.notation),
                neuron=writer.names.activation(unit).plain,
            )
            yield Note("saturated", tr("A saturated neuron."), text)
            return


def _hardly_moves(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    """A weight below a saturated neuron: compare it with the largest gradient of an output edge."""
    parameter = _explained(trace, step)
    if parameter is None or trace.before.network.nodes[parameter.target.node].role is Role.OUTPUT:
        return
    evaluation = trace.before
    other = _edge_after(evaluation, parameter)
    gradient = abs(evaluation.gradient(parameter))
    if other is None or gradient == 0:
        return
    ratio = abs(evaluation.gradient(other)) / gradient
    if ratio >= 100 and abs(evaluation.slope(parameter.target)) < SATURATED_BELOW:
        text = tr(
            "{weight} hardly moves: its gradient is {ratio} times smaller than that of {other}."
        )
        yield Note(
            "hardly_moves",
            tr("A vanishing gradient."),
            text.format(
                weight=writer.names.parameter(parameter).plain,
                other=writer.names.parameter(other).plain,
                ratio=_count(ratio, writer),
            ),
        )


def _count(ratio: float, writer: Writer) -> str:
    """A large whole number in groups of three."""
    if not isfinite(ratio) or ratio >= 1e9:
        return format_number(ratio, writer.notation, 1)
    separator = "," if writer.notation.decimal_mark == "." else "."
    return f"{round(ratio):,}".replace(",", separator)


def _explained(trace: Trace, step: Step) -> Parameter | None:
    """The parameter of a chain-rule lesson, once its gradient is being worked out."""
    back = step.phase in (Phase.BACKWARD, Phase.UPDATE)
    return trace.request.parameter if back else None


def _edge_after(evaluation: Evaluation, parameter: Parameter) -> Parameter | None:
    """The first edge out of the parameter's neuron, which comes after its activation."""
    out = evaluation.drawing.outgoing[parameter.target.node]
    return Parameter(Unit(out[0].target), parameter.target) if out else None


def _dead_relu(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    evaluation = trace.before
    for unit in _shown_units(step, evaluation):
        z = evaluation.z(unit)
        if _activation(evaluation, unit) != "relu" or z > 0:
            continue
        neuron, printed = writer.names.activation(unit).plain, writer.names.z(unit).plain
        if z == 0:
            text = tr(
                "{z} is exactly 0, at the corner of ReLU, where no slope is defined. By convention"
                " the slope there is 0, so nothing passes back through {neuron}."
            ).format(z=printed, neuron=neuron)
            yield Note("relu_corner", tr("At the corner: ReLU'(0) = 0."), text)
        elif _dead_for_all(evaluation, unit):
            text = tr(
                "{z} = {value} is negative, here and for every observation: {neuron} hands on 0"
                " and its weights get no gradient. Nothing can bring it back."
            ).format(z=printed, value=format_number(z, writer.notation), neuron=neuron)
            yield Note("dead_relu", tr("A dead ReLU."), text)
        else:
            text = tr(
                "{z} = {value} is negative, so {neuron} hands on 0 and passes nothing back for"
                " this observation. Others may wake it."
            ).format(z=printed, value=format_number(z, writer.notation), neuron=neuron)
            yield Note("off_relu", tr("ReLU is off."), text)


@lru_cache(maxsize=1)
def _everything(evaluation: Evaluation) -> Evaluation:
    """Every observation through the same network, once for all its neurons."""
    return Evaluation.of_all(evaluation.drawing)


def _dead_for_all(evaluation: Evaluation, unit: Unit) -> bool:
    if evaluation.plan.n_units * evaluation.drawing.data.n_observations > MOST_LOOKED_AT:
        return False  # it would take long, and nobody has asked
    everything = _everything(evaluation)
    return bool((everything.forward.z[everything.plan.index(unit)] < 0).all())


def _range(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    """An output that bounded neurons keep within limits, where the target lies outside of them."""
    evaluation = trace.before
    if step.topic not in (
        "output",
        "output_function",
        "loss",
        "sum",
        "all",
        "outcome",
        "outcome_same",
    ):
        return
    if evaluation.drawing.output_function != "identity" or not evaluation.has_target:
        return
    for unit in evaluation.outputs:
        low, high = reachable(evaluation, unit)
        if not (isfinite(low) and isfinite(high)) or low < evaluation.target(unit) < high:
            continue
        text = tr(
            "Each neuron before it stays within ({a}, {b}), so with these weights {output} lies"
            " between {low} and {high} for every input. The target {target} is out of reach until"
            " the weights into {output} change."
        )
        bounds = ACTIVATIONS[_bounded(evaluation, unit)].range
        number = partial(format_number, notation=writer.notation)
        yield Note(
            "range",
            tr("Out of reach."),
            text.format(
                a=number(bounds[0]),
                b=number(bounds[1]),
                low=number(low),
                high=number(high),
                output=writer.names.activation(unit).plain,
                target=number(evaluation.target(unit)),
            ),
        )
        return


def _bounded(evaluation: Evaluation, unit: Unit) -> str:
    first = evaluation.drawing.incoming[unit.node][0].source
    return evaluation.drawing.nodes[first].activation


def reachable(evaluation: Evaluation, unit: Unit) -> tuple[float, float]:
    """Between which values an output's weighted sum lies for every input, given its weights."""
    network = evaluation.drawing
    low = high = network.value(Parameter(unit))
    for parameter in network.parameters_into(unit)[1:]:
        assert parameter.source is not None
        node = network.nodes[parameter.source.node]
        bounds = ACTIVATIONS[node.activation].range if node.role is Role.HIDDEN else (-inf, inf)
        weight = network.value(parameter)
        ends = [weight * b if weight else 0.0 for b in bounds]
        low, high = low + min(ends), high + max(ends)
    return low, high


def _step_has_no_slope(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    if step.phase is not Phase.BACKWARD:
        return
    for unit in _shown_units(step, trace.before):
        name = _activation(trace.before, unit)
        if not ACTIVATIONS[name].trains:
            text = tr(
                "The step function is flat on both sides, so its slope is 0 everywhere: no"
                " gradient passes {neuron} and gradient descent cannot train what lies before it."
            ).format(neuron=writer.names.activation(unit).plain)
            yield Note("step", tr("No slope to follow."), text)
            return


def _too_large_a_step(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    """An update that makes the loss worse."""
    if step.topic != "outcome" or trace.after is None:
        return
    before, after = trace.before.loss, trace.after.loss
    if after > before:
        text = tr(
            "The loss grew from {before} to {after}: the step ε = {epsilon} went past the minimum."
            " Try a smaller one."
        ).format(
            before=format_number(before, writer.notation),
            after=format_number(after, writer.notation),
            epsilon=format_number(trace.request.learning_rate, writer.notation),
        )
        yield Note("too_large", tr("The step was too large."), text)


def _sign(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    """Why there is a minus in the update."""
    parameter = trace.request.parameter
    if step.topic != "update" or parameter is None:
        return
    gradient = trace.before.gradient(parameter)
    if gradient == 0:
        text = tr("The gradient is 0, so {weight} stays where it is.")
    elif gradient < 0:
        text = tr(
            "The gradient is negative: a larger {weight} lowers the loss, so minus makes it grow."
        )
    else:
        text = tr(
            "The gradient is positive: a larger {weight} raises the loss, so minus makes it fall."
        )
    name = writer.names.parameter(parameter).plain
    yield Note("sign", tr("Why minus?"), text.format(weight=name))


def _nothing_to_learn(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    if step.topic == "loss" and trace.before.loss == 0:
        text = tr("The prediction is exactly the target: the loss is 0 and so is every gradient.")
        yield Note("perfect", tr("Nothing left to learn here."), text)


def _pixel(trace: Trace, step: Step, writer: Writer) -> Iterator[Note]:
    """Where in the image a pixel is, and that a black one teaches its weight nothing."""
    parameter = trace.request.parameter
    if trace.request.lesson is not Lesson.PARAMETER or parameter is None:
        return
    place = writer.names.pixel(parameter.source) if parameter.source is not None else None
    if parameter.source is None or place is None or step.phase is Phase.UPDATE:
        return
    value = trace.before.a(parameter.source)
    where = tr("{pixel} is in row {row}, column {column} of the image, and {value} here.").format(
        pixel=writer.names.spoken(parameter.source).capitalize(),
        row=place[0],
        column=place[1],
        value=format_number(value, writer.notation),
    )
    if value == 0:
        where += " " + tr(
            "What it is weighed by then changes nothing: its gradient is 0 for this observation."
        )
    yield Note("pixel", tr("Which pixel?"), where)


_Maker = Callable[[Trace, Step, Writer], Iterator[Note]]
_MAKERS: tuple[_Maker, ...] = (
    _too_large_a_step,
    _hardly_moves,
    _saturated,
    _dead_relu,
    _range,
    _step_has_no_slope,
    _nothing_to_learn,
    _sign,
    _pixel,
)
