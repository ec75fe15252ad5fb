"""Where the window gets its panels from, imported only when they are first wanted."""

from importlib import import_module
from typing import Any

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
    return getattr(import_module(_PLACES[name]), name)(*args)
