"""The update θ' = θ − ε ∂L/∂θ of one parameter or of all, and what it does to ŷ and the loss."""

from collections.abc import Sequence

import numpy as np

from core.compiling.plan import update_vector
from core.network.edge import Parameter
from core.network.node import Array, Unit
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import Expression, Named, Partial, Product, minus
from core.stepping.forward_steps import unit_colour, z_line
from core.stepping.parameter_list import AllOf, gradients_in_order, parameters_of
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.step import Line, Phase, Step

LOSS = Quantity(Kind.LOSS)
NEW_LOSS = Quantity(Kind.NEW_LOSS)
MOST_LINES = 24
MANY_PARAMETERS, LARGEST_LINES = 2000, 8
MOST_OUTPUTS, FEW_OUTPUTS = 6, 3
LEARNING_RATE = Quantity(Kind.LEARNING_RATE)


def updated(
    evaluation: Evaluation, learning_rate: float, only: Parameter | None = None
) -> Evaluation:
    """The same observation after θ' = θ − ε∇ of all parameters, or of one alone."""
    theta = update_vector(
        evaluation.plan, evaluation.theta, evaluation.backward.gradient, learning_rate
    )
    if only is not None:
        index = evaluation.plan.theta_index(only)
        alone = evaluation.theta.copy()
        alone[index] = theta[index]
        theta = alone
    return evaluation.with_theta(theta)


def update_line(
    before: Evaluation, after: Evaluation, parameter: Parameter, learning_rate: float
) -> Line:
    """w' = w − ε ∂L/∂w."""
    quantity = Quantity(Kind.PARAMETER, parameter=parameter)
    value = after.value(parameter)
    old = before.named_parameter(parameter)
    gradient = Partial(LOSS, quantity, before.gradient(parameter))
    step: Expression = Product((Named(LEARNING_RATE, learning_rate), gradient))
    left = Named(Quantity(Kind.NEW_PARAMETER, parameter=parameter), value)
    if before.drawing.is_frozen(parameter):
        return Line(left, old, value)
    return Line(left, minus(old, step), value, apart=old.value)


def update_step(
    before: Evaluation, after: Evaluation, parameter: Parameter, learning_rate: float
) -> Step:
    """The update of one parameter."""
    frozen = before.drawing.is_frozen(parameter)
    quantity = Quantity(Kind.NEW_PARAMETER, parameter=parameter)
    return Step(
        key=("update", parameter),
        phase=Phase.UPDATE,
        topic="frozen" if frozen else "update",
        about=quantity,
        lines=(update_line(before, after, parameter, learning_rate),),
        lights={Quantity(Kind.PARAMETER, parameter=parameter): Colour.PARAMETER},
        dims=True,
        arrives={quantity: after.value(parameter)},
        details={"gradient": before.gradient(parameter), "learning_rate": learning_rate},
    )


def update_all_step(before: Evaluation, after: Evaluation, learning_rate: float) -> Step:
    """The update of every parameter at once, as lines and as a table of the new values."""
    parameters = parameters_of(before)
    values = AllOf(Kind.NEW_PARAMETER, before.drawing, parameters, after.value)
    listed = listed_parameters(before)
    return Step(
        key=("update_all",),
        phase=Phase.UPDATE,
        topic="update_all",
        lines=tuple(update_line(before, after, p, learning_rate) for p in listed),
        lights=parameter_lights(before),
        arrives=values,
        table=values.rows(order_of(before)),
        details={"count": len(parameters), "hidden_lines": len(parameters) - len(listed)},
    )


def listed_parameters(evaluation: Evaluation) -> list[Parameter]:
    """The first parameters, or of very many those with the largest gradients."""
    parameters = parameters_of(evaluation)
    if len(parameters) <= MANY_PARAMETERS:
        return parameters[:MOST_LINES]
    order = order_of(evaluation)
    assert order is not None
    return [parameters[int(i)] for i in order[:LARGEST_LINES]]


def order_of(evaluation: Evaluation) -> Array | None:
    """In which order very many parameters are listed: those with the largest gradients first."""
    if len(parameters_of(evaluation)) <= MANY_PARAMETERS:
        return None
    order: Array = np.argsort(-np.abs(gradients_in_order(evaluation)), kind="stable")
    return order


def parameter_lights(evaluation: Evaluation) -> dict[Quantity, Colour]:
    """Every weight and bias, or of very many those that are written out."""
    parameters: Sequence[Parameter] = parameters_of(evaluation)
    if len(parameters) > MANY_PARAMETERS:
        parameters = listed_parameters(evaluation)
    return {Quantity(Kind.PARAMETER, parameter=p): Colour.PARAMETER for p in parameters}


def outcome_step(before: Evaluation, after: Evaluation) -> Step:
    """The new ŷ and the loss before and after."""
    lines, written = [], _outputs_that_move(before, after)
    for unit in written:
        named = Named(Quantity(Kind.NEW_ACTIVATION, unit), after.a(unit))
        if after.drawing.output_function == "identity":
            line = z_line(after, unit)
            lines.append(Line(named, line.formula, after.a(unit)))
        else:
            formula = formulas.output(after, unit)
            lines.append(Line(named, formula.symbols, after.a(unit), formula.numbers))
    loss = formulas.loss(after)
    lines.append(Line(Named(NEW_LOSS, after.loss), loss.symbols, after.loss, loss.numbers))
    new = {Quantity(Kind.NEW_ACTIVATION, u): after.a(u) for u in after.outputs}
    return Step(
        key=("outcome",),
        phase=Phase.UPDATE,
        topic="outcome" if after.loss != before.loss else "outcome_same",
        about=NEW_LOSS,
        lines=tuple(lines),
        lights={LOSS: Colour.LOSS}
        | {Quantity(Kind.ACTIVATION, u): unit_colour(after, u) for u in after.outputs},
        arrives={**new, NEW_LOSS: after.loss},
        details={
            "loss_before": before.loss,
            "loss_after": after.loss,
            "hidden_lines": len(after.outputs) - len(written),
        },
    )


def _outputs_that_move(before: Evaluation, after: Evaluation) -> list[Unit]:
    """Every output, or of many those that change the most, in their order."""
    if len(after.outputs) <= MOST_OUTPUTS:
        return after.outputs
    by_change = sorted(after.outputs, key=lambda u: -abs(after.a(u) - before.a(u)))
    largest = set(by_change[:FEW_OUTPUTS])
    return [unit for unit in after.outputs if unit in largest]


def gradient_table(evaluation: Evaluation) -> AllOf:
    """Every parameter's gradient."""
    drawing = evaluation.drawing
    return AllOf(Kind.GRADIENT, drawing, parameters_of(evaluation), evaluation.gradient)
