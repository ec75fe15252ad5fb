"""Working by hand: a result is shown once somebody has typed it, or asked for it."""

from typing import Any

from PySide6.QtCore import Signal

from core.language import Message
from core.stepping.by_hand import Verdict, judge, questions
from core.stepping.rendering import latex_of
from core.stepping.step import Line
from core.stepping.trace import Trace
from gui.stepping.hidden import written_lines
from gui.stepping.latex import aligned
from gui.stepping.recorded import Recorded

FIRST_THIS = Message("Work out this result first, or let it be shown.")


class ByHand(Recorded):
    """The part of a session that keeps back what is asked for."""

    by_hand_changed = Signal(bool)
    """Results are worked out by hand from now on, or shown again."""

    def __init__(self, *args: Any) -> None:
        # Everything before the frontier is known, and so many results of the step itself.
        self._by_hand, self._frontier, self._n_answered = False, 0, 0
        self._observed: tuple[Trace | None, int | None] = None, None
        super().__init__(*args)

    @property
    def by_hand(self) -> bool:
        """Return whether a result is shown only once somebody has typed it."""
        return self._by_hand

    @property
    def asked(self) -> tuple[Line, ...]:
        """The results of the step in hand that are asked for, answered or not."""
        if not self._by_hand or self.trace is None or self._cursor < self._frontier:
            return ()
        return questions(self.trace, self._cursor)

    @property
    def n_answered(self) -> int:
        """How many of the ``asked`` are answered."""
        return self._n_answered

    @property
    def pending(self) -> Line | None:
        """The line whose result is asked for now."""
        asked = self.asked
        return asked[self._n_answered] if self._n_answered < len(asked) else None

    @property
    def last_answered(self) -> Line | None:
        """The last line that was asked for in a step that is done."""
        if self.trace is None or not self._by_hand:
            return None
        return next(reversed(questions(self.trace, self._cursor)), None)

    @property
    def shown_to(self) -> int:
        """The last step whose results may be seen."""
        return self._cursor if self.pending is None else self._cursor - 1

    def current_latex(self) -> str:
        if self.step is None or self.pending is None:
            return super().current_latex()
        lines = written_lines(self.step, self.writer, self.asked, self.n_answered)
        return aligned([latex_of(line) for line in lines])

    def held_at(self, index: int) -> int:
        """Where the cursor may go: no further than to the next result that is asked for."""
        if not self._by_hand or index <= self._frontier:
            return index
        index = min(index, self._next_asked())
        if index == self._cursor:
            self.message.emit(FIRST_THIS)
        if index > self._frontier:
            self._frontier, self._n_answered = index, 0
        return index

    def _next_asked(self) -> int:
        """The first step from the frontier on that asks for something, else the last step."""
        trace, last = self.trace, len(self.steps) - 1
        if trace is None:
            return last
        steps = range(self._frontier, len(self.steps))
        return next((i for i in steps if questions(trace, i)), last)

    def set_by_hand(self, on: bool) -> None:
        """Let each result be worked out before it is shown; from the step in hand on."""
        if on != self._by_hand:
            self._by_hand = on
            self._ask_from_here()
            self.by_hand_changed.emit(on)
            self.trace_changed.emit()
            self._show_step()

    def _ask_from_here(self) -> None:
        self._frontier, self._n_answered = max(self._cursor, 0), 0

    def answer(self, text: str) -> Verdict:
        """Check a result that was typed; the right one is shown. Raise `NumberError`."""
        if self.pending is None or self.trace is None:
            return Verdict(True)
        verdict = judge(text, self.pending, self.trace, self._cursor)
        if verdict.right:
            self.show_result()
        return verdict

    def show_result(self) -> None:
        """Show the result that is asked for, and ask for the next one."""
        if self.pending is None:
            return
        self._n_answered += 1
        if self._n_answered == len(self.asked):
            self._frontier, self._n_answered = self._cursor + 1, 0
        self._show_step()

    def _show_step(self) -> None:
        self._tell_of_observed()
        self.step_changed.emit()
        self.overlay_changed.emit(self.overlay)

    def _tell_of_observed(self) -> None:
        batch = self.step.batch if self.step is not None else None
        observed = self.trace, batch.shown if batch is not None else None
        if observed[0] is not self._observed[0] or observed[1] != self._observed[1]:
            self._observed = observed
            self.observed_changed.emit()
