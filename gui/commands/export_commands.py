"""What the commands do that hand the drawing and the formula to other programs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class ExportCommands:
    """Pictures of the canvas, and the formula as LaTeX or as a picture."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def picture(self) -> None: ...

    def copy_picture(self) -> None: ...

    def copy_latex(self) -> None: ...

    def copy_formula(self) -> None: ...
