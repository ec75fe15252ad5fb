"""Draw actions on whole levels: expand, collapse, duplicate, remove, and how many units there are.

Each is one undoable change. What takes longer than the window may stand still is worked out
beside it and arrives when it is done, unless the network has changed until then.
"""

import gc
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.collecting import without_collecting
from core.language import Counted, Message, translatable
from core.network import levels
from core.network.collapsing import collapse, may_collapse
from core.network.errors import NodewiseError
from core.network.expanding import expand, n_pieces
from core.network.layers import MAX_PARAMETERS
from core.network.network import Network
from core.network.node import Node
from core.network.resizing import set_units
from core.numbers import grouped
from core.watching import Cancelled, Progress, Watch, unwatched
from gui.document import Document
from gui.stepping.background import Background

if TYPE_CHECKING:
    from gui.drawing import Drawing

BESIDE_FROM = 4_000
"""So many edges, or `WEIGHTS` numbers, are not worked on while the window waits."""
WEIGHTS = 300_000
MOST_SELECTED = 64
"""More new neurons than that are not selected one by one."""

LOOK_MS, LOOKS = 50, 6
"""How often somebody is told how far the work is, and how many looks short work is spared."""
_BUILT = 0.75
"""The share of the work after which the network is there, but not yet what follows from it."""

MANY = 50_000
"""So many edges are not looked through for garbage."""


class LevelDrawing(QObject):
    """The actions on levels of one document."""

    message = Signal(object)
    """A `Message` that says what an action left to do."""
    working = Signal(object, float)
    """A `Message` that says what is being worked on beside the window, and the share done."""
    refused = Signal(object)
    """A `NodewiseError` of an action that was worked out beside the window."""
    beginning = Signal()
    """An action changes the drawing now."""
    drawn = Signal()
    """An action has moved what is drawn around it."""
    finished = Signal()
    """What was worked out beside the window is in place, refused or dropped."""

    def __init__(self, drawing: "Drawing", document: Document) -> None:
        super().__init__(document)
        self._drawing, self._document = drawing, document
        self._background = Background(self)
        self._progress = Progress()
        self._working: Message | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Return whether an action is still being worked out."""
        return self._background.is_busy

    def cancel(self) -> None:
        """Want no result any more."""
        self._progress.is_unwanted = True
        self._background.cancel()
        self._stop_looking()
        self.finished.emit()

    # What can be asked for

    def expand(self, node_ids: Iterable[str] = ()) -> None:
        """Draw every unit of blocks as a neuron; without ids, of the selected nodes."""
        network, ids = self._settled(), self._chosen(node_ids)
        blocks = [n for n in ids if network.nodes[n].units > 1]
        if not blocks:
            expand(network, ids)  # says why not
        what = self._what(blocks)
        self._do(
            Message("Expand {what}", what=what),
            n_pieces(network, blocks),
            lambda watch: expand(network, blocks, watch),
            self._select_new,
        )

    def collapse(self, node_ids: Iterable[str] = ()) -> None:
        """Make one block of nodes of one level; without ids, of the selected nodes."""
        network, ids = self._settled(), self._chosen(node_ids)
        if len(ids) == 1 and network.nodes[ids[0]].units == 1:
            ids = self._alike(network, ids[0])
        problem = may_collapse(network, ids)
        if problem is not None:
            raise problem
        edges = sum(len(network.incoming[n]) + len(network.outgoing[n]) for n in ids)
        self._do(
            Message("Make a block of {what}", what=self._what(ids)),
            edges,
            lambda watch: collapse(network, ids, watch),
            self._select_new,
        )

    def duplicate_level(self, node_ids: Iterable[str] = ()) -> None:
        """Put a copy of the level behind it; without ids, of the selected nodes' level."""
        network, ids = self._settled(), self._chosen(node_ids)
        members = levels.level_nodes(network, ids)
        units = sum(network.nodes[n].units for n in members)
        initial = self._drawing.initialised
        self._do(
            Message("Duplicate the level of {what}", what=self._what(ids)),
            max(len(members) ** 2, units**2 * BESIDE_FROM // WEIGHTS),
            lambda watch: levels.duplicate_level(network, members, initial),
            self._select_new,
        )

    def remove_level(self, node_ids: Iterable[str] = ()) -> None:
        """Remove a level with its edges, and say what is fed by nothing now."""
        network, ids = self._settled(), self._chosen(node_ids)
        members = levels.level_nodes(network, ids)
        message = Message("Remove the level of {what}", what=self._what(ids))
        after = levels.remove_level(network, members)
        self.beginning.emit()
        self._document.edit(message, after)
        self._tell_missing(network, after, members)
        self.drawn.emit()

    def _tell_missing(self, before: Network, after: Network, removed: tuple[str, ...]) -> None:
        """Say what no longer leads where, and select from where it has to be connected again."""
        left = levels.cut_off(before, after)
        if not left:
            return
        sources = tuple(
            n for n in after.nodes if {t.target for t in before.outgoing[n]} & {*removed}
        )
        if not sources:
            text = translatable("The level is removed, and nothing leads to {targets} now.")
            self.message.emit(Message(text, targets=self._names(left)))
            return
        self._document.select(sources if len(sources) <= MOST_SELECTED else ())
        text = translatable(
            "The level is removed, and {sources} no longer leads to {targets}: "
            "Ctrl+Shift+K connects the levels that are drawn beside each other."
        )
        self.message.emit(Message(text, sources=self._names(sources), targets=self._names(left)))

    def set_units(self, node_id: str, units: int) -> None:
        """Give a node more or fewer units; those it keeps keep every number."""
        network = self._settled()
        node = network.nodes[node_id]
        if units == node.units:
            return
        around = sum(
            network.nodes[e.source if e.target == node_id else e.target].units
            for e in (*network.incoming[node_id], *network.outgoing[node_id])
        )
        rest = network.n_parameters - node.units * around
        if rest + units * around > MAX_PARAMETERS:
            raise levels.LevelError(
                problem=translatable(
                    "That would be more than 20 million parameters: choose fewer units."
                )
            )
        wanted = Counted("{n} unit", "{n} units", units)
        initial = self._drawing.initialised
        self._do(
            Message("Give {node} {units}", node=self._called.node(node_id), units=wanted),
            units * around * BESIDE_FROM // WEIGHTS,
            lambda watch: set_units(network, node_id, units, initial),
            lambda before, after: None,
        )

    def change(
        self,
        message: Message,
        cost: int,
        work: Callable[[], Network],
        then: Callable[[Network, Network], None] = lambda before, after: None,
    ) -> None:
        """Make a change of so many edges that need not be about a level, as an action on one."""
        self._do(message, cost, lambda _watch: work(), then)

    # How it is done

    @property
    def _called(self) -> Any:
        return self._drawing.called

    def _settled(self) -> Network:
        """The network with the result of a training in place: an edit is made from that."""
        self._document.finish_preview()
        self._document.settle()
        return self._document.network

    def _chosen(self, node_ids: Iterable[str]) -> list[str]:
        wanted = set(node_ids) or self._document.selection.nodes
        return [n for n in self._document.network.nodes if n in wanted]

    def _alike(self, network: Network, node_id: str) -> list[str]:
        """The neurons around one that can be a block with it: one click is enough for a level."""
        node = network.nodes[node_id]
        members = list(levels.level_nodes(network, [node_id]))
        place = members.index(node_id)

        def fits(other: Node) -> bool:
            same = other.activation == node.activation or not network.incoming[other.id]
            return same and other.frozen_bias == node.frozen_bias

        first = last = place
        while first > 0 and fits(network.nodes[members[first - 1]]):
            first -= 1
        while last + 1 < len(members) and fits(network.nodes[members[last + 1]]):
            last += 1
        return members[first : last + 1]

    def _what(self, ids: Iterable[str]) -> object:
        return self._called.things(tuple(ids))

    def _names(self, ids: Iterable[str]) -> str:
        names = self._called.names()
        found = [names.node(n).plain for n in ids]
        return ", ".join(found[:4]) + (" …" if len(found) > 4 else "")

    def _do(
        self,
        message: Message,
        cost: int,
        work: Callable[[Watch], Network],
        then: Callable[[Network, Network], None],
    ) -> None:
        """Make a change, at once or beside the window by its ``cost`` in edges."""
        before = self._document.network
        if cost < BESIDE_FROM:
            self._arrive(message, before, work(unwatched), then)
            return
        text = translatable("{what}: working on {n} numbers. Any other change stops it.")
        self._begin(Message(text, what=message, n=grouped(cost)))
        progress = self._progress

        def done(after: Network | None, error: Exception | None) -> None:
            self._stop_looking()
            if isinstance(error, NodewiseError):
                self.refused.emit(error)
            elif error is not None and not isinstance(error, Cancelled):
                raise error
            elif self._document.network is not before:
                self.message.emit(Message("Something else was changed, so this was not done."))
            elif after is not None:
                self._arrive(message, before, after, then)
            self.finished.emit()

        self._background.run(lambda: _prepared(work, progress), done)

    def _begin(self, text: Message) -> None:
        self._progress.is_unwanted = True  # what is overtaken need not go on
        self._progress, self._working, self._looks = Progress(), text, 0
        self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        if self._looks > LOOKS and self._working is not None:
            self.working.emit(self._working, self._progress.share)

    def _stop_looking(self) -> None:
        self._timer.stop()
        self._working = None

    def _arrive(
        self,
        message: Message,
        before: Network,
        after: Network,
        then: Callable[[Network, Network], None],
    ) -> None:
        self.beginning.emit()
        self._document.edit(message, after)
        then(before, after)
        self.drawn.emit()

    def _select_new(self, before: Network, after: Network) -> None:
        """Select what an action drew."""
        new = [
            n
            for n, node in after.nodes.items()
            if n not in before.nodes or node.units != before.nodes[n].units
        ]
        self._document.select(new if len(new) <= MOST_SELECTED else ())


_ASKED_FOR = (
    "incoming", "outgoing", "levels", "n_parameters", "frozen_into", "ends", "places", "strengths"
)  # fmt: skip


def _prepared(work: Callable[[Watch], Network], progress: Progress) -> Network:
    """Work out beside the window what everybody who shows the network asks for first."""
    with without_collecting():
        network = work(progress.part(_BUILT))
        for i, known in enumerate(_ASKED_FOR):
            progress.watch(_BUILT + (1 - _BUILT) * i / len(_ASKED_FOR))
            getattr(network, known)
        if len(network.edges) > MANY:
            gc.freeze()  # else the next collection looks at each of them, and the window waits
    return network
