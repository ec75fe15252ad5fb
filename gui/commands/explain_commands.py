"""What the commands do that choose what is stepped through."""

from typing import TYPE_CHECKING, Any

from core.network.data import Data
from core.network.edge import Parameter
from core.network.node import Unit
from core.stepping.quantity import Kind, Quantity

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class ExplainCommands:
    """Each switches to the workspace Step and starts a trace there."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def forward(self) -> None:
        self._start("FORWARD")

    def matrices(self) -> None:
        self._start("MATRICES")

    def backward(self) -> None:
        self._start("BACKWARD")

    def training(self) -> None:
        self._start("TRAINING")

    def slope(self, activation: str = "") -> None:
        """Let the derivative of an activation be worked out; without a name, of the selected."""
        from gui.dialogs.slope_dialog import SlopeDialog, activation_in_question

        window = self._window
        network, selection = window.document.network, window.document.selection
        activation = activation or activation_in_question(network, selection.nodes)
        SlopeDialog(window.document, window.settings, activation, window).open()

    def parameter(self) -> None:
        """Ask for a weight or a bias by name."""
        from gui.dialogs.parameter_dialog import ParameterDialog

        dialog = ParameterDialog(self._window.document, self._window.settings, self._window)
        if dialog.exec() and dialog.parameter is not None:
            self._session().set_parameter(dialog.parameter)

    def selection(self) -> None:
        """Explain the selected edge's weight, or the selected neuron's bias."""
        selection = self._window.document.selection
        for key in selection.edges:
            self._session().set_parameter(Parameter(Unit(key.target), Unit(key.source)))
            return
        for node_id in selection.nodes:
            self.quantity(Quantity(Kind.ACTIVATION, unit=Unit(node_id)))
            return

    def parameter_of(self, parameter: Parameter) -> None:
        """Explain a weight or a bias that was pointed at elsewhere."""
        self._session().set_parameter(parameter)

    def unit(self, unit: Unit) -> None:
        """Go through the sum and the activation of a unit that was chosen elsewhere."""
        self.quantity(Quantity(Kind.ACTIVATION, unit=unit))

    def observation(self, data: Data) -> None:
        """Step through an observation that is not among the data."""
        self._session().explain_drawn(data)

    def quantity(self, quantity: Quantity) -> None:
        """Explain a number that was clicked on."""
        self._session().explain(quantity)

    def _start(self, name: str) -> None:
        from core.stepping.trace import Lesson  # not needed before the window is there

        self._session().start(Lesson[name])

    def _session(self) -> Any:
        self._window.show_drawing()
        if self._window.workshop.workspace != "step":
            self._window.workshop.show_workspace("step")
        return self._window.workshop.session


class StepCommands:
    """Hands the moves along a trace to the session."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def __getattr__(self, name: str) -> Any:
        return getattr(self._window.workshop.ensure_session(), name)
