"""The forward pass of one observation, by terms, by neurons, by levels or all at once."""

from collections.abc import Iterator, Mapping
from itertools import groupby

import numpy as np

from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Role, Unit
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import MOST_TERMS, Named, add
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.step import Line, Phase, Step, StepSize

MOST_PIECES = 44
"""So many terms are written out in a step of many neurons; more would take long to set."""
MOST_PIECES_OF_MANY = 20
MOST_LINES = 24
MOST_LIT = 24
MOST_EDGES_LIT = 100
MANY_NEURONS = 100
MANY_OUTPUTS = 3


def forward_steps(
    evaluation: Evaluation, size: StepSize, asked: Parameter | None = None
) -> list[Step]:
    """Every step from the inputs to ŷ, with as much in a step as ``size`` says.

    Where not everything is written out, what belongs to the parameter ``asked`` about is.
    """
    neurons = list(_units_in_order(evaluation))
    match size:
        case StepSize.TERM:
            return [step for unit in neurons for step in _term_steps(evaluation, unit, asked)]
        case StepSize.NEURON:
            return [_neuron_step(evaluation, unit, asked) for unit in neurons]
        case StepSize.LEVEL:
            levels = evaluation.drawing.levels
            by_level = groupby(neurons, key=lambda unit: levels[unit.node])
            return [_many(evaluation, list(units), ("level", k), asked) for k, units in by_level]
        case StepSize.ALL:
            return [_many(evaluation, neurons, ("all",), asked)]


def usual_step_size(network: Network) -> StepSize:
    """A step for each neuron, but for each level where there are very many."""
    neurons = sum(node.units for node in network.nodes.values() if node.role is not Role.INPUT)
    return StepSize.LEVEL if neurons > MANY_NEURONS else StepSize.NEURON


def _units_in_order(evaluation: Evaluation) -> Iterator[Unit]:
    """Every neuron that is computed, level by level, in the order drawn."""
    network = evaluation.drawing
    nodes = [n for n in network.nodes.values() if n.role is not Role.INPUT]
    for node in sorted(nodes, key=lambda n: network.levels[n.id]):
        yield from (Unit(node.id, i) for i in range(node.units))


def input_values(evaluation: Evaluation) -> Mapping[Quantity, float]:
    """What is known before the first step: X and y."""
    x = {
        Quantity(Kind.ACTIVATION, u): evaluation.a(u) for u in evaluation.drawing.units(Role.INPUT)
    }
    if not evaluation.has_target:
        return x
    return x | {Quantity(Kind.TARGET, u): evaluation.target(u) for u in evaluation.outputs}


def _is_output(evaluation: Evaluation, unit: Unit) -> bool:
    return evaluation.drawing.nodes[unit.node].role is Role.OUTPUT


def unit_colour(evaluation: Evaluation, unit: Unit) -> Colour:
    """The colour of a neuron in a lesson: outputs have their own."""
    return Colour.OUTPUT if _is_output(evaluation, unit) else Colour.HIDDEN


def z_line(evaluation: Evaluation, unit: Unit, asked: Parameter | None = None) -> Line:
    """z = w_0 + Σ w a, with a long sum shortened to its largest terms."""
    total = formulas.weighted_sum(evaluation, unit, asked)
    return Line(evaluation.named_z(unit), total, evaluation.z(unit))


def a_line(evaluation: Evaluation, unit: Unit) -> Line:
    """A = g(z), or ŷ = f(z)."""
    if _is_output(evaluation, unit):
        formula = formulas.output(evaluation, unit)
    else:
        formula = formulas.activation(evaluation, unit)
    left = evaluation.named_a(unit)
    return Line(left, formula.symbols, evaluation.a(unit), formula.numbers)


def _lines(evaluation: Evaluation, unit: Unit, asked: Parameter | None) -> tuple[Line, ...]:
    """Both lines of a neuron; an identity output is its own weighted sum: ŷ = β_0 + Σ β A."""
    z = z_line(evaluation, unit, asked)
    if _is_output(evaluation, unit) and evaluation.drawing.output_function == "identity":
        return (Line(evaluation.named_a(unit), z.formula, evaluation.a(unit)),)
    return z, a_line(evaluation, unit)


def _arrives(evaluation: Evaluation, *units: Unit) -> dict[Quantity, float]:
    z = {Quantity(Kind.Z, u): evaluation.z(u) for u in units}
    return z | {Quantity(Kind.ACTIVATION, u): evaluation.a(u) for u in units}


def _lights(evaluation: Evaluation, unit: Unit, asked: Parameter | None) -> dict[Quantity, Colour]:
    """The neuron in its colour; its edges and their sources in the parameters' colour.

    Of very many edges only those are lit whose terms are written out.
    """
    lights = {Quantity(Kind.ACTIVATION, unit): unit_colour(evaluation, unit)}
    many = len(evaluation.incoming(unit)) > MOST_EDGES_LIT
    parameters = (
        formulas.written_parameters(evaluation, unit, asked)
        if many
        else evaluation.drawing.parameters_into(unit)
    )
    for parameter in parameters:
        lights |= _term_lights(parameter)
    return lights


def _term_lights(parameter: Parameter) -> dict[Quantity, Colour]:
    lights = {Quantity(Kind.PARAMETER, parameter=parameter): Colour.PARAMETER}
    if parameter.source is not None:
        lights[Quantity(Kind.ACTIVATION, parameter.source)] = Colour.PARAMETER
    return lights


def _neuron_step(evaluation: Evaluation, unit: Unit, asked: Parameter | None) -> Step:
    return Step(
        key=("neuron", unit),
        phase=Phase.FORWARD,
        topic="output" if _is_output(evaluation, unit) else "neuron",
        about=Quantity(Kind.ACTIVATION, unit),
        lines=_lines(evaluation, unit, asked),
        lights=_lights(evaluation, unit, asked),
        arrives=_arrives(evaluation, unit),
        details=terms_left_out(evaluation, unit),
    )


def terms_left_out(evaluation: Evaluation, unit: Unit) -> dict[str, float]:
    """How many terms of a long sum are not written out, and how many of all are 0."""
    incoming = evaluation.incoming(unit)
    if len(incoming) <= MOST_TERMS:
        return {}
    zero = int(np.count_nonzero(incoming.values == 0))
    return {"terms": len(incoming), "zero_terms": zero}


def _term_steps(evaluation: Evaluation, unit: Unit, asked: Parameter | None) -> Iterator[Step]:
    """The sum growing by a term a step, then the activation."""
    incoming = evaluation.incoming(unit)
    if len(incoming) <= MOST_TERMS:
        terms = [formulas.weighted_term(evaluation, incoming, i) for i in range(len(incoming))]
        for i, parameter in enumerate(evaluation.drawing.parameters_into(unit)):
            sum_so_far = add(*terms[: i + 1])
            last = i == len(terms) - 1
            yield Step(
                key=("term", unit, parameter.source),
                phase=Phase.FORWARD,
                topic="sum" if last else "term",
                about=Quantity(Kind.PARAMETER, parameter=parameter),
                lines=(Line(evaluation.named_z(unit), sum_so_far, sum_so_far.evaluate()),),
                lights=_term_lights(parameter)
                | {Quantity(Kind.ACTIVATION, unit): unit_colour(evaluation, unit)},
                arrives={Quantity(Kind.Z, unit): evaluation.z(unit)} if last else {},
                details={"position": i + 1, "count": len(terms)},
            )
    else:
        yield _sum_step(evaluation, unit, asked)
    yield _activation_step(evaluation, unit)


def _sum_step(evaluation: Evaluation, unit: Unit, asked: Parameter | None) -> Step:
    return Step(
        key=("sum", unit),
        phase=Phase.FORWARD,
        topic="sum",
        about=Quantity(Kind.Z, unit),
        lines=(z_line(evaluation, unit, asked),),
        lights=_lights(evaluation, unit, asked),
        arrives={Quantity(Kind.Z, unit): evaluation.z(unit)},
        details=terms_left_out(evaluation, unit),
    )


def _activation_step(evaluation: Evaluation, unit: Unit) -> Step:
    return Step(
        key=("activation", unit),
        phase=Phase.FORWARD,
        topic="output_function" if _is_output(evaluation, unit) else "activation",
        about=Quantity(Kind.ACTIVATION, unit),
        lines=(a_line(evaluation, unit),),
        lights={Quantity(Kind.ACTIVATION, unit): unit_colour(evaluation, unit)},
        arrives=_arrives(evaluation, unit),
    )


def _many(
    evaluation: Evaluation, units: list[Unit], key: tuple, asked: Parameter | None = None
) -> Step:
    """Several neurons in one step; only some of a very large level are written out.

    Those are the first ones, and before them the one that is ``asked`` about.
    """
    ordered, least = _most_telling_first(evaluation, units), 2
    if asked is not None and asked.target in units:
        ordered, least = [asked.target, *(u for u in ordered if u != asked.target)], 1
    n_written = _how_many(evaluation, ordered, least)
    written = units if n_written == len(units) else ordered[:n_written]
    lines = [line for unit in written for line in _lines(evaluation, unit, asked)]
    lights: dict[Quantity, Colour] = {}
    for unit in units[:MOST_LIT] if len(written) == len(units) else written:
        lights |= _lights(evaluation, unit, asked)
    for unit in units:
        lights[Quantity(Kind.ACTIVATION, unit)] = unit_colour(evaluation, unit)
    return Step(
        key=key,
        phase=Phase.FORWARD,
        topic=str(key[0]),
        lines=tuple(lines),
        lights=lights,
        arrives=_arrives(evaluation, *units),
        details={
            "level": key[1] if len(key) > 1 else 0,
            "hidden_neurons": len(units) - len(written),
            **terms_left_out(evaluation, written[0]),
            **_predicted(evaluation, units),
        },
        table=() if len(written) == len(units) else _values(evaluation, units),
    )


def _most_telling_first(evaluation: Evaluation, units: list[Unit]) -> list[Unit]:
    """Of outputs the largest first, and the one that should be: the others come in their order."""
    of_outputs = {unit for unit in units if _is_output(evaluation, unit)}
    if len(of_outputs) < len(units) or len(units) < MANY_OUTPUTS:
        return units
    first = [max(units, key=evaluation.a)]
    if evaluation.has_target:
        first.insert(0, max(units, key=evaluation.target))
    return list(dict.fromkeys([*first, *units]))


def _values(evaluation: Evaluation, units: list[Unit]) -> tuple[tuple[Quantity, float], ...]:
    """What all neurons of a level hand on, the largest first."""
    rows = [(Quantity(Kind.ACTIVATION, unit), evaluation.a(unit)) for unit in units]
    return tuple(sorted(rows, key=lambda row: -abs(row[1])))


def _predicted(evaluation: Evaluation, units: list[Unit]) -> dict[str, float]:
    """Which output is the largest, where each stands for a class and all are known now."""
    outputs = evaluation.outputs
    is_softmax = evaluation.drawing.output_function == "softmax"
    if not is_softmax or len(outputs) < MANY_OUTPUTS or not set(outputs) <= set(units):
        return {}
    return {"predicted": max(range(len(outputs)), key=lambda m: evaluation.a(outputs[m]))}


def true_class(evaluation: Evaluation) -> dict[str, float]:
    """Which output should be 1, where all others should be 0."""
    targets = [evaluation.target(unit) for unit in evaluation.outputs]
    if len(targets) < MANY_OUTPUTS or sorted(targets) != [0.0] * (len(targets) - 1) + [1.0]:
        return {}
    return {"true": targets.index(1.0)}


def _how_many(evaluation: Evaluation, units: list[Unit], least: int) -> int:
    """How many neurons to write out: fewer where their sums are long."""
    most = MOST_PIECES if len(units) <= MANY_NEURONS else MOST_PIECES_OF_MANY
    lines = pieces = 0
    for n, unit in enumerate(units):
        terms = min(len(evaluation.incoming(unit)), MOST_TERMS)
        lines, pieces = lines + 2, pieces + terms + 2
        if n >= least and (pieces > most or lines > MOST_LINES):
            return n
    return len(units)


def loss_step(evaluation: Evaluation) -> Step:
    """L of the observation."""
    quantity = Quantity(Kind.LOSS)
    formula = formulas.loss(evaluation)
    outputs = {Quantity(Kind.ACTIVATION, u): Colour.OUTPUT for u in evaluation.outputs}
    return Step(
        key=("loss",),
        phase=Phase.LOSS,
        topic="loss",
        about=quantity,
        lines=(
            Line(
                Named(quantity, evaluation.loss), formula.symbols, evaluation.loss, formula.numbers
            ),
        ),
        lights={quantity: Colour.LOSS, **outputs},
        arrives={quantity: evaluation.loss},
        details=true_class(evaluation),
    )
