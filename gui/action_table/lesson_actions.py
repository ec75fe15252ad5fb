"""Commands that lead through the lessons."""

from core.language import translatable
from gui.action_table.spec import Spec

LESSON = (
    Spec(
        "lesson.notes",
        translatable("Notes of the lesson"),
        translatable("Fold the notes of the lesson away, or bring them back."),
        ("Ctrl+Shift+N",),
        needs="lesson",
    ),
    Spec(
        "lesson.next",
        translatable("Next lesson"),
        translatable("Open the lesson that comes next."),
        ("Ctrl+PgDown",),
        needs="lesson",
    ),
    Spec(
        "lesson.previous",
        translatable("Previous lesson"),
        translatable("Open the lesson before this one."),
        ("Ctrl+PgUp",),
        needs="lesson",
    ),
)
