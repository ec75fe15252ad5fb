from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from core.network.network import Network
from gui.canvas.view import CanvasView
from gui.document import Document
from gui.settings import Settings
from tests.gui.canvas.helpers import Hand, house_prices


@pytest.fixture
def view(document: Document, settings: Settings, qtbot: QtBot) -> CanvasView:
    settings.set("reduced_motion", True)
    made = CanvasView(document, settings)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def hand(view: CanvasView) -> Hand:
    return Hand(view)


@pytest.fixture
def house(view: CanvasView) -> Network:
    network = house_prices()
    view.document.load(network, None)
    view.fit()
    return network


@pytest.fixture
def undo_text(document: Document) -> Callable[[], str]:
    return lambda: document.undo_stack.undoText()
