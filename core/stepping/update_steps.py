"""The update θ' = θ − ε ∂L/∂θ of one parameter or of all, and what it does to ŷ and the loss."""

from core.compiling.compiler import with_parameters
from core.compiling.plan import update_vector
from core.network.edge import Parameter
from core.network.network import Network
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import Expression, Named, Partial, Product, minus
from core.stepping.factors import gradient_quantity
from core.stepping.forward_steps import unit_colour, z_line
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.step import Line, Phase, Step

LOSS = Quantity(Kind.LOSS)
NEW_LOSS = Quantity(Kind.NEW_LOSS)
MOST_LINES = 24
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


def updated_network(after: Evaluation) -> Network:
    """The network with the new parameters."""
    return with_parameters(after.plan, after.network, after.theta)


def update_line(
    before: Evaluation, after: Evaluation, parameter: Parameter, learning_rate: float
) -> Line:
    """w' = w − ε ∂L/∂w."""
    quantity = Quantity(Kind.PARAMETER, parameter=parameter)
    value = after.network.value(parameter)
    old = before.named_parameter(parameter)
    gradient = Partial(LOSS, quantity, before.gradient(parameter))
    step: Expression = Product((Named(LEARNING_RATE, learning_rate), gradient))
    left = Named(Quantity(Kind.NEW_PARAMETER, parameter=parameter), value)
    if before.network.is_frozen(parameter):
        return Line(left, old, value)
    return Line(left, minus(old, step), value)


def update_step(
    before: Evaluation, after: Evaluation, parameter: Parameter, learning_rate: float
) -> Step:
    """The update of one parameter."""
    frozen = before.network.is_frozen(parameter)
    quantity = Quantity(Kind.NEW_PARAMETER, parameter=parameter)
    return Step(
        key=("update", parameter),
        phase=Phase.UPDATE,
        topic="frozen" if frozen else "update",
        about=quantity,
        lines=(update_line(before, after, parameter, learning_rate),),
        lights={Quantity(Kind.PARAMETER, parameter=parameter): Colour.PARAMETER},
        dims=True,
        arrives={quantity: after.network.value(parameter)},
        details={"gradient": before.gradient(parameter), "learning_rate": learning_rate},
    )


def update_all_step(before: Evaluation, after: Evaluation, learning_rate: float) -> Step:
    """The update of every parameter at once, as lines and as a table of the new values."""
    parameters = before.network.parameters()
    lines = [update_line(before, after, p, learning_rate) for p in parameters[:MOST_LINES]]
    values = {Quantity(Kind.NEW_PARAMETER, parameter=p): after.network.value(p) for p in parameters}
    return Step(
        key=("update_all",),
        phase=Phase.UPDATE,
        topic="update_all",
        lines=tuple(lines),
        lights={Quantity(Kind.PARAMETER, parameter=p): Colour.PARAMETER for p in parameters},
        arrives=values,
        table=tuple(values.items()),
        details={"count": len(parameters), "hidden_lines": max(0, len(parameters) - MOST_LINES)},
    )


def outcome_step(before: Evaluation, after: Evaluation) -> Step:
    """The new ŷ and the loss before and after."""
    lines = []
    for unit in after.outputs:
        named = Named(Quantity(Kind.NEW_ACTIVATION, unit), after.a(unit))
        if after.network.output_function == "identity":
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
        details={"loss_before": before.loss, "loss_after": after.loss},
    )


def gradient_table(evaluation: Evaluation) -> tuple[tuple[Quantity, float], ...]:
    """Every parameter's gradient."""
    return tuple(
        (gradient_quantity(p), evaluation.gradient(p)) for p in evaluation.network.parameters()
    )
