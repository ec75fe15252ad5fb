"""What is typeset in a thread beside the start page, so that first times are quick."""

from time import sleep

from core.network.notation import Notation
from core.stepping.plain import plain_formula
from gui.formula.readiness import readiness

_REST = 0.006
"""Seconds of rest after each piece: it takes about as long, and the window goes first."""


def begin(notation: Notation) -> None:
    """Load what typesets, then the names; the classes of Qt have to be made already."""
    # Here, for modules of the window are never imported in a thread.
    from gui.formula.typeset import row_of
    from gui.formula.usual_names import usual_names
    from gui.inspector.functions import INITIAL_TEXTS

    def prepare() -> None:
        for latex in usual_names(notation):
            row_of(latex)  # which keeps it
            sleep(_REST)
        row_of(INITIAL_TEXTS["glorot"].latex)  # as the controls of a training begin
        plain_formula(INITIAL_TEXTS["glorot"].latex)  # which compiles a dozen patterns

    readiness().begin(prepare)
