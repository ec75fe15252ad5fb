"""What plots are drawn with is loaded when no class of Qt is left to be made beside the window."""

from gui import qt_classes
from gui.plots.library import Library


def test_no_thread_begins_before_the_classes_are_made(qtbot, document, monkeypatch):
    answers, asked = [False, False, True], []
    monkeypatch.setattr(qt_classes, "make_some", lambda: answers.pop(0))
    library, done = Library(document), []
    begin = library._background.run

    def run(work, then):
        asked.append(list(answers))
        begin(work, then)

    monkeypatch.setattr(library._background, "run", run)
    library.load(lambda: done.append(True))
    assert not asked
    qtbot.waitUntil(lambda: bool(done))
    assert asked == [[]]
