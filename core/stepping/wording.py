"""The words of a step: its title, one plain sentence about it, and the caption of each factor.

Words are made when they are shown, so that a recorded trace speaks the language in use.
"""

from core.language import tr, translatable
from core.network.naming import plain_text
from core.network.node import Unit
from core.numbers import format_number, grouped
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer
from core.stepping.step import Card, Line, MatrixLine, Step
from core.stepping.training_wording import TRAINING_TOPICS, Words

TOPICS: dict[str, Words] = {
    "term": Words(
        translatable("Weighted sum of {neuron}: term {position} of {count}"),
        translatable("{parameter} adds its part to the sum, which stands at {value}."),
    ),
    "sum": Words(
        translatable("Weighted sum of {neuron}"),
        translatable("The bias and every input times its weight add up to {value}."),
    ),
    "activation": Words(
        translatable("Activation of {neuron}"),
        translatable("The activation function turns the sum into what {neuron} hands on: {value}."),
    ),
    "output_function": Words(
        translatable("Output {neuron}"),
        translatable("The output function turns the sum into the prediction {value}."),
    ),
    "neuron": Words(
        translatable("Neuron {neuron}"),
        translatable(
            "Weigh what comes in, add the bias, apply the activation: {neuron} hands on {value}."
        ),
    ),
    "output": Words(
        translatable("Output {neuron}"),
        translatable("Weigh what comes in and add the bias: the network predicts {value}."),
    ),
    "level": Words(
        translatable("Level {level}"),
        translatable(
            "All neurons of a level read the same values, so they can be computed side by side."
        ),
    ),
    "all": Words(
        translatable("The whole forward pass"),
        translatable("Level by level, from the inputs to the prediction."),
    ),
    "loss": Words(
        translatable("Loss"),
        translatable("How far the prediction is from the target, as one number: {value}."),
    ),
    "loss_to_output": Words(
        translatable("Chain rule for {parameter}: loss to output"),
        translatable("If {bottom} grows by a little, the loss changes {value} times as much."),
    ),
    "through_output_function": Words(
        translatable("Chain rule for {parameter}: through the output function"),
        translatable("If {bottom} grows by a little, {top} changes {value} times as much."),
    ),
    "loss_to_neuron": Words(
        translatable("Chain rule for {parameter}: from the loss to {bottom}"),
        translatable(
            "{bottom} reaches the loss through every neuron it feeds: the δ of each, times the"
            " weight to it, add up to {value}."
        ),
    ),
    "along_edge": Words(
        translatable("Chain rule for {parameter}: along the edge"),
        translatable(
            "{bottom} reaches {top} through its weight, so the derivative is that weight: {value}."
        ),
    ),
    "through_activation": Words(
        translatable("Chain rule for {parameter}: through the activation"),
        translatable(
            "The slope of the activation at this point: {top} changes {value} times as much as"
            " {bottom}."
        ),
    ),
    "to_weight": Words(
        translatable("Chain rule for {parameter}: to the weight"),
        translatable(
            "{parameter} multiplies what comes in, so the derivative is that value: {value}."
        ),
    ),
    "to_bias": Words(
        translatable("Chain rule for {parameter}: to the bias"),
        translatable("The bias is added as it is, so the derivative is 1."),
    ),
    "product": Words(
        translatable("Chain rule for {parameter}: the product"),
        translatable(
            "All factors multiplied: if {parameter} grows by a little, the loss changes {value}"
            " times as much."
        ),
    ),
    "product_of_delta": Words(
        translatable("Chain rule for {parameter}: the product"),
        translatable(
            "The first two factors make {delta} = ∂L/{z}. Times what {parameter} multiplies it is"
            " the gradient: {value}."
        ),
    ),
    "path_product": Words(
        translatable("Chain rule for {parameter}: path {path} of {paths}"),
        translatable("The factors along this path multiply to {value}."),
    ),
    "sum_over_paths": Words(
        translatable("Chain rule for {parameter}: sum over {paths} paths"),
        translatable(
            "{parameter} reaches the loss along {paths} paths, and their products add up to"
            " {value}."
        ),
    ),
    "no_path": Words(
        translatable("Chain rule for {parameter}: no path"),
        translatable(
            "No path leads from {parameter} to an output, so the loss does not depend on it."
        ),
    ),
    "loss_slopes": Words(
        translatable("Loss to every output"),
        translatable("How the loss changes with each predicted probability."),
    ),
    "jacobian": Words(
        translatable("Softmax: every output depends on the sum of {neuron}"),
        translatable(
            "Softmax divides by the sum over all outputs, so one z moves every ŷ: a column of"
            " the Jacobian."
        ),
    ),
    "jacobian_sum": Words(
        translatable("Softmax: from the loss to {neuron}"),
        translatable("Summed over all outputs: {value}."),
    ),
    "jacobian_collapse": Words(
        translatable("Softmax: from the loss to {neuron}"),
        translatable(
            "Summed over all outputs. With cross-entropy the sum collapses to prediction minus"
            " target, the same number: {value}."
        ),
    ),
    "output_delta": Words(
        translatable("{delta} of the output"),
        translatable("How the loss changes with the weighted sum of {neuron}: {value}."),
    ),
    "delta": Words(
        translatable("{delta} of {neuron}"),
        translatable(
            "The slope of {neuron}'s activation times the δ of the neurons it feeds, each"
            " weighted by its edge: {value}."
        ),
    ),
    "output_deltas": Words(
        translatable("δ of all {count} outputs"),
        translatable("How the loss changes with the weighted sum of each output."),
    ),
    "deltas": Words(
        translatable("δ of level {level}: all {count} neurons"),
        translatable(
            "The slope of each activation times the δ of the neurons it feeds, each weighted by"
            " its edge. Those that matter most for what follows are written out."
        ),
    ),
    "gradient": Words(
        translatable("Gradient of {parameter}"),
        translatable("{delta} of the neuron it leads to, times what it multiplies: {value}."),
    ),
    "gradients": Words(
        translatable("All {count} gradients"),
        translatable(
            "Each is the δ of the neuron that the parameter leads to, times what it multiplies."
        ),
    ),
    "update": Words(
        translatable("Update of {parameter}"),
        translatable("A step of size ε against the gradient: {parameter} becomes {value}."),
    ),
    "frozen": Words(
        translatable("{parameter} is frozen"),
        translatable("A frozen parameter keeps its value, {value}, whatever its gradient."),
    ),
    "update_all": Words(
        translatable("Update of all {count} parameters"),
        translatable(
            "Each takes a step of size ε against its own gradient, all from the old values."
        ),
    ),
    "outcome": Words(
        translatable("The new prediction and loss"),
        translatable(
            "With the new values the loss goes from {loss_before} to {loss_after}, a change of"
            " {loss_change}."
        ),
    ),
    "outcome_same": Words(
        translatable("The new prediction and loss"),
        translatable("The loss stays at {loss_after}: this update changes nothing about it."),
    ),
    "matrix_product": Words(
        translatable("Level {level}: product with the weights"),
        translatable("Every row is an observation; every column a neuron of this level."),
    ),
    "matrix_bias": Words(
        translatable("Level {level}: add the biases"),
        translatable("The same bias is added in every row."),
    ),
    "matrix_activation": Words(
        translatable("Level {level}: activation"),
        translatable("The activation function is applied to each number by itself."),
    ),
    "matrix_output": Words(
        translatable("Level {level}: output function"),
        translatable("The output function turns each row into a prediction."),
    ),
    **TRAINING_TOPICS,
    "matrix_loss": Words(
        translatable("Loss over all observations (n = {n})"),
        translatable("All predictions beside their targets give one loss: {value}."),
    ),
}
CAPTIONS = {
    "loss_to_output": translatable("loss → {bottom}"),
    "through_output_function": translatable("through the output function"),
    "loss_to_neuron": translatable("loss → {bottom}"),
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
    """One plain sentence with the step's numbers, and what its formulas leave out."""
    said = tr(TOPICS[step.topic].sentence).format(**_fields(step, writer))
    classes = _of_classes(step, writer)
    if step.topic == "level" and classes:  # which is more than what is true of every level
        said, classes = classes[0], []
    return " ".join([said, *classes, *_left_out(step)])


def _of_classes(step: Step, writer: Writer) -> list[str]:
    """Which class is predicted, and which is the right one."""
    if "predicted" in step.details:
        unit = writer.names.outputs[int(step.details["predicted"])]
        value = format_number(step.arrives[Quantity(Kind.ACTIVATION, unit)], writer.notation)
        text = tr("The largest output is {neuron} = {value}.")
        return [text.format(neuron=writer.names.spoken(unit), value=value)]
    if "true" in step.details:
        return [class_sentence(int(step.details["true"]), writer)]
    return []


def class_sentence(place: int, writer: Writer) -> str:
    """Which class an observation is of, and which y that makes 1."""
    unit = writer.names.outputs[place]
    target, category = writer.names.target(unit).plain, writer.names.category(unit)
    if not category:
        return tr("{target} = 1, every other y is 0.").format(target=target)
    text = tr("The class is {category}: {target} = 1, every other y is 0.")
    return text.format(category=category, target=target)


def _left_out(step: Step) -> list[str]:
    """That a long sum is shortened: its printed numbers still add up."""
    if "terms" not in step.details:
        return []
    n, zero = int(step.details["terms"]), int(step.details["zero_terms"])
    if step.topic in ("level", "all"):
        if not zero:
            return [tr("Each sum has {n} terms: the largest are written out.").format(n=n)]
        text = tr("Each sum has {n} terms: the largest are written out, and {zero} are 0.")
        return [text.format(n=n, zero=zero)]
    if not zero:
        return [tr("Of its {n} terms the largest are written out.").format(n=n)]
    text = tr("Of its {n} terms the largest are written out; {zero} of them are 0.")
    return [text.format(n=n, zero=zero)]


def caption(card: Card, writer: Writer) -> str:
    """Three words of what a factor is."""
    top, bottom = _ends(card.symbol, writer)
    return tr(CAPTIONS[card.caption]).format(top=top, bottom=bottom)


def name_of(quantity: Quantity, writer: Writer) -> str:
    """The plain name of a quantity."""
    if quantity.kind is Kind.GRADIENT and quantity.parameter is not None:
        loss = plain_text(writer.name(Quantity(Kind.LOSS, row=quantity.row)))
        return f"∂{loss}/∂{writer.names.parameter(quantity.parameter).plain}"
    return plain_text(writer.name(quantity).replace(r"^{\prime", "^{′"))


def listed_name(quantity: Quantity, writer: Writer) -> str:
    """The plain name of a quantity in a list, where an output has its class beside it."""
    name = name_of(quantity, writer)
    category = writer.names.category(quantity.unit) if quantity.unit is not None else ""
    return f"{name} ({category})" if category else name


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
        ("neuron", "parameter", "delta", "z", "value", "top", "bottom", "level", "n"), ""
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
        fields["neuron"] = writer.names.spoken(unit)
        fields["delta"] = writer.names.delta(unit).plain
        fields["z"] = f"∂{writer.names.z(unit).plain}"
    if step.lines:
        last = step.lines[-1]
        if isinstance(last, MatrixLine):
            fields["value"] = format_number(float(last.result.values.flat[0]), writer.notation)
        if isinstance(last, Line):
            places = writer.decimals_of(last)
            fields["value"] = format_number(last.value, writer.notation, places)
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
    return grouped(int(value)) if key in _COUNTS else format_number(value, writer.notation)


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
