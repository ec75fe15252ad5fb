"""Make the pictures of the README from the real program: ``uv run python -m tests.screenshots``."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.files.reader import read_network
from core.network.naming import parameter_named
from gui.appearance import Appearance
from gui.digit_pad.pad import DigitPad
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.stepping.session import Lesson
from gui.training.session import State

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "resources" / "examples"
PICTURES = ROOT / "resources" / "screenshots"
SIZE = 1440, 900


class Studio:
    """One window after the other, each with its own language, colours and lesson."""

    def __init__(self, application: QApplication) -> None:
        store = QSettings(f"{tempfile.mkdtemp()}/settings.ini", QSettings.Format.IniFormat)
        self.settings = Settings(store, application)
        self.settings.set("reduced_motion", True)
        self._appearance = Appearance(application, self.settings)

    def window(self, lesson: str | None, theme: str, language: str) -> MainWindow:
        """Open a window as a user would find it."""
        self.settings.set("theme", theme)
        self.settings.set("language", language)
        window = MainWindow(self.settings)
        window.resize(*SIZE)
        window.show()
        if lesson is not None:
            window.document.load(read_network(EXAMPLES / f"{lesson}.nodewise"), None)
            window.show_drawing()
        settle()
        return window


def settle() -> None:
    """Let timers and paint events do their work."""
    QTest.qWait(400)


def save(window: MainWindow, name: str) -> None:
    """Keep what the window shows, and close it."""
    settle()
    window.grab().save(str(PICTURES / name))
    window.document.set_clean()
    window.close()
    print(PICTURES / name)


def step_to(window: MainWindow, parameter: str, topic: str) -> None:
    """Explain a parameter up to the first step of a topic."""
    window.workshop.show_workspace("step")
    session = window.workshop.session
    session.set_parameter(parameter_named(window.document.network, parameter))
    settle()
    while not session.steps:  # large networks are recorded beside the window
        QTest.qWait(50)
    session.go_to(next(i for i, step in enumerate(session.steps) if step.topic == topic))


def train(window: MainWindow, optimizers: Sequence[str]) -> None:
    """Train from the start weights with one optimizer after the other."""
    window.workshop.show_workspace("train")
    settle()
    session = window.workshop.training
    for optimizer in optimizers:
        if session.has_start:
            session.back_to_start()
        session.change(optimizer=optimizer)
        session.run()
        while session.state is not State.IDLE:
            QTest.qWait(50)
    settle()
    settle()


def explain_training(window: MainWindow, parameter: str, topic: str) -> None:
    """Follow a parameter through a training step up to a topic."""
    window.workshop.show_workspace("step")
    session = window.workshop.session
    session.set_parameter(parameter_named(window.document.network, parameter))
    session.start(Lesson.TRAINING)
    settle()
    session.go_to(next(i for i, step in enumerate(session.steps) if step.topic == topic))


THREE = ((0.34, 0.3), (0.45, 0.2), (0.6, 0.24), (0.62, 0.38), (0.48, 0.48), (0.64, 0.58))
THREE_END = ((0.64, 0.58), (0.64, 0.74), (0.5, 0.82), (0.34, 0.74))
"""A digit as it is written, as shares of the sheet."""


def draw_digit(window: MainWindow, name: str) -> None:
    """Draw a three, and keep what the window shows for it."""
    window.actions_.run("weights.digit_pad")
    pad = window.findChild(DigitPad)
    pad.resize(1000, 620)
    settle()
    pad.sheet.draw([*THREE, *THREE_END])
    settle()
    pad.grab().save(str(PICTURES / name))
    print(PICTURES / name)
    pad.close()


def digits(studio: Studio) -> None:
    """The pictures of the handwritten digits."""
    window = studio.window("mnist-deep", "light", "en")
    window.workshop.show_workspace("train")
    settle()
    window.workshop.training.change(epochs=3)
    train(window, ("adam",))
    while window.workshop.training.is_judging:
        QTest.qWait(50)
    QTest.qWait(3000)  # the confusion matrix is worked out beside the window
    save(window, "digits.png")
    window = studio.window("mnist-trained", "dark", "es")
    step_to(window, "w1_17,407", "product_of_delta")
    save(window, "step-pixel-dark-es.png")
    window = studio.window("mnist-trained", "light", "en")
    draw_digit(window, "digit-pad.png")
    window.document.set_clean()
    window.close()


def main() -> None:
    """Make every picture."""
    QCoreApplication.setOrganizationName("Nodewise pictures")
    application = QApplication(sys.argv[:1])
    PICTURES.mkdir(exist_ok=True)
    studio = Studio(application)
    save(studio.window(None, "light", "en"), "start.png")
    save(studio.window("house-prices", "light", "en"), "draw.png")
    window = studio.window("house-prices", "light", "en")
    step_to(window, "w11", "through_activation")
    save(window, "step.png")
    window = studio.window("house-prices", "dark", "es")
    step_to(window, "w11", "product")
    save(window, "step-dark-es.png")
    window = studio.window("xor", "light", "en")
    window.workshop.show_workspace("step")
    window.workshop.session.start(Lesson.MATRICES)
    settle()
    window.workshop.session.go_to(3)
    save(window, "matrices.png")
    window = studio.window("which-optimizer", "light", "en")
    train(window, ("gd", "momentum", "rmsprop", "adam"))
    save(window, "train.png")
    window = studio.window("xor-learned", "dark", "es")
    train(window, ("adam",))
    save(window, "train-dark-es.png")
    digits(studio)


if __name__ == "__main__":
    main()
