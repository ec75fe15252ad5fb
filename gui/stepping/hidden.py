"""Lines of which somebody works out the result by hand: what comes before the answer, and ?."""

from core.stepping.by_hand import is_leaf
from core.stepping.expression import Constant, Subtotal
from core.stepping.fragment import Fragment
from core.stepping.rendering import Writer, batch_pieces, join
from core.stepping.step import Batch, Line, Step

UNKNOWN = Fragment("?")


def written_lines(
    step: Step, writer: Writer, asked: tuple[Line, ...] = (), n_answered: int = 0
) -> list[list[Fragment]]:
    """Every line of a step; of the ``asked`` only the first ``n_answered`` with their results."""
    hidden = {id(line): i - n_answered for i, line in enumerate(asked) if i >= n_answered}
    lines = []
    for line in step.lines:
        if isinstance(line, Batch):
            lines.append(batch_pieces(line))
        elif isinstance(line, Line):
            place = hidden.get(id(line))
            # What stands below the line in hand may be made of its result.
            later = bool(hidden) and place is None and asked and _is_after(step, line, asked)
            if place is None and not later:
                lines.append(writer.line(line))
            else:
                lines.append(unanswered(line, writer, with_numbers=place == 0))
    return lines


def _is_after(step: Step, line: Line, asked: tuple[Line, ...]) -> bool:
    own = [id(one) for one in step.lines]
    return own.index(id(line)) > own.index(id(asked[0]))


def unanswered(line: Line, writer: Writer, with_numbers: bool) -> list[Fragment]:
    """``left = symbols = numbers = ?``, without what would be the answer itself."""
    parts = [writer.symbols(line.left)]
    is_number = isinstance(line.formula, Constant) or (
        isinstance(line.formula, Subtotal) and not line.formula.latex
    )
    if not is_number:
        parts.append(writer.symbols(line.formula))
    numbers = line.numbers or line.formula
    if with_numbers and not is_leaf(numbers) and not isinstance(numbers, Constant):
        parts.append(writer.numbers_giving(numbers, line.value, writer.decimals_of(line)))
    return join([*parts, [UNKNOWN]])
