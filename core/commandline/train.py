"""`main.py train FILE`: train a network, print the losses, write the result."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR, ENOENT
from math import isfinite, isnan
from typing import Any

from core.commandline.named_data import check_width, named_data
from core.commandline.progress import Progress
from core.commandline.table import PARTS
from core.commandline.train_settings import OptionError, settings_of
from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.compiling.plan import Plan
from core.files.reader import read_network
from core.language import Message, tr, translatable, trn
from core.metrics.names import TITLES
from core.network.data import Data, Part
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Role
from core.numbers import format_number
from core.training.report import Report, Stopped
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

OK, FAILED, INTERRUPTED = 0, 2, 130
DECIMALS = 6
_SLICE = 0.1
"""Seconds between two looks at the keyboard."""


class NoTrainingRowsError(NodewiseError):
    """Nothing to train with."""

    template = translatable(
        "“{file}” holds no training observations: add some to it, or name a CSV file or a "
        "built-in data set after --data."
    )


def run(chosen: argparse.Namespace) -> int:
    """Train, then print and write what was reached, also after Ctrl-C or a divergence."""
    network = read_network(chosen.file)
    for path in (chosen.output, chosen.history):
        _check_folder(path)
    settings = settings_of(network.training, chosen)
    network = _begun(network, chosen.initial, settings.seed)
    plan = compile_network(network)
    data = _data(network, settings, chosen)
    _hint_at_zeros(network)
    _hint_at_steps(network)
    trainer = Trainer(plan, parameter_vector(plan, network), data, settings)
    report, interrupted = _train(trainer, settings)
    _write(network, plan, trainer, report, chosen)
    if chosen.json:
        print(_json(plan, data, trainer, report))
    else:
        print(_text(plan, data, report, network.loss))
    if interrupted:
        return _say(_interruption(report, settings, chosen.output), INTERRUPTED)
    if report.stopped is Stopped.DIVERGED or not report.finite:
        return _say(report.reason or Message(_NOT_FINITE), FAILED)
    return _say(report.reason, OK)


def _check_folder(path: str | None) -> None:
    """Raise `UnwritableError` before the training, which may be long, and not after it."""
    if path is None:
        return
    has_folder = os.path.isdir(os.path.dirname(os.path.abspath(path)))
    if not has_folder or os.path.isdir(path):
        from core.files.errors import UnwritableError

        raise UnwritableError(path=path, reason=os.strerror(EISDIR if has_folder else ENOENT))


_NOT_FINITE = translatable("The loss is not a finite number.")


def _say(sentence: Message | None, code: int) -> int:
    sys.stdout.flush()
    if sentence is not None:
        print(str(sentence).replace("\n", " "), file=sys.stderr)
    return code


def _interruption(report: Report, settings: TrainingSettings, output: str | None) -> Message:
    if output is None:
        template = translatable("Stopped in epoch {epoch} of {epochs}; these are its losses.")
    else:
        template = translatable("Stopped in epoch {epoch} of {epochs}; “{file}” keeps its weights.")
    epoch = min(report.epoch + 1, settings.epochs)
    return Message(template, epoch=epoch, epochs=settings.epochs, file=output)


def _data(network: Network, settings: TrainingSettings, chosen: argparse.Namespace) -> Data:
    """The observations to train with, each of them complete."""
    data = network.data if chosen.data is None else named_data(chosen.data, network)
    if chosen.validation_fraction is not None:
        data = _held_out(data, chosen.validation_fraction, settings.seed)
    if data.count(Part.TRAINING) == 0:
        raise NoTrainingRowsError(file=os.path.basename(chosen.data or chosen.file))
    from core.commandline.cells import require

    check_width(str(data.source.get("name") or os.path.basename(chosen.file)), data, network)
    require(network, data.inputs, Role.INPUT)
    require(network, data.targets, Role.OUTPUT)
    return data


def _held_out(data: Data, fraction: float, seed: int) -> Data:
    """Draw validation rows anew from all but the test rows."""
    from core.commandline.holding_out import held_out

    if not 0 <= fraction < 1:
        expected = Message(translatable("a number from 0 to below 1"))
        raise OptionError(option="--validation-fraction", expected=expected, got=fraction)
    return held_out(data, fraction, seed)


def _begun(network: Network, initial: str | None, seed: int) -> Network:
    """The network to begin with: as it is, or with new weights."""
    if initial is None:
        return network
    from core.experiments.drawing import with_new_weights

    return with_new_weights(network, initial, seed)


def _hint_at_zeros(network: Network) -> None:
    if len(network.units(Role.HIDDEN)) > 1 and not any(
        edge.weight.any() for edge in network.edges.values()
    ):
        hint = tr(
            "Hint: every weight is 0, so that all neurons of a level learn the same: "
            "--initial he draws new ones."
        )
        print(hint, file=sys.stderr)


def _hint_at_steps(network: Network) -> None:
    if any(n.activation == "step" for n in network.of_role(Role.HIDDEN)):
        hint = tr("Hint: the slope of the activation step is 0, so nothing before it learns.")
        print(hint, file=sys.stderr)


def _train(trainer: Trainer, settings: TrainingSettings) -> tuple[Report, bool]:
    """Train to the end, or to Ctrl-C between two slices; return the last report and which."""
    progress = Progress(settings.epochs)
    with _interrupts() as interrupted:
        while not trainer.is_finished and not interrupted:
            progress.show(trainer.run_for(_SLICE))
        progress.clear()
    return trainer.report(), bool(interrupted) and not trainer.is_finished


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Collect the first Ctrl-C instead of raising it in the middle of a step."""
    seen: list[int] = []

    def note(number: int, frame: object) -> None:
        seen.append(number)
        signal.signal(signal.SIGINT, before)  # a second one ends the program

    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread: whoever runs us has its own way to stop
        yield seen
        return
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, before)


def _write(
    network: Network, plan: Plan, trainer: Trainer, report: Report, chosen: argparse.Namespace
) -> None:
    if chosen.output is not None:
        from core.files.writer import write_network

        write_network(chosen.output, with_parameters(plan, network, report.theta))
    if chosen.history is not None:
        from core.commandline.history import write_history

        write_history(chosen.history, trainer)


def _json(plan: Plan, data: Data, trainer: Trainer, report: Report) -> str:
    from core.commandline.json_text import json_text

    record: dict[str, Any] = {
        "epochs": report.epoch,
        "steps": report.step,
        "loss": report.loss,
        "validation_loss": report.validation_loss,
        "metrics": _metrics(plan, report, data),
        "training_seconds": report.seconds,
    }
    return json_text(record)


def _metrics(plan: Plan, report: Report, data: Data) -> dict[str, float]:
    """The metrics of every part by `part.name`, and the loss over the test rows."""
    from core.metrics.judging import judge

    judged = {part: judge(plan, report.theta, data, part) for part in Part}
    found = {
        f"{part.name.lower()}.{name}": value
        for part, of_part in judged.items()
        for name, value in of_part.metrics.items()
    }
    if len(judged[Part.TEST].rows):
        found["test.loss"] = judged[Part.TEST].loss
    return found


def _text(plan: Plan, data: Data, report: Report, loss: str) -> str:
    lines = [
        tr("{epochs}, {steps}, {seconds} s").format(
            epochs=trn("{n} epoch", "{n} epochs", report.epoch),
            steps=trn("{n} step", "{n} steps", report.step),
            seconds=_number(report.seconds, 3),
        ),
        tr("Loss ({name}): {value}").format(name=loss, value=_number(report.loss)),
    ]
    if report.penalty:
        lines.append(tr("Penalty: {value}").format(value=_number(report.penalty)))
    if report.validation_loss is not None and not isnan(report.validation_loss):
        text = tr("Validation loss ({name}): {value}")
        lines.append(text.format(name=loss, value=_number(report.validation_loss)))
    if isfinite(report.loss):
        lines += _metric_lines(_metrics(plan, report, data))
    return "\n".join(lines)


def _metric_lines(metrics: dict[str, float]) -> list[str]:
    lines = []
    for part, title in PARTS.items():
        found = [
            f"{tr(TITLES[name])} {_number(metrics[f'{part}.{name}'])}"
            for name in TITLES
            if f"{part}.{name}" in metrics
        ]
        if found:
            lines.append(f"{tr(title)}: {', '.join(found)}")
    return lines


def _number(value: float, decimals: int = DECIMALS) -> str:
    return format_number(value, decimals=decimals)
