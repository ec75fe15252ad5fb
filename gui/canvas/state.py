"""How an item stands out: selected, hovered, focused, lit by a step, or dimmed beside it."""

from dataclasses import dataclass

from core.network.edge import EdgeKey, Parameter
from core.network.node import Unit
from core.stepping.quantity import Kind, Quantity
from gui.canvas.drawn import Connection
from gui.canvas.overlay import Overlay
from gui.canvas.target import Target


@dataclass(frozen=True)
class State:
    """``lit`` and ``bias_lit`` are theme tokens; ``ring`` is the token of a connection's target."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False
    dimmed: bool = False
    handle: bool = False
    lit: str | None = None
    bias_lit: str | None = None
    ring: str | None = None


NOTHING = Overlay()
_GLOW = "accent"  # what is pointed at in a formula, unless the step has a colour for it


@dataclass
class Attention:
    """Everything that decides how items stand out."""

    hovered: Target | None = None
    focused: Target | None = None
    highlighted: Quantity | None = None
    overlay: Overlay = NOTHING
    rings: tuple[tuple[str, str], ...] = ()
    handles: bool = True
    shows_selection: bool = True
    """Only while drawing: elsewhere it would hide the colours of a chain."""
    by_keys: bool = False
    """Whether the focus was moved by keys: only then it needs a ring to be found."""

    def of_node(self, node_id: str, units: int, selected: bool) -> State:
        """The state of a node: lit if any of its neurons is."""
        tokens = [token for unit, token in self.overlay.units.items() if unit.node == node_id]
        lit = tokens[0] if tokens else None
        bias = self._lit_parameter(Parameter(Unit(node_id))) if units == 1 else None
        if self._points_at_node(node_id):
            lit = lit or _GLOW
        hovered = self.hovered is not None and self.hovered.node == node_id
        return State(
            selected=selected,
            hovered=hovered or self._points_at_node(node_id),
            focused=self.by_keys and self.focused is not None and self.focused.node == node_id,
            dimmed=self.overlay.dim_others and lit is None,
            handle=hovered and self.handles,
            lit=lit,
            bias_lit=bias,
            ring=dict(self.rings).get(node_id),
        )

    def of_edge(self, connection: Connection, selected: bool) -> State:
        """The state of an edge: a band is lit if any of its weights is."""
        if connection.parameter is None:
            lit = self._lit_band(connection.key)
        else:
            lit = self._lit_parameter(connection.parameter)
        highlighted = self._points_at(connection.parameter)
        return State(
            selected=selected,
            hovered=highlighted
            or (self.hovered is not None and self.hovered.edge == connection.key),
            focused=self.by_keys
            and self.focused is not None
            and self.focused.edge == connection.key,
            dimmed=self.overlay.dim_others and lit is None,
            lit=lit,
        )

    def of_loss(self) -> State:
        """The state of the loss box."""
        points = self.highlighted is not None and self.highlighted.kind in (
            Kind.LOSS,
            Kind.NEW_LOSS,
        )
        lit = self.overlay.loss or (_GLOW if points else None)
        hovered = self.hovered is not None and self.hovered.item is None
        return State(lit=lit, hovered=hovered or points, dimmed=self.overlay.dim_others and not lit)

    def _lit_parameter(self, parameter: Parameter) -> str | None:
        lit = self.overlay.edges.get(parameter)
        return lit or (_GLOW if self._points_at(parameter) else None)

    def _lit_band(self, key: EdgeKey) -> str | None:
        return next((t for p, t in self.overlay.edges.items() if p.edge == key), None)

    def _points_at(self, parameter: Parameter | None) -> bool:
        quantity = self.highlighted
        return quantity is not None and parameter is not None and quantity.parameter == parameter

    def _points_at_node(self, node_id: str) -> bool:
        quantity = self.highlighted
        return (
            quantity is not None
            and quantity.parameter is None
            and quantity.unit is not None
            and quantity.unit.node == node_id
        )
