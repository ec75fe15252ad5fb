"""What the commands that ask something, or take something back, do to the document."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QMenu

from core.language import Message, tr
from core.network.errors import WiringError
from core.network.naming import plain_names
from core.network.node import Role
from gui.menus import add_choices

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class EditCommands:
    """Undo, redo, and the draw actions that need an answer first."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def undo(self) -> None:
        self._window.document.undo()

    def redo(self) -> None:
        self._window.document.redo()

    def add_input(self) -> None:
        self._add(Role.INPUT)

    def add_hidden(self) -> None:
        self._add(Role.HIDDEN)

    def add_output(self) -> None:
        self._add(Role.OUTPUT)

    def _add(self, role: Role) -> None:
        self._window.show_drawing()
        self._window.workshop.drawing.add_node(role)
        self._window.workshop.canvas.setFocus()

    def rename(self) -> None:
        """Ask for the label of the one selected node."""
        (node_id,) = self._window.document.selection.nodes
        label = self._window.document.network.nodes[node_id].label or ""
        question = tr("Label in LaTeX, as in X_1 or \\hat{y}; empty for the usual name:")
        text, ok = QInputDialog.getText(self._window, tr("Rename"), question, text=label)
        if ok:
            self._window.workshop.drawing.set_label(node_id, text)

    def connect(self) -> None:
        """Ask by name where an edge from the selected nodes leads."""
        document = self._window.document
        targets = self._possible_targets()
        if not targets:
            self._window.workshop.messages.show_message(
                Message("There is no neuron that an edge from here could lead to.")
            )
            return
        question = tr("Connect to:")
        names = list(targets)
        chosen, ok = QInputDialog.getItem(
            self._window, tr("Connect"), question, names, 0, editable=False
        )
        if ok:
            sources = document.selection.nodes
            for source in sources:
                self._window.workshop.drawing.connect(source, targets[chosen])
            document.select(sources)

    def _possible_targets(self) -> dict[str, str]:
        """The nodes that every selected node may be connected to, by name."""
        document, drawing = self._window.document, self._window.workshop.drawing
        names = plain_names(document.network)

        def fits(target: str) -> bool:
            try:
                for source in document.selection.nodes:
                    drawing.check_connection(source, target)
            except WiringError:
                return False
            return True

        return {names[n]: n for n in document.network.nodes if fits(n)}

    def layers(self) -> None:
        """Ask how many neurons each level has, and lay them down."""
        from gui.dialogs.layers_dialog import LayersDialog

        self._window.show_drawing()
        LayersDialog(self._window.document, self._window.workshop.drawing, self._window).exec()

    def title(self) -> None:
        """Ask for the title and the notes."""
        from gui.dialogs.title_dialog import TitleDialog

        network = self._window.document.network
        dialog = TitleDialog(network.title, network.notes, self._window)
        if dialog.exec():
            self._window.workshop.drawing.set_title(dialog.title)
            self._window.workshop.drawing.set_notes(dialog.notes)

    def fill_activations(self, menu: QMenu) -> None:
        """Offer the activations for the selected hidden neurons."""
        from core.numerics.activations import ACTIVATIONS
        from gui.inspector.functions import ACTIVATION_TEXTS

        document, drawing = self._window.document, self._window.workshop.drawing
        nodes = document.network.nodes
        hidden = [n for n in document.selection.nodes if nodes[n].role is Role.HIDDEN]
        in_use = {nodes[n].activation for n in hidden}
        current = in_use.pop() if len(in_use) == 1 else None
        texts = {name: ACTIVATION_TEXTS[name].title for name in ACTIVATIONS}
        add_choices(menu, texts, current, partial(drawing.set_activation, hidden))
        menu.setEnabled(bool(hidden))


class ToolCommands:
    """Chooses the tool of the canvas."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def use(self, name: str, _checked: bool = True) -> None:
        from gui.canvas.tools.tool import Tool

        self._window.show_drawing()
        if self._window.workshop.workspace != "draw":
            self._window.workshop.show_workspace("draw")
        self._window.workshop.canvas.set_tool(Tool(name))
