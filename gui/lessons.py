"""The lessons in the lecture's order; their words are in their files, in every language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.language import language, tr, translatable

if TYPE_CHECKING:
    from core.network.edge import EdgeKey
    from core.network.network import Network

EXAMPLES = Path(__file__).parent.parent / "resources" / "examples"

CHAPTERS = {
    "xor": translatable("XOR and what a neuron adds"),
    "houses": translatable("House prices by hand"),
    "training": translatable("Training"),
    "architecture": translatable("Architecture"),
    "digits": translatable("Deep networks and handwritten digits"),
    "when": translatable("When to use deep learning"),
    "own": translatable("Your own"),
}


@dataclass(frozen=True)
class Lesson:
    """A shipped network: its file ('' for a blank drawing), its chapter, and its levels' sizes."""

    file: str
    chapter: str
    sizes: tuple[int, ...]

    @property
    def id(self) -> str:
        """What the progress remembers it by."""
        return self.file.removesuffix(".nodewise")

    @property
    def path(self) -> Path | None:
        """Where the network is, None for a blank drawing."""
        return EXAMPLES / self.file if self.file else None

    @property
    def workspace(self) -> str:
        """The workspace that it is for."""
        return str(_words(self.file).get("workspace", "step")) if self.file else "draw"

    @property
    def plots(self) -> tuple[str, ...]:
        """The kinds of the plots that it talks about, from left to right; none: the usual ones."""
        return tuple(str(kind) for kind in _words(self.file).get("plots", ()))

    @property
    def edge(self) -> "EdgeKey | None":
        """The edge that is selected when it is opened, so that the plots show its weight."""
        from core.network.edge import EdgeKey  # loads NumPy, which the start page can do without

        ends = _words(self.file).get("edge") if self.file else None
        return EdgeKey(*ends) if ends else None

    @property
    def title(self) -> str:
        """Its name in the language in use."""
        return in_language(_words(self.file).get("title")) if self.file else tr("Blank drawing")

    @property
    def text(self) -> str:
        """One line of what it is about, in the language in use."""
        if not self.file:
            return tr("An empty canvas, for a network of your own or one from an exercise.")
        return in_language(_words(self.file).get("about"))


LESSONS = (
    Lesson("xor-linear.nodewise", "xor", (2, 1)),
    Lesson("xor.nodewise", "xor", (2, 2, 1)),
    Lesson("xor-learned.nodewise", "xor", (2, 2, 1)),
    Lesson("activations.nodewise", "xor", (1, 6, 1)),
    Lesson("output-functions.nodewise", "xor", (1, 10)),
    Lesson("house-prices.nodewise", "houses", (2, 2, 1)),
    Lesson("mazur.nodewise", "houses", (2, 2, 2)),
    Lesson("learning-rate.nodewise", "training", (2, 2, 1)),
    Lesson("batches.nodewise", "training", (1, 1)),
    Lesson("momentum.nodewise", "training", (2, 1)),
    Lesson("double-well.nodewise", "training", (1, 1, 1)),
    Lesson("adaptive.nodewise", "training", (2, 1)),
    Lesson("which-optimizer.nodewise", "training", (2, 8, 8, 1)),
    Lesson("architecture.nodewise", "architecture", (1, 3, 1)),
    Lesson("overfitting.nodewise", "architecture", (1, 40, 1)),
    Lesson("mnist-10.nodewise", "digits", (784, 10, 10)),
    Lesson("mnist-256.nodewise", "digits", (784, 256, 10)),
    Lesson("mnist-deep.nodewise", "digits", (784, 256, 128, 10)),
    Lesson("mnist-dropout.nodewise", "digits", (784, 256, 128, 10)),
    Lesson("mnist-trained.nodewise", "digits", (784, 256, 128, 10)),
    Lesson("when-to-use.nodewise", "when", (20, 50, 1)),
    Lesson("", "own", ()),
)

HOMEWORK = {
    "xor": "explain.slope",
    "activations": "explain.slope",
    "house-prices": "runs.collapse",
}
"""The command of the homework that a lesson sets, by the lesson's id."""


_SOURCE = translatable("From the lecture “Intro to Deep Learning”")
_LESSON_LINE = b'\n "lesson": '


def lesson(name: str) -> Lesson:
    """The lesson of this id: ``house-prices``."""
    return next(found for found in LESSONS if found.id == name)


def neighbour(name: str, distance: int) -> Lesson | None:
    """The lesson that comes so many places after another one, None where there is none."""
    shipped = [found for found in LESSONS if found.file]
    place = next((i for i, found in enumerate(shipped) if found.id == name), None)
    if place is None or not 0 <= place + distance < len(shipped):
        return None
    return shipped[place + distance]


def in_language(words: Any) -> str:
    """What a text by language says in the language in use, English where it does not speak it."""
    if isinstance(words, Mapping):
        words = words.get(language()) or words.get("en") or ""
    return str(words or "")


def translated(network: "Network") -> "Network":
    """A lesson with title and notes in the language in use: the file's own are English."""
    words = network.lesson
    notes = network.notes.replace(_SOURCE, tr(_SOURCE))
    said = words.get("notes")
    if isinstance(said, Mapping) and said.get("en"):
        notes = notes.replace(said["en"], in_language(said))
    return replace(network, title=in_language(words.get("title")), notes=notes)


@cache
def _words(file: str) -> dict[str, Any]:
    """What a file says of its lesson; nothing if it cannot be read: opening it tells why."""
    try:
        found = _lesson_in((EXAMPLES / file).read_bytes())
    except (OSError, ValueError, AttributeError):
        return {}
    return found if isinstance(found, dict) else {}


def _lesson_in(data: bytes) -> Any:
    """The lesson alone, where it has a line of its own, as in our files: some have a megabyte."""
    place = data.rfind(_LESSON_LINE)
    if place < 0:
        return json.loads(data).get("lesson")
    text = data[place + len(_LESSON_LINE) :].decode("utf-8")
    return json.JSONDecoder().raw_decode(text)[0]
