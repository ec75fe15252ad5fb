"""A window whose files and settings nobody else sees."""

import pytest


@pytest.fixture
def window(qtbot, settings):
    """A furnished window on the start page; it is closed without questions."""
    from gui.main_window import MainWindow

    window = MainWindow(settings)
    qtbot.addWidget(window, before_close_func=_forget_changes)
    window.resize(1280, 720)
    window.show()
    return window


def _forget_changes(window):
    window.document.settle()  # a run in hand ends now, and not with a question
    window.document.set_clean()
