"""The notes of a lesson: a column, a strip, or in Train a line above the drawing."""

from dataclasses import replace

from gui.heights import height_below
from gui.lesson_notes import LessonNotes


def test_in_train_folded_notes_begin_in_a_line_that_unfolds_them(qtbot, document, settings):
    lesson = {"id": "mine", "title": "Mine", "notes": "Press Run.\n\nThen look."}
    document.load(replace(document.network, lesson=lesson), None)
    notes = LessonNotes(document, settings)
    qtbot.addWidget(notes)
    qtbot.addWidget(notes.line)
    notes.set_workspace("step")
    assert not notes.isHidden()
    assert notes.line.isHidden()
    notes.set_workspace("train")
    notes.fold(True)
    assert notes.isHidden()
    assert notes.line.accessibleName() == "Mine. Press Run. Then look."
    notes.line.click()
    assert not notes.isHidden()
    assert notes.line.isHidden()


def test_the_plots_leave_the_drawing_two_thirds_of_the_height(settings):
    assert height_below(settings, "train", 823, presenting=False) <= 823 / 3
