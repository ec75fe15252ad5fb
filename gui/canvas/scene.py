"""The drawing of one document: items that follow the network and stand out as asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from core.compiling.compiler import with_parameters
from core.compiling.plan import Plan
from core.network.edge import EdgeKey
from core.network.network import Network
from core.network.node import Array, Unit
from core.stepping.quantity import Quantity
from gui.canvas import lettering
from gui.canvas.arrival import Arrival
from gui.canvas.describing import describe
from gui.canvas.drawn import Connection, Connections, connections, is_one, outlines
from gui.canvas.edge_item import EdgeItem
from gui.canvas.edge_layer import MOST_ATTENDED, MOST_ITEMS, EdgeLayer
from gui.canvas.faces import Faces
from gui.canvas.geometry import Geometry, count_in
from gui.canvas.header_layer import HeaderLayer
from gui.canvas.hit import target_at
from gui.canvas.live import LiveNumbers
from gui.canvas.loss_item import LossItem
from gui.canvas.node_item import NodeFace, NodeItem
from gui.canvas.node_layer import NodeLayer
from gui.canvas.observation_layer import ObservationLayer
from gui.canvas.outline import Outline
from gui.canvas.overlay import Overlay
from gui.canvas.state import NOTHING, Attention
from gui.canvas.target import Target
from gui.document import Document, Selection
from gui.formula.readiness import readiness
from gui.settings import Settings
from gui.theme import theme

MOST_FOLLOWED = 2000
"""Of more numbers than that, live ones are read from θ and no network is made of them."""
_NO_CACHE = QGraphicsItem.CacheMode.NoCache


class NetworkScene(QGraphicsScene):
    """Shows a document's network, and what a step adds to it."""

    def __init__(
        self, document: Document, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        # Few items that move often: an index would cost more than it saves.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.document = document
        self._settings = settings
        self.attention = Attention()
        self._plain = False  # without the selection, as in an export
        self.node_layer = NodeLayer(self)
        self.edges = EdgeLayer(self)
        self.observation = ObservationLayer(self, self.node_layer)
        self.loss: LossItem | None = None
        self.headers = HeaderLayer(self)
        self._arrival = Arrival(self)
        self.edges.pills.laid_out.connect(self.refresh_states)
        self._lines: Connections | None = None
        self.geometry = Geometry({})
        self._live: Network | None = None
        self._places: LiveNumbers | None = None
        self._begin(Network())
        document.network_changed.connect(self._follow)
        document.selection_changed.connect(self.refresh_states)
        settings.notation_changed.connect(self.rebuild)
        settings.changed.connect(self._setting_changed)
        theme().changed.connect(self.retheme)
        readiness().arrived.connect(self.retheme)
        self._show(Network(), document.network)

    @property
    def nodes(self) -> Mapping[str, NodeItem]:
        """The nodes that have an item of their own: all, unless they are a crowd."""
        return self.node_layer.items

    # What is drawn

    def _begin(self, network: Network) -> None:
        with_ones = self._settings.get("show_bias_nodes")
        self.faces = Faces(network, self._settings.notation, with_ones)

    @property
    def shown(self) -> Network:
        """The network that is drawn: the document's, or its like with live numbers."""
        return self._live or self.document.network

    def show_live(self, network: Network | None) -> None:
        """Draw other numbers than the document's, of the same drawing; None for its own again."""
        if network is self._live and self.faces.live is None:
            return
        self.faces.live = None
        before = self.shown
        self._live = network
        if network is not None and _same_drawing(before, network):
            self._show_numbers(before, network)
        else:
            self._show(before, self.shown)

    @property
    def is_large(self) -> bool:
        """Return whether live numbers should come as θ, because a network of them takes long."""
        network = self.document.network
        return len(network.edges) > MOST_ITEMS or network.n_parameters > MOST_FOLLOWED

    def show_parameters(self, plan: Plan, theta: Array) -> None:
        """Draw the document's network with the numbers of θ; `show_live` takes them away."""
        network = self.document.network
        if not self.is_large:
            self.show_live(with_parameters(plan, network, theta))
            return
        if self._live is not None:
            self.show_live(None)
        if self._places is None or not self._places.fits(plan, self.geometry):
            self._places = LiveNumbers(plan, network, self.geometry)
        live = self.faces.live = self._places
        live.theta = theta
        lines = self.geometry.connections.with_weights(live.weights(self.geometry.connections))
        self.geometry.connections = lines
        self.faces.take_numbers(network, lines)
        self.node_layer.refresh([n for n in self.nodes if not is_one(n)])
        self.edges.show_numbers(lines, self.faces.renumbered)

    def _show_numbers(self, before: Network, after: Network) -> None:
        """Thirty times a second: only weights and biases have moved, everything else stays."""
        lines = self._lines = connections(after, self.faces.with_ones, self._lines)
        self.geometry.connections = lines
        self.faces.take_numbers(after, lines)
        self.node_layer.refresh(
            n for n in self.nodes if not is_one(n) and after.nodes[n] is not before.nodes[n]
        )
        self.edges.show_numbers(lines, self.faces.renumbered)

    def show_pictures(self, pictures: Mapping[str, QImage]) -> None:
        """Show small pictures inside of neurons, by their ids."""
        self.faces.pictures = pictures
        self.node_layer.refresh([n for n in self.nodes if not is_one(n)])

    def _follow(self, before: Network, after: Network) -> None:
        """The document has changed: whatever was live is of the network before."""
        self._live = self.faces.live = None
        self._show(before, after)

    def _show(self, _before: Network, after: Network) -> None:
        drawn = outlines(after, self.faces.with_ones)
        lines = self._lines = connections(after, self.faces.with_ones, self._lines)
        self.faces.follow(after, lines)
        self.geometry = Geometry(drawn, lines, self.geometry)
        self._forget_what_is_gone()
        self.faces.outlines, self.faces.overlay = drawn, self.attention.overlay
        self.observation.follow(after, self.faces)
        self.node_layer.show(self.geometry, self._face_of, self._attended_nodes())
        self.headers.show(after, drawn)
        self.edges.show(after, lines, self.geometry, self.faces.edge, self._attended())
        self._show_loss()
        self.refresh_states()

    def _forget_what_is_gone(self) -> None:
        """Drop hover and focus on what is not drawn any more."""
        for name in ("hovered", "focused"):
            target = getattr(self.attention, name)
            known = (
                target is None
                or target.item is None
                or (target.node in self.geometry.outlines or target.edge in self.connections)
            )
            if not known:
                setattr(self.attention, name, None)

    def _face_of(self, node_id: str, outline: Outline, room: float) -> NodeFace:
        return self.faces.node(node_id, outline, self.attention.overlay, room)

    def _show_loss(self) -> None:
        face = self.faces.loss(self.attention.overlay, self.geometry.outlines)
        if face is None and self.loss is not None:
            self.removeItem(self.loss)
            self.loss = None
        elif face is not None and self.loss is None:
            self.loss = LossItem(face)
            self.addItem(self.loss)
        elif face is not None and self.loss is not None:
            self.loss.show_face(face)

    @property
    def connections(self) -> Mapping[EdgeKey, Connection]:
        """Every line that is drawn."""
        return self.geometry.connections

    # How it stands out

    @Slot()
    def refresh_states(self) -> None:
        """Let everything be selected, lit, dimmed … as it should be now."""
        attention = self.attention
        hides = self._plain or not attention.shows_selection
        selection = Selection() if hides else self.document.selection
        self.node_layer.attend(self._attended_nodes())
        if self.edges.is_bundled:
            self.edges.attend(self._attended())
            self._show_around(selection)
        self.node_layer.show_crowd(self.faces.network, selection.nodes, attention.overlay)
        for node_id, item in self.nodes.items():
            item.show_state(attention.of_node(node_id, item.face.units, node_id in selection.nodes))
        self.edges.show_states(lambda c: attention.of_edge(c, c.key in selection.edges))
        self.edges.show_dimmed(attention.overlay.dim_others)
        if self.loss is not None:
            self.loss.show_state(attention.of_loss())

    def _attended(self) -> list[EdgeKey]:
        """The edges that stand out alone where most are bundled, the most wanted first."""
        attention = self.attention
        keys = [t.edge for t in (attention.hovered, attention.focused) if t and t.edge]
        highlighted = attention.highlighted and attention.highlighted.parameter
        if highlighted and highlighted.edge:
            keys.append(highlighted.edge)
        selected = self.document.selection.edges
        # Of thousands nobody looks for sixteen.
        keys += sorted(selected)[:MOST_ATTENDED] if len(selected) < MOST_FOLLOWED else []
        keys += [p.edge for p in attention.overlay.edges if p.edge is not None]
        return [*dict.fromkeys(keys)]

    def _attended_nodes(self) -> list[str]:
        """The nodes that need an item in a crowd: its discs show what is selected or lit."""
        attention = self.attention
        found = [t.node for t in (attention.hovered, attention.focused) if t and t.node]
        found += [node_id for node_id, _ in attention.rings]
        if attention.highlighted and attention.highlighted.unit:
            found.append(attention.highlighted.unit.node)
        return [*dict.fromkeys(found)]

    def _show_around(self, selection: Selection) -> None:
        """Where edges are bundled, show what is lit and the edges of the one selected neuron."""
        alone = next(iter(selection.nodes)) if len(selection.nodes) == 1 else None
        self.edges.show_spot(None if selection.edges else alone)
        lit = {p.edge: token for p, token in self.attention.overlay.edges.items() if p.edge}
        self.edges.show_lit(lit)

    def look_at(self, rect: QRectF, zoom: float) -> None:
        """A part of the drawing is about to be seen: of a crowd, let it be read where it can."""
        if self.node_layer.look_at(rect, zoom):
            self.refresh_states()
        view = rect.size() * zoom
        self.node_layer.show_cached(view, zoom)
        self.edges.show_cached(view, zoom)

    def lines_in(self, rect: QRectF) -> int:
        """How many lines may be seen in a rectangle."""
        rows = self.edges.drawn_rows
        lines = self.geometry.lines if rows is None else self.geometry.lines_of(rows)
        return count_in(lines, rect)

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Show what a step adds; None takes it away. New values grow into their place."""
        before = self.attention.overlay
        after = overlay or NOTHING
        self._arrival.finish()
        self.attention.overlay = self.faces.overlay = after
        self.edges.refresh_bands()
        self.observation.follow(self.faces.network, self.faces)
        self.node_layer.attend(self._attended_nodes())
        self.node_layer.refresh([*self.nodes])
        self._show_loss()
        self.refresh_states()
        new = {u.node for u, text in after.values.items() if before.values.get(u) != text}
        shows = [self.nodes[n].show_arrival for n in sorted(new) if n in self.nodes]
        if self.loss is not None and after.loss_text != before.loss_text:
            shows.append(self.loss.show_arrival)
        self._arrival.begin(shows, at_once=self._settings.get("reduced_motion"))

    def show_observation(self, values: Array | None) -> None:
        """Show these pixels beside the inputs; None for those of the first observation."""
        self.observation.values = values
        self.observation.follow(self.faces.network, self.faces)
        self.refresh_states()

    def show_unit(self, unit: Unit | None) -> None:
        """Let a block show one of its units between the dots; None for the usual ones."""
        if unit != self.faces.picked:
            self.faces.picked = unit
            self.node_layer.refresh([n for n in self.nodes if not is_one(n)])
            self.edges.refresh_bands()
            self.observation.follow(self.faces.network, self.faces)

    def set_hovered(self, target: Target | None) -> None:
        """Let what is under the pointer answer."""
        if target != self.attention.hovered:
            self.attention.hovered = target
            self.refresh_states()

    def set_focused(self, target: Target | None, *, by_keys: bool = False) -> None:
        """Give something the focus, with a ring around it if that was done by keys."""
        attention = self.attention
        if (target, by_keys) != (attention.focused, attention.by_keys):
            attention.focused, attention.by_keys = target, by_keys
            self.refresh_states()

    def highlight(self, quantity: Quantity | None) -> None:
        """Light what a formula points at."""
        if quantity != self.attention.highlighted:
            self.attention.highlighted = quantity
            self.refresh_states()

    def set_rings(self, rings: Iterable[tuple[str, str]] = ()) -> None:
        """Ring nodes in theme tokens: where an edge that is being drawn may land."""
        self.attention.rings = tuple(rings)
        self.refresh_states()

    # What lies where

    def target_at(self, point: QPointF, tolerance: float = 6.0) -> Target | None:
        """What lies at a point of the canvas; ``tolerance`` is in canvas units."""
        return target_at(self, point, tolerance)

    def content_rect(self) -> QRectF:
        """The rectangle around everything that is drawn, empty for a blank page."""
        whole = QRectF()
        items: list[QGraphicsItem] = []
        if self.node_layer.crowd is not None:
            whole = self.geometry.rect.adjusted(-40, -16, 40, 44)
        else:
            items += self.nodes.values()
        items += [item.pill for item in self.edges.items.values() if item.pill.isVisible()]
        items += [item for item in (self.loss, self.observation.item) if item is not None]
        for bundle in self.edges.bundles.values():
            whole = whole.united(bundle.plain_rect)
        for item in items:
            whole = whole.united(item.sceneBoundingRect())
        for header in self.headers.items:
            whole = whole.united(header.mapRectToScene(header.text_rect))
        return whole

    def render(self, painter: QPainter, *args: Any, **kwargs: Any) -> None:
        """Paint the drawing for an export: as vectors, and without what the pointer adds."""
        shown, self.attention = (
            self.attention,
            Attention(overlay=self.attention.overlay, handles=False),
        )
        self._plain, smooth, EdgeItem.smooth = True, EdgeItem.smooth, True
        self.refresh_states()  # which may bring items that were not there
        cached = [item for item in self.items() if item.cacheMode() is not _NO_CACHE]
        for item in cached:
            item.setCacheMode(_NO_CACHE)
        super().render(painter, *args, **kwargs)
        self._plain, EdgeItem.smooth = False, smooth
        for item in cached:
            item.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.attention = shown
        self.refresh_states()

    # What changes around it

    @Slot()
    def rebuild(self) -> None:
        """Write every name and number again, as after a change of notation or language."""
        pictures, picked = self.faces.pictures, self.faces.picked
        self._begin(self.shown)
        self.faces.pictures, self.faces.picked = pictures, picked
        self._show(self.shown, self.shown)

    def retheme(self) -> None:
        """Paint everything again in the colours and fonts in force."""
        lettering.forget_fonts()
        if self.loss is not None:
            self._arrival.finish()
            self.removeItem(self.loss)
            self.loss = None  # its box is as wide as its words were
        self.edges.retheme()
        self.node_layer.retheme()
        self.rebuild()
        for item in self.items():
            item.update()  # their kept pictures are in the old colours
        self.update()

    def describe(self, target: Target) -> str:
        """What a target is, in one line."""
        return describe(self, target)

    def _setting_changed(self, key: str) -> None:
        if key == "show_bias_nodes":
            self.rebuild()


def _same_drawing(before: Network, after: Network) -> bool:
    """Return whether two networks, one made from the other, may differ in numbers alone."""
    return before.nodes.keys() == after.nodes.keys() and len(before.edges) == len(after.edges)
