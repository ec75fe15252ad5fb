"""Teaching notes about batches, optimizers and dropout, with the numbers of the training step."""

from collections.abc import Callable, Iterator

import numpy as np

from core.language import tr
from core.network.edge import Parameter
from core.network.node import Array, Role, Unit
from core.numbers import format_number
from core.numerics.passes import backward, forward
from core.stepping.evaluation import Evaluation
from core.stepping.note import Note
from core.stepping.optimizer_lines import OptimizerLines
from core.stepping.parameter_list import parameters_of, theta_order
from core.stepping.rendering import Writer
from core.stepping.replay import Move
from core.stepping.step import Step
from core.stepping.trace import Trace
from core.training.batches import Masks
from core.training.schedules import rate_factor

MOST_NAMED = 4
FIRST_STEPS = 10
"""For so many steps Adam's correction is worth a note."""


def training_notes(trace: Trace, step: Step, writer: Writer) -> list[Note]:
    """What a step of a training teaches."""
    parameter = trace.request.parameter
    if step.batch is None or parameter is None:
        return []
    move = trace.moves[step.batch.number - 1 - trace.request.n_done]
    about = _About(move, parameter, step, writer, trace.before)
    return [note for make in _MAKERS.get(step.topic, ()) for note in make(about)]


class _About:
    """A training step with the parameter that is followed, and how numbers are printed."""

    def __init__(
        self, move: Move, parameter: Parameter, step: Step, writer: Writer, before: Evaluation
    ) -> None:
        self.move, self.parameter, self.step, self.writer = move, parameter, step, writer
        self.before = before
        self.settings, self.plan = move.training.settings, move.training.plan
        self.index = self.plan.theta_index(parameter)
        self.lines = OptimizerLines(move, parameter)
        self.name = writer.names.parameter(parameter).plain

    def number(self, value: float) -> str:
        return format_number(value, self.writer.notation)

    def of(self, vector: Array) -> float:
        return float(vector[self.index])


def _dropout(about: _About) -> Iterator[Note]:
    if about.move.kept is None or about.step.batch is None:
        return
    units = about.move.training.network.units(Role.HIDDEN)
    out = [u for u in units if u in about.step.batch.left_out]
    factor = 1.0 / (1.0 - float(Masks(about.plan, about.settings).rates.max()))
    if not out:
        text = tr(
            "Dropout left no neuron out of observation {row} this time. The values of neurons that"
            " it may leave out are multiplied by 1/(1 − p) = {factor}."
        )
    else:
        text = tr(
            "In observation {row} dropout leaves out what is crossed out: {neurons}. The values of"
            " the others are multiplied by 1/(1 − p) = {factor}, so that the sums keep their size"
            " on average. The choice is held while you step."
        )
    yield Note(
        "dropout",
        tr("Dropout."),
        text.format(
            row=about.step.batch.shown + 1,
            neurons=_names(out, about.writer),
            factor=about.number(factor),
        ),
    )


def _names(units: list[Unit], writer: Writer) -> str:
    names = [writer.names.activation(u).plain for u in units[:MOST_NAMED]]
    return ", ".join(names) + (" …" if len(units) > MOST_NAMED else "")


def _drawn(about: _About) -> Iterator[Note]:
    move = about.move
    twice = move.size - len(set(move.observations))
    if about.settings.replacement and twice:
        text = tr(
            "Rows are drawn with replacement, so {n} of them came more than once and counts as"
            " often as it came. Others may not come at all in this epoch."
        )
        yield Note("twice", tr("The same row twice."), text.format(n=twice))


def _schedule(about: _About) -> Iterator[Note]:
    factor = rate_factor(about.settings, about.move.epoch)
    if factor != 1.0:
        text = tr("The schedule makes ε = {rate} in epoch {epoch}: {factor} of the ε that is set.")
        yield Note(
            "schedule",
            tr("A learning rate that changes."),
            text.format(
                rate=about.number(about.move.rate),
                epoch=about.move.epoch + 1,
                factor=about.number(factor),
            ),
        )


def _precision(about: _About) -> Iterator[Note]:
    if about.settings.dtype == "float32" and about.move.number == 1:
        text = tr(
            "The training is set to float32. Here every number is calculated in float64, so the"
            " last digits differ."
        )
        yield Note("precision", tr("More exact than the training."), text)


def _noise(about: _About) -> Iterator[Note]:
    """What some of the rows say beside what all of them say."""
    move, training = about.move, about.move.training
    if move.size >= training.n or not about.plan.loss.mean or training.is_large:
        return
    run = forward(about.plan, move.theta, training.x[:])
    everything = about.of(backward(about.plan, move.theta, run, training.y).gradient)
    here = about.of(move.data_gradient)
    if here * everything < 0:
        text = tr(
            "This batch gives {here}, all {n} observations together {everything}: it even points"
            " the other way. Such steps are cheap and noisy; over many of them the noise evens out."
        )
    else:
        text = tr(
            "This batch gives {here}, all {n} observations together {everything}. A step from a"
            " few rows is cheap and noisy; over many steps the noise evens out."
        )
    yield Note(
        "noise",
        tr("A noisy gradient."),
        text.format(here=about.number(here), everything=about.number(everything), n=training.n),
    )


def _inertia(about: _About) -> Iterator[Note]:
    old = about.settings.momentum * about.of(about.move.state["v"])
    new = -about.move.rate * about.of(about.move.gradient)
    if about.move.number == 1:
        text = tr(
            "At the start v = 0, so the first step is plain gradient descent. From now on each"
            " step keeps the share γ = {gamma} of the one before."
        )
    elif old * new < 0 and abs(old) > abs(new):
        text = tr(
            "The gradient asks for {new}, but {old} is left of the last step: {name} goes on in"
            " its old direction. So it can roll through a shallow minimum, or past a good one."
        )
    elif old * new < 0:
        text = tr(
            "The gradient has turned: {new} against {old} that is left of the last step. Opposite"
            " parts cancel, which smooths a path that zigzags."
        )
    else:
        text = tr(
            "{old} is left of the last step and {new} comes from the gradient now. While they agree"
            " the steps grow, up to 1/(1 − γ) = {most} times."
        )
    yield Note(
        "inertia",
        tr("Inertia."),
        text.format(
            gamma=about.number(about.settings.momentum),
            old=about.number(old),
            new=about.number(new),
            name=about.name,
            most=about.number(1 / (1 - about.settings.momentum)),
        ),
    )


def _effective(about: _About) -> Iterator[Note]:
    """A step of its own for each parameter: larger where the gradients are small."""
    other = _largest_gradient(about)
    here = about.lines.effective().value
    if other is None:
        return
    there = OptimizerLines(about.move, other).effective().value
    if not np.isfinite([here, there]).all() or here <= there:
        return
    text = tr(
        "The root is small where gradients are small, so their step is large: {here} for {name},"
        " but {there} for {other}, whose gradient is the largest. That is how {name} can keep up."
    )
    yield Note(
        "effective",
        tr("A step of its own."),
        text.format(
            here=about.number(here),
            there=about.number(there),
            name=about.name,
            other=about.writer.names.parameter(other).plain,
        ),
    )


def _largest_gradient(about: _About) -> Parameter | None:
    """The parameter with the largest gradient in this step, None if it is the one followed."""
    sizes = np.abs(about.move.gradient)[theta_order(about.before)]
    largest = parameters_of(about.before)[int(np.argmax(sizes))]
    return None if largest == about.parameter else largest


def _stabiliser(about: _About) -> Iterator[Note]:
    c = about.settings.constants
    square = (
        about.move.new_state["E"]
        if about.settings.optimizer == "rmsprop"
        else about.move.corrected[1]
    )
    if about.of(square) > 100 * c.eta or not c.eta:
        return
    if c.eta_outside:
        text = tr(
            "Here η stands outside the root, as in the frameworks, and the step is {outside}."
            " Inside, as in the lecture, it would be {inside}: the mean square, {square}, is so"
            " small that η matters."
        )
    else:
        text = tr(
            "Here η stands inside the root, as in the lecture, and the step is {inside}. Outside,"
            " as in the frameworks, it would be {outside}: the mean square, {square}, is so small"
            " that η matters."
        )
    value = about.of(square)
    inside = about.move.rate / np.sqrt(value + c.eta)
    outside = about.move.rate / (np.sqrt(value) + c.eta)
    yield Note(
        "stabiliser",
        tr("Where η stands."),
        text.format(
            square=about.number(value),
            inside=about.number(float(inside)),
            outside=about.number(float(outside)),
        ),
    )


def _correction(about: _About) -> Iterator[Note]:
    t, c = about.move.number, about.settings.constants
    if t > FIRST_STEPS:
        return
    text = tr(
        "After {t} of its steps, m holds only {m} and v only {v} of what they should: both began"
        " at 0. Without the correction the first steps would be {ratio} times as large."
    )
    first, second = 1 - c.beta1**t, 1 - c.beta2**t
    if not second:
        return
    yield Note(
        "correction",
        tr("Why correct?"),
        text.format(
            t=t,
            m=_share(first, about),
            v=_share(second, about),
            ratio=format_number(first / np.sqrt(second), about.writer.notation, 2),
        ),
    )


def _share(share: float, about: _About) -> str:
    return f"{format_number(100 * share, about.writer.notation, 1)} %"


def _no_correction(about: _About) -> Iterator[Note]:
    if about.settings.bias_correction or about.move.number > FIRST_STEPS:
        return
    text = tr(
        "The bias correction is off: m and v began at 0 and are used as they are, too small in the"
        " first steps. Turn it on and compare."
    )
    yield Note("no_correction", tr("Without correction."), text)


def _first_adam(about: _About) -> Iterator[Note]:
    if about.move.number == 1 and about.settings.bias_correction:
        text = tr(
            "In the first step the corrected m is ∇ and the corrected v is ∇², so every parameter"
            " moves by almost ε = {rate}, however large its gradient is."
        )
        text = text.format(rate=about.number(about.move.rate))
        yield Note("first_adam", tr("The first step of Adam."), text)


def _outcome(about: _About) -> Iterator[Note]:
    move, training = about.move, about.move.training
    before, after = about.step.details["loss_before"], about.step.details["loss_after"]
    data = (0.0, 0.0)
    if not training.is_large:
        data = training.loss(move.theta), training.loss(move.new_theta)
    if after > before:
        text = tr(
            "The loss of the batch grew from {before} to {after}: the step went past the minimum,"
            " or inertia carried it on. A smaller ε makes smaller steps."
        )
        yield Note("grew", tr("It got worse."), _losses(text, (before, after), about))
    elif data[1] > data[0]:
        text = tr(
            "This batch has got better, but the loss of all training data grew from {before} to"
            " {after}: a few rows know only a part of the truth."
        )
        yield Note("partly", tr("Better for some."), _losses(text, data, about))


def _losses(text: str, pair: tuple[float, float], about: _About) -> str:
    return text.format(before=about.number(pair[0]), after=about.number(pair[1]))


def _after_all(about: _About) -> Iterator[Note]:
    text = tr(
        "The formulas follow {name}. With it all parameters have changed, each with its own"
        " gradient; the next training step begins from all the new values."
    )
    yield Note("all", tr("The whole network trains."), text.format(name=about.name))


_BATCH = (_dropout, _drawn, _schedule, _precision)
_MAKERS: dict[str, tuple[Callable[[_About], Iterator[Note]], ...]] = {
    "train_batch_whole": _BATCH,
    "train_batch_one": _BATCH,
    "train_batch_shuffled": _BATCH,
    "train_batch_drawn": _BATCH,
    "train_loss": (_dropout,),
    "train_nabla": (_noise,),
    "train_penalty": (_noise,),
    "train_penalty_bias": (_noise,),
    "train_velocity": (_inertia,),
    "train_moments": (_no_correction,),
    "train_corrected": (_correction,),
    "train_effective": (_effective, _stabiliser, _first_adam),
    "train_update": (_after_all,),
    "train_outcome": (_outcome,),
    "train_outcome_data": (_outcome,),
}
