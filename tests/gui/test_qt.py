"""Guards against versions of Qt that end the process."""

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_none_do_not_lose_a_reference_to_none(qapp):
    """PySide6 6.12 on Python 3.11 drops one per call, and some thousand calls later it dies."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100


def test_settings_are_isolated(settings):
    assert settings.get("recent_files") == []
    settings.set("recent_files", ["a"])
    assert settings.get("recent_files") == ["a"]


def test_settings_are_still_isolated(settings):
    assert settings.get("recent_files") == []
