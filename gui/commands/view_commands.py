"""What the commands of the View menu do."""

from typing import TYPE_CHECKING

from gui.theme import SCALES

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class ViewCommands:
    """Changes what is seen of a window's document, never the document."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def lessons(self) -> None:
        self._window.show_start_page()

    def quit(self) -> None:
        self._window.close()

    def show_workspace(self, name: str, _checked: bool = True) -> None:
        self._window.show_drawing()
        self._window.workshop.show_workspace(name)

    def zoom_in(self) -> None:
        self._window.workshop.canvas.zoom_in()

    def zoom_out(self) -> None:
        self._window.workshop.canvas.zoom_out()

    def fit(self) -> None:
        self._window.workshop.canvas.fit()

    def show_table(self, name: str, wanted: bool) -> None:
        self._window.show_drawing()
        self._window.workshop.show_table(name, wanted)

    def show_plot(self, kind: str) -> None:
        self._window.show_drawing()
        self._window.workshop.show_plot(kind)

    def enlarge_plot(self, large: bool) -> None:
        self._window.show_drawing()
        self._window.workshop.enlarge_plot(large)

    def side_panel(self, shown: bool) -> None:
        self._window.workshop.fold("side", not shown)

    def bottom_panel(self, shown: bool) -> None:
        self._window.workshop.fold("bottom", not shown)

    def tool_rail(self, shown: bool) -> None:
        self._window.workshop.fold("rail", not shown)

    def next_panel(self) -> None:
        self._window.workshop.focus_next_panel()

    def bias_nodes(self, shown: bool) -> None:
        self._window.settings.set("show_bias_nodes", shown)

    def larger_text(self) -> None:
        self._scale(1)

    def smaller_text(self) -> None:
        self._scale(-1)

    def _scale(self, steps: int) -> None:
        settings = self._window.settings
        now = min(SCALES, key=lambda scale: abs(scale - settings.get("text_scale")))
        index = min(max(SCALES.index(now) + steps, 0), len(SCALES) - 1)
        settings.set("text_scale", SCALES[index])

    def present(self) -> None:
        self._window.presentation.toggle()
