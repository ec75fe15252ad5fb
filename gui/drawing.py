"""Every draw action, each one undoable change with a name that a student understands.

The canvas, the menus and the inspector call these, so that texts and rules live once. A refusal is
a `NodewiseError` and leaves everything as it was; callers show it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.language import Message, translatable
from core.network import edits, layers, layout
from core.network.data import Data
from core.network.edge import Edge, EdgeKey, Parameter
from core.network.errors import WiringError
from core.network.following import with_changed
from core.network.initial import with_initial_weights
from core.network.naming import plain_names
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.numerics.initializers import INITIALIZERS
from gui.document import Document
from gui.drawing_clipboard import NothingToDoError, Pasting
from gui.drawing_texts import Called, some_edges, some_parameters
from gui.level_drawing import LevelDrawing
from gui.settings import Settings

Positions = Mapping[str, tuple[float, float]]


class Drawing(Pasting):
    """The draw actions on one document, with the user's settings.

    It is no QObject: it has nothing to signal (the document tells what changed), and `connect`
    would hide Qt's.
    """

    def __init__(self, document: Document, settings: Settings) -> None:
        self._document = document
        self._settings = settings
        self._called = Called(document, settings)
        self._pastes = 0
        self._levels: LevelDrawing | None = None

    @property
    def settings(self) -> Settings:
        """The user's choices that new weights and names follow."""
        return self._settings

    @property
    def called(self) -> Called:
        """What undo texts call things."""
        return self._called

    @property
    def levels(self) -> LevelDrawing:
        """The actions on whole levels."""
        if self._levels is None:
            self._levels = LevelDrawing(self, self._document)
        return self._levels

    # Nodes and edges

    def add_node(
        self, role: Role, position: tuple[float, float] | None = None, units: int | None = None
    ) -> str:
        """Place a node, select it and return its id; without a position, below its like.

        Without ``units`` it is one neuron, or a block where many columns wait for their first node.
        """
        network = self._settled()
        units = units or layers.waiting_units(network, role)
        node_id = edits.free_id(network, role)
        place = position if position is not None else layout.free_place(network, role)
        after = edits.add_node(network, Node(node_id, role, units, position=place))
        self._push(Message("Add {node}", node=self._called.node(node_id, after)), after)
        self._document.select([node_id])
        return node_id

    def check_connection(self, source: str, target: str) -> None:
        """Raise what `connect` would, without a change: what a drag shows before it lands."""
        network = self._document.network
        if source not in network.nodes or target not in network.nodes:
            edits.check_wiring(network, Edge(source, target, np.zeros((1, 1))))
        edits.check_wiring(network, self._blank_edge(network, source, target))

    def connect(self, source: str, target: str) -> EdgeKey:
        """Draw an edge with the chosen initial weight and select it; raise `WiringError`."""
        self._settled()
        self.check_connection(source, target)
        network = self._document.network
        key = EdgeKey(source, target)
        wired = edits.connect(network, self._blank_edge(network, source, target))
        after = self.initialised(wired, [key])
        ends = {
            "source": self._called.node(source, after),
            "target": self._called.node(target, after),
        }
        self._push(Message("Connect {source} to {target}", **ends), after)
        self._document.select(edges=[key])
        return key

    def connect_to_next_level(self) -> None:
        """Connect the selected nodes (all if none are) to every node one column further right."""
        network = self._settled()
        sources = self._document.selection.nodes or frozenset(network.nodes)
        wired = layers.connect_to_next_column(network, sources)
        new = wired.edges.keys() - network.edges.keys()
        if not new:
            raise NothingToDoError(
                problem=translatable(
                    "Nothing to connect: there is no level further right, or every edge to it "
                    "is drawn already."
                )
            )
        after = self.initialised(wired, new)
        message = Message("Connect to the next level with {edges}", edges=some_edges(len(new)))
        self._push(message, after)

    def lay_down(
        self,
        sizes: Iterable[int],
        activation: str,
        output_function: str,
        loss: str,
        blocks: bool = False,
    ) -> None:
        """Draw p–K–…–m, every level connected, in place of what was drawn; see `layers`."""
        network = self._settled()
        sizes = tuple(sizes)
        bare = layers.lay_down(network, sizes, activation, output_function, loss, blocks)
        after = self.initialised(bare, bare.edges)
        self._push(Message("Lay down {sizes}", sizes="–".join(map(str, sizes))), after)
        self._document.select()

    def delete_selection(self) -> None:
        """Remove the selected nodes with every edge at them, and the selected edges."""
        self._delete(translatable("Delete {what}"), translatable("Delete {what} and {edges}"))

    def _delete(self, alone: str, with_edges: str) -> None:
        network, selection = self._settled(), self._document.selection
        if not selection:
            return
        after = edits.remove(network, selection.nodes, selection.edges)
        what = self._called.things(selection.nodes, selection.edges if not selection.nodes else ())
        n_edges = len(network.edges) - len(after.edges)
        template = with_edges if selection.nodes and n_edges else alone
        self._push(Message(template, what=what, edges=some_edges(n_edges)), after)

    def set_role(self, node_id: str, role: Role) -> None:
        """Make a node an input, a hidden neuron or an output; raise if its edges forbid it."""
        network = self._settled()
        before = self._called.node(node_id)
        try:
            after = edits.change_role(network, node_id, role)
        except WiringError as error:
            names = plain_names(network)
            named = {key: names.get(str(value), value) for key, value in error.values.items()}
            raise type(error)(**named) from None
        templates = {
            Role.INPUT: translatable("Make {node} an input"),
            Role.HIDDEN: translatable("Make {node} a hidden neuron"),
            Role.OUTPUT: translatable("Make {node} an output"),
        }
        self._push(Message(templates[role], node=before), after)

    # Places

    def move(self, positions: Positions) -> None:
        """Move nodes to new places."""
        network = self._settled()
        what = self._called.things(positions)
        self._push(Message("Move {what}", what=what), edits.move(network, positions))

    def preview_move(self, positions: Positions) -> None:
        """Show nodes at new places while they are dragged; `finish_move` makes it one change."""
        self._document.preview(edits.move(self._document.network, positions))

    def finish_move(self, node_ids: Iterable[str]) -> None:
        """Make the dragged places of these nodes one undoable change."""
        what = self._called.things(tuple(node_ids))
        self._document.finish_preview(Message("Move {what}", what=what))

    def align(self, kind: str) -> None:
        """Align the selected nodes: left, centre, right, top, middle or bottom."""
        places = self._places(2, translatable("Select at least two nodes to align them."))
        what = self._called.things(places)
        message = Message("Align {what}", what=what)
        self._push(message, edits.move(self._document.network, layout.aligned(places, kind)))

    def distribute(self, axis: str) -> None:
        """Space the selected nodes evenly: horizontal or vertical."""
        places = self._places(3, translatable("Select at least three nodes to space them evenly."))
        message = Message("Space {what} evenly", what=self._called.things(places))
        self._push(message, edits.move(self._document.network, layout.distributed(places, axis)))

    def _places(self, least: int, problem: str) -> dict[str, tuple[float, float]]:
        network = self._settled()
        chosen = self._document.selection.nodes
        if len(chosen) < least:
            raise NothingToDoError(problem=problem)
        return {n: node.position for n, node in network.nodes.items() if n in chosen}

    def tidy(self) -> None:
        """Arrange every node by level with few crossings."""
        network = self._settled()
        after = edits.move(network, layout.tidied(network))
        self._push(Message("Tidy the drawing"), after)

    # Selection

    def select_all(self) -> None:
        """Select every node and edge."""
        self._document.select(self._document.network.nodes, self._document.network.edges)

    # Parameters

    def set_value(self, parameter: Parameter, value: float) -> None:
        """Set one weight or bias."""
        after = edits.set_value(self._settled(), parameter, value)
        self._push(self._called.value_set(parameter, value), after)

    def set_values(self, values: Mapping[Parameter, float]) -> None:
        """Set several weights and biases at once, as when a block of numbers is pasted."""
        if len(values) == 1:
            self.set_value(*next(iter(values.items())))
            return
        after = edits.set_values(self._settled(), values)
        self._push(Message("Set {what}", what=some_parameters(len(values))), after)

    def fill(self, nodes: Iterable[str], edges: Iterable[EdgeKey], value: float) -> None:
        """Give every bias of some nodes and every weight of some edges one value."""
        network, nodes, edges = self._settled(), tuple(nodes), tuple(edges)
        n = sum(network.nodes[i].units for i in nodes)
        n += sum(network.edges[key].n_weights for key in edges)
        after = edits.fill(network, nodes, edges, value)
        self._push(Message("Set {what}", what=some_parameters(n)), after)

    def preview_value(self, parameter: Parameter, value: float) -> None:
        """Show a weight while its slider moves; `finish_value` makes it one change."""
        self._document.preview(edits.set_value(self._document.network, parameter, value))

    def finish_value(self, parameter: Parameter) -> None:
        """Make the previewed value one undoable change."""
        value = self._document.network.value(parameter)
        self._document.finish_preview(self._called.value_set(parameter, value))

    def cancel_preview(self) -> None:
        """Take back what was only previewed."""
        self._document.finish_preview()

    def set_frozen(
        self, frozen: bool, nodes: Iterable[str] = (), edges: Iterable[EdgeKey] = ()
    ) -> None:
        """Keep the biases of nodes and the weights of edges out of every update, or let them in."""
        network, nodes, edges = self._settled(), tuple(nodes), tuple(edges)
        changed = edits.change_nodes(network, {n: {"frozen_bias": frozen} for n in nodes})
        frozen_edges = {k: replace(network.edges[k], frozen=frozen) for k in edges}
        after = with_changed(changed.wired_as(network), frozen_edges)
        template = translatable("Freeze {what}") if frozen else translatable("Unfreeze {what}")
        self._push(Message(template, what=self._called.parameters(nodes, edges)), after)

    def set_parameter_frozen(self, parameter: Parameter, frozen: bool) -> None:
        """Freeze or unfreeze one weight or bias."""
        key = parameter.edge
        self.set_frozen(frozen, [] if key else [parameter.target.node], [key] if key else [])

    def new_random_weights(self) -> None:
        """Draw new weights for the selected edges (all if nothing is selected), as chosen.

        They are those of the seed shown; where they are there already, the seed goes up by one.
        """
        network, selection = self._settled(), self._document.selection
        keys = selection.edges or (() if selection.nodes else tuple(network.edges))
        if not keys:
            raise NothingToDoError(problem=translatable("There is no edge to give a new weight."))
        message = Message("New weights for {edges}", edges=some_edges(len(keys)))

        def again(before: Network, after: Network) -> None:
            if after == before and self._settings.get("initial_weight") not in ("zero", "one"):
                self._settings.set("initial_seed", self._settings.get("initial_seed") + 1)
                self.levels.change(message, len(keys), lambda: self.initialised(before, keys))

        self.levels.change(message, len(keys), lambda: self.initialised(network, keys), again)

    # What belongs to nodes, edges and the network

    def set_activation(self, node_ids: Iterable[str], name: str) -> None:
        """Choose the activation of hidden neurons; others among the ids are left alone."""
        network = self._settled()
        ids = [n for n in node_ids if network.nodes[n].role is Role.HIDDEN]
        after = edits.change_nodes(network, {n: {"activation": name} for n in ids})
        message = Message("Set the activation of {what}", what=self._called.things(ids))
        self._push(message, after)

    def set_label(self, node_id: str, text: str | None) -> None:
        """Name a node; None or a blank text gives it the name of the notation again."""
        label = (text or "").strip() or None
        after = edits.change_node(self._settled(), node_id, label=label)
        self._rename(self._called.node(node_id), self._called.node(node_id, after), after)

    def set_edge_label(self, key: EdgeKey, text: str | None) -> None:
        """Name a weight; None or a blank text gives it the name of the notation again."""
        label = (text or "").strip() or None
        after = edits.change_edge(self._settled(), key, label=label)
        self._rename(self._called.edge(key), self._called.edge(key, after), after)

    def _rename(self, old: str, new: str, after: Network) -> None:
        self._push(Message("Rename {old} to {new}", old=old, new=new), after)

    def set_output_function(self, name: str) -> None:
        """Choose the function over all outputs together."""
        self._replace(Message("Change the output function"), output_function=name)

    def set_loss(self, name: str) -> None:
        """Choose the loss."""
        self._replace(Message("Change the loss"), loss=name)

    def set_title(self, text: str) -> None:
        """Give the network a title."""
        self._replace(Message("Change the title"), title=text)

    def set_notes(self, text: str) -> None:
        """Write notes about the network."""
        self._replace(Message("Change the notes"), notes=text)

    def set_data(self, inputs: Array, targets: Array, message: Message | None = None) -> None:
        """Replace the observations; ``message`` says what changed, if not all of them."""
        after = edits.set_data(self._settled(), inputs, targets)
        self._push(message or Message("Change the observations"), after)

    def change_data(self, data: Data, message: Message) -> None:
        """Put other data in place: rows, columns, parts and all."""
        self._push(message, replace(self._settled(), data=data))

    # Helpers

    def _settled(self) -> Network:
        """The network without a half-done preview, so that no edit takes it over unnoticed."""
        self._document.finish_preview()
        return self._document.network

    def _push(self, message: Message, after: Network) -> None:
        self._document.edit(message, after)

    def _replace(self, message: Message, **changes: Any) -> None:
        self._push(message, replace(self._settled(), **changes))

    def _blank_edge(self, network: Network, source: str, target: str) -> Edge:
        shape = network.nodes[target].units, network.nodes[source].units
        return Edge(source, target, np.zeros(shape))

    def initialised(self, network: Network, keys: Iterable[EdgeKey]) -> Network:
        """Give edges the initial weights that the settings name."""
        name = self._settings.get("initial_weight")
        name = name if name in INITIALIZERS else "zero"
        seed = abs(self._settings.get("initial_seed"))
        return with_initial_weights(network, keys, name, INITIALIZERS[name], seed)
