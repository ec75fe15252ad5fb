"""Threads beside the window: what Qt made is deleted by the window, never by one of them."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from gui import threads


@pytest.fixture
def collected_by():
    """The names of the threads in which Python collects."""
    names = []

    def note(phase, _):
        names.append(threading.current_thread().name)

    gc.callbacks.append(note)
    yield names
    gc.callbacks.remove(note)


def litter():
    """Make more objects than Python makes without collecting."""
    return [[] for _ in range(3 * gc.get_threshold()[0])]


def test_nothing_is_collected_in_a_thread(qapp, collected_by):
    threads.start(litter, name="beside").join()
    with ThreadPoolExecutor(1, "beside") as executor:
        threads.submit(executor, litter).result()
    assert not [name for name in collected_by if name.startswith("beside")]


def test_garbage_is_collected_again_once_no_thread_works(qtbot, collected_by):
    end = threading.Event()
    threads.start(end.wait)
    threads._look()
    assert threads.is_any_busy()
    assert not gc.isenabled()
    end.set()
    qtbot.waitUntil(gc.isenabled)
    assert not threads.is_any_busy()
    litter()
    assert "MainThread" in collected_by


def test_the_window_collects_while_threads_work_on_and_on(qtbot, collected_by, monkeypatch):
    monkeypatch.setattr(threads, "_LOOKS", 1)
    end = threading.Event()
    threads.start(end.wait)
    qtbot.waitUntil(lambda: bool(collected_by))
    end.set()
    assert set(collected_by) == {"MainThread"}
