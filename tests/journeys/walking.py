"""Through the steps of an explanation with the arrow keys, looking at everything."""

from gui.main_window import MainWindow
from tests.journeys.user import User


def walk_forwards(window: MainWindow, user: User) -> list[dict]:
    """Press Home, and → to the end; what is seen at each step, first before the first."""
    user.press("Home")
    sights = [user.sight()]
    for _ in window.session.steps:
        user.press("Right")
        sights.append(user.sight())
    user.press("Right")
    assert user.sight() == sights[-1]
    return sights


def walk_backwards(window: MainWindow, user: User) -> list[dict]:
    """Press ← to the beginning."""
    sights = [user.sight()]
    for _ in window.session.steps:
        user.press("Left")
        sights.append(user.sight())
    assert not window.workshop.step_panel.transport.back.isEnabled()
    return sights
