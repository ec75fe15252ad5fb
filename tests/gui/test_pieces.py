"""What takes long to make is made in pieces, or all at once when somebody wants it."""

import pytest

from gui.pieces import InPieces, Making


def making(done: list[str]) -> Making[str]:
    for piece in ("first", "second"):
        done.append(piece)
        yield
    return "whole"


def test_each_turn_makes_one_piece():
    done: list[str] = []
    thing = InPieces(making(done))
    assert done == []
    assert not thing.go_on()
    assert done == ["first"]
    assert not thing.go_on()
    assert thing.go_on()
    assert done == ["first", "second"]


def test_what_is_wanted_sooner_is_finished_at_once_and_made_only_once():
    done: list[str] = []
    thing = InPieces(making(done))
    thing.go_on()
    assert thing.whole() == thing.whole() == "whole"
    assert thing.go_on()
    assert done == ["first", "second"]


def test_what_ended_in_an_error_is_not_waited_for():
    def making() -> Making[str]:
        yield
        raise OSError("no such file")

    thing = InPieces(making())
    with pytest.raises(OSError, match="no such file"):
        thing.whole()
    with pytest.raises(RuntimeError, match="could not be made"):
        thing.whole()
