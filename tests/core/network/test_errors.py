"""Errors say the same sentence wherever they are raised."""

import pickle

import pytest

from core.experiments.training import NothingToTrainError
from core.language import Message
from core.network.errors import CycleError, NodewiseError, UnfinishedError


@pytest.mark.parametrize(
    "error",
    [
        CycleError(source="a", target="b"),
        NothingToTrainError(problem=Message("{n} networks", n=3)),
        UnfinishedError("{names} has none.", ("a1",), names="A₁"),
    ],
)
def test_errors_travel_between_processes(error: NodewiseError) -> None:
    told = pickle.loads(pickle.dumps(error))
    assert type(told) is type(error)
    assert str(told) == str(error)
    assert vars(told).keys() == vars(error).keys()
