"""What the commands do that hand the drawing and the formula to other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QFileDialog

from core.language import Message, tr
from gui import export

if TYPE_CHECKING:
    from gui.main_window import MainWindow

MARGIN = 24.0


class ExportCommands:
    """Pictures of the canvas, and the formula as LaTeX or as a picture."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def picture(self) -> None:
        """Ask for a file and save the canvas there."""
        filters = {"svg": "SVG (*.svg)", "png": "PNG (*.png)", "pdf": "PDF (*.pdf)"}
        name, chosen = QFileDialog.getSaveFileName(
            self._window,
            tr("Save the drawing as a picture"),
            f"{self._window.keeper.name}.svg",
            ";;".join(filters.values()),
        )
        if not name:
            return
        path = Path(name)
        if not path.suffix:
            path = path.with_suffix(f".{next(k for k, v in filters.items() if v == chosen)}")
        self.save_picture(path)

    def save_picture(self, path: Path) -> None:
        """Save the canvas as SVG, PNG or PDF."""
        export.save_canvas(self._window.workshop.canvas.picture, self._area(), path)
        self._window.tell(Message("Saved as {name}.", name=path.name))

    def copy_picture(self) -> None:
        export.copy_canvas(self._window.workshop.canvas.picture, self._area())
        self._window.tell(Message("The picture is on the clipboard."))

    def copy_latex(self) -> None:
        latex = self._window.session.current_latex()
        if not latex:
            self._window.tell(Message("There is no formula yet: press → for the first step."))
            return
        export.copy_text(latex)
        self._window.tell(Message("The LaTeX of the formula is on the clipboard."))

    def copy_formula(self) -> None:
        content = self._window.workshop.step_panel.content
        formula = content.cards if content.cards.isVisible() else content.formula
        if self._window.session.step is None or formula.laid_size().isEmpty():
            self._window.tell(Message("There is no formula yet: press → for the first step."))
            return
        export.copy_formula(formula)
        self._window.tell(Message("The picture of the formula is on the clipboard."))

    def _area(self) -> QRectF:
        margin = MARGIN
        rect: QRectF = self._window.workshop.canvas.picture.content_rect()
        return rect.adjusted(-margin, -margin, margin, margin)
