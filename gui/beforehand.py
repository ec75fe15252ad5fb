"""What is done in a thread beside the start page, so that first times are quick."""

from functools import partial
from importlib import import_module
from time import sleep

from core.network.notation import Notation
from gui.formula.readiness import readiness

_REST = 0.006
"""Seconds of rest after each piece: it takes about as long, and the window goes first."""
_MODULES = (
    "gui.training.controls_panel",
    "gui.training.bottom_panel",
    "gui.training.run_bar",
    "gui.training.run_status",
    "gui.stepping.step_panel",
    "gui.stepping.step_side_panel",
)


def begin(notation: Notation) -> None:
    """Load what typesets, then names and the other workspaces."""
    readiness().begin(partial(_prepare, notation))


def _prepare(notation: Notation) -> None:
    from gui.formula.typeset import row_of
    from gui.formula.usual_names import USUAL_PIECES, usual_names

    for latex in usual_names(notation):
        row_of(latex)  # which keeps it
        sleep(_REST)
    _make_style_types()
    for module in _MODULES:
        import_module(module)
        sleep(_REST)
    for latex in USUAL_PIECES:
        row_of(latex)
        sleep(_REST)
    from gui.inspector.functions import INITIAL_TEXTS

    row_of(INITIAL_TEXTS["glorot"].latex)  # as the controls of a training begin


def _make_style_types() -> None:
    """Have PySide make the classes of styles with their dozen enums, which takes 30 ms."""
    from PySide6.QtWidgets import QCommonStyle, QStyle

    assert issubclass(QCommonStyle, QStyle)
