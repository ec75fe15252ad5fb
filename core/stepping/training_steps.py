"""One training step as steps of a lesson: the batch, the gradient, the optimizer, the new θ.

The whole network trains; the formulas follow one parameter.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from core.network.edge import Parameter
from core.network.node import Role, Unit
from core.stepping.expression import (
    Call,
    Constant,
    Expression,
    Fraction,
    Named,
    Partial,
    Product,
    Subtotal,
    add,
    sum_of,
)
from core.stepping.factors import gradient_quantity
from core.stepping.formulas import ONE
from core.stepping.optimizer_lines import OptimizerLines
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.replay import Move
from core.stepping.step import Batch, Line, Phase, Step

LOSS, NEW_LOSS = Quantity(Kind.LOSS), Quantity(Kind.NEW_LOSS)
MOST_WRITTEN = 6
"""So many rows' gradients are written out; the table lists more."""
MOST_LISTED_ROWS = 200


def training_steps(move: Move, parameter: Parameter, row: int) -> Iterator[Step]:
    """Every step of a lesson for one training step; the canvas shows observation ``row``."""
    return _Builder(move, parameter, row).steps()


class _Builder:
    def __init__(self, move: Move, parameter: Parameter, row: int) -> None:
        self.move, self.parameter = move, parameter
        self.plan, self.settings = move.training.plan, move.training.settings
        self.lines = OptimizerLines(move, parameter)
        observations = move.observations
        self.place = observations.index(row) if row in observations else 0
        self.observations = observations
        self.quantity = Quantity(Kind.PARAMETER, parameter=parameter)
        self.light = {self.quantity: Colour.PARAMETER}
        self.index = self.plan.theta_index(parameter)
        self.gradients = move.row_gradients(parameter)

    def steps(self) -> Iterator[Step]:
        yield self._batch()
        yield self._loss()
        yield self._rows()
        if self.move.size > 1:
            yield self._together()
        yield self._nabla()
        yield from self._optimizer()
        yield self._update()
        yield self._outcome()

    def _step(
        self, topic: str, phase: Phase, lines: Sequence[Line | Batch], **rest: object
    ) -> Step:
        details = {"t": self.move.number} | rest.pop("details", {})  # type: ignore[operator]
        rest.setdefault("lights", self.light)
        # What the batch is called depends on the settings, where it stands does not.
        return Step(
            key=(_part(topic), self.move.number),
            phase=phase,
            topic=topic,
            lines=tuple(lines),
            details=details,
            batch=self.batch,
            **rest,  # type: ignore[arg-type]
        )

    @cached_property
    def batch(self) -> Batch:
        """Which rows, and which neurons dropout leaves out for the row on the canvas."""
        move, plan = self.move, self.plan
        left_out: frozenset[Unit] = frozenset()
        if move.kept is not None:
            left_out = frozenset(
                unit
                for unit in move.training.network.units(Role.HIDDEN)
                if move.kept[plan.index(unit), self.place] == 0
            )
        return Batch(move.number, tuple(self.observations), self.observations[self.place], left_out)

    def _batch(self) -> Step:
        training, move = self.move.training, self.move
        lines: list[Line | Batch] = [self.batch]
        if training.batch_size < training.n:
            n, b = Subtotal(training.n, latex="n"), Subtotal(training.batch_size, latex="b")
            count = Call("ceil", Fraction(n, b))
            lines.append(Line(count, count, float(training.steps_per_epoch)))
        factor = move.rate / self.settings.learning_rate
        if self.settings.schedule != "constant":
            start = Subtotal(self.settings.learning_rate, latex=r"\varepsilon_0")
            rate = Named(Quantity(Kind.LEARNING_RATE), move.rate)
            lines.append(Line(rate, Product((start, Subtotal(factor, latex="f_e"))), move.rate))
        units = training.network.units(Role.INPUT)
        x = {Quantity(Kind.ACTIVATION, u): self._a(u) for u in units}
        y = {
            Quantity(Kind.TARGET, u): float(training.y[move.rows[self.place], i])
            for i, u in enumerate(training.network.units(Role.OUTPUT))
        }
        topic = "train_batch_whole"
        if self.settings.replacement:
            topic = "train_batch_drawn"
        elif training.batch_size < training.n:
            topic = "train_batch_one" if training.batch_size == 1 else "train_batch_shuffled"
        return self._step(
            topic, Phase.FORWARD, lines,
            arrives=x | y, begins=True,
            details={
                "epoch": move.epoch + 1, "of_epoch": move.of_epoch, "size": move.size,
                "n": training.n, "per_epoch": training.steps_per_epoch,
            },
        )  # fmt: skip

    def _a(self, unit: Unit) -> float:
        return float(self.move.run.a[self.plan.index(unit), self.place])

    def _loss(self) -> Step:
        network = self.move.training.network
        units = [u for r in (Role.HIDDEN, Role.OUTPUT) for u in network.units(r)]
        value = self.move.batch_loss(self.move.theta)
        outputs = {Quantity(Kind.ACTIVATION, u): Colour.OUTPUT for u in network.units(Role.OUTPUT)}
        return self._step(
            "train_loss", Phase.LOSS,
            [self._loss_line(LOSS, Kind.LOSS, self.move.row_losses(self.move.theta), value)],
            about=LOSS,
            lights={LOSS: Colour.LOSS, **outputs},
            arrives={Quantity(Kind.ACTIVATION, u): self._a(u) for u in units} | {LOSS: value},
        )  # fmt: skip

    def _loss_line(self, left: Quantity, kind: Kind, rows: list[float], value: float) -> Line:
        total = sum_of(rows, lambda i: Named(Quantity(kind, row=self.observations[i]), rows[i]))
        return Line(Named(left, value), self._together_of(total), value)

    def _together_of(self, total: Expression) -> Expression:
        """The mean of the rows' numbers where the loss is a mean, else their sum."""
        if self.move.size == 1 or not self.plan.loss.mean:
            return total
        return Product((Fraction(ONE, Constant(self.move.size)), total))

    def _row_partial(self, place: int) -> Partial:
        loss = Quantity(Kind.LOSS, row=self.observations[place])
        return Partial(loss, self.quantity, self.gradients[place])

    def _row_line(self, place: int) -> Line:
        target, source = self.parameter.target, self.parameter.source
        delta = self.move.delta(self.plan.index(target), place)
        formula: Expression = Named(Quantity(Kind.DELTA, target), delta)
        if source is not None:
            a = float(self.move.run.a[self.plan.index(source), place])
            formula = Product((formula, Named(Quantity(Kind.ACTIVATION, source), a)))
        partial = self._row_partial(place)
        return Line(partial, formula, partial.value)

    def _rows(self) -> Step:
        move, gradient = self.move, gradient_quantity(self.parameter)
        lines = [self._row_line(place) for place in range(min(move.size, MOST_WRITTEN))]
        if move.size == 1:
            partial = self._row_partial(0)
            lines.append(Line(self._data_partial(), partial, self._data_gradient))
        table = tuple(
            (gradient._replace(row=i), self.gradients[place])
            for place, i in enumerate(self.observations[:MOST_LISTED_ROWS])
        )
        return self._step(
            "train_rows" if move.size > 1 else "train_row", Phase.BACKWARD, lines,
            about=gradient,
            arrives=dict(table) | ({gradient: self._data_gradient} if move.size == 1 else {}),
            table=table if move.size > 1 else (),
            details={
                "hidden_lines": max(0, move.size - MOST_WRITTEN),
                "more_rows": max(0, move.size - MOST_LISTED_ROWS),
                "size": move.size,
                "row": self.observations[0] + 1,
            },
        )  # fmt: skip

    @property
    def _data_gradient(self) -> float:
        return float(self.move.data_gradient[self.index])

    def _data_partial(self) -> Partial:
        return Partial(LOSS, self.quantity, self._data_gradient)

    def _together(self) -> Step:
        total = sum_of(self.gradients, self._row_partial)
        gradient = gradient_quantity(self.parameter)
        line = Line(self._data_partial(), self._together_of(total), self._data_gradient)
        return self._step(
            "train_mean" if self.plan.loss.mean else "train_sum", Phase.BACKWARD, [line],
            about=gradient,
            arrives={gradient: self._data_gradient},
            details={"size": self.move.size},
        )  # fmt: skip

    def _nabla(self) -> Step:
        """∇ = ∂L/∂w, and the penalty's gradient beside it where there is a penalty."""
        total = Quantity(Kind.TOTAL_GRADIENT, parameter=self.parameter)
        value = float(self.move.gradient[self.index])
        left = Named(total, value)
        lines, topic = [Line(left, self._data_partial(), value)], "train_nabla"
        by_penalty = Named(
            Quantity(Kind.PENALTY_GRADIENT, parameter=self.parameter),
            float(self.move.penalty_gradient[self.index]),
        )
        if self.settings.l1 or self.settings.l2:
            topic = "train_penalty_bias" if self.parameter.source is None else "train_penalty"
            lines = [
                Line(by_penalty, self._penalty_slope(), by_penalty.value),
                Line(left, add(self._data_partial(), by_penalty), value),
            ]
        arrives = {total: value, by_penalty.quantity: by_penalty.value}
        return self._step(topic, Phase.BACKWARD, lines, about=total, arrives=arrives)

    def _penalty_slope(self) -> Expression:
        """λ₁ sign w + 2λ₂w; 0 for a bias."""
        if self.parameter.source is None:
            return Constant(0)
        w = Named(self.quantity, float(self.move.theta[self.index]))
        terms: list[Expression] = []
        if self.settings.l1:
            lasso = Subtotal(self.settings.l1, latex=r"\lambda_1")
            terms.append(Product((lasso, Call("sign", w))))
        if self.settings.l2:
            ridge = Subtotal(self.settings.l2, latex=r"\lambda_2")
            terms.append(Product((Constant(2), ridge, w)))
        return add(*terms)

    # The optimizer

    def _optimizer(self) -> Iterator[Step]:
        if not self.plan.trainable[self.index]:
            return
        match self.settings.optimizer:
            case "momentum":
                yield self._state("train_velocity", self.lines.velocity())
            case "rmsprop":
                yield self._state("train_mean_square", self.lines.mean_square())
                yield self._state("train_effective", self.lines.effective())
            case "adam":
                yield self._state("train_moments", *self.lines.moments())
                if self.settings.bias_correction:
                    yield self._state("train_corrected", *self.lines.corrected())
                yield self._state("train_effective", self.lines.effective())

    def _state(self, topic: str, *lines: Line) -> Step:
        values = {line.left.quantity: line.value for line in lines if isinstance(line.left, Named)}
        about = next(iter(values))
        return self._step(topic, Phase.UPDATE, lines, about=about, arrives=values)

    def _update(self) -> Step:
        line = self.lines.update()
        quantity = Quantity(Kind.NEW_PARAMETER, parameter=self.parameter)
        trains = self.plan.trainable[self.index]
        return self._step(
            "train_update" if trains else "frozen", Phase.UPDATE, [line],
            about=quantity,
            arrives={quantity: line.value},
            theta=self.move.new_theta,
            details={"others": int(self.plan.trainable.sum()) - int(trains)},
        )  # fmt: skip

    def _outcome(self) -> Step:
        move = self.move
        before, after = move.batch_loss(move.theta), move.batch_loss(move.new_theta)
        rows = move.row_losses(move.new_theta)
        lines = [self._loss_line(NEW_LOSS, Kind.NEW_LOSS, rows, after)]
        whole = move.size == move.training.n and move.kept is None
        whole = whole and len(set(self.observations)) == move.size
        topic = "train_outcome_data" if whole else "train_outcome"
        if not whole and move.training.is_large:
            topic = "train_outcome_batch"
        elif not whole:
            pair = (move.training.loss(move.theta), move.training.loss(move.new_theta))
            kinds = (Kind.DATA_LOSS, Kind.NEW_DATA_LOSS)
            lines += [_plain(kind, value) for kind, value in zip(kinds, pair, strict=True)]
        if self.settings.l1 or self.settings.l2:
            pair = (move.penalty(move.theta), move.penalty(move.new_theta))
            kinds = (Kind.PENALTY, Kind.NEW_PENALTY)
            lines += [_plain(kind, value) for kind, value in zip(kinds, pair, strict=True)]
        return self._step(
            topic, Phase.UPDATE, lines,
            about=NEW_LOSS,
            lights={LOSS: Colour.LOSS},
            arrives={NEW_LOSS: after},
            theta=move.new_theta,
            details={"loss_before": before, "loss_after": after},
        )  # fmt: skip


def _part(topic: str) -> str:
    """The part of a training step that a topic is about: train_batch, train_outcome."""
    return "_".join(topic.split("_")[:2])


def _plain(kind: Kind, value: float) -> Line:
    """A number that is not worked out here."""
    return Line(Named(Quantity(kind), value), Subtotal(value), value)
