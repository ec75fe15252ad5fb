"""The full backward pass: the δ of every neuron in reverse order, every gradient, the update."""

from dataclasses import replace

from core.stepping.delta_steps import delta_step, gradient_line, neurons_backwards
from core.stepping.evaluation import Evaluation
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.softmax import softmax_steps
from core.stepping.step import Phase, Step
from core.stepping.update_steps import MOST_LINES, gradient_table


def backward_steps(evaluation: Evaluation) -> list[Step]:
    """Every δ from the outputs back, then all gradients in one table."""
    softmax = softmax_steps(evaluation, evaluation.outputs)
    deltas = [delta_step(evaluation, unit) for unit in neurons_backwards(evaluation)]
    return [*softmax, *(replace(step, dims=False) for step in deltas), gradients_step(evaluation)]


def gradients_step(evaluation: Evaluation) -> Step:
    """Every gradient: δ of the neuron times what the weight multiplies."""
    table = gradient_table(evaluation)
    parameters = evaluation.network.parameters()
    lines = [gradient_line(evaluation, p) for p in parameters[:MOST_LINES]]
    return Step(
        key=("gradients",),
        phase=Phase.BACKWARD,
        topic="gradients",
        lines=tuple(lines),
        lights={Quantity(Kind.PARAMETER, parameter=p): Colour.PARAMETER for p in parameters},
        arrives=dict(table),
        table=table,
        details={"count": len(table), "hidden_lines": max(0, len(table) - MOST_LINES)},
    )
