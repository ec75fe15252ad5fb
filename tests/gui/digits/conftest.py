import numpy as np
import pytest

from core.datasets.images import image_data
from core.network.network import Network
from core.training.building import build_network


@pytest.fixture(scope="module")
def images():
    """60 tiny images of three classes, the last 20 for test."""
    pixels = np.random.default_rng(0).integers(0, 256, (60, 6, 5)).astype(np.uint8)
    split = np.repeat(np.array([0, 2], np.int8), (40, 20))
    return image_data(pixels, [str(i % 3) for i in range(60)], {"name": "tiny"}, split)


@pytest.fixture
def drawn(document, images):
    """A document with a network for them, 30–4–3."""
    document.load(build_network(Network(), images, [4]), None)
    return document
