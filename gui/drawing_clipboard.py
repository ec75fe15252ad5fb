"""Copy, cut, paste and duplicate: the draw actions that go by the clipboard."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.language import Message, translatable
from core.network import clipboard
from core.network.errors import NodewiseError
from core.network.network import Network
from core.numerics.activations import ACTIVATIONS
from gui.document import Document
from gui.drawing_texts import Called
from gui.pasteboard import put

PASTE_STEP = 40.0
MIME = "application/x-nodewise+json"


class NothingToDoError(NodewiseError):
    """An action that would change nothing, or that needs another selection; it says why."""

    template = translatable("{problem}")


class Pasting:
    """What `Drawing` does with the clipboard."""

    _document: Document
    _called: Called
    _pastes: int

    def _settled(self) -> Network:
        raise NotImplementedError

    def _push(self, message: Message, after: Network) -> None:
        raise NotImplementedError

    def _delete(self, alone: str, with_edges: str) -> None:
        raise NotImplementedError

    def copy(self) -> None:
        """Put the selected nodes, with the edges among them, on the clipboard."""
        nodes = self._selected_nodes(translatable("Select at least one node to copy."))
        text = clipboard.to_text(self._document.network, nodes)
        mime = QMimeData()
        mime.setText(text)
        mime.setData(MIME, text.encode())
        put(mime)
        self._pastes = 0

    def cut(self) -> None:
        """Copy the selection, then delete it."""
        self.copy()
        self._delete(translatable("Cut {what}"), translatable("Cut {what} and {edges}"))

    def can_paste(self) -> bool:
        """Return whether the clipboard holds something that `paste` might take."""
        mime = QGuiApplication.clipboard().mimeData()
        return mime.hasFormat(MIME) or (mime.hasText() and '"nodes"' in mime.text())

    def paste(self, position: tuple[float, float] | None = None) -> None:
        """Add what is on the clipboard, centred at ``position`` or beside what was copied."""
        part = clipboard.from_text(QGuiApplication.clipboard().text())
        if not {n.activation for n in part.nodes} <= ACTIVATIONS.keys():
            raise clipboard.ClipboardError()
        self._pastes += 1
        step = PASTE_STEP * self._pastes
        offset = (step, step) if position is None else clipboard.offset_to(part, position)
        self._add_part(part, offset, translatable("Paste {what}"))

    def duplicate(self) -> None:
        """Draw the selected nodes again, a little below."""
        nodes = self._selected_nodes(translatable("Select at least one node to duplicate."))
        part = clipboard.part_of(self._document.network, nodes)
        self._add_part(part, (PASTE_STEP, PASTE_STEP), translatable("Duplicate {what}"))

    def _selected_nodes(self, problem: str) -> frozenset[str]:
        if not self._document.selection.nodes:
            raise NothingToDoError(problem=problem)
        return self._document.selection.nodes

    def _add_part(self, part: clipboard.Part, offset: tuple[float, float], text: str) -> None:
        after, ids = clipboard.with_part(self._settled(), part, offset)
        self._push(Message(text, what=self._called.things(ids, network=after)), after)
        inside = [k for k in after.edges if k.source in ids and k.target in ids]
        self._document.select(ids, inside)
