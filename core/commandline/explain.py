"""`explain`: every step of one parameter's forward pass, chain rule and update."""

import argparse
import json
from collections.abc import Callable

from core.files.reader import read_network
from core.language import tr
from core.network.naming import Names, parameter_named, spelling
from core.network.notation import LECTURE
from core.numbers import ALL_DIGITS
from core.stepping.forward_steps import usual_step_size
from core.stepping.notes import notes
from core.stepping.plain import plain_formula
from core.stepping.rendering import EQUALS, Writer, latex_of
from core.stepping.step import Line, Step
from core.stepping.trace import Lesson, Request, Trace, record
from core.stepping.wording import explanation, title

DEFAULT_LEARNING_RATE = 0.01


def run(chosen: argparse.Namespace) -> int:
    """Print the explanation in the chosen format."""
    network = read_network(chosen.file)
    parameter = parameter_named(network, chosen.parameter)
    rate = chosen.learning_rate
    if rate is None:
        rate = float(network.training.get("learning_rate", DEFAULT_LEARNING_RATE))
    size = usual_step_size(network)
    request = Request(Lesson.PARAMETER, chosen.row - 1, parameter, size, rate)
    trace = record(network, request)
    writer = Writer(Names(network), LECTURE)
    print(_FORMATS[chosen.format](trace, writer))
    return 0


def _json(trace: Trace, writer: Writer) -> str:
    parameter, after = trace.request.parameter, trace.after
    assert parameter is not None
    assert after is not None
    return json.dumps(
        {
            "parameter": spelling(writer.names.parameter(parameter).plain),
            "observation": trace.request.row + 1,
            "gradient": trace.before.gradient(parameter),
            "before": trace.before.value(parameter),
            "after": after.value(parameter),
            "loss_before": trace.before.loss,
            "loss_after": after.loss,
            "steps": [entry for step in trace.steps for entry in _entries(step, writer)],
        },
        ensure_ascii=False,
    )


def _entries(step: Step, writer: Writer) -> list[dict[str, object]]:
    """One entry a formula, since a step can hold two: z and A."""
    return [
        {
            "phase": str(step.phase),
            "title": title(step, writer),
            "symbols": latex_of(
                [*writer.symbols(line.left), EQUALS, *writer.symbols(line.formula)]
            ),
            # A script reads the value with all its digits, so the numbers have them, too.
            "numbers": latex_of(writer.numbers(line.numbers or line.formula, ALL_DIGITS)),
            "value": line.value,
        }
        for line in step.lines
        if isinstance(line, Line)
    ]


def _latex_lines(step: Step, writer: Writer) -> list[str]:
    return [latex_of(writer.line(line)) for line in step.lines if isinstance(line, Line)]


def _text(trace: Trace, writer: Writer) -> str:
    parts = []
    told = _new_notes(trace, writer)
    for number, step in enumerate(trace.steps, start=1):
        formulas = [f"    {plain_formula(latex)}" for latex in _latex_lines(step, writer)]
        parts.append("\n".join([f"{number}. {title(step, writer)}", *formulas]))
        parts += [f"    ({note})" for note in told[number - 1]]
    return "\n".join(parts)


def _new_notes(trace: Trace, writer: Writer) -> list[list[str]]:
    """The notes of every step that no earlier step has shown."""
    seen: set[str] = set()
    told: list[list[str]] = []
    for cursor in range(len(trace.steps)):
        new = [note for note in notes(trace, cursor, writer) if note.kind not in seen]
        seen |= {note.kind for note in new}
        told.append([f"{note.title} {note.text}" for note in new])
    return told


def _markdown(trace: Trace, writer: Writer) -> str:
    parameter = trace.request.parameter
    assert parameter is not None
    heading = tr("The gradient and update of {parameter}").format(
        parameter=f"${writer.names.parameter(parameter).latex}$"
    )
    parts = [f"# {heading}"]
    told = _new_notes(trace, writer)
    for number, step in enumerate(trace.steps, start=1):
        parts.append(f"## {number}. {title(step, writer)}")
        parts.append(explanation(step, writer))
        parts += [f"$$\n{latex}\n$$" for latex in _latex_lines(step, writer)]
        parts += [f"> {note}" for note in told[number - 1]]
    return "\n\n".join(parts)


def _latex(trace: Trace, writer: Writer) -> str:
    """A list of steps to paste into a document that loads amsmath."""
    items = []
    for step in trace.steps:
        rows = " \\\\\n".join(f"  & {latex}" for latex in _latex_lines(step, writer))
        items.append(
            f"\\item {_escaped(title(step, writer))}\n\\begin{{align*}}\n{rows}\n\\end{{align*}}"
        )
    return "\\begin{enumerate}\n" + "\n".join(items) + "\n\\end{enumerate}"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "%&#$_{}" else c for c in text)


_FORMATS: dict[str, Callable[[Trace, Writer], str]] = {
    "json": _json,
    "text": _text,
    "markdown": _markdown,
    "latex": _latex,
}
