"""A document with runs, and a stand-in for the training of the window."""

from dataclasses import replace

import pytest

from tests.gui.runs.helpers import RUNS, Session, network


@pytest.fixture
def raced(document):
    """A document with the four runs of a race."""
    document.load(replace(network(), runs=RUNS), None)
    return document


@pytest.fixture
def session(document):
    return Session(document)
