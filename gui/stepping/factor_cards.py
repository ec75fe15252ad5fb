"""The cards of a chain-rule step: what waits shows its symbols, what is reached its numbers."""

from core.language import language, tr
from core.numbers import format_number
from core.stepping.expression import Named, Partial
from core.stepping.fragment import Fragment
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer, join
from core.stepping.step import Card, Line, Step
from core.stepping.trace import Request
from core.stepping.wording import caption
from gui.formula.cards import CardContent


class FactorCards:
    """Makes the cards of steps; those of one row are the same from step to step and are kept."""

    def __init__(self) -> None:
        self._writer: Writer | None = None
        self._language = ""
        # The card itself is kept, too, so that no other can take its id.
        self._kept: dict[tuple[int, bool], tuple[Card, CardContent]] = {}

    def contents(self, step: Step, writer: Writer, *, hides: bool = False) -> list[CardContent]:
        """Every factor of the row; with ``hides`` without the number of the one in hand."""
        if writer is not self._writer or language() != self._language:
            self._writer, self._language = writer, language()
            self._kept.clear()
        reached = len(step.cards) if step.current is None else step.current + 1 - hides
        return [self._content(card, i < reached) for i, card in enumerate(step.cards)]

    def _content(self, card: Card, is_reached: bool) -> CardContent:
        assert self._writer is not None
        key = id(card), is_reached
        if key not in self._kept:
            self._kept[key] = card, _content(card, self._writer, is_reached)
        return self._kept[key][1]


def _content(card: Card, writer: Writer, is_reached: bool) -> CardContent:
    return CardContent(
        symbol=writer.symbols(card.symbol),
        numbers=_formula(card, writer, is_reached),
        value=format_number(card.value, writer.notation) if is_reached else "",
        caption=caption(card, writer),
        colour=str(card.colour) if card.colour else None,
        about=card.about,
    )


def _formula(card: Card, writer: Writer, is_reached: bool) -> list[Fragment]:
    """In numbers once it is reached; a single number keeps its name: β₁ = 28.33."""
    symbols = writer.symbols(card.formula)
    if not is_reached:
        return symbols
    numbers = writer.numbers_giving(card.numbers or card.formula, card.value)
    return join([symbols, numbers]) if isinstance(card.formula, Named) else numbers


def result_content(
    step: Step, request: Request, writer: Writer, *, hides: bool = False
) -> CardContent | None:
    """What the factors multiply to; its number is there with the product's own step."""
    parameter = request.parameter
    if parameter is None:
        return None
    value = ""
    if not hides and step.current is None and step.lines and isinstance(step.lines[0], Line):
        value = format_number(step.lines[0].value, writer.notation)
    gradient = Quantity(Kind.GRADIENT, parameter=parameter)
    if step.details.get("paths", 1) > 1:
        number, paths = int(step.details["path"]), int(step.details["paths"])
        text = tr("path {path} of {paths}").format(path=number, paths=paths)
        return CardContent([Fragment(rf"P_{{{number}}}")], [], value, text, None, (gradient,))
    symbol = Partial(Quantity(Kind.LOSS), Quantity(Kind.PARAMETER, parameter=parameter), 0.0)
    return CardContent(writer.symbols(symbol), [], value, tr("gradient"), None, (gradient,))


def key_of_card(step: Step, index: int) -> tuple:
    """The key of the step that explains a card of the same path; −1 is the product."""
    _kind, parameter, path, *_rest = step.key
    return ("product", parameter, path) if index < 0 else ("factor", parameter, path, index)
