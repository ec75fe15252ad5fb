"""Keeping the open document: new, open, save, recent files, and what a crash would lose."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.files.autosave import Recovery
from core.files.errors import DamagedError
from core.files.lock import FileLock, lock_of
from core.files.reader import backup_of, read_network
from core.files.writer import write_network
from core.language import Message, language, tr
from core.network.byte_rows import ByteRows
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.run import Run
from core.network.summary import summary
from core.watching import Cancelled, Watch, unwatched
from gui import questions
from gui.document import Document
from gui.lessons import translated
from gui.messages import Kind
from gui.recovery import RecoveryCopies, recovered_text
from gui.settings import Settings
from gui.waiting import done_beside

SUFFIX = ".nodewise"
MOST_RECENT = 10


class FileKeeper(QObject):
    """Moves one document between the window and its file. A failure leaves the work as it was."""

    told = Signal(object, object)
    """A sentence for the user and its `Kind`."""
    offered = Signal(object, object, object, object)
    """The same, with the text of a button and what it does."""
    title_changed = Signal()
    opened = Signal()

    def __init__(
        self,
        document: Document,
        settings: Settings,
        window: QWidget,
        folder: Path | None = None,
    ) -> None:
        super().__init__(window)
        self._document, self._settings, self._window = document, settings, window
        self.folder = folder or data_folder()
        self.copies = RecoveryCopies(document, self.folder / "recovery", self)
        self.copies.told.connect(lambda text: self.told.emit(text, Kind.REFUSAL))
        self._lock: FileLock | None = None
        self._seen: tuple[int, int] | None = None
        document.network_changed.connect(self._on_change)
        document.undo_stack.cleanChanged.connect(self._tell_title)
        document.path_changed.connect(self._tell_title)

    # What is open

    @property
    def title(self) -> str:
        """What the window is called: the network's own title, and its file where it says more."""
        title, path = self._document.network.title, self._document.path
        if path is None or not title:
            return self.name
        return f"{title} · {path.name}" if path.stem.lower() != title.lower() else title

    @property
    def name(self) -> str:
        """What questions and suggested files call the document."""
        if self._document.path is not None:
            return self._document.path.stem
        return self._document.network.title or tr("Untitled")

    def new(self) -> None:
        """Begin with an empty drawing."""
        if self.may_leave():
            self._show(Network(), None)

    def open(self, path: str | Path | None = None) -> bool:
        """Open a file, asking which if none is named; a broken one leaves the open work."""
        chosen = Path(path) if path is not None else self._asked_for_file()
        if chosen is None:
            return False
        network = self._read(chosen)
        if network is None or not self.may_leave():
            return False
        self._show(network, chosen)
        self._remember(chosen)
        return True

    def open_lesson(self, path: Path | None) -> bool:
        """Open a copy of a shipped network, which has no file yet, or a blank drawing."""
        network = Network() if path is None else self._read(path)
        if network is None or not self.may_leave():
            return False
        if language() != "en":
            network = translated(network)
        self._show(network, None)
        return True

    def _read(self, path: Path) -> Network | None:
        """The network of a file; None, and the reason is told, where that cannot be."""
        text = tr("Opening {name} …").format(name=path.name)
        try:
            read: Network = done_beside(self._window, text, lambda watch: ready(path, watch))
        except Cancelled:
            return None
        except NodewiseError as error:
            self._tell_of(path, error)
            return None
        return read

    def _tell_of(self, path: Path, error: NodewiseError) -> None:
        """Say what is wrong with a file, and offer the version before where there is one."""
        text, backup = _about_file(path, error), backup_of(path)
        if isinstance(error, DamagedError) and backup is not None:
            offer = Message("Open “{name}”", name=os.path.basename(backup))
            self.offered.emit(text, Kind.REFUSAL, offer, lambda: self.open_backup(path))
        else:
            self.told.emit(text, Kind.REFUSAL)

    def open_backup(self, path: Path) -> bool:
        """Open the version before the last save of a file, as unsaved work of that file."""
        backup = backup_of(path)
        network = None if backup is None else self._read(Path(backup))
        if network is None or not self.may_leave():
            return False
        self._show(network, path)
        self._document.undo_stack.resetClean()
        self.title_changed.emit()
        return True

    def may_leave(self) -> bool:
        """Ask about unsaved work; return whether it may go (saved, or given up)."""
        self._document.settle()
        if not self._document.is_modified:
            return True
        answer = questions.about_unsaved(self._window, self.name)
        if answer is questions.Unsaved.SAVE:
            return self.save()
        return answer is questions.Unsaved.DISCARD

    def close(self) -> None:
        """The work is saved or given up: leave nothing behind."""
        self.copies.close()
        self._unlock()

    # Saving

    def save(self) -> bool:
        """Save to the document's file; return whether it is kept now."""
        path = self._document.path
        if path is None:
            return self.save_as()
        if self._changed_outside(path):
            answer = questions.about_changed_file(self._window, path.name)
            if answer is questions.Changed.ELSEWHERE:
                return self.save_as()
            if answer is questions.Changed.CANCEL:
                return False
        return self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        suggestion = self._document.path or Path(f"{self.name}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save as"), str(suggestion), _filters()
        )
        if not name:
            return False
        path = Path(name)
        return self._save_to(path if path.suffix else path.with_suffix(SUFFIX))

    def _save_to(self, path: Path) -> bool:
        self._document.finish_preview()
        self._document.settle()
        network = self._document.network
        text = tr("Saving {name} …").format(name=path.name)
        try:
            done_beside(self._window, text, lambda watch: write_network(path, network, watch))
        except Cancelled:
            return False
        except NodewiseError as error:
            self.told.emit(error, Kind.REFUSAL)
            return False
        if self._document.network is network:
            self._document.set_clean()
        if path != self._document.path:
            self._document.set_path(path)
            self._take_lock(path)
        self._seen = _stamp(path)
        self.copies.forget()
        self._remember(path)
        self.title_changed.emit()
        self.told.emit(Message("Saved as {name}.", name=path.name), Kind.INFO)
        return True

    def _changed_outside(self, path: Path) -> bool:
        now = _stamp(path)
        return now is not None and self._seen is not None and now != self._seen

    # Recovery

    def _tell_title(self, *_: object) -> None:
        self.title_changed.emit()

    def _on_change(self, before: object, after: object) -> None:
        self.copies.note()
        self.title_changed.emit()

    def autosave(self, wait: bool = False) -> None:
        """Write the recovery copy beside the window's work, off its thread."""
        self.copies.write(wait)

    def offer_recovery(self) -> bool:
        """Ask about what a crash left; return whether something was recovered."""
        for recovery in self.copies.found():
            answer = questions.about_recovery(self._window, recovery)
            if answer is questions.Recover.YES and self.recover(recovery):
                return True
            if answer is questions.Recover.DISCARD:
                recovery.discard()
        return False

    def recover(self, recovery: Recovery) -> bool:
        """Open a recovery copy as unsaved work; what a training had learned is its last edit."""
        from gui.training.unfinished import recovered, take_over

        def read(_: Watch) -> tuple[Network, tuple[Network, Run] | None]:
            network, run = prepared(recovery.network), recovery.run
            return network, None if run is None else recovered(network, run)

        try:
            network, trained = done_beside(self._window, tr("Recovering the work …"), read)
        except NodewiseError as error:
            self.told.emit(error, Kind.REFUSAL)
            return False
        self._show(network, recovery.original)
        self._document.undo_stack.resetClean()
        if trained is not None and recovery.interrupted is not None:
            take_over(self._document, *trained)
            self.told.emit(recovered_text(recovery.interrupted), Kind.INFO)
        self.autosave(wait=True)  # before the old copy goes
        recovery.discard()
        return True

    # Helpers

    def _show(self, network: Network, path: Path | None) -> None:
        self.copies.forget()
        self._unlock()
        self._document.load(network, path)
        self.copies.hold()
        self._seen = _stamp(path)
        self.title_changed.emit()
        self.opened.emit()
        if path is not None:
            self._take_lock(path)  # after it is shown, so that what it tells is seen

    def _take_lock(self, path: Path) -> None:
        self._unlock()
        self._lock = lock_of(path, self.folder / "locks")
        if not self._lock.acquire():
            self.told.emit(
                Message(
                    "{name} is open in another window, too. Whoever saves last is asked first.",
                    name=path.name,
                ),
                Kind.REFUSAL,
            )

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _asked_for_file(self) -> Path | None:
        start = str(self._document.path.parent) if self._document.path else ""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open"), start, _filters())
        return Path(name) if name else None

    def _remember(self, path: Path) -> None:
        kept = [p for p in self._settings.get("recent_files") if p != str(path.resolve())]
        self._settings.set("recent_files", [str(path.resolve()), *kept][:MOST_RECENT])

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._settings.set("recent_files", [])

    def fill_recent(self, menu: QMenu, forget: Any) -> None:
        """List the recent files in a menu."""
        for name in self._settings.get("recent_files"):
            action = menu.addAction(Path(name).name, _opener(self, name))
            action.setToolTip(name)
        if menu.isEmpty():
            menu.addAction(tr("None yet")).setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction(forget)


def _opener(keeper: FileKeeper, name: str) -> Callable[[], None]:
    def run() -> None:
        keeper.open(name)

    return run


def ready(path: Path, watch: Watch = unwatched) -> Network:
    """Read a file, and everything that the window asks of any network at once."""
    return prepared(read_network(path, watch))


def prepared(network: Network) -> Network:
    """Work out, in a thread, what takes its time with much data or many edges."""
    data = network.data
    if isinstance(data.inputs, ByteRows):
        data.inputs.bytes  # noqa: B018 - reads a shipped set
    for name in _ASKED_FOR:
        getattr(network, name)
    summary(network)
    data.is_whole, data.largest_inputs  # noqa: B018
    return network


_ASKED_FOR = ("levels", "ends", "edge_keys", "incoming", "outgoing", "strengths", "n_parameters")
"""What the canvas and the panel ask of 233,000 edges when a network is shown, with the summary."""


def data_folder() -> Path:
    """Where recovery copies and locks are kept."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place))


def _filters() -> str:
    networks, everything = tr("Networks"), tr("All files")
    return f"{networks} (*{SUFFIX} *.json);;{everything} (*)"


def _about_file(path: Path | None, error: NodewiseError) -> Message:
    return Message("{name}: {problem}", name=path.name if path else "", problem=error)


def _stamp(path: Path | None) -> tuple[int, int] | None:
    """What tells whether somebody else wrote the file since."""
    try:
        stat = path.stat() if path is not None else None
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size) if stat else None
