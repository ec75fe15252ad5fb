"""The full backward pass: the δ of every neuron in reverse order, every gradient, the update."""

from dataclasses import replace

from core.stepping.delta_steps import (
    delta_step,
    gradient_line,
    level_steps,
    levels_backwards,
    neurons_backwards,
    output_steps,
)
from core.stepping.evaluation import Evaluation
from core.stepping.forward_steps import MANY_NEURONS
from core.stepping.quantity import Kind, Quantity
from core.stepping.softmax import softmax_steps
from core.stepping.step import Phase, Step
from core.stepping.update_steps import (
    gradient_table,
    listed_parameters,
    order_of,
    parameter_lights,
)

MOST_DELTAS = 60  # in the table of the last δ: a table of all in each step would grow as n²


def backward_steps(evaluation: Evaluation) -> list[Step]:
    """Every δ from the outputs back, each step with those so far, then all gradients in a table."""
    levels = levels_backwards(evaluation)
    if sum(map(len, levels)) > MANY_NEURONS:
        softmax = output_steps(evaluation, levels[0])
        deltas = [step for level in levels for step in level_steps(evaluation, level)]
        return [*softmax, *deltas, gradients_step(evaluation)]
    softmax = softmax_steps(evaluation, evaluation.outputs)
    return [*softmax, *_each_delta(evaluation), gradients_step(evaluation)]


def _each_delta(evaluation: Evaluation) -> list[Step]:
    units = neurons_backwards(evaluation)
    known = [(Quantity(Kind.DELTA, u), evaluation.delta(u)) for u in units]
    return [
        replace(
            delta_step(evaluation, unit),
            dims=False,
            table=tuple(known[max(0, i + 1 - MOST_DELTAS) : i + 1]),
            details={"hidden_rows": max(0, i + 1 - MOST_DELTAS)},
        )
        for i, unit in enumerate(units)
    ]


def gradients_step(evaluation: Evaluation) -> Step:
    """Every gradient: δ of the neuron times what the weight multiplies."""
    gradients = gradient_table(evaluation)
    listed = listed_parameters(evaluation)
    return Step(
        key=("gradients",),
        phase=Phase.BACKWARD,
        topic="gradients",
        lines=tuple(gradient_line(evaluation, p) for p in listed),
        lights=parameter_lights(evaluation),
        arrives=gradients,
        table=gradients.rows(order_of(evaluation)),
        details={"count": len(gradients), "hidden_lines": len(gradients) - len(listed)},
    )
