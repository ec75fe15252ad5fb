"""Blocks become neurons and blocks again, levels come and go: no number changes, ever."""

from collections.abc import Callable

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector
from core.network.edge import EdgeKey
from core.network.network import Network
from core.network.node import Array, Role
from core.numerics.passes import predict
from gui.main_window import MainWindow
from tests.journeys.user import User

Until = Callable[[Callable[[], bool]], None]
CHOSEN = np.arange(60_000, 60_500)  # test digits


def test_levels_are_expanded_collapsed_duplicated_and_removed_each_with_undo(
    window: MainWindow, user: User, until: Until
) -> None:
    user.open_lesson("mnist-trained")
    user.come_back()
    user.press("Ctrl+1")
    document, levels = window.document, window.workshop.drawing.levels
    blocks = document.network
    said = answers(blocks)

    def does(*keys: str) -> Network:
        """What a command makes of the network; one undo takes it back bit for bit, redo not."""
        before, n = document.network, document.undo_stack.index()
        user.press(*keys)
        until(lambda: not levels.is_busy and document.network is not before)
        after = document.network
        assert document.undo_stack.index() == n + 1
        user.press("Ctrl+Z")
        until(lambda: document.network == before)
        assert np.array_equal(answers(document.network), answers(before))
        user.press("Ctrl+Shift+Z")
        until(lambda: document.network == after)
        return document.network

    user.click_paper(user.node("b"))
    assert document.selection.nodes == {"b"}
    expanded = does("U")
    assert len(expanded.nodes) == 3 + 128
    assert len(expanded.edges) == 1 + 128 + 128
    assert np.array_equal(numbers(expanded), numbers(blocks))
    assert np.array_equal(answers(expanded), said)
    user.press("Escape")
    user.click_paper(user.node("b_17"))
    assert document.selection.nodes == {"b_17"}
    assert does("Shift+U") == blocks  # one neuron stands for those that fit beside it

    user.press("Escape")
    user.click_paper(user.node("b"))
    doubled = does("Ctrl+Alt+D")
    assert [node.units for node in doubled.nodes.values() if node.units == 128] == [128, 128]
    assert doubled.n_parameters == blocks.n_parameters + 128 * 128 + 128
    assert set(numbers(blocks)) <= set(numbers(doubled))  # what was there stays
    user.press("Ctrl+Z")
    user.press("Escape")
    user.click_paper(user.node("b"))
    smaller = does("Ctrl+Shift+Del")
    assert [node.units for node in smaller.nodes.values()] == [784, 256, 10]
    assert smaller.edges[EdgeKey("x", "a")] is blocks.edges[EdgeKey("x", "a")]
    user.press(*["Ctrl+Z"] * document.undo_stack.index())
    assert document.network is blocks
    assert np.array_equal(answers(document.network), said)


def answers(network: Network) -> Array:
    plan = compile_network(network)
    return predict(plan, parameter_vector(plan, network), network.data.inputs[CHOSEN])


def numbers(network: Network) -> Array:
    """All weights and biases, the smallest first."""
    weights = [np.ravel(edge.weight) for edge in network.edges.values()]
    biases = [np.ravel(node.bias) for node in network.nodes.values() if node.role is not Role.INPUT]
    return np.sort(np.concatenate([*weights, *biases]))
