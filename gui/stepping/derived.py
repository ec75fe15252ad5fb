"""Numbers beside the steps: every gradient, finite differences, the gradients of all rows."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.network.edge import Parameter
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array
from core.stepping.check import Check, RowGradients, check_gradient, row_gradients
from core.stepping.parameter_list import ParameterList, gradients_in_order, parameters_of
from core.stepping.trace import Lesson, Trace
from gui.stepping.background import Background

MOST_ROW_GRADIENTS = 4_000_000
_FEW_ROW_GRADIENTS = 400


class Derived(QObject):
    """Worked out from the trace in force when first asked for; forgotten with it."""

    rows_changed = Signal()

    def __init__(self, trace: Callable[[], Trace | None], parent: QObject) -> None:
        super().__init__(parent)
        self._trace = trace
        self._background = Background(self)
        self.forget()

    def forget(self) -> None:
        """Drop everything: there is another trace."""
        self._gradients: tuple[ParameterList, Array] | None = None
        self._checks: dict[Parameter, Check] = {}
        self._rows: RowGradients | None = None
        self._rows_problem: NodewiseError | None = None
        self._background.cancel()

    def _with_loss(self) -> Trace | None:
        trace = self._trace()
        return trace if trace is not None and trace.before.has_target else None

    def gradients(self) -> tuple[ParameterList, Array] | None:
        """Every parameter with its gradient for this observation."""
        trace = self._with_loss()
        if trace is None or trace.request.lesson in (Lesson.MATRICES, Lesson.TRAINING):
            return None
        if self._gradients is None:
            self._gradients = parameters_of(trace.before), gradients_in_order(trace.before)
        return self._gradients

    def gradient(self, parameter: Parameter) -> float | None:
        """∂L/∂w for this observation."""
        found = self.gradients()
        return float(found[1][found[0].index(parameter)]) if found else None

    def check(self, parameter: Parameter) -> Check | None:
        """Hold a gradient against its finite difference."""
        trace = self._with_loss()
        if trace is None:
            return None
        if parameter not in self._checks:
            self._checks[parameter] = check_gradient(trace.before, parameter)
        return self._checks[parameter]

    def known_check(self, parameter: Parameter) -> Check | None:
        """The comparison, if it was asked for already."""
        return self._checks.get(parameter)

    def rows(self, network: Network) -> RowGradients | NodewiseError | None:
        """Every row's gradients, or why there are none; None until `rows_changed`."""
        if self._rows_problem is not None:
            return self._rows_problem
        if self._rows is None and self._trace() is not None:
            if size_of_rows(network) <= _FEW_ROW_GRADIENTS:
                self._rows_now(network)
            elif size_of_rows(network) <= MOST_ROW_GRADIENTS and not self._background.is_busy:
                self._background.run(lambda: row_gradients(network), self._take_rows)
        return self._rows_problem or self._rows

    def _rows_now(self, network: Network) -> None:
        try:
            self._rows = row_gradients(network)
        except NodewiseError as problem:
            self._rows_problem = problem

    def _take_rows(self, rows: RowGradients | None, error: Exception | None) -> None:
        if error is not None and not isinstance(error, NodewiseError):
            raise error
        self._rows, self._rows_problem = rows, error
        self.rows_changed.emit()


def size_of_rows(network: Network) -> int:
    """How many numbers the table of all rows' gradients has."""
    return network.data.n_observations * network.n_parameters
