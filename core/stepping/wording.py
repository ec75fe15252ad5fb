"""The words of a step: its title, one plain sentence about it, and the caption of each factor.

Words are made when they are shown, so that a recorded trace speaks the language in use.
"""

from typing import NamedTuple

from core.language import tr, translatable
from core.network.naming import plain_text
from core.network.node import Unit
from core.numbers import format_number
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer
from core.stepping.step import Card, Line, MatrixLine, Step


class _Words(NamedTuple):
    title: str
    sentence: str


TOPICS: dict[str, _Words] = {
    "term": _Words(
        translatable("Weighted sum of {neuron}: term {position} of {count}"),
        translatable("{parameter} adds its part to the sum, which stands at {value}."),
    ),
    "sum": _Words(
        translatable("Weighted sum of {neuron}"),
        translatable("The bias and every input times its weight add up to {value}."),
    ),
    "activation": _Words(
        translatable("Activation of {neuron}"),
        translatable("The activation function turns the sum into what {neuron} hands on: {value}."),
    ),
    "output_function": _Words(
        translatable("Output {neuron}"),
        translatable("The output function turns the sum into the prediction {value}."),
    ),
    "neuron": _Words(
        translatable("Neuron {neuron}"),
        translatable(
            "Weigh what comes in, add the bias, apply the activation: {neuron} hands on {value}."
        ),
    ),
    "output": _Words(
        translatable("Output {neuron}"),
        translatable("Weigh what comes in and add the bias: the network predicts {value}."),
    ),
    "level": _Words(
        translatable("Level {level}"),
        translatable(
            "All neurons of a level read the same values, so they can be computed side by side."
        ),
    ),
    "all": _Words(
        translatable("The whole forward pass"),
        translatable("Level by level, from the inputs to the prediction."),
    ),
    "loss": _Words(
        translatable("Loss"),
        translatable("How far the prediction is from the target, as one number: {value}."),
    ),
    "loss_to_output": _Words(
        translatable("Chain rule for {parameter}: loss to output"),
        translatable("If {bottom} grows by a little, the loss changes {value} times as much."),
    ),
    "through_output_function": _Words(
        translatable("Chain rule for {parameter}: through the output function"),
        translatable("If {bottom} grows by a little, {top} changes {value} times as much."),
    ),
    "along_edge": _Words(
        translatable("Chain rule for {parameter}: along the edge"),
        translatable(
            "{bottom} reaches {top} through its weight, so the derivative is that weight: {value}."
        ),
    ),
    "through_activation": _Words(
        translatable("Chain rule for {parameter}: through the activation"),
        translatable(
            "The slope of the activation at this point: {top} changes {value} times as much as"
            " {bottom}."
        ),
    ),
    "to_weight": _Words(
        translatable("Chain rule for {parameter}: to the weight"),
        translatable(
            "{parameter} multiplies what comes in, so the derivative is that value: {value}."
        ),
    ),
    "to_bias": _Words(
        translatable("Chain rule for {parameter}: to the bias"),
        translatable("The bias is added as it is, so the derivative is 1."),
    ),
    "product": _Words(
        translatable("Chain rule for {parameter}: the product"),
        translatable(
            "All factors multiplied: if {parameter} grows by a little, the loss changes {value}"
            " times as much."
        ),
    ),
    "path_product": _Words(
        translatable("Chain rule for {parameter}: path {path} of {paths}"),
        translatable("The factors along this path multiply to {value}."),
    ),
    "sum_over_paths": _Words(
        translatable("Chain rule for {parameter}: sum over {paths} paths"),
        translatable(
            "{parameter} reaches the loss along {paths} paths, and their products add up to"
            " {value}."
        ),
    ),
    "no_path": _Words(
        translatable("Chain rule for {parameter}: no path"),
        translatable(
            "No path leads from {parameter} to an output, so the loss does not depend on it."
        ),
    ),
    "loss_slopes": _Words(
        translatable("Loss to every output"),
        translatable("How the loss changes with each predicted probability."),
    ),
    "jacobian": _Words(
        translatable("Softmax: every output depends on {neuron}"),
        translatable(
            "Softmax divides by the sum over all outputs, so one z moves every ŷ: a column of"
            " the Jacobian."
        ),
    ),
    "jacobian_sum": _Words(
        translatable("Softmax: from the loss to {neuron}"),
        translatable("Summed over all outputs: {value}."),
    ),
    "jacobian_collapse": _Words(
        translatable("Softmax: from the loss to {neuron}"),
        translatable(
            "Summed over all outputs. With cross-entropy the sum collapses to prediction minus"
            " target, the same number: {value}."
        ),
    ),
    "output_delta": _Words(
        translatable("{delta} of the output"),
        translatable("How the loss changes with the weighted sum of {neuron}: {value}."),
    ),
    "delta": _Words(
        translatable("{delta} of {neuron}"),
        translatable(
            "The slope of {neuron}'s activation times the δ of the neurons it feeds, each"
            " weighted by its edge: {value}."
        ),
    ),
    "gradient": _Words(
        translatable("Gradient of {parameter}"),
        translatable("{delta} of the neuron it leads to, times what it multiplies: {value}."),
    ),
    "gradients": _Words(
        translatable("All {count} gradients"),
        translatable(
            "Each is the δ of the neuron that the parameter leads to, times what it multiplies."
        ),
    ),
    "update": _Words(
        translatable("Update of {parameter}"),
        translatable("A step of size ε against the gradient: {parameter} becomes {value}."),
    ),
    "frozen": _Words(
        translatable("{parameter} is frozen"),
        translatable("A frozen parameter keeps its value, {value}, whatever its gradient."),
    ),
    "update_all": _Words(
        translatable("Update of all {count} parameters"),
        translatable(
            "Each takes a step of size ε against its own gradient, all from the old values."
        ),
    ),
    "outcome": _Words(
        translatable("The new prediction and loss"),
        translatable(
            "With the new values the loss goes from {loss_before} to {loss_after}, a change of"
            " {loss_change}."
        ),
    ),
    "outcome_same": _Words(
        translatable("The new prediction and loss"),
        translatable("The loss stays at {loss_after}: this update changes nothing about it."),
    ),
    "train_batch_whole": _Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Step {of_epoch} of epoch {epoch}; an epoch has {per_epoch}."
            " It uses the whole training data, {n} observations: nothing is drawn."
        ),
    ),
    "train_batch_one": _Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Step {of_epoch} of epoch {epoch}; an epoch has {per_epoch}."
            " The {n} training observations were shuffled for this epoch; this is the next one."
        ),
    ),
    "train_batch_shuffled": _Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Step {of_epoch} of epoch {epoch}; an epoch has {per_epoch}."
            " The {n} training observations were shuffled for this epoch; these are the next"
            " {size}."
        ),
    ),
    "train_batch_drawn": _Words(
        translatable("Training step {t}: the batch"),
        translatable(
            "Step {of_epoch} of epoch {epoch}; an epoch has {per_epoch}."
            " {size} of the {n} training observations were drawn, each from all of them: one may"
            " come twice."
        ),
    ),
    "train_loss": _Words(
        translatable("Training step {t}: the loss of the batch"),
        translatable(
            "The forward pass of every row of the batch, with the parameters as they are now, gives"
            " the loss {value}."
        ),
    ),
    "train_rows": _Words(
        translatable("Training step {t}: the gradient of each row"),
        translatable("Each of the {size} rows of the batch has its own gradient of {parameter}."),
    ),
    "train_row": _Words(
        translatable("Training step {t}: the gradient of the row"),
        translatable("Observation {row} alone gives the gradient of {parameter}: {value}."),
    ),
    "train_mean": _Words(
        translatable("Training step {t}: the mean gradient"),
        translatable(
            "The loss is a mean over the rows, so its gradient is the mean of theirs: {value}."
        ),
    ),
    "train_sum": _Words(
        translatable("Training step {t}: the sum of the gradients"),
        translatable(
            "The loss is a sum over the rows, so its gradient is the sum of theirs: {value}."
        ),
    ),
    "train_nabla": _Words(
        translatable("Training step {t}: the gradient ∇"),
        translatable("There is no penalty: the optimizer gets the gradient of the loss, {value}."),
    ),
    "train_penalty": _Words(
        translatable("Training step {t}: the penalty's gradient"),
        translatable(
            "The penalty P pulls {parameter} towards 0. Its gradient and that of the loss add up"
            " to ∇ = {value}."
        ),
    ),
    "train_penalty_bias": _Words(
        translatable("Training step {t}: the penalty's gradient"),
        translatable("A bias has no penalty: ∇ is the gradient of the loss alone, {value}."),
    ),
    "train_velocity": _Words(
        translatable("Training step {t}: the velocity v"),
        translatable(
            "Momentum keeps the share γ of the last velocity and adds a step against the gradient:"
            " {value}."
        ),
    ),
    "train_mean_square": _Words(
        translatable("Training step {t}: the mean square E"),
        translatable("RMSProp keeps a running mean of the squared gradient: {value}."),
    ),
    "train_moments": _Words(
        translatable("Training step {t}: the moments m and v"),
        translatable("Adam keeps a running mean of the gradient, m, and of its square, v."),
    ),
    "train_corrected": _Words(
        translatable("Training step {t}: the bias correction"),
        translatable(
            "Both means began at 0 and are too small at first: divided by what they still lack"
            " they become m̂ and v̂."
        ),
    ),
    "train_effective": _Words(
        translatable("Training step {t}: the effective step"),
        translatable("For {parameter} the learning rate ε becomes a step of its own: {value}."),
    ),
    "train_update": _Words(
        translatable("Training step {t}: the update of {parameter}"),
        translatable("{parameter} becomes {value}; all other parameters change with it."),
    ),
    "train_outcome": _Words(
        translatable("Training step {t}: what it did"),
        translatable(
            "The loss of this batch goes from {loss_before} to {loss_after}. Below it, the loss of"
            " all the training data."
        ),
    ),
    "train_outcome_data": _Words(
        translatable("Training step {t}: what it did"),
        translatable("The loss of the training data goes from {loss_before} to {loss_after}."),
    ),
    "matrix_product": _Words(
        translatable("Level {level}: product with the weights"),
        translatable("Every row is an observation; every column a neuron of this level."),
    ),
    "matrix_bias": _Words(
        translatable("Level {level}: add the biases"),
        translatable("The same bias is added in every row."),
    ),
    "matrix_activation": _Words(
        translatable("Level {level}: activation"),
        translatable("The activation function is applied to each number by itself."),
    ),
    "matrix_output": _Words(
        translatable("Level {level}: output function"),
        translatable("The output function turns each row into a prediction."),
    ),
    "matrix_loss": _Words(
        translatable("Loss over all observations (n = {n})"),
        translatable("All predictions beside their targets give one loss: {value}."),
    ),
}
CAPTIONS = {
    "loss_to_output": translatable("loss → {bottom}"),
    "through_output_function": translatable("through the output function"),
    "along_edge": translatable("{top} → {bottom}"),
    "through_activation": translatable("through the activation"),
    "to_weight": translatable("{top} → {bottom}"),
    "to_bias": translatable("{top} → {bottom}"),
    "gradient": translatable("gradient"),
}


def title(step: Step, writer: Writer) -> str:
    """A few words that name the step."""
    return tr(TOPICS[step.topic].title).format(**_fields(step, writer))


def explanation(step: Step, writer: Writer) -> str:
    """One plain sentence with the step's numbers."""
    return tr(TOPICS[step.topic].sentence).format(**_fields(step, writer))


def caption(card: Card, writer: Writer) -> str:
    """Three words of what a factor is."""
    top, bottom = _ends(card.symbol, writer)
    return tr(CAPTIONS[card.caption]).format(top=top, bottom=bottom)


def name_of(quantity: Quantity, writer: Writer) -> str:
    """The plain name of a quantity."""
    if quantity.kind is Kind.GRADIENT and quantity.parameter is not None:
        return f"∂L/∂{writer.names.parameter(quantity.parameter).plain}"
    return plain_text(writer.name(quantity).replace(r"^{\prime", "^{′"))


def _ends(symbol: object, writer: Writer) -> tuple[str, str]:
    top, bottom = getattr(symbol, "top", None), getattr(symbol, "bottom", None)
    return (
        name_of(top, writer) if isinstance(top, Quantity) else "",
        name_of(bottom, writer) if isinstance(bottom, Quantity) else "",
    )


_recent: list[tuple[Step, Writer, dict[str, object]]] = []
"""The fields asked for last: title and sentence of a step are wanted several times at once."""


def _fields(step: Step, writer: Writer) -> dict[str, object]:
    """Everything that a text may mention; what a step does not have is blank."""
    for known_step, known_writer, known in _recent:
        if known_step is step and known_writer is writer:
            return known
    fields = _found_fields(step, writer)
    _recent[:] = [(step, writer, fields)]
    return fields


def _found_fields(step: Step, writer: Writer) -> dict[str, object]:
    fields: dict[str, object] = dict.fromkeys(
        ("neuron", "parameter", "delta", "value", "top", "bottom", "level", "n"), ""
    )
    fields |= {"position": "", "count": "", "path": "", "paths": ""}
    fields |= {key: _number(key, value, writer) for key, value in step.details.items()}
    if "loss_before" in step.details:
        before, after = step.details["loss_before"], step.details["loss_after"]
        fields["loss_before"], fields["loss_after"] = _told_apart(before, after, writer)
        fields["loss_change"] = format_number(after - before, writer.notation)
    fields["parameter"] = _parameter_name(step, writer)
    unit = _unit(step)
    if unit is not None:
        fields["neuron"] = writer.names.activation(unit).plain
        fields["delta"] = writer.names.delta(unit).plain
    if step.lines:
        last = step.lines[-1]
        if isinstance(last, MatrixLine):
            fields["value"] = format_number(float(last.result.values.flat[0]), writer.notation)
        if isinstance(last, Line):
            fields["value"] = format_number(last.value, writer.notation)
            fields["top"], fields["bottom"] = _ends(last.left, writer)
    return fields


def _told_apart(before: float, after: float, writer: Writer) -> tuple[str, str]:
    """Print two numbers with as many decimals as it takes to see that they differ."""
    for decimals in range(writer.notation.decimals, 13):
        texts = tuple(format_number(v, writer.notation, decimals) for v in (before, after))
        if texts[0] != texts[1] or before == after:
            break
    return texts[0], texts[1]


_COUNTS = {
    "position", "count", "path", "paths", "level", "n",
    "t", "epoch", "of_epoch", "per_epoch", "size", "row", "others",
}  # fmt: skip


def _number(key: str, value: float, writer: Writer) -> str:
    return str(int(value)) if key in _COUNTS else format_number(value, writer.notation)


def _parameter_name(step: Step, writer: Writer) -> str:
    parameter = next((part for part in step.key if _is_parameter(part)), None)
    if parameter is None and step.about is not None:
        parameter = step.about.parameter
    return writer.names.parameter(parameter).plain if parameter is not None else ""


def _is_parameter(part: object) -> bool:
    return isinstance(part, tuple) and len(part) == 2 and isinstance(part[0], Unit)


def _unit(step: Step) -> Unit | None:
    if step.about is not None and step.about.unit is not None:
        return step.about.unit
    if step.about is not None and step.about.parameter is not None:
        return step.about.parameter.target
    return None
