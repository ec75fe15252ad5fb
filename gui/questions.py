"""The few questions that stop the user, each with what Escape means."""

from datetime import datetime
from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from core.files.autosave import Recovery
from core.language import tr
from gui.messages import ask
from gui.recovery import place_text


class Unsaved(Enum):
    """What to do with unsaved work."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Changed(Enum):
    """What to do when another program has written the file."""

    ELSEWHERE = auto()
    OVERWRITE = auto()
    CANCEL = auto()


class Recover(Enum):
    """What to do with what a crash left."""

    YES = auto()
    DISCARD = auto()
    LATER = auto()


def about_unsaved(window: QWidget, name: str) -> Unsaved:
    """Ask before unsaved work is closed."""
    question = tr("Save the changes to “{name}”?").format(name=name)
    detail = tr("Otherwise everything since the last save is lost.")
    answers = [tr("Save"), tr("Discard"), tr("Cancel")]
    return list(Unsaved)[ask(window, question, detail, answers)]


def about_changed_file(window: QWidget, name: str) -> Changed:
    """Ask before a file that somebody else wrote is replaced."""
    question = tr("“{name}” was changed by another program.").format(name=name)
    detail = tr("Saving here would replace what it wrote since you opened the file.")
    answers = [tr("Save as another file…"), tr("Replace it"), tr("Cancel")]
    return list(Changed)[ask(window, question, detail, answers)]


def about_recovery(window: QWidget, recovery: Recovery) -> Recover:
    """Ask whether unsaved work from a crash is wanted back."""
    name = recovery.original.name if recovery.original else tr("a drawing without a file")
    when = datetime.fromtimestamp(recovery.kept_at).strftime("%Y-%m-%d %H:%M")
    question = tr("Nodewise was not closed properly. Recover the unsaved work?")
    detail = tr("It is of {name}, from {when}.").format(name=name, when=when)
    if recovery.interrupted is not None:
        place = place_text(recovery.interrupted)
        going_on = tr("A training was going on; what it had learned up to {place} is there, too.")
        detail += " " + going_on.format(place=place)
    answers = [tr("Recover"), tr("Discard"), tr("Ask me later")]
    return list(Recover)[ask(window, question, detail, answers)]
