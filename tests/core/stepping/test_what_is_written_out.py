"""What a step lists and writes out: every δ so far, few long lines, a batch's loss as matrices."""

import numpy as np
import pytest

from core.network import edits
from core.network.data import Data
from core.network.layers import lay_down
from core.network.naming import Names, parameter_named
from core.network.network import Network
from core.network.node import Unit
from core.network.notation import LECTURE
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer, latex_of
from core.stepping.step import Line, Matrix, MatrixLine, StepSize
from core.stepping.trace import Lesson, Request, record
from core.stepping.wording import explanation
from tests.core.stepping.networks import skipping


def wide(*sizes: int) -> Network:
    network = lay_down(Network(), sizes, "tanh", "identity", "mse")
    rng = np.random.default_rng(0)
    network = edits.set_values(network, {p: rng.normal() for p in network.parameters()})
    return edits.set_data(network, rng.normal(size=(2, sizes[0])), np.ones((2, sizes[-1])))


def test_every_delta_step_lists_the_deltas_so_far(house_prices: Network) -> None:
    steps = record(house_prices, Request(Lesson.BACKWARD)).steps
    deltas = [step for step in steps if step.topic in ("output_delta", "delta")]
    assert [len(step.table) for step in deltas] == [1, 2, 3]
    assert dict(deltas[-1].table)[Quantity(Kind.DELTA, Unit("y"))] == pytest.approx(
        -135.00044883839388, rel=1e-13
    )
    for step in deltas:
        assert step.table[-1] == (step.about, step.arrives[step.about])


def test_the_list_of_deltas_is_of_the_last_ones_and_says_how_many_it_leaves_out() -> None:
    steps = record(wide(2, 30, 30, 30, 1), Request(Lesson.BACKWARD)).steps
    last = [step for step in steps if step.topic == "delta"][-1]
    assert len(last.table) + last.details["hidden_rows"] == 91
    assert last.table[-1][0] == last.about


def test_a_level_of_long_sums_writes_out_few_and_says_how_many_more() -> None:
    step = record(wide(30, 20, 1), Request(step_size=StepSize.LEVEL)).steps[0]
    written = {line.left.quantity.unit for line in step.lines}
    assert 2 <= len(written) < 8
    assert step.details["hidden_neurons"] == 20 - len(written)
    assert len(step.lines) == 2 * len(written)  # both lines of each: z and A


def test_a_small_level_is_written_out_whole(house_prices: Network) -> None:
    step = record(house_prices, Request(step_size=StepSize.LEVEL)).steps[0]
    assert len(step.lines) == 4
    assert step.details["hidden_neurons"] == 0


def test_a_sum_over_many_factors_names_the_product_of_each_path() -> None:
    network = skipping()
    parameter = parameter_named(network, "x1->a1")
    steps = record(network, Request(Lesson.PARAMETER, 0, parameter)).steps
    step = next(step for step in steps if step.topic == "sum_over_paths")
    writer = Writer(Names(network, LECTURE), LECTURE)
    written = latex_of(writer.line(step.lines[0]))
    assert "P_{1} + P_{2} + P_{3}" in written


@pytest.mark.parametrize("loss", ["mse", "sse", "half_mse", "half_sse"])
def test_the_matrices_of_a_batch_give_its_squared_loss(loss: str) -> None:
    network = skipping("identity", loss)
    line = record(network, Request(Lesson.MATRICES)).steps[-1].lines[0]
    assert isinstance(line, MatrixLine)
    start, y, sign, y_hat, end = line.pieces
    assert isinstance(y, Matrix)
    assert isinstance(y_hat, Matrix)
    assert (sign, end) == ("-", r"\|^2")
    share = {"mse": 1 / 2, "sse": 1, "half_mse": 1 / 4, "half_sse": 1 / 2}[loss]
    assert ("frac" in str(start)) == (share != 1)
    squares = share * np.sum((y.values - y_hat.values) ** 2)
    assert line.result.values.item() == pytest.approx(squares, rel=1e-12)


def test_the_matrices_of_a_batch_give_its_cross_entropy() -> None:
    line = record(skipping(), Request(Lesson.MATRICES)).steps[-1].lines[0]
    assert isinstance(line, MatrixLine)
    y, y_hat = (p.values for p in line.pieces if isinstance(p, Matrix))
    total = -np.sum(y * np.log(y_hat)) / len(y)
    assert line.result.values.item() == pytest.approx(total, rel=1e-12)


def test_the_outcome_tells_the_losses_apart_or_says_that_nothing_changed(
    house_prices: Network,
) -> None:
    parameter = parameter_named(house_prices, "w11")
    writer = Writer(Names(house_prices, LECTURE), LECTURE)
    steps = record(house_prices, Request(Lesson.PARAMETER, 0, parameter)).steps
    assert "from 4556.28030 to 4556.28029," in explanation(steps[-1], writer)
    data = house_prices.data
    exact = Data(data.inputs, np.array([[147.49977558080306]]))
    solved = edits.set_data(house_prices, exact.inputs, exact.targets)
    last = record(solved, Request(Lesson.PARAMETER, 0, parameter)).steps[-1]
    assert isinstance(last.lines[-1], Line)
    assert last.topic == "outcome_same"
    assert explanation(last, writer).startswith("The loss stays at 0")


def test_the_output_is_lit_on_every_path_to_the_loss(house_prices: Network) -> None:
    for name in ("beta1", "beta0", "w11"):
        parameter = parameter_named(house_prices, name)
        steps = record(house_prices, Request(Lesson.PARAMETER, 0, parameter)).steps
        product = next(step for step in steps if step.topic == "product")
        lit = {quantity.unit for quantity in product.lights if quantity.unit}
        assert Unit("y") in lit
