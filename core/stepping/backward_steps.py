"""The full backward pass: the δ of every neuron in reverse order, every gradient, the update."""

from dataclasses import replace

from core.stepping.delta_steps import delta_step, gradient_line, neurons_backwards
from core.stepping.evaluation import Evaluation
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.softmax import softmax_steps
from core.stepping.step import Phase, Step
from core.stepping.update_steps import MOST_LINES, gradient_table

MOST_DELTAS = 60  # in the table of the last δ: a table of all in each step would grow as n²


def backward_steps(evaluation: Evaluation) -> list[Step]:
    """Every δ from the outputs back, each step with those so far, then all gradients in a table."""
    softmax = softmax_steps(evaluation, evaluation.outputs)
    units = neurons_backwards(evaluation)
    known = [(Quantity(Kind.DELTA, u), evaluation.delta(u)) for u in units]
    deltas = [
        replace(
            delta_step(evaluation, unit),
            dims=False,
            table=tuple(known[max(0, i + 1 - MOST_DELTAS) : i + 1]),
            details={"hidden_rows": max(0, i + 1 - MOST_DELTAS)},
        )
        for i, unit in enumerate(units)
    ]
    return [*softmax, *deltas, gradients_step(evaluation)]


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
