"""What the commands that lead through the lessons do."""

from typing import TYPE_CHECKING

from core.language import Message
from gui.lessons import neighbour

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class LessonCommands:
    """Goes from lesson to lesson, and shows the notes."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def notes(self) -> None:
        notes = self._window.workshop.notes
        notes.fold(notes.is_unfolded)

    def next(self) -> None:
        self._go(1)

    def previous(self) -> None:
        self._go(-1)

    def _go(self, distance: int) -> None:
        name = str(self._window.document.network.lesson.get("id", ""))
        lesson = neighbour(name, distance)
        if lesson is None:
            self._window.tell(Message("There is no further lesson in this direction."))
        else:
            self._window.open_lesson(lesson)
