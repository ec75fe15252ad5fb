"""The window: menus, the start page and the desk of one document. It arranges, nothing else."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from core.language import tr
from gui.actions import Actions
from gui.corner import Corner
from gui.icons import app_icon, icon
from gui.menu_fit import MenuFit
from gui.menus import Menus
from gui.messages import Kind, MessageBar
from gui.present import Presentation
from gui.settings import Settings
from gui.start_page import StartPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.network.network import Network
    from gui.document import Document
    from gui.files import FileKeeper
    from gui.lessons import Lesson
    from gui.training.unfinished import Unfinished
    from gui.workshop import Workshop

SMALLEST = 960, 600
FIRST_SIZE = 1440, 900
TABLES = (".csv", ".tsv", ".txt", ".dat")
"""The ends of the names of files that are imported when they are dropped."""


class MainWindow(QMainWindow):
    """One document in one window.

    With ``furnish=False`` only the frame and the start page are made, which needs no NumPy and is
    on the screen sooner; `gui.furnishing` then makes the rest. Without ``lessons`` the start page
    waits until it is wanted, too.
    """

    document: "Document"
    keeper: "FileKeeper"
    workshop: "Workshop"

    def __init__(self, settings: Settings, furnish: bool = True, lessons: bool = True) -> None:
        super().__init__()
        self.settings = settings
        self.is_furnished = False
        self.actions_ = Actions(self, self)
        self.menus = Menus(self.actions_, settings)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.start_page if lessons else QWidget(self.pages))
        self.setCentralWidget(self.pages)
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.actions_.set_icons(icon)
        self.actions_.add_to(self, "window")
        self.menus.fill_bar(self.menuBar())
        self.corner_tools = Corner(settings)
        self.menuBar().setCornerWidget(self.corner_tools)
        self.menu_fit = MenuFit(self.menuBar(), self.corner_tools)
        self.presentation = Presentation(self, self._leave_only_canvas)
        self._restore_size()
        self._show_title()
        if furnish:
            self.furnish()
            self.workshop.inspector.furnish()

    @cached_property
    def start_page(self) -> StartPage:
        """The lessons and the recent files, made when they are first wanted."""
        page = StartPage(self.settings, self.pages)
        page.lesson_chosen.connect(self.open_lesson)
        page.file_chosen.connect(lambda path: self.actions_.run("file.open", path))
        page.open_asked_for.connect(lambda: self.actions_.run("file.open"))
        page.left.connect(self._leave_start_page)
        self.pages.addWidget(page)
        return page

    @cached_property
    def start_messages(self) -> MessageBar:
        """What is told over the start page."""
        return MessageBar(self.start_page)

    # State that the rules of the commands look at

    @property
    def session(self) -> Any:
        """The stepping of the document, None before it was first asked for."""
        return self.workshop.session if self.is_furnished else None

    @property
    def training(self) -> Any:
        """The training of the document, None before it was first asked for."""
        return self.workshop.training if self.is_furnished else None

    @property
    def workspace(self) -> str:
        """The workspace in front, empty on the start page."""
        return self.workshop.workspace if self.is_drawing_shown else ""

    @property
    def is_drawing_shown(self) -> bool:
        """Return whether the drawing is in front, and not the start page."""
        return self.is_furnished and self.pages.currentWidget() is self.workshop

    def _unfinished_run(self) -> "Unfinished | None":
        return self.training.unfinished() if self.training is not None else None

    # Furnishing

    def furnish(self) -> None:
        """Make the document and the desk around it."""
        from gui.document import Document
        from gui.files import FileKeeper
        from gui.window_commands import connect_commands
        from gui.workshop import Workshop

        self.document = Document(self)
        self.workshop = Workshop(self.document, self.settings, self.actions_, self.pages)
        self.keeper = FileKeeper(self.document, self.settings, self)
        self.keeper.copies.in_hand = self._unfinished_run
        self.pages.addWidget(self.workshop)
        self.is_furnished = True
        connect_commands(self)
        self.workshop.notes.lesson_chosen.connect(self.open_lesson)
        self.workshop.notes.command_wanted.connect(self.actions_.run)
        self.keeper.told.connect(self.tell)
        self.keeper.offered.connect(self.tell)
        self.keeper.title_changed.connect(self._show_title)
        self.keeper.opened.connect(self._on_opened)
        self.workshop.arranged.connect(self.refresh)
        self.workshop.arranged.connect(self.keeper.copies.note)
        self.document.network_changed.connect(self._on_change)
        self.document.selection_changed.connect(self.refresh)
        self.document.undo_stack.indexChanged.connect(self.refresh)
        self.refresh()

    def _leave_start_page(self) -> None:
        if self.is_furnished and self.document.network.nodes:
            self.show_drawing()

    def open_lesson(self, lesson: "Lesson") -> None:
        """Open a lesson's network and get ready for what it is for."""
        if self.is_furnished and self.keeper.open_lesson(lesson.path):
            self.start_page.mark_opened(lesson)
            self.workshop.show_workspace(lesson.workspace)
            self.workshop.show_lesson(lesson)

    def _on_opened(self) -> None:
        self.show_drawing()
        self.workshop.canvas.fit()

    def show_drawing(self) -> None:
        """Bring the drawing to the front."""
        if not self.is_drawing_shown:
            self.pages.setCurrentWidget(self.workshop)
            self.workshop.canvas.setFocus()
            self.refresh()

    def show_start_page(self) -> None:
        """Bring the lessons and the recent files to the front; the open work stays."""
        self.start_page.show_recent()
        self.pages.setCurrentWidget(self.start_page)
        self.start_page.focus_first()
        self.refresh()

    def tell(
        self,
        text: object,
        kind: Kind = Kind.INFO,
        button: object = None,
        act: "Callable[[], None] | None" = None,
    ) -> None:
        """Show a message over whatever is in front, perhaps with one button."""
        bar = self.workshop.messages if self.is_drawing_shown else self.start_messages
        bar.show_message(text, kind, button, act)

    # Keeping texts and states up to date

    def refresh(self, *_: object) -> None:
        """Enable and check commands as things are now, and name what undo takes back."""
        self.actions_.refresh()
        if not self.is_furnished:
            return
        self._name_undo()
        desk = self.workshop
        tables = desk.tables.current if not desk.is_folded("bottom") else None
        marks = {
            "view.draw": self.workspace == "draw",
            "view.step": self.workspace == "step",
            "view.train": self.workspace == "train",
            "view.side_panel": not desk.is_folded("side"),
            "view.bottom_panel": not desk.is_folded("bottom"),
            "view.tool_rail": not desk.is_folded("rail"),
            "view.enlarge_plot": desk.has_large_plot,
            "view.bias_nodes": self.settings.get("show_bias_nodes"),
            **{
                f"view.{name}": self.workspace == "draw" and tables == name
                for name in ("parameters", "matrices", "observations")
            },
        }
        for name, on in marks.items():
            self.actions_[name].setChecked(bool(on))

    def _on_change(self, before: "Network", after: "Network") -> None:
        """Look at the commands again, but not at each move of a slider: they do not mind values."""
        if bool(before.nodes) != bool(after.nodes) or len(before.edges) != len(after.edges):
            self.refresh()

    def _name_undo(self) -> None:
        stack = self.document.undo_stack
        texts = {
            "edit.undo": (tr("Undo"), tr("Undo {change}"), stack.index() - 1),
            "edit.redo": (tr("Redo"), tr("Redo {change}"), stack.index()),
        }
        for name, (plain, named, index) in texts.items():
            command = stack.command(index) if 0 <= index < stack.count() else None
            change = getattr(command, "message", None)
            action = self.actions_[name]
            text = named.format(change=change) if change else plain
            action.setText(text)
            action.setIconText("\u2009" + plain)
            action.setToolTip(action.toolTip().replace(plain, text, 1))

    def _show_title(self) -> None:
        if not self.is_furnished:
            self.setWindowTitle("Nodewise")
            return
        mark = " •" if self.document.is_modified else ""
        self.setWindowTitle(f"{self.keeper.title}{mark} — Nodewise")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.actions_.retranslate()
            self.menus.retranslate()
            self._show_title()
            self.refresh()
        super().changeEvent(event)

    # Files that are dropped, and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_file(event)
        if path is not None and self.is_furnished:
            event.acceptProposedAction()
            if path.suffix.lower() in TABLES or _is_images(path):
                # After the drop: a dialog would hold up the program that the file comes from.
                QTimer.singleShot(0, self, lambda: self.actions_.run("data.import_file", path))
            else:
                self.keeper.open(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.is_furnished:
            return
        if not self.keeper.may_leave():
            event.ignore()
            return
        if self.presentation.on:
            self.presentation.toggle()
        self.workshop.close_work()
        self.settings.set("window_geometry", bytes(self.saveGeometry().toHex().data()).decode())
        self.keeper.close()

    def _leave_only_canvas(self, on: bool) -> None:
        self.show_drawing()
        self.workshop.present(on)

    def _restore_size(self) -> None:
        saved = self.settings.get("window_geometry")
        if saved and self.restoreGeometry(QByteArray.fromHex(saved.encode())):
            return
        room = self.screen().availableGeometry()
        # The frame that the system draws around us needs some room, too.
        width, height = round(room.width() * 0.98), round(room.height() * 0.94)
        self.resize(min(FIRST_SIZE[0], width), min(FIRST_SIZE[1], height))


def _dropped_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _is_images(path: Path) -> bool:
    from gui.data.image_reading import holds_images  # needs NumPy

    return holds_images(path)
