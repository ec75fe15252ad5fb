"""The forward pass of one observation, by terms, by neurons, by levels or all at once."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from core.network.edge import Parameter
from core.network.node import Role, Unit
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import MOST_TERMS, Named, add, long_sum
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.step import Line, Phase, Step, StepSize

MOST_PIECES = 44
"""So many terms are written out in a step of many neurons; more would take long to set."""
MOST_LINES = 24
MOST_LIT = 24


def forward_steps(evaluation: Evaluation, size: StepSize) -> list[Step]:
    """Every step from the inputs to ŷ, with as much in a step as ``size`` says."""
    neurons = list(_units_in_order(evaluation))
    match size:
        case StepSize.TERM:
            return [step for unit in neurons for step in _term_steps(evaluation, unit)]
        case StepSize.NEURON:
            return [_neuron_step(evaluation, unit) for unit in neurons]
        case StepSize.LEVEL:
            levels = evaluation.network.levels
            by_level = groupby(neurons, key=lambda unit: levels[unit.node])
            return [_many(evaluation, list(units), ("level", k)) for k, units in by_level]
        case StepSize.ALL:
            return [_many(evaluation, neurons, ("all",))]


def _units_in_order(evaluation: Evaluation) -> Iterator[Unit]:
    """Every neuron that is computed, level by level, in the order drawn."""
    network = evaluation.network
    nodes = [n for n in network.nodes.values() if n.role is not Role.INPUT]
    for node in sorted(nodes, key=lambda n: network.levels[n.id]):
        yield from (Unit(node.id, i) for i in range(node.units))


def input_values(evaluation: Evaluation) -> Mapping[Quantity, float]:
    """What is known before the first step: X and y."""
    x = {
        Quantity(Kind.ACTIVATION, u): evaluation.a(u) for u in evaluation.network.units(Role.INPUT)
    }
    if not evaluation.has_target:
        return x
    return x | {Quantity(Kind.TARGET, u): evaluation.target(u) for u in evaluation.outputs}


def _is_output(evaluation: Evaluation, unit: Unit) -> bool:
    return evaluation.network.nodes[unit.node].role is Role.OUTPUT


def unit_colour(evaluation: Evaluation, unit: Unit) -> Colour:
    """The colour of a neuron in a lesson: outputs have their own."""
    return Colour.OUTPUT if _is_output(evaluation, unit) else Colour.HIDDEN


def z_line(evaluation: Evaluation, unit: Unit) -> Line:
    """z = w_0 + Σ w a, with a long sum shortened to its largest terms."""
    return Line(
        evaluation.named_z(unit),
        long_sum(formulas.weighted_sum(evaluation, unit)),
        evaluation.z(unit),
    )


def a_line(evaluation: Evaluation, unit: Unit) -> Line:
    """A = g(z), or ŷ = f(z)."""
    if _is_output(evaluation, unit):
        formula = formulas.output(evaluation, unit)
    else:
        formula = formulas.activation(evaluation, unit)
    left = evaluation.named_a(unit)
    return Line(left, formula.symbols, evaluation.a(unit), formula.numbers)


def _lines(evaluation: Evaluation, unit: Unit) -> tuple[Line, ...]:
    """Both lines of a neuron; an identity output is its own weighted sum: ŷ = β_0 + Σ β A."""
    z = z_line(evaluation, unit)
    if _is_output(evaluation, unit) and evaluation.network.output_function == "identity":
        return (Line(evaluation.named_a(unit), z.formula, evaluation.a(unit)),)
    return z, a_line(evaluation, unit)


def _arrives(evaluation: Evaluation, *units: Unit) -> dict[Quantity, float]:
    z = {Quantity(Kind.Z, u): evaluation.z(u) for u in units}
    return z | {Quantity(Kind.ACTIVATION, u): evaluation.a(u) for u in units}


def _lights(evaluation: Evaluation, unit: Unit) -> dict[Quantity, Colour]:
    """The neuron in its colour; its edges and their sources in the parameters' colour."""
    lights = {Quantity(Kind.ACTIVATION, unit): unit_colour(evaluation, unit)}
    for parameter in evaluation.network.parameters_into(unit):
        lights |= _term_lights(parameter)
    return lights


def _term_lights(parameter: Parameter) -> dict[Quantity, Colour]:
    lights = {Quantity(Kind.PARAMETER, parameter=parameter): Colour.PARAMETER}
    if parameter.source is not None:
        lights[Quantity(Kind.ACTIVATION, parameter.source)] = Colour.PARAMETER
    return lights


def _neuron_step(evaluation: Evaluation, unit: Unit) -> Step:
    return Step(
        key=("neuron", unit),
        phase=Phase.FORWARD,
        topic="output" if _is_output(evaluation, unit) else "neuron",
        about=Quantity(Kind.ACTIVATION, unit),
        lines=_lines(evaluation, unit),
        lights=_lights(evaluation, unit),
        arrives=_arrives(evaluation, unit),
    )


def _term_steps(evaluation: Evaluation, unit: Unit) -> Iterator[Step]:
    """The sum growing by a term a step, then the activation."""
    terms = formulas.weighted_sum(evaluation, unit)
    parameters = evaluation.network.parameters_into(unit)
    if len(terms) <= MOST_TERMS:
        for i, parameter in enumerate(parameters):
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
        yield _sum_step(evaluation, unit)
    yield _activation_step(evaluation, unit)


def _sum_step(evaluation: Evaluation, unit: Unit) -> Step:
    return Step(
        key=("sum", unit),
        phase=Phase.FORWARD,
        topic="sum",
        about=Quantity(Kind.Z, unit),
        lines=(z_line(evaluation, unit),),
        lights=_lights(evaluation, unit),
        arrives={Quantity(Kind.Z, unit): evaluation.z(unit)},
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


def _many(evaluation: Evaluation, units: list[Unit], key: tuple) -> Step:
    """Several neurons in one step; only the first ones of a very large level are written out."""
    written = units[: _how_many(evaluation, units)]
    lines = [line for unit in written for line in _lines(evaluation, unit)]
    lights: dict[Quantity, Colour] = {}
    for unit in units[:MOST_LIT]:
        lights |= _lights(evaluation, unit)
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
        },
    )


def _how_many(evaluation: Evaluation, units: list[Unit]) -> int:
    """How many neurons to write out: fewer where their sums are long, two at least."""
    lines = pieces = 0
    for n, unit in enumerate(units):
        terms = min(len(evaluation.network.parameters_into(unit)), MOST_TERMS)
        lines, pieces = lines + 2, pieces + terms + 2
        if n >= 2 and (pieces > MOST_PIECES or lines > MOST_LINES):
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
    )
