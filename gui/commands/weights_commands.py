"""What the commands do that show weights, and let one draw a digit."""

from typing import TYPE_CHECKING, Any

from core.network.data import Data
from core.network.edge import EdgeKey
from core.network.node import Array, Unit

if TYPE_CHECKING:
    from gui.commands.explain_commands import ExplainCommands
    from gui.main_window import MainWindow


class WeightsCommands:
    """Each opens a window of its own beside the drawing, made when it is first wanted."""

    def __init__(self, window: "MainWindow", explain: "ExplainCommands") -> None:
        self._window, self._explain = window, explain
        self._weights: Any = None
        self._pad: Any = None

    def heat(self, key: EdgeKey | None = None) -> None:
        """Show the weights as a heat-map; of an edge, if one is named or selected."""
        selected = self._window.document.selection.edges
        self._weights_window().show_heat(key or next(iter(selected), None))

    def pictures(self, unit: Unit | None = None) -> None:
        """Show the weights from an image as pictures."""
        self._weights_window().show_pictures(unit)

    def digit_pad(self) -> None:
        """Let one draw a digit, and watch what the network makes of it."""
        if self._pad is None:
            from gui.digit_pad.pad import DigitPad

            window = self._window
            self._pad = DigitPad(window.document, window.settings, window.workshop, window)
            self._pad.step_requested.connect(self._step)
            self._pad.data_requested.connect(lambda: window.actions_.run("data.choose"))
        self._pad.show()
        self._pad.raise_()
        self._pad.activateWindow()

    def _step(self, picture: Array, target: Array) -> None:
        """Step through a digit that was drawn."""
        data = self._window.document.network.data
        self._explain.observation(
            Data(
                picture[None],
                target[None],
                input_columns=data.input_columns,
                target_columns=data.target_columns,
                image=data.image,
            )
        )

    def _weights_window(self) -> Any:
        if self._weights is None:
            from gui.weights.window import WeightsWindow

            window = self._window
            desk = window.workshop
            shown = WeightsWindow(window.document, desk.drawing, window.settings, desk, window)
            shown.explain_requested.connect(self._explain.parameter_of)
            shown.unit_requested.connect(self._select)
            shown.unit_opened.connect(self._open)
            self._weights = shown
        return self._weights

    def _select(self, unit: Unit) -> None:
        """Select a unit as a click on the drawing does."""
        self._window.show_drawing()
        self._window.document.select([unit.node])
        if self._window.document.network.nodes[unit.node].units > 1:
            self._window.workshop.inspector.node_page.block.show_unit(unit.index)

    def _open(self, unit: Unit) -> None:
        self._explain.unit(unit)
