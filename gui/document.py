"""The open document: the network, its undo stack, its file and what is selected.

Widgets ask for a change with `edit` and show it when `network_changed` tells them.
"""

import weakref
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from core.collecting import without_collecting
from core.language import Message
from core.network.edge import EdgeKey
from core.network.following import following, strangers
from core.network.network import Network
from core.network.run import Run
from core.training.rebase import rebased


@dataclass(frozen=True)
class Selection:
    """The selected nodes and edges."""

    nodes: frozenset[str] = frozenset()
    edges: frozenset[EdgeKey] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.edges)

    def within(self, network: Network) -> "Selection":
        """Return what of the selection is in ``network``."""
        nodes, edges = network.nodes.keys(), network.edges.keys()
        known = vars(self).get("_within")
        if known is not None and known[0] is network.nodes and known[1] is network.edge_keys:
            return self  # of 233,000 edges it is found out once
        if all(map(nodes.__contains__, self.nodes)) and all(map(edges.__contains__, self.edges)):
            vars(self)["_within"] = network.nodes, network.edge_keys
            return self
        return Selection(self.nodes & nodes, self.edges & edges)


class Edit(QUndoCommand):
    """Any change of the network: it keeps the one before and the one after."""

    def __init__(
        self, document: "Document", message: Message, before: Network, after: Network
    ) -> None:
        super().__init__(str(message))
        self.message = message
        # The document owns us through its stack; a strong reference back crashes the collector.
        self._document = weakref.ref(document)
        self._before, self._after = before, after

    def redo(self) -> None:
        self._go(self._before, self._after)

    def undo(self) -> None:
        self._go(self._after, self._before)

    def _go(self, source: Network, target: Network) -> None:
        """Show the target, with the runs that were recorded since: a log is not undone."""
        if document := self._document():
            now = document.network.runs
            if source.runs is target.runs:
                runs = now
            else:
                known = {id(run) for run in source.runs}
                runs = (*target.runs, *(run for run in now if id(run) not in known))
            same = runs == target.runs
            document._show(target if same else following(replace(target, runs=runs), target))


class Document(QObject):
    """One open network. ``path`` is None until it is saved."""

    network_changed = Signal(object, object)
    """The network before and after."""
    selection_changed = Signal(object)
    path_changed = Signal(object)
    settling = Signal(object, object)
    """A change is about to be made from one network to another (None: the document is left, saved
    or its undo stack moved): whoever still works on it brings that to an end now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = Network()
        self._selection = Selection()
        self._before_preview: Network | None = None
        self._path: Path | None = None
        self._has_new_runs = False
        self._moved: tuple[Network, Network] | None = None
        self.undo_stack = QUndoStack(self)

    @property
    def network(self) -> Network:
        """What is shown, including a change that is still being made."""
        return self._network

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selection

    @property
    def path(self) -> Path | None:
        """The file, None if there is none yet."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """Return whether something would be lost by closing."""
        return self._has_new_runs or not self.undo_stack.isClean()

    def set_clean(self) -> None:
        """Say that everything is saved now."""
        self._has_new_runs = False
        self.undo_stack.setClean()

    def add_run(self, run: Run) -> None:
        """Keep the record of a training; undo goes past it, as it goes past a log."""
        self.finish_preview()
        self._has_new_runs = True
        runs = (*self._network.runs, run)
        self._show(following(replace(self._network, runs=runs), self._network))

    def complete_run(self, run: Run, completed: Run) -> None:
        """Put what was worked out of a run later into its record, if it is still there."""
        runs = self._network.runs
        if any(known is run for known in runs):
            kept = tuple(completed if known is run else known for known in runs)
            self._has_new_runs = True
            self._show(following(replace(self._network, runs=kept), self._network))

    def load(self, network: Network, path: Path | None) -> None:
        """Begin anew with another network."""
        self.settle()
        self._before_preview = self._moved = None
        self._has_new_runs = False
        self.undo_stack.clear()
        strangers(self._network, network)
        self._show(network)
        self.select()
        self.set_path(path)

    def set_path(self, path: Path | None) -> None:
        """Say where the network is kept."""
        self._path = path
        self.path_changed.emit(path)

    def edit(self, message: Message, after: Network) -> None:
        """Make a change that can be undone under ``message``; a change to the same is none."""
        self.finish_preview()
        after = self._settled(after)
        self._moved = None
        if after != self._network:
            self.undo_stack.push(Edit(self, message, self._network, after))

    def undo(self) -> None:
        """Take back the last change."""
        self.finish_preview()
        self.settle()
        self.undo_stack.undo()

    def redo(self) -> None:
        """Make again what was taken back."""
        self.finish_preview()
        self.settle()
        self.undo_stack.redo()

    def settle(self) -> None:
        """Let whoever works on the document, as a training does, leave its result there now."""
        self.settling.emit(self._network, None)
        self._moved = None

    def _settled(self, after: Network) -> Network:
        """``after``, made from the network as it is once everybody has left their result."""
        before = self._network
        self.settling.emit(before, after)
        if self._network is not before:
            self._moved = before, self._network
        if self._moved is not None:
            after = rebased(after, *self._moved)
        return following(after, self._network)

    def preview(self, after: Network) -> None:
        """Show a change that is still being made, as while a slider is dragged."""
        after = self._settled(after)
        if self._before_preview is None:
            self._before_preview = self._network
        self._show(after)

    def finish_preview(self, message: Message | None = None) -> None:
        """Make what was previewed one undoable change, or without a message take it back."""
        before, after = self._before_preview, self._network
        if before is None:
            return
        self._before_preview = self._moved = None
        if message is None:
            self._show(before)
        elif after != before:
            self.undo_stack.push(Edit(self, message, before, after))

    def select(self, nodes: Iterable[str] = (), edges: Iterable[EdgeKey] = ()) -> None:
        """Select exactly these nodes and edges."""
        selection = Selection(frozenset(nodes), frozenset(edges)).within(self._network)
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def _show(self, after: Network) -> None:
        before, self._network = self._network, after
        if before is after:
            return
        with without_collecting():  # nothing of 200,000 edges is garbage
            self._tell(before, after)

    def _tell(self, before: Network, after: Network) -> None:
        self.network_changed.emit(before, after)
        is_drawn_alike = after.edge_keys is before.edge_keys and [*after.nodes] == [*before.nodes]
        if not is_drawn_alike:
            self.select(self._selection.nodes, self._selection.edges)
