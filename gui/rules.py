"""When a command can be used, and the sentence that says why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from core.language import translatable

if TYPE_CHECKING:
    from gui.document import Document


class State(Protocol):
    """What the rules look at. There is a ``document`` once the window is furnished."""

    document: "Document"
    is_furnished: bool

    @property
    def session(self) -> Any: ...
    @property
    def training(self) -> Any: ...
    @property
    def workspace(self) -> str: ...


@dataclass(frozen=True)
class Rule:
    """A condition and the reason to give where it does not hold."""

    holds: Callable[[State], bool]
    reason: str = ""


def _document(test: Callable[["Document"], object]) -> Callable[[State], bool]:
    return lambda state: state.is_furnished and bool(test(state.document))


def _session(test: Callable[[Any], object]) -> Callable[[State], bool]:
    return lambda state: (
        state.workspace == "step" and state.session is not None and bool(test(state.session))
    )


def _training(test: Callable[[Any], object]) -> Callable[[State], bool]:
    return lambda state: (
        state.workspace == "train" and state.training is not None and bool(test(state.training))
    )


RULES: dict[str, Rule] = {
    "": Rule(lambda state: True),
    "document": Rule(_document(lambda d: True)),
    "undo": Rule(
        _document(lambda d: d.undo_stack.canUndo()), translatable("There is nothing to undo.")
    ),
    "redo": Rule(
        _document(lambda d: d.undo_stack.canRedo()), translatable("There is nothing to redo.")
    ),
    "nodes": Rule(
        _document(lambda d: d.network.nodes), translatable("The drawing is still empty.")
    ),
    "selection": Rule(
        _document(lambda d: d.selection), translatable("Select a neuron or an edge first.")
    ),
    "selected_nodes": Rule(
        _document(lambda d: d.selection.nodes), translatable("Select a neuron first.")
    ),
    "one_node": Rule(
        _document(lambda d: len(d.selection.nodes) == 1), translatable("Select one neuron first.")
    ),
    "two_nodes": Rule(
        _document(lambda d: len(d.selection.nodes) >= 2),
        translatable("Select two or more neurons first."),
    ),
    "three_nodes": Rule(
        _document(lambda d: len(d.selection.nodes) >= 3),
        translatable("Select three or more neurons first."),
    ),
    "block": Rule(
        _document(
            # An undo takes a node away before the selection is told.
            lambda d: any(
                n in d.network.nodes and d.network.nodes[n].units > 1 for n in d.selection.nodes
            )
        ),
        translatable("Select a block of many neurons first."),
    ),
    "lesson": Rule(
        _document(lambda d: d.network.lesson.get("notes")),
        translatable("Open a lesson first."),
    ),
    "data": Rule(
        _document(lambda d: d.network.data.n_observations),
        translatable("There are no observations yet: choose or import some first."),
    ),
    "stepping": Rule(_session(lambda s: True), translatable("Switch to the workspace Step first.")),
    "training": Rule(
        _training(lambda t: True), translatable("Switch to the workspace Train first.")
    ),
    "trainable": Rule(
        _training(lambda t: t.state != "idle" or t.lack is None),
        translatable("This needs the workspace Train, a finished network and observations."),
    ),
    "resting": Rule(
        _training(lambda t: t.state == "paused" or (t.state == "idle" and t.lack is None)),
        translatable("This needs the workspace Train, and a training that does not run already."),
    ),
    "in_hand": Rule(
        _training(lambda t: t.state != "idle"), translatable("No run is in hand that could end.")
    ),
    "trained": Rule(
        _training(lambda t: t.has_start), translatable("There has been no run yet to go back from.")
    ),
}
