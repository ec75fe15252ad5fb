"""Where the window gets its panels from, imported only when they are first wanted."""

from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QLabel

_PLACES = {
    "CanvasView": "gui.canvas.view",
    "InspectorPanel": "gui.inspector.panel",
    "ParameterTable": "gui.inspector.parameter_table",
    "MatrixEditor": "gui.inspector.matrix_editor",
    "ObservationTable": "gui.inspector.observation_table",
    "StepSession": "gui.stepping.session",
    "StepPanel": "gui.stepping.step_panel",
    "StepSidePanel": "gui.stepping.step_side_panel",
}


def make(name: str, *args: Any) -> Any:
    """Make the panel of that name."""
    try:
        module = import_module(_PLACES[name])
    except ModuleNotFoundError:  # TODO(window): remove when every part is there
        return QLabel(name) if name != "StepSession" else None
    return getattr(module, name)(*args)
