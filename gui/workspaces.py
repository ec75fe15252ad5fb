"""The panels of Step and Train around the canvas, in pieces of less than a blink of the eye.

Until somebody goes there, nothing is recorded, calculated or drawn.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gui.panes import scroll_area
from gui.pieces import Making

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea, QWidget

    from gui.actions import Actions
    from gui.document import Document
    from gui.settings import Settings
    from gui.stepping.session import StepSession
    from gui.stepping.step_panel import StepPanel
    from gui.stepping.step_side_panel import StepSidePanel
    from gui.training.bottom_panel import BottomPanel
    from gui.training.controls_panel import ControlsPanel
    from gui.training.run_bar import RunBar
    from gui.training.run_status import RunStatus
    from gui.training.session import TrainSession


Panel = TypeVar("Panel", bound="QWidget")


@dataclass(frozen=True)
class Stepping:
    """What stepping needs: its session, the formulas below and the sections beside."""

    session: "StepSession"
    panel: "StepPanel"
    area: "QScrollArea"
    side: "StepSidePanel"


@dataclass(frozen=True)
class Training:
    """What training needs: its session, the settings beside, the plots below, and the bar."""

    session: "TrainSession"
    controls: "ControlsPanel"
    below: "BottomPanel"
    bar: "RunBar"
    status: "RunStatus"


def stepping(
    document: "Document", settings: "Settings", below: "QWidget", beside: "QWidget"
) -> Making[Stepping]:
    """Make the session, which waits to begin, and its panels where they will be seen."""
    from gui.stepping.session import StepSession

    session = StepSession(document, settings, waits=True)
    yield
    from gui.stepping.step_panel import StepPanel

    yield
    # From the outside in: what changes its parent is dressed again with all that is in it.
    area = _hidden(scroll_area(below))
    panel = StepPanel(session, area.viewport())
    yield
    area.setWidget(panel)
    yield
    from gui.stepping.step_side_panel import StepSidePanel

    yield
    side = _hidden(StepSidePanel(session, beside, waits=True))
    yield from side.fill()
    return Stepping(session, panel, area, side)


def training(
    document: "Document",
    settings: "Settings",
    actions: "Actions",
    above: "QWidget",
    below: "QWidget",
    beside: "QWidget",
) -> Making[Training]:
    """Make the session and its panels where they will be seen."""
    from gui.training.session import TrainSession

    session = TrainSession(document, settings, document)
    yield
    from gui.training.controls_panel import ControlsPanel

    yield
    import gui.data.data_panel

    yield
    controls = _hidden(ControlsPanel(session, beside, waits=True))
    yield from controls.fill()
    yield
    from gui.training.bottom_panel import BottomPanel

    yield
    import gui.plots.plot_area

    yield
    import gui.runs.runs_panel  # noqa: F401

    yield
    panel = _hidden(BottomPanel(session, actions, below))
    yield
    from gui.training.run_bar import RunBar
    from gui.training.run_status import RunStatus

    # Without a place of its own, each would outlive a window that never trained, and its commands.
    bar, status = _hidden(RunBar(actions, above)), _hidden(RunStatus(session, above))
    return Training(session, controls, panel, bar, status)


def _hidden(panel: Panel) -> Panel:
    """Keep a panel back that has its place already: else it would be shown with what is there."""
    panel.hide()
    return panel
