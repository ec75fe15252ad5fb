"""The lesson that is being stepped: what is explained, its recorded trace, and the cursor in it.

The trace is recorded once for each request and each change of the network; going to and fro only
moves the cursor. Widgets ask here and show what the signals tell them.
"""

from dataclasses import replace
from math import isfinite
from typing import Any

from PySide6.QtCore import QObject

from core.compiling.compiler import with_parameters
from core.language import Message
from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Unit
from core.stepping.quantity import Kind, Quantity
from core.stepping.replay import MOST_STEPS
from core.stepping.step import Step, StepSize
from core.stepping.trace import Lesson
from gui.document import Document
from gui.settings import Settings
from gui.stepping.background import Background
from gui.stepping.by_hand import FIRST_THIS
from gui.stepping.changes import (
    is_another_document,
    same_calculation,
    same_training,
    update_text,
    with_training,
)
from gui.stepping.drawn import OfDrawn
from gui.stepping.places import LOST, Place, before_the_first, nothing, where_it_starts
from gui.stepping.player import Player
from gui.stepping.recorded import State
from gui.stepping.recording import Recording, takes_long
from gui.stepping.requests import (
    ABOUT_A_PARAMETER,
    BEFORE_THE_STEP,
    LESSON_OF,
    first_request,
    given,
    is_left_out,
    mended,
)

__all__ = ["State", "StepSession"]


class StepSession(OfDrawn):
    """Steps through one document; ``cursor`` −1 is before the first step.

    One that ``waits`` records nothing until `begin`.
    """

    def __init__(
        self,
        document: Document,
        settings: Settings,
        parent: QObject | None = None,
        *,
        waits: bool = False,
    ) -> None:
        super().__init__(document, settings, parent)
        self._stayed_at: Step | None = None
        self._active, self._is_due, self._after_apply = False, True, False
        self._background, self._typesetting = Background(self), Background(self)
        self.player = Player(settings, self._play_on, self)
        self.by_hand_changed.connect(lambda _on: self.player.pause())
        document.network_changed.connect(self._on_network)
        settings.notation_changed.connect(self._on_notation)
        settings.changed.connect(self._on_setting)
        if not waits:
            self.begin()

    def begin(self, row: int = 0) -> None:
        """Record the forward pass of an observation, and follow the document from now on."""
        self._active, self._is_due = True, False
        self._begin_anew()
        n = self.n_observations
        self._request = replace(self._request, row=max(0, min(row, n - 1)))
        self._record(before_the_first)

    def _begin_anew(self) -> None:
        """The forward pass of the first observation, as after opening a file."""
        self._request = first_request(self.document.network, self.settings.get("step_size"))
        self._stayed_at = None

    # --- moving -------------------------------------------------------------------------------

    def next(self) -> None:
        """Go one step on."""
        self.go_to(self._cursor + 1)

    def back(self) -> None:
        """Go one step back."""
        self.go_to(self._cursor - 1)

    def first(self) -> None:
        """Go before the first step."""
        self.go_to(-1)

    def last(self) -> None:
        """Go to the last step."""
        self.go_to(len(self.steps) - 1)

    def go_to(self, index: int) -> None:
        """Move the cursor; outside of the trace it stays at the end.

        By hand it goes no further than to the next result that is to be worked out.
        """
        index = self.held_at(max(-1, min(index, len(self.steps) - 1)))
        if index != self._cursor and self._recording is not None:
            self._cursor = index
            self._stayed_at = self.step
            self._show_step()

    def toggle_play(self) -> None:
        """Let the steps follow each other, or pause; from the end it begins again."""
        if self.player.is_playing:
            self.player.pause()
        elif self.pending is not None:
            self.message.emit(FIRST_THIS)
        elif self.steps:
            if self._cursor == len(self.steps) - 1:
                self.first()
            self.player.play()

    def _play_on(self) -> bool:
        self.next()
        return self._cursor < len(self.steps) - 1 and self.pending is None

    # --- asking for another explanation -------------------------------------------------------

    def start(self, lesson: Lesson) -> None:
        """Begin a lesson."""
        about_one = lesson in ABOUT_A_PARAMETER
        parameter = self.parameter if about_one else self._request.parameter
        if about_one and parameter is None:
            self.message.emit(Message("There is no parameter yet: connect two neurons first."))
            return
        self.player.pause()
        self._request = replace(self._request, lesson=lesson, parameter=parameter, n_done=0)
        self._record(where_it_starts)

    def explain_next(self, n_done: int, parameter: Parameter | None = None) -> None:
        """Step through what a run does next that has made so many steps from these weights."""
        parameter = parameter or self.parameter
        if parameter is None:
            self.start(Lesson.TRAINING)  # says what is missing
            return
        self.player.pause()
        self._request = replace(
            self._request, lesson=Lesson.TRAINING, parameter=parameter, n_done=n_done
        )
        self._record(where_it_starts)

    def set_parameter(self, parameter: Parameter) -> None:
        """Explain one weight or bias by its chain rule, or follow it in the training."""
        if not self.document.network.has(parameter):
            return
        if self.lesson is Lesson.TRAINING:
            self._change(parameter=parameter)
            return
        self._request = replace(self._request, parameter=parameter)
        self.start(Lesson.PARAMETER)

    def set_moves(self, n: int) -> None:
        """Make so many training steps."""
        self._change(n_moves=max(1, min(n, MOST_STEPS)))

    def set_row(self, row: int) -> None:
        """Take another observation, from 0."""
        self._change(row=max(0, min(row, self.n_observations - 1)), drawn=None)

    def set_step_size(self, size: StepSize) -> None:
        """Calculate more or less in one step."""
        self.settings.set("step_size", str(size))
        self._change(step_size=size)

    def set_learning_rate(self, rate: float) -> None:
        """Take steps of another size ε > 0 against the gradient."""
        if isfinite(rate) and rate > 0:
            self._change(learning_rate=rate)
        else:
            self.message.emit(Message("The learning rate ε must be greater than 0."))
            self.step_changed.emit()

    def change_training(self, **settings: Any) -> None:
        """Train in another way, as one undoable edit; what is out of range is told."""
        network = self.document.network
        try:
            changed = with_training(network, **settings)
        except NodewiseError as problem:
            self.message.emit(problem)
            return
        if changed is not network:
            self.document.edit(Message("Change the training"), changed)

    def _change(self, **changes: Any) -> None:
        request = replace(self._request, **changes)
        if request != self._request:
            self._request = request
            self._record(self._similar_place())

    def _similar_place(self) -> Place:
        step = self._stayed_at
        return lambda recording: recording.place_like(step)

    def explain(self, quantity: Quantity) -> None:
        """Go to where a number comes from, in another lesson if need be."""
        if self._recording is None:
            return
        network, row = self.document.network, self._request.row
        if quantity.parameter is not None:
            self._explain_parameter(quantity, quantity.parameter)
        elif (why := given(quantity, network, row, self.writer)) is not None:
            self.message.emit(why)
        elif (found := self.find(quantity)) is not None:
            self.player.pause()
            if quantity.unit is not None and is_left_out(self.steps[found], quantity):
                self._write_out(quantity, quantity.unit)
            else:
                self.go_to(found)
        elif (lesson := LESSON_OF.get(quantity.kind, self.lesson)) is not self.lesson:
            self.player.pause()
            self._request = replace(self._request, lesson=lesson)
            self._record(lambda recording: recording.trace.arrival(quantity))

    def _write_out(self, quantity: Quantity, unit: Unit) -> None:
        """Show a neuron of a large level, of which only some are written out."""
        of = Parameter(unit)
        self._request = replace(self._request, lesson=Lesson.FORWARD, parameter=of, n_done=0)
        self._record(lambda recording: recording.trace.arrival(quantity))

    def _explain_parameter(self, quantity: Quantity, parameter: Parameter) -> None:
        if quantity.kind in BEFORE_THE_STEP and self.find(quantity) is None:
            from_zero = Message("Before the first step it is 0: optimizers start from zero.")
            earlier = Message("It comes from the step before, which is not among these.")
            self.message.emit(earlier if self._request.n_done else from_zero)
            return
        own = self.lesson in ABOUT_A_PARAMETER and parameter == self._request.parameter
        found = self.find(quantity)
        if own and quantity.kind is not Kind.PARAMETER and found is not None:
            self.player.pause()
            self.go_to(found)
        else:
            self.set_parameter(parameter)

    def highlight(self, quantity: Quantity | None) -> None:
        """Tell everybody what is pointed at."""
        self.hovered.emit(quantity)

    # --- the update ---------------------------------------------------------------------------

    def apply_update(self) -> None:
        """Write the new values into the network as one undoable change; the next trace begins."""
        self.document.finish_preview()
        trace, theta = self.trace, self.new_theta
        if trace is None or theta is None:
            why = Message("Choose a parameter or the backward pass: they end in an update.")
            self.message.emit(why)
            return
        if self._by_hand and not trace.moves and self.shown_to < len(self.steps) - 1:
            self.message.emit(Message("Work out the update first, then it can be applied."))
            return
        network = self.document.network
        after = with_parameters(trace.before.plan, network, theta)
        if after == network:
            self.message.emit(Message("The update changes nothing, so there is nothing to apply."))
            return
        self._after_apply = True
        in_training = self.step is not None and self.step.batch is not None
        trained = self.n_trained if in_training else None
        self.document.edit(update_text(self._request, self.writer.names, trained), after)
        self._after_apply = False

    # --- following the document and the settings ----------------------------------------------

    def set_active(self, active: bool) -> None:
        """Follow the document only while somebody looks; what was missed is caught up with."""
        self._active = active
        if not active:
            self.player.pause()
        elif self._is_due:
            self._follow()

    def close(self) -> None:
        """Want no answer any more: the window goes, and what it drew before us."""
        for stop in (self.player.pause, self._background.cancel, self._typesetting.cancel):
            stop()

    def _on_network(self, before: Network, after: Network) -> None:
        if is_another_document(before, after) and not self.document.undo_stack.count():
            self._begin_anew()
        elif not self._is_due and self._is_same(before, after) and self.state is State.READY:
            self._writer = None
            self._show_step()
            return
        self._is_due = True
        if self._active:
            self._follow()
        else:
            # What was recorded is about another network now: nobody may see its numbers.
            self._drop()

    def _is_same(self, before: Network, after: Network) -> bool:
        if self.lesson is Lesson.TRAINING and not same_training(before, after):
            return False
        return same_calculation(before, after)

    def _drop(self) -> None:
        self._background.cancel()
        self._recording, self._problem, self._writer = None, None, None
        self.derived.forget()

    def _follow(self) -> None:
        """Record the same request about the network as it is now."""
        self._is_due = False
        if self._after_apply:
            self._record(before_the_first)
            return
        self._request, reason = mended(self._request, self.document.network)
        step = self._stayed_at

        def place(recording: Recording) -> int | None:
            like = recording.place_like if self.lesson is Lesson.TRAINING else recording.place_of
            found = None if reason else like(step)
            if found is None:
                self.message.emit(reason or LOST)
            return found

        self._record(place)

    def _on_notation(self) -> None:
        self._writer = None
        if self.lesson is Lesson.MATRICES:  # its letters are part of the trace
            self._record(self._similar_place())
        else:
            self._show_step()

    def _on_setting(self, key: str) -> None:
        size = self.settings.get("step_size")
        if key == "step_size" and size in set(StepSize):
            self._change(step_size=StepSize(size))

    # --- recording ----------------------------------------------------------------------------

    def _record(self, place: Place) -> None:
        network, request, notation = self.document.network, self._request, self.settings.notation
        self._drop()
        if takes_long(network, request):
            self._background.run(
                lambda: Recording.of(network, request, notation),
                lambda recording, error: self._take(recording, error, place),
            )
            self._cursor = -1
            self.trace_changed.emit()
            self._show_step()
            return
        try:
            recording = Recording.of(network, request, notation)
        except NodewiseError as problem:
            self._take(None, problem, place)
        else:
            self._take(recording, None, place)

    def _take(self, recording: Recording | None, error: Exception | None, place: Place) -> None:
        if error is not None and not isinstance(error, NodewiseError):
            raise error
        self._recording, self._problem = recording, error
        if recording is None:
            # Where it stayed is kept: once the network is finished again it goes on there.
            self._cursor = -1
            self.player.pause()
        else:
            found = place(recording)
            self._cursor = recording.start if found is None else found
            self._stayed_at = self.step
            self._typeset(recording)
        self._ask_from_here()
        self.trace_changed.emit()
        self._show_step()

    def _typeset(self, recording: Recording) -> None:
        """Find outlines beside the window, so that the next steps are shown at once."""
        if takes_long(self.document.network, self._request):
            writer = self.writer
            self._typesetting.run(lambda: recording.typeset(writer), nothing)
