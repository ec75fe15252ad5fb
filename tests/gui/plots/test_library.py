"""What plots are drawn with is loaded when no class of Qt is left to be made beside the window."""

from gui.plots.library import Library


def test_the_window_knows_all_classes_before_a_thread_asks_for_them(qtbot, document, monkeypatch):
    library, left = Library(document), []
    load = library._background.run

    def run(work, done):
        left.append(next(library._classes, None))
        load(work, done)

    monkeypatch.setattr(library._background, "run", run)
    done = []
    library.load(lambda: done.append(True))
    assert not left
    qtbot.waitUntil(lambda: bool(done))
    assert left == [None]
