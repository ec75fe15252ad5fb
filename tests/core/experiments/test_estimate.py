"""The estimate of a grid search is of the right size."""

from dataclasses import replace
from time import perf_counter

from core.experiments import Grid
from core.experiments.estimate import estimated_seconds
from core.files.reader import read_network


def test_twice_the_networks_take_about_twice_as_long():
    network = read_network("resources/examples/architecture.nodewise")
    few = Grid(network, units=(4,), epochs=2000)
    many = replace(few, learning_rates=(0.1, 0.01, 0.001, 0.02))
    one, four = estimated_seconds(few), estimated_seconds(many)
    assert 1.5 * one < four < 10 * one
    assert estimated_seconds(replace(few, layers=())) == 0.0


def test_the_estimate_itself_is_quick():
    network = read_network("resources/examples/architecture.nodewise")
    begun = perf_counter()
    estimated_seconds(Grid(network, units=tuple(range(1, 50)), epochs=100_000))
    assert perf_counter() - begun < 5
