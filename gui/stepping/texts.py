"""The words around the steps: lessons, step sizes, where the cursor is."""

from core.language import tr, translatable
from core.numbers import format_number, grouped
from core.stepping.step import Line, Step, StepSize
from core.stepping.trace import Lesson
from core.stepping.wording import explanation, title
from gui.stepping.given import given_sentence
from gui.stepping.session import State, StepSession

LESSONS = {
    Lesson.FORWARD: (
        translatable("Forward"),
        translatable("From the inputs to the prediction and the loss, for one observation."),
    ),
    Lesson.MATRICES: (
        translatable("Matrices"),
        translatable("The forward pass of all observations at once, written with matrices."),
    ),
    Lesson.BACKWARD: (
        translatable("Backward pass"),
        translatable("The δ of every neuron, every gradient, and the update of all parameters."),
    ),
    Lesson.PARAMETER: (
        translatable("One parameter"),
        translatable("The chain rule and the update of one weight or bias."),
    ),
    Lesson.TRAINING: (
        translatable("Training"),
        translatable(
            "Several training steps: the batch, each row's gradient, what the optimizer makes of"
            " it, and the new weights."
        ),
    ),
}
STEP_SIZES = {
    StepSize.TERM: translatable("Term by term"),
    StepSize.NEURON: translatable("Neuron by neuron"),
    StepSize.LEVEL: translatable("Level by level"),
    StepSize.ALL: translatable("All at once"),
}
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
_NUMBERS = (
    "", "", translatable("two"), translatable("three"), translatable("four"),
    translatable("five"), translatable("six"), translatable("seven"), translatable("eight"),
    translatable("nine"), translatable("ten"), translatable("eleven"), translatable("twelve"),
)  # fmt: skip


def number_word(n: int) -> str:
    """Two to twelve in words, larger numbers in figures."""
    return tr(_NUMBERS[n]) if 2 <= n < len(_NUMBERS) else grouped(n)


def position_text(session: StepSession, *, short: bool = False, at_end: bool = False) -> str:
    """Step 12 of 17, or 12/17 where there is little room; ``at_end`` gives the longest."""
    if session.state is not State.READY:
        return ""
    n = len(session.steps)
    i = n if at_end else session.cursor + 1
    return f"{i}/{n}" if short else tr("Step {i} of {n}").format(i=i, n=n)


def step_title(session: StepSession, index: int) -> str:
    """A few words that name a step, or the place before the first."""
    if 0 <= index < len(session.steps):
        return title(session.steps[index], session.writer)
    return tr("Before the first step")


def step_sentence(session: StepSession) -> str:
    """One plain sentence about where the cursor is."""
    if session.problem is not None:
        return str(session.problem)
    if session.state is State.CALCULATING:
        return tr("Calculating…")
    if session.pending is not None:
        return tr("Work it out and type the result; then it is shown.")
    if session.step is not None:
        return explanation(session.step, session.writer)
    if session.lesson is Lesson.MATRICES:
        return tr("Each row of X is an observation. Press Next to multiply it by the weights.")
    if session.lesson is Lesson.TRAINING:
        return tr("Nothing is trained yet. Press Next to see which observations come first.")
    if session.trace is not None:
        return given_sentence(session.trace.before, session.writer)
    return tr("Only X and y are known. Press Next to calculate the first numbers.")


def spoken(session: StepSession) -> str:
    """What a screen reader says when the step changes: its title and its result."""
    if session.step is None:
        return step_sentence(session)
    said = f"{position_text(session)}: {step_title(session, session.cursor)}"
    if session.pending is not None:
        return f"{said}. {step_sentence(session)}"
    result = _result(session.step, session)
    return f"{said}: {result}" if result else said


def _result(step: Step, session: StepSession) -> str:
    last = step.lines[-1] if step.lines else None
    if not isinstance(last, Line) or (step.table and len(step.lines) > 1):
        return ""
    return format_number(last.value, session.writer.notation)
