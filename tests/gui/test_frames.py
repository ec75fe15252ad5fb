"""One timer shares the frames of the window out: nothing is forgotten, nothing comes twice."""

from PySide6.QtCore import QObject

from gui.frames import ROOM, Pace, frames


def waits_no_more(qtbot, *paces: Pace) -> None:
    qtbot.waitUntil(lambda: not any(pace.is_waiting for pace in paces))


def test_what_is_asked_for_again_and_again_is_done_once_and_with_the_newest(qtbot) -> None:
    parent, seen, now = QObject(), [], [0]
    pace = Pace(lambda: seen.append(now[0]), 0, parent)
    for now[0] in range(5):
        pace.ask()
    assert pace.is_waiting
    assert not seen
    waits_no_more(qtbot, pace)
    assert seen == [4]


def test_two_that_fill_a_frame_each_are_not_done_in_the_same(qtbot, monkeypatch) -> None:
    parent, ticks, done = QObject(), [0], []
    tick = frames()._tick
    long = [Pace(lambda k=k: done.append((k, ticks[0])), 0, parent, lambda: ROOM) for k in range(3)]

    def counted() -> None:
        ticks[0] += 1
        tick()

    frames()._timer.timeout.disconnect()
    frames()._timer.timeout.connect(counted)
    try:
        for pace in long:
            pace.ask()
        waits_no_more(qtbot, *long)
    finally:
        frames()._timer.timeout.disconnect()
        frames()._timer.timeout.connect(frames()._tick)
    assert sorted(k for k, _ in done) == [0, 1, 2]
    assert len({tick for _, tick in done}) == 3


def test_a_frame_that_painting_fills_does_not_keep_anything_from_being_done(qtbot) -> None:
    parent, done = QObject(), []
    pace = Pace(lambda: done.append(1), 0, parent)
    pace.ask()
    frames().painted(1.0)
    waits_no_more(qtbot, pace)
    assert done


def test_what_belongs_to_a_window_that_is_gone_is_not_called(qtbot) -> None:
    from shiboken6 import delete

    parent, done = QObject(), []
    gone = Pace(lambda: done.append("gone"), 0, parent)
    here = QObject()
    other = Pace(lambda: done.append("here"), 0, here)
    gone.ask()
    other.ask()
    delete(parent)
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["here"]


def test_what_is_forgotten_is_not_done(qtbot) -> None:
    parent, done = QObject(), []
    pace, other = (Pace(lambda name=name: done.append(name), 0, parent) for name in "ab")
    pace.ask()
    pace.forget()
    other.ask()
    waits_no_more(qtbot, other)
    assert done == ["b"]
    assert not pace.is_waiting
