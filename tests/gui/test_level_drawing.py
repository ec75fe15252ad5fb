"""Levels as draw actions: one undo step each, in the words of the user."""

import threading

import numpy as np
import pytest

from core.network.data import Data
from core.network.expanding import expand
from core.network.layers import lay_down
from core.network.levels import LevelError
from core.network.network import Network
from core.network.node import Role
from gui import level_drawing
from gui.drawing import Drawing

SIZES = (6, 5, 4, 3)


@pytest.fixture
def drawing(document, settings):
    settings.set("initial_weight", "he")
    drawing = Drawing(document, settings)
    drawing.lay_down(SIZES, "relu", "softmax", "cross_entropy", blocks=True)
    return drawing


def undo_text(document):
    return document.undo_stack.undoText()


def test_blocks_become_neurons_and_a_block_again_each_as_one_change(document, drawing):
    blocks = document.network
    drawing.levels.expand(["h1"])
    assert undo_text(document) == "Expand A₁…₅⁽¹⁾"
    assert len(document.selection.nodes) == 5
    drawing.levels.collapse()
    assert undo_text(document) == "Make a block of 5 nodes"
    assert document.network == blocks
    document.undo()
    document.select(["h1_3"])
    drawing.levels.collapse()  # one neuron stands for those that fit beside it
    assert document.selection.nodes == {"h1"}
    document.undo()
    document.undo()
    assert document.network is blocks


def test_a_level_is_duplicated_and_removed(document, drawing, qtbot):
    drawing.levels.duplicate_level(["h1"])
    assert undo_text(document) == "Duplicate the level of A₁…₅⁽¹⁾"
    (copy,) = document.selection.nodes
    with qtbot.waitSignal(drawing.levels.message) as said:
        drawing.levels.remove_level([copy])
    # What is fed by nothing stands on the first hidden level.
    assert "A₁…₅ no longer leads to A₆…₉" in str(said.args[0])
    assert document.selection.nodes == {"h1"}
    assert [n.units for n in document.network.nodes.values()] == list(SIZES)
    with pytest.raises(LevelError):
        drawing.levels.duplicate_level(["x", "h1"])


def test_units_are_set_with_new_weights_as_chosen(document, drawing):
    drawing.levels.set_units("h1", 7)
    assert undo_text(document) == "Give A₁…₅⁽¹⁾ 7 units"
    assert all(edge.weight.all() for edge in document.network.edges.values())
    drawing.lay_down((10_000, 2, 1), "relu", "identity", "mse")
    with pytest.raises(LevelError, match="20 million"):
        drawing.levels.set_units("h1", 10_000)


def test_large_work_is_done_beside_the_window(document, drawing, qtbot, monkeypatch):
    monkeypatch.setattr(level_drawing, "BESIDE_FROM", 10)
    before = document.network
    drawing.levels.expand(["h1"])
    assert drawing.levels.is_busy
    assert document.network is before
    with qtbot.waitSignal(drawing.levels.finished):
        pass
    assert len(document.network.nodes) == 8
    drawing.levels.expand(["h2"])
    with qtbot.waitSignal(drawing.levels.message) as said:
        drawing.set_title("Other")
    assert "was not done" in str(said.args[0])
    assert undo_text(document) == "Change the title"


def test_large_work_says_how_far_it_is_and_can_be_given_up(document, drawing, qtbot, monkeypatch):
    monkeypatch.setattr(level_drawing, "BESIDE_FROM", 10)
    monkeypatch.setattr(level_drawing, "LOOKS", 0)
    before, go_on = document.network, threading.Event()

    def slow(network, blocks, watch):
        watch(0.5)
        go_on.wait(60)
        return expand(network, blocks, watch)

    monkeypatch.setattr(level_drawing, "expand", slow)
    drawing.levels.expand(["h1"])
    with qtbot.waitSignal(drawing.levels.working) as said:
        pass
    text, share = said.args
    assert str(text).startswith("Expand A₁…₅⁽¹⁾: working on 10 numbers.")
    assert 0 < share < 1
    with qtbot.waitSignal(drawing.levels.finished):
        drawing.levels.cancel()
    go_on.set()
    assert not drawing.levels.is_busy
    assert document.network is before


def test_the_first_input_for_images_is_a_block_of_all_pixels(document, settings):
    drawing = Drawing(document, settings)
    document.load(Network(data=Data(np.zeros((2, 64)), np.zeros((2, 10)))), None)
    drawing.add_node(Role.INPUT)
    drawing.add_node(Role.OUTPUT)
    assert [n.units for n in document.network.nodes.values()] == [64, 10]
    assert document.network.data.targets.shape == (2, 10)


def test_few_columns_wait_for_single_neurons(document, settings):
    document.load(lay_down(Network(), (2, 1), "relu", "identity", "mse"), None)
    Drawing(document, settings).add_node(Role.HIDDEN)
    assert {n.units for n in document.network.nodes.values()} == {1}
